// The search page, and the page that compares rows, which searches for them too. Without
// script it is an index of everything; with it, results come as one writes, grouped by
// kind, and the arrow keys lead through them.
import { comparisons } from "./compare";
import { all, el } from "./dom";
import { type Answer, type Group, search } from "./search/rank";
import { Index } from "./search/shard";
import { words } from "./search/words";
import { lang, t } from "./text";

const form = document.querySelector<HTMLFormElement>("form[data-search]");
if (form) start(form);
comparisons();

function start(form: HTMLFormElement): void {
	const input = form.querySelector<HTMLInputElement>("input[name=q]")!;
	const results = document.getElementById("results")!;
	const plain = document.getElementById("index");
	const state = el("p", { class: "meta", role: "status" });
	results.before(state);
	// Paths in the index are from the root of the site, where the index's own folder is too.
	const root = form.dataset.root || "";
	const index = new Index(root + form.dataset.search);
	index.open().catch(() => {}); // told when something is asked
	let latest = 0;

	const run = async (): Promise<void> => {
		const question = input.value.trim();
		const mine = ++latest;
		if (plain) plain.hidden = question !== "";
		remember(question);
		if (!words(question).length) {
			results.replaceChildren();
			state.textContent = "";
			return;
		}
		try {
			await index.open();
			const answer = await search(index, question, lang.split("-")[0]);
			if (mine !== latest) return; // the reader has written on
			const told = answer.more ? "resultsMore" : answer.count ? "results" : "noResults";
			state.textContent = t(told, { n: answer.count, query: question });
			results.replaceChildren(...show(answer, question, root));
		} catch {
			if (plain) plain.hidden = false;
			state.textContent = t("searchFailed");
		}
	};

	let wait = 0;
	input.addEventListener("input", () => {
		clearTimeout(wait);
		wait = setTimeout(() => void run(), 120);
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		void run();
	});
	document.addEventListener("keydown", (event) => arrows(event, input, results));
	const asked = new URLSearchParams(location.search).get("q");
	if (asked) input.value = asked;
	void run();
}

// remember keeps the question in the address, where the browser lets a page do so.
function remember(question: string): void {
	try {
		history.replaceState(null, "", question ? "?q=" + encodeURIComponent(question) : location.pathname);
	} catch {
		// From file:// some do not.
	}
}

function show(answer: Answer, question: string, root: string): HTMLElement[] {
	return answer.groups.map((g) => {
		const count = el("small", {}, " " + (g.count > g.hits.length ? t("firstOf", { n: g.hits.length, total: g.count }) : t("count", { n: g.count })));
		return el("section", {}, el("h2", {}, t("kind." + g.kind), count), list(g, question, root));
	});
}

function list(group: Group, question: string, root: string): HTMLElement {
	const asked = words(question);
	return el(
		"ol",
		{ class: "results" },
		...group.hits.map(([title, line, path]) =>
			el("li", {}, el("a", { href: root + path }, ...marked(title, asked)), line ? el("p", {}, ...marked(line, asked)) : ""),
		),
	);
}

// marked sets in bold the words that begin with one of the question's.
function marked(text: string, asked: string[]): (Node | string)[] {
	return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
		const [word] = words(part);
		return word && asked.some((a) => word.startsWith(a)) ? el("mark", {}, part) : part;
	});
}

function arrows(event: KeyboardEvent, input: HTMLInputElement, results: HTMLElement): void {
	const links = all<HTMLAnchorElement>("a", results);
	const at = links.indexOf(document.activeElement as HTMLAnchorElement);
	const here = at >= 0 || document.activeElement === input;
	if (!here || !links.length) return;
	if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)].focus();
	else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
	else if (event.key === "Escape" && at >= 0) input.focus();
	else return;
	event.preventDefault();
}

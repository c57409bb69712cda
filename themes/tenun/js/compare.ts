// Rows of a dataset side by side: readers choose which. What is chosen is in the address,
// #banding=tunas-baru,kasih, so that a comparison can be shared, from file:// too. The rows
// come from the same shards as those of a large table.
import { copied } from "./copy";
import { all, el, folded } from "./dom";
import { search } from "./search/rank";
import { Index } from "./search/shard";
import { key, type Row, text } from "./table/model";
import { buildCell } from "./table/paint";
import { anchor, Shards } from "./table/shard";
import { lang, t } from "./text";

const fragment = "#banding=";
const mostCompared = 6;
const mostOffered = 12;

export function comparisons(): void {
	for (const e of all<HTMLElement>("[data-compare]")) new Comparison(e).start();
}

interface Offer {
	name: string;
	line: string;
	key: string;
}

class Comparison {
	private rows: Row[] = [];
	private shards: Shards;
	private table: HTMLTableElement;
	private facts: HTMLTableRowElement[];
	private chosen: Row[] = [];
	private keys: string[] = []; // of these, and of what was chosen while they are on their way
	private root: string;
	private input: HTMLInputElement;
	private only: HTMLInputElement;
	private offers: HTMLElement;
	private state: HTMLElement;
	private index?: Index;
	private latest = 0;

	constructor(private section: HTMLElement) {
		this.root = section.dataset.root || "./";
		this.shards = new Shards(section, section.dataset.compare || "", this.rows);
		this.table = section.querySelector<HTMLTableElement>("table[data-facts]")!;
		this.facts = Array.from(this.table.tBodies[0].rows);
		this.input = section.querySelector("input[type=search]")!;
		this.only = section.querySelector("input[type=checkbox]")!;
		this.offers = section.querySelector(".offers")!;
		this.state = section.querySelector("[role=status]")!;
	}

	start(): void {
		const copy = this.section.querySelector<HTMLElement>("[data-copy-view]");
		copy?.addEventListener("click", () => void copied(copy, location.href));
		let wait = 0;
		this.input.addEventListener("input", () => {
			clearTimeout(wait);
			wait = setTimeout(() => void this.offer(), 120);
		});
		this.only.addEventListener("change", () => this.draw());
		window.addEventListener("hashchange", () => void this.open());
		void this.open();
	}

	// open shows the rows that the address names.
	private async open(): Promise<void> {
		const asked = location.hash;
		const named = asked.startsWith(fragment) ? asked.slice(fragment.length).split(",") : [];
		try {
			if (this.shards.count <= 1) await this.shards.load(0);
			const rows = await Promise.all(Array.from(new Set(named.filter(Boolean))).map((k) => this.row(k)));
			if (asked !== location.hash) return; // more was chosen meanwhile
			this.chosen = rows.filter((r): r is Row => !!r).slice(0, mostCompared);
			this.keys = this.chosen.map(keyOf);
			this.draw();
		} catch {
			this.state.textContent = t("rowsFailed");
		}
	}

	private async row(key: string): Promise<Row | undefined> {
		const at = await this.shards.find(decodeURIComponent(key));
		if (at < 0) return undefined;
		await this.shards.range(at, at + 1);
		return this.rows[at];
	}

	// choose takes a row into the comparison, or out of it.
	private async choose(key: string, wanted: boolean): Promise<void> {
		this.keys = this.keys.filter((k) => k !== key);
		if (wanted) this.keys.push(key);
		const address = fragment + this.keys.join(",");
		this.input.value = "";
		try {
			history.replaceState(null, "", address);
			await this.open();
		} catch {
			location.hash = address; // some allow only this from file://
		}
		// What was pressed is no more. A field would open a phone's keyboard: it has the focus
		// only where what to add is found by writing.
		((this.shards.count <= 1 && this.offers.querySelector("button")) || this.input).focus();
	}

	private draw(): void {
		const some = this.chosen.length > 0;
		this.table.hidden = !some;
		for (const plain of all<HTMLElement>("[data-plain]")) plain.hidden = some;
		const head = el("tr", {}, el("td"), ...this.chosen.map((row) => this.head(row)));
		this.table.tHead?.remove();
		this.table.createTHead().append(head);
		const different = this.facts.filter((tr, i) => this.fact(tr, i + 1)).length;
		this.state.textContent =
			this.chosen.length > 1 ? t("compared", { n: different, total: this.facts.length }) : t(some ? "compareOneMore" : "compareHint");
		void this.offer();
	}

	private head(row: Row): HTMLElement {
		const cell = buildCell(row.cells[0], "", this.root, true);
		cell.scope = "col";
		const away = el("button", { type: "button", class: "plain", "aria-label": t("compareRemove", { name: text(row.cells[0]) }) }, t("remove"));
		away.addEventListener("click", () => void this.choose(keyOf(row), false));
		cell.append(el("br"), away);
		return cell;
	}

	// fact fills a row of the table and says whether its values differ.
	private fact(tr: HTMLTableRowElement, column: number): boolean {
		const values = this.chosen.map((row) => row.cells[column]);
		while (tr.cells.length > 1) tr.deleteCell(-1);
		tr.append(...values.map((cell) => buildCell(cell, tr.dataset.t || "", this.root, false)));
		const differs = new Set(values.map((cell) => key(cell) || text(cell))).size > 1;
		tr.classList.toggle("differs", differs);
		tr.cells[0].querySelector(".sr")?.remove();
		if (differs) tr.cells[0].append(el("span", { class: "sr" }, " (" + t("differs") + ")"));
		tr.hidden = this.only.checked && this.chosen.length > 1 && !differs;
		return differs;
	}

	// offer lists rows that may be added.
	private async offer(): Promise<void> {
		const mine = ++this.latest;
		const full = this.chosen.length >= mostCompared;
		this.input.disabled = full;
		this.input.parentElement!.hidden = this.chosen.length >= this.shards.total; // nothing is left to be added
		let found: Offer[] = [];
		try {
			if (!full) found = this.shards.count > 1 ? await this.searched() : this.filtered();
		} catch {
			this.state.textContent = t("rowsFailed");
		}
		if (mine !== this.latest) return;
		const taken = new Set(this.chosen.map(keyOf));
		this.offers.replaceChildren(...found.filter((o) => !taken.has(o.key)).slice(0, mostOffered).map((o) => this.button(o)));
	}

	private button(offer: Offer): HTMLElement {
		const b = el("button", { type: "button" }, offer.name, offer.line ? el("small", {}, offer.line) : "");
		b.addEventListener("click", () => void this.choose(offer.key, true));
		return el("li", {}, b);
	}

	private filtered(): Offer[] {
		const asked = folded(this.input.value).split(/\s+/).filter(Boolean);
		return this.rows
			.filter((r) => r && asked.every((w) => r.folded.includes(w)))
			.map((r) => ({ name: text(r.cells[0]), line: "", key: keyOf(r) }));
	}

	// searched asks the portal's index, where the rows are too many to be loaded for it.
	private async searched(): Promise<Offer[]> {
		const { search: folder, profiles = "" } = this.section.dataset;
		const question = this.input.value.trim();
		if (!folder || !question) return [];
		this.index = this.index || new Index((this.section.dataset.root || "") + folder);
		await this.index.open();
		const { groups } = await search(this.index, question, lang.split("-")[0]);
		return groups
			.flatMap((g) => (g.kind === "profile" ? g.hits : []))
			.filter(([, , path]) => path.startsWith(profiles))
			.map(([name, line, path]) => ({ name, line, key: path.replace(/^.*\/|\.html$/g, "") }));
	}
}

function keyOf(row: Row): string {
	return row.id.slice(anchor.length);
}

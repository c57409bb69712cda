// Charts are whole without this: it shows what a mark stands for beside the pointer, and
// lets the arrow keys read the numbers row by row.
//
// Marks get no pointer events of their own: a drawing's title would then pop up beside
// them. The nearest mark is looked for instead, which also makes small dots easy to hit.
import { all, el } from "./dom";
import { t } from "./text";

const near = 10; // px from a mark that still mean it

export function charts(): void {
	for (const plot of all<HTMLElement>("figure .plot")) {
		const figure = plot.closest("figure")!;
		const point = (e: PointerEvent) => show(plot, nearest(plot, e.clientX, e.clientY));
		plot.addEventListener("pointermove", point);
		plot.addEventListener("pointerdown", point);
		plot.addEventListener("pointerleave", (e) => e.pointerType === "mouse" && tip.remove());
		const rows = readings(figure.querySelector("table"));
		if (rows.length) keys(plot, rows);
	}
	document.addEventListener("keydown", (e) => e.key === "Escape" && tip.remove());
	document.addEventListener("pointerdown", (e) => tip.parentElement?.contains(e.target as Node) || tip.remove());
}

// tip is the one label that is shown. What it says also stands in the chart or its table.
const tip = el("div", { class: "tip", "aria-hidden": "true" });

function show(plot: HTMLElement, mark: Element | undefined): void {
	if (!mark) return tip.remove();
	tip.textContent = mark.getAttribute("data-t");
	plot.append(tip);
	const box = plot.getBoundingClientRect();
	const at = mark.getBoundingClientRect();
	const left = at.left + at.width / 2 - box.left - tip.offsetWidth / 2;
	const above = at.top - box.top - tip.offsetHeight - 6;
	tip.style.left = Math.max(0, Math.min(left, box.width - tip.offsetWidth)) + "px";
	tip.style.top = (at.top < tip.offsetHeight + 6 ? at.bottom - box.top + 6 : above) + "px";
}

// marks gives those of the drawing that is shown: there is one for phones too.
function marks(plot: HTMLElement): Element[] {
	return all("[data-t]", plot).filter((m) => m.getClientRects().length > 0);
}

function nearest(plot: HTMLElement, x: number, y: number): Element | undefined {
	let best: Element | undefined;
	let least = near;
	for (const mark of marks(plot)) {
		const b = mark.getBoundingClientRect();
		const far = Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
		if (far < least) [best, least] = [mark, far];
	}
	return best;
}

interface Reading {
	name: string;
	text: string;
}

// readings are the rows of the table of numbers, in words: "Sosial: Kurang 3, Cukup 7".
function readings(table: HTMLTableElement | null): Reading[] {
	if (!table || !table.tHead || !table.tBodies.length) return [];
	const heads = Array.from(table.tHead.rows[0].cells).map(plain);
	return Array.from(table.tBodies[0].rows).map((tr) => {
		const [name, ...cells] = Array.from(tr.cells).map(plain);
		return { name, text: name + ": " + cells.map((c, i) => (cells.length > 1 ? heads[i + 1] + " " + c : c)).join(", ") };
	});
}

function plain(cell: HTMLElement): string {
	const copy = cell.cloneNode(true) as HTMLElement;
	copy.querySelectorAll("sup, .anchor").forEach((mark) => mark.remove());
	return copy.textContent!.trim().replace(/\s+/g, " ");
}

function keys(plot: HTMLElement, rows: Reading[]): void {
	const line = el("p", { class: "reading", role: "status" });
	plot.after(line);
	plot.tabIndex = 0;
	plot.setAttribute("role", "group");
	plot.setAttribute("aria-label", t("chartKeys"));
	let at = -1;
	plot.addEventListener("keydown", (event) => {
		const next = moved(event.key, at, rows.length);
		if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		const { name, text } = rows[(at = next)];
		line.textContent = text;
		show(plot, marks(plot).find((m) => [name + ",", name + ":"].some((start) => m.getAttribute("data-t")!.startsWith(start))));
	});
	plot.addEventListener("blur", () => {
		tip.remove();
		line.textContent = "";
		at = -1;
	});
}

function moved(key: string, at: number, count: number): number | undefined {
	if (key === "ArrowDown" || key === "ArrowRight") return Math.min(at + 1, count - 1);
	if (key === "ArrowUp" || key === "ArrowLeft") return Math.max(at - 1, 0);
	if (key === "Home") return 0;
	if (key === "End") return count - 1;
	return undefined;
}

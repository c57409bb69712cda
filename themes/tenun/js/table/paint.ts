// Putting rows on the page.
import { copied } from "../copy";
import { el } from "../dom";
import { t } from "../text";
import type { Cell, Column, Row } from "./model";
import type { View } from "./view";

export function paint(table: HTMLTableElement, columns: Column[], rows: Row[], view: View): void {
	table.tBodies[0].replaceChildren(
		...rows.map((row) => {
			row.node = row.node || build(row, columns, table);
			columns.forEach((c, i) => (row.node!.cells[i].hidden = !c.shown));
			return row.node;
		}),
	);
	for (const c of columns) {
		c.head.hidden = !c.shown;
		if (view.sort === c.name) c.head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
		else c.head.removeAttribute("aria-sort");
	}
}

function build(row: Row, columns: Column[], table: HTMLTableElement): HTMLTableRowElement {
	const tr = (row.node = el("tr", row.id ? { id: row.id } : {}));
	row.cells.forEach((cell, i) => tr.append(buildCell(cell, columns[i].type, table.dataset.root || "./", i === 0, table.id)));
	linkRow(row);
	return tr;
}

export function buildCell(cell: Cell, type: string, root: string, head: boolean, id = ""): HTMLTableCellElement {
	const [text, , href, cls, notes] = Array.isArray(cell) ? cell : cell === null ? [t("missing"), "", "", "kosong"] : [cell];
	const td = head ? el("th", { scope: "row" }) : el("td");
	const look = cls || (type === "n" ? "num" : "");
	if (look) td.className = look;
	td.append(href ? el("a", { href: /^https?:/.test(href) ? href : root + href }, text) : text);
	for (const n of notes || []) {
		td.append(el("sup", { class: "ref" }, el("a", { href: `#${id}-${n}`, "aria-label": t("note", { n }) }, `${n}`)));
	}
	return td;
}

// linkRow adds to a row a link to itself, which is copied when it is followed.
export function linkRow(row: Row): void {
	const cell = row.node && row.id ? row.node.cells[0] : undefined;
	if (!cell) return;
	const link = el("a", { href: "#" + row.id, class: "anchor", "aria-label": t("rowLink") }, "#");
	link.addEventListener("click", () => void copied(link, link.href));
	cell.append(" ", link);
}

// fit keeps a long table's head in sight. A table that fits its box lets the head stick to
// the window; a wider one scrolls in its box, which then must not be taller than the window.
export function fit(table: HTMLTableElement): void {
	const box = table.parentElement!;
	const measure = () => {
		const long = table.tBodies[0].rows.length > 15;
		const fits = table.scrollWidth <= box.clientWidth;
		box.classList.toggle("fits", long && fits);
		box.classList.toggle("tall", long && !fits);
	};
	measure();
	if ("ResizeObserver" in window) new ResizeObserver(measure).observe(box.parentElement!);
}

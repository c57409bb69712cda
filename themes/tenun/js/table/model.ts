// What a table on the page holds, apart from how it is shown now.
//
// Rows come from the page and, in a large table, from shards: scripts that call
// lumbungRows(name, number, rows, keys). A cell is a text, null where there is no value, or
// [text, key, href, class, notes] with the end left out where it is empty: key is the
// canonical value that it sorts by and is downloaded as, null where it is the text; href is
// from the root of the site; notes are the numbers of those under the table.
import { folded } from "../dom";

export type Cell = string | null | [string, (string | null)?, string?, string?, number[]?];

export interface Row {
	index: number; // its place in the published table
	cells: Cell[];
	id: string; // its anchor, "" for none
	node?: HTMLTableRowElement;
	folded: string;
}

export interface Column {
	name: string; // of the field
	title: string;
	type: string; // "n" number, "d" date, "" text
	head: HTMLTableCellElement;
	filter: boolean; // a category: readers choose from its values
	shown: boolean;
}

export function text(cell: Cell): string {
	return Array.isArray(cell) ? cell[0] : cell || "";
}

// key is the canonical value, "" where there is none.
export function key(cell: Cell): string {
	return Array.isArray(cell) ? (cell[1] == null ? cell[0] : cell[1]) : cell || "";
}

export function makeRow(index: number, cells: Cell[], id: string, node?: HTMLTableRowElement): Row {
	return { index, cells, id, node, folded: folded(cells.map(text).join("\n")) };
}

export function readColumns(table: HTMLTableElement): Column[] {
	return Array.from(table.querySelectorAll<HTMLTableCellElement>("thead th[data-f]")).map((head) => ({
		name: head.dataset.f || "",
		title: (head.querySelector("span") || head).textContent!.trim(),
		type: head.dataset.t || "",
		head,
		filter: "filter" in head.dataset,
		shown: true,
	}));
}

export function readRows(table: HTMLTableElement): Row[] {
	return Array.from(table.tBodies[0].rows).map((tr, i) => makeRow(i, Array.from(tr.cells).map(readCell), tr.id, tr));
}

function readCell(td: HTMLTableCellElement): Cell {
	if (td.matches(".kosong, .rahasia")) return [ownText(td), ""];
	const v = td.dataset.v;
	return v === undefined ? ownText(td) : [ownText(td), v];
}

// ownText leaves out the marks of notes.
function ownText(td: HTMLElement): string {
	if (!td.querySelector("sup")) return td.textContent!.trim();
	const copy = td.cloneNode(true) as HTMLElement;
	copy.querySelectorAll("sup").forEach((mark) => mark.remove());
	return copy.textContent!.trim();
}

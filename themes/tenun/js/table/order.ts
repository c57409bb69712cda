// Sorting and filtering. Rows without a value come last, whichever way they are sorted.
import { folded } from "../dom";
import { lang } from "../text";
import { type Column, key, type Row, text } from "./model";
import type { View } from "./view";

const collator = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });

// Above this many rows texts are compared by their characters: a collator is thirty times slower.
const manyRows = 5000;

export function arrange(rows: Row[], columns: Column[], view: View): Row[] {
	const kept = rows.filter(matcher(columns, view));
	const by = columns.findIndex((c) => c.name === view.sort);
	if (by < 0) return kept;
	const compare = comparer(columns[by].type, kept.length);
	const sign = view.down ? -1 : 1;
	const keyed = kept.map((row) => ({ row, key: sortKey(columns[by].type, row, by, kept.length) }));
	keyed.sort((a, b) => {
		if (a.key === "" || b.key === "") return +(a.key === "") - +(b.key === "") || a.row.index - b.row.index;
		return sign * compare(a.key, b.key) || a.row.index - b.row.index;
	});
	return keyed.map((k) => k.row);
}

function sortKey(type: string, row: Row, column: number, count: number): string {
	const cell = row.cells[column];
	if (type) return key(cell);
	return key(cell) === "" ? "" : count > manyRows ? folded(text(cell)) : text(cell);
}

function comparer(type: string, count: number): (a: string, b: string) => number {
	if (type === "n") return (a, b) => Number(a) - Number(b);
	if (type === "d" || count > manyRows) return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
	return collator.compare;
}

function matcher(columns: Column[], view: View): (row: Row) => boolean {
	const words = folded(view.query).split(/\s+/).filter(Boolean);
	const wanted = columns
		.map((c, i): [number, string | undefined] => [i, view.values[c.name]])
		.filter(([, value]) => value);
	return (row) =>
		words.every((w) => row.folded.includes(w)) && wanted.every(([i, value]) => text(row.cells[i]) === value);
}

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
	const { type } = columns[by];
	const compare = !type && kept.length <= manyRows ? (collator.compare as Compare) : plainly;
	const sign = view.down ? -1 : 1;
	const keyed = kept.map((row) => ({ row, key: sortKey(type, row, by, kept.length) }));
	keyed.sort((a, b) => {
		if (a.key === "" || b.key === "") return +(a.key === "") - +(b.key === "") || a.row.index - b.row.index;
		return sign * compare(a.key, b.key) || a.row.index - b.row.index;
	});
	return keyed.map((k) => k.row);
}

type Key = string | number; // "" where there is no value
type Compare = (a: Key, b: Key) => number;

function sortKey(type: string, row: Row, column: number, count: number): Key {
	const cell = row.cells[column];
	const value = key(cell);
	if (value === "") return "";
	if (type) return type === "n" ? Number(value) : value;
	return count > manyRows ? folded(text(cell)) : text(cell);
}

function plainly(a: Key, b: Key): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function matcher(columns: Column[], view: View): (row: Row) => boolean {
	const words = folded(view.query).split(/\s+/).filter(Boolean);
	const wanted = columns
		.map((c, i): [number, string | undefined] => [i, view.values[c.name]])
		.filter(([, value]) => value);
	return (row) =>
		words.every((w) => row.folded.includes(w)) && wanted.every(([i, value]) => text(row.cells[i]) === value);
}

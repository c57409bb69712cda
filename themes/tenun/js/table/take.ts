// What a reader takes away: the rows and columns in view, as a CSV file of canonical
// values or as tab-separated text for a spreadsheet.
import { el } from "../dom";
import { type Column, key, type Row, text } from "./model";

export function csv(rows: Row[], columns: Column[]): string {
	const shown = places(columns);
	const lines = [shown.map((i) => quoted(columns[i].name))];
	for (const row of rows) lines.push(shown.map((i) => quoted(key(row.cells[i]))));
	return lines.map((l) => l.join(",") + "\r\n").join("");
}

function quoted(value: string): string {
	return /[",\r\n]|^\s|\s$/.test(value) ? '"' + value.replace(/"/g, '""') + '"' : value;
}

// tsv has the words and numbers as they are read here. A text that a spreadsheet would
// run as a formula gets the apostrophe that makes it text.
export function tsv(rows: Row[], columns: Column[]): string {
	const shown = places(columns);
	const lines = [shown.map((i) => columns[i].title)];
	for (const row of rows) lines.push(shown.map((i) => plain(text(row.cells[i]), columns[i].type)));
	return lines.map((l) => l.join("\t") + "\n").join("");
}

function plain(value: string, type: string): string {
	value = value.replace(/[\t\r\n]+/g, " ");
	return !type && /^[=+\-@]/.test(value) ? "'" + value : value;
}

function places(columns: Column[]): number[] {
	return columns.map((_, i) => i).filter((i) => columns[i].shown);
}

export function download(name: string, content: string, type = "text/csv;charset=utf-8"): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = el("a", { href: address, download: name });
	document.body.append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// The index lies in static scripts, so that it loads from file:// too: m.js says how it is
// divided, t0.js, t1.js … hold words with the documents they stand in, d0.js, d1.js … what
// is shown of a document. Only what a question needs is loaded.
import { loadScript } from "../dom";

export interface Manifest {
	docs: number; // how many documents
	size: number; // documents in each d file
	v: string; // changes with the content of the t and d files, whose names stay the same
	kinds: [string, number][]; // kind and the first document of it: documents stand kind by kind
	words: string[]; // first word of each t file
}

interface Words {
	t: number;
	w: string; // words in order, parted by spaces
	p: string; // their postings, parted by spaces
}

interface Docs {
	d: number;
	r: Doc[];
}

export type Doc = [title: string, line: string, path: string];

declare global {
	interface Window {
		lumbungSearch?: (part: Manifest | Words | Docs) => void;
	}
}

export class Index {
	manifest!: Manifest;
	private blocks: Record<number, Block> = {};
	private docs: Record<number, Doc[]> = {};
	private asked: Record<string, Promise<void>> = {};

	constructor(private base: string) {
		window.lumbungSearch = (part) => this.arrive(part);
	}

	open(): Promise<void> {
		return this.load("m", "");
	}

	// block gives the words of a t file.
	async block(n: number): Promise<Block> {
		await this.load("t" + n, this.manifest.v);
		return this.blocks[n];
	}

	// blockOf is the t file that a word stands in, if it stands anywhere.
	blockOf(word: string): number {
		const { words } = this.manifest;
		let low = 0;
		let high = words.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (words[middle] <= word) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	async doc(id: number): Promise<Doc> {
		const { size } = this.manifest;
		const n = Math.floor(id / size);
		await this.load("d" + n, this.manifest.v);
		return this.docs[n][id - n * size];
	}

	kind(id: number): string {
		let kind = "";
		for (const [name, first] of this.manifest.kinds) if (first <= id) kind = name;
		return kind;
	}

	// load asks for a part once; one that did not come is asked for again the next time. The
	// version keeps a browser from taking a part of an older index that it still has.
	private load(name: string, version: string): Promise<void> {
		return (this.asked[name] =
			this.asked[name] ||
			loadScript(this.base + name + ".js" + (version && "?" + version)).catch((why) => {
				delete this.asked[name];
				throw why;
			}));
	}

	private arrive(part: Manifest | Words | Docs): void {
		if ("t" in part) this.blocks[part.t] = new Block(part.w.split(" "), part.p.split(" "));
		else if ("d" in part) this.docs[part.d] = part.r;
		else this.manifest = part;
	}
}

export interface Posting {
	doc: number;
	weight: number; // 3 in the title, 2 in a name or keyword, 1 in a text, or by its stem
}

export interface Postings {
	list: Posting[];
	count: number; // documents that have the word; more than in the list for the commonest words
}

// Block is a run of words.
export class Block {
	constructor(readonly words: string[], private postings: string[]) {}

	// from is the place of the first word that is not before the given one.
	from(word: string): number {
		let low = 0;
		let high = this.words.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.words[middle] < word) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	// at reads a word's postings: documents by weight, 3, 2 and 1, parted by commas. A word
	// that stands in very many documents begins with "*" and their count.
	at(i: number): Postings {
		const lists = this.postings[i].split(",");
		const common = lists[0][0] === "*" ? parseInt(lists.shift()!.slice(1), 36) : 0;
		const list: Posting[] = [];
		lists.forEach((text, n) => read(text, 3 - n, list));
		return { list, count: common || list.length };
	}
}

// read reads documents as their differences: digits of five bits, the lowest first, with a
// sixth bit where another follows, as characters from "?" on; "!" stands for the backslash.
function read(text: string, weight: number, into: Posting[]): void {
	let doc = 0;
	let shift = 0;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		const digit = c === 33 ? 29 : c - 63;
		doc += (digit & 31) << shift;
		shift += 5;
		if (digit < 32) {
			into.push({ doc, weight });
			shift = 0;
		}
	}
}

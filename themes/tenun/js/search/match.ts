// Which words of the index a word of the question means: itself, its stem, words that
// begin with it, and, when there are none of these, words that it or its stem may be a slip for.
import type { Block, Index, Postings } from "./shard";
import { stem } from "./words";

export interface Match {
	word: string;
	quality: number; // 1 is the very word
	postings: Postings;
}

// These bound what a question loads: of a portal with a hundred thousand rows, under 200 KB.
const mostPrefixed = 60;
const mostPrefixBlocks = 3;
const mostBlocks = 5;

export async function matches(index: Index, word: string, lang: string): Promise<Match[]> {
	const found = new Map<string, Match>();
	const add = (block: Block, i: number, quality: number) => {
		const w = block.words[i];
		const before = found.get(w);
		if (!before || before.quality < quality) found.set(w, { word: w, quality, postings: before ? before.postings : block.at(i) });
	};
	const root = stem(word, lang);
	await exactly(index, word, (b, i) => add(b, i, 1));
	if (root !== word) await exactly(index, root, (b, i) => add(b, i, 0.8));
	if (word.length > 1) await prefixed(index, word, (b, i) => add(b, i, Math.max(0.4, (0.75 * word.length) / b.words[i].length)));
	if (!found.size && word.length > 3) await slipped(index, word, add);
	if (!found.size && root !== word) await slipped(index, root, (b, i, quality) => add(b, i, 0.8 * quality));
	return Array.from(found.values());
}

type Take = (block: Block, i: number) => void;

async function exactly(index: Index, word: string, take: Take): Promise<void> {
	const block = await index.block(index.blockOf(word));
	const i = block.from(word);
	if (block.words[i] === word) take(block, i);
}

async function prefixed(index: Index, word: string, take: Take): Promise<void> {
	let left = mostPrefixed;
	const first = index.blockOf(word);
	const end = Math.min(first + mostPrefixBlocks, index.manifest.words.length);
	for (let n = first; n < end && left > 0; n++) {
		const block = await index.block(n);
		let i = block.from(word);
		for (; i < block.words.length && block.words[i].startsWith(word) && left > 0; i++, left--) {
			if (block.words[i] !== word) take(block, i);
		}
		if (i < block.words.length) return;
	}
}

// slipped looks for words within one edit, or two for a long word. A small index is looked
// through whole; of a large one, only where a slip would have put it.
async function slipped(index: Index, word: string, add: (b: Block, i: number, quality: number) => void): Promise<void> {
	const allowed = word.length > 7 ? 2 : 1;
	for (const block of await Promise.all(likely(index, word).map((n) => index.block(n)))) {
		block.words.forEach((w, i) => {
			const d = distance(word, w, allowed);
			if (d <= allowed) add(block, i, 0.6 - 0.15 * d);
		});
	}
}

function likely(index: Index, word: string): number[] {
	const { words } = index.manifest;
	const [a, b, c] = word;
	const found = new Set<number>();
	// A slip late in the word; one in the third letter; one left out or doubled; two that
	// changed places; the first one wrong.
	for (const start of [word, word.slice(0, 3), a + c, b + a, b + c, a + b]) {
		const n = index.blockOf(start);
		found.add(n);
		if (n + 1 < words.length && words[n + 1].startsWith(start)) found.add(n + 1);
	}
	if (words.length <= mostBlocks) words.forEach((_, n) => found.add(n));
	return Array.from(found).slice(0, mostBlocks);
}

// distance counts letters put in, left out, changed or swapped, up to a limit.
export function distance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
		}
		if (Math.min(...row) > limit) return limit + 1;
		before = last;
		last = row;
	}
	return last[b.length];
}

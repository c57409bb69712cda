// Which documents answer a question best. Every word must be met; where no document meets
// them all, those that meet most.
import { type Match, matches } from "./match";
import type { Doc, Index } from "./shard";
import { folded } from "../dom";
import { words } from "./words";

export interface Group {
	kind: string;
	count: number;
	hits: Doc[];
}

export interface Answer {
	count: number;
	more: boolean; // there are more than count: a word's documents were not all listed
	groups: Group[];
}

interface Score {
	met: number; // words
	rare: number; // of these, words whose documents are all listed
	score: number;
}

const shownOfAKind = 8;

export async function search(index: Index, question: string, lang: string): Promise<Answer> {
	const asked = Array.from(new Set(words(question)));
	const scores = new Map<number, Score>();
	const cut: number[] = []; // of each word whose documents are not all listed: how many there are
	for (const found of await Promise.all(asked.map((word) => matches(index, word, lang)))) {
		const longest = Math.max(0, ...found.filter((m) => m.postings.count > m.postings.list.length).map((m) => m.postings.count));
		if (longest) cut.push(longest);
		best(found, index.manifest.docs).forEach((score, doc) => {
			const s = scores.get(doc) || { met: 0, rare: 0, score: 0 };
			scores.set(doc, { met: s.met + 1, rare: s.rare + (longest ? 0 : 1), score: s.score + score });
		});
	}
	return answer(index, question, scores, cut);
}

// best scores each document by the best of a word's matches. Rare words say more; how
// rare a word is, its commonest match decides, or Kubemi would come before Kube.
function best(found: Match[], docs: number): Map<number, number> {
	const scores = new Map<number, number>();
	const rarity = Math.log(1 + docs / Math.max(1, ...found.map((m) => m.postings.count)));
	for (const m of found) {
		for (const { doc, weight } of m.postings.list) {
			scores.set(doc, Math.max(scores.get(doc) || 0, m.quality * weight * rarity));
		}
	}
	return scores;
}

// answer keeps the documents that meet enough words. Where rarer words narrow the question,
// a document that meets these counts as meeting those too common to be listed in full.
async function answer(index: Index, question: string, scores: Map<number, Score>, cut: number[]): Promise<Answer> {
	const all = Array.from(scores);
	const narrowed = all.some(([, s]) => s.rare > 0);
	const counted: (s: Score) => number = narrowed ? (s) => s.rare : (s) => s.met;
	const most = all.reduce((n, [, s]) => Math.max(n, counted(s)), 0);
	const ranked = all.filter(([, s]) => counted(s) === most);
	ranked.sort((a, b) => b[1].met - a[1].met || b[1].score - a[1].score || a[0] - b[0]);
	const groups: Record<string, number[]> = {};
	const order: string[] = [];
	for (const [doc] of ranked) {
		const kind = index.kind(doc);
		if (!groups[kind]) order.push(kind);
		(groups[kind] = groups[kind] || []).push(doc);
	}
	const shown = await Promise.all(order.map((kind) => group(index, kind, groups[kind], folded(question.trim()))));
	const more = !narrowed && cut.length > 0;
	return { count: more && cut.length === 1 ? Math.max(cut[0], ranked.length) : ranked.length, more: more && cut.length > 1, groups: shown };
}

// group loads what is shown of a kind. A title that is the question itself comes first.
async function group(index: Index, kind: string, docs: number[], question: string): Promise<Group> {
	const hits = await Promise.all(docs.slice(0, shownOfAKind).map((doc) => index.doc(doc)));
	const exact = hits.filter((h) => folded(h[0]) === question);
	return { kind, count: docs.length, hits: exact.concat(hits.filter((h) => !exact.includes(h))) };
}

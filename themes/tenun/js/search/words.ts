// How a text becomes words, for the index and for a question alike. The build does the
// same in Go (package search, words.go and stem.go); the two must never differ, so every rule
// is plain enough to write twice, and a test compares them.
import { folded } from "../dom";

// words folds case and accents, joins the digits of a number (58.033 and 58,033 are 58033)
// and drops apostrophes (Ba'a is baa); what is neither letter nor digit parts words.
export function words(text: string): string[] {
	const plain = folded(text)
		.replace(/['’ʼ]/g, "")
		.replace(/(\d)[.,](?=\d)/g, "$1");
	return (plain.match(/[\p{L}\p{N}]+/gu) || []).map((w) => (w.length > 24 ? Array.from(w).slice(0, 24).join("") : w));
}

// stem cuts a word down to what its forms share. It is light: it conflates peternak with
// peternakan and memilih with pilih, and where it is wrong the word itself still matches.
export function stem(word: string, lang: string): string {
	if (!/^[a-z]+$/.test(word)) return word;
	if (lang === "id") return indonesian(word);
	if (lang === "en") return english(word);
	return word;
}

const shortest = 4; // letters that a stem keeps

interface Prefix {
	form: RegExp;
	becomes: string; // what it had swallowed
	verb: boolean; // its words end in -kan rather than -an
}

// In this order; the first that leaves a stem is taken.
const prefixes: Prefix[] = [
	{ form: /^(?:memper|diper)/, becomes: "", verb: true },
	{ form: /^meny(?=[aeiou])/, becomes: "s", verb: true },
	{ form: /^peny(?=[aeiou])/, becomes: "s", verb: false },
	{ form: /^meng/, becomes: "", verb: true },
	{ form: /^peng/, becomes: "", verb: false },
	{ form: /^mem(?=[aeiou])/, becomes: "p", verb: true },
	{ form: /^pem(?=[aeiou])/, becomes: "p", verb: false },
	{ form: /^men(?=[aeiou])/, becomes: "t", verb: true },
	{ form: /^pen(?=[aeiou])/, becomes: "t", verb: false },
	{ form: /^(?:mem|men|me)(?=[^aeiou])/, becomes: "", verb: true },
	{ form: /^(?:pem|pen|per|pe)(?=[^aeiou])/, becomes: "", verb: false },
	{ form: /^per/, becomes: "", verb: false },
	{ form: /^di/, becomes: "", verb: true },
	{ form: /^ter/, becomes: "", verb: true },
	{ form: /^ber/, becomes: "", verb: false },
	{ form: /^be(?=[^aeiou]er)/, becomes: "", verb: false },
	{ form: /^ke/, becomes: "", verb: false },
];

function indonesian(word: string): string {
	let w = cut(word, "nya");
	let verb = false;
	for (const p of prefixes) {
		const rest = w.replace(p.form, p.becomes);
		if (rest === w || rest.length < shortest) continue;
		w = rest;
		verb = p.verb;
		break;
	}
	if (w.startsWith("ber") && w !== word && w.length >= shortest + 3) w = w.slice(3); // memberdayakan, pemberdayaan
	return verb && w.endsWith("kan") ? cut(w, "kan") : cut(w, "an");
}

function english(word: string): string {
	let w = word;
	if (w.endsWith("ies") && w.length > shortest) w = w.slice(0, -3) + "y";
	else if (!/(?:ss|us|is)$/.test(w)) w = cut(w, "s");
	const bare = cut(cut(w, "ing"), "ed");
	return cut(bare, "e");
}

function cut(word: string, ending: string): string {
	const rest = word.length - ending.length;
	return word.endsWith(ending) && rest >= shortest ? word.slice(0, rest) : word;
}

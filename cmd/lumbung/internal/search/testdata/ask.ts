// Asks an index with the theme's own scripts, outside a browser: what words a text has,
// what a question finds and what it loads. It reads a request from standard input and writes
// the answer to standard output.
import { search } from "../../../../../themes/tenun/js/search/rank";
import { Index } from "../../../../../themes/tenun/js/search/shard";
import { stem, words } from "../../../../../themes/tenun/js/search/words";

declare const require: any;
declare const globalThis: any;
declare const process: any;

const fs = require("fs");
const vm = require("vm");

interface Request {
	texts?: string[]; // to be divided into words
	stems?: [string, string][]; // word and language
	dir?: string; // of an index
	lang?: string;
	questions?: string[];
}

let loaded: [string, number][] = [];

// What the scripts need of a page: a script element that loads when it is added.
function page(): void {
	const add = (script: any) => {
		const [file] = script.src.split("?");
		setTimeout(() => {
			if (!fs.existsSync(file)) return script.onerror();
			const text = fs.readFileSync(file, "utf8");
			loaded.push([file, Buffer.byteLength(text)]);
			vm.runInThisContext(text);
			script.onload();
		});
	};
	globalThis.window = globalThis;
	globalThis.document = {
		createElement: () => ({ setAttribute(name: string, value: string) { (this as any)[name] = value; }, append() {} }),
		head: { append: add },
	};
}

declare const Buffer: any;

async function ask(r: Request, question: string): Promise<unknown> {
	loaded = [];
	const index = new Index(r.dir!);
	await index.open();
	const answer = await search(index, question, r.lang!);
	const files = loaded;
	// Again, with everything loaded: what is left is the answering. Its processor time, and
	// the least of three, do not depend on what else the machine does.
	let ms = Infinity;
	for (let i = 0; i < 3; i++) {
		const before = process.cpuUsage();
		await search(index, question, r.lang!);
		const { user, system } = process.cpuUsage(before);
		ms = Math.min(ms, (user + system) / 1000);
	}
	return { ...answer, files: files.map(([f]) => f.replace(/.*\//, "")), bytes: files.reduce((sum, [, n]) => sum + n, 0), ms };
}

async function main(): Promise<void> {
	page();
	const r: Request = JSON.parse(fs.readFileSync(0, "utf8"));
	const answers: unknown[] = [];
	for (const q of r.questions || []) answers.push(await ask(r, q));
	process.stdout.write(
		JSON.stringify({ words: (r.texts || []).map(words), stems: (r.stems || []).map(([w, lang]) => stem(w, lang)), answers }),
	);
}

void main();

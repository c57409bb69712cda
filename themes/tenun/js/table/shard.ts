// The rows of a large table beyond those on its page: static scripts, loaded when asked
// for, so that they come from file:// too. Package shard of the build writes them.
import { loadScript } from "../dom";
import { type Cell, makeRow, type Row } from "./model";

declare global {
	interface Window {
		lumbungRows?: (table: string, shard: number, rows: Cell[][], keys: string) => void;
		lumbungKeys?: (table: string, file: number, places: string) => void;
	}
}

// anchor begins the id of a row; its key ends it.
export const anchor = "baris-";

const arrived: Record<string, [rows: Cell[][], keys: string]> = {};
const places: Record<string, string> = {};

window.lumbungRows = (table, shard, rows, keys) => {
	arrived[table + "/" + shard] = [rows, keys];
};
window.lumbungKeys = (table, file, text) => {
	places[table + "/" + file] = text;
};

export class Shards {
	private base: string; // "kube/rows-" + number + ".js"
	private size: number;
	private asked: (Promise<void> | undefined)[] = [];
	private here = new Set<number>();
	readonly count: number;
	readonly total: number;

	// The element is a table or a comparison: both say alike where their rows are.
	constructor(element: HTMLElement, private name: string, private rows: Row[]) {
		const { shards, shardSize, rows: total } = element.dataset;
		this.base = shards || "";
		this.size = Number(shardSize) || 1000;
		this.total = Number(total) || rows.length;
		this.count = this.base ? Math.ceil(this.total / this.size) : 0;
	}

	// complete says whether all rows are here.
	get complete(): boolean {
		return this.loaded === this.count;
	}

	get loaded(): number {
		return this.here.size;
	}

	// range loads the rows from one place to another.
	async range(from: number, to: number): Promise<void> {
		for (let s = Math.floor(from / this.size); s * this.size < Math.min(to, this.total); s++) await this.load(s);
	}

	// load asks for a shard once; one that did not come is asked for again the next time.
	load(shard: number): Promise<void> {
		if (shard >= this.count) return Promise.resolve();
		const loading = (this.asked[shard] = this.asked[shard] || this.fetch(shard));
		loading.catch(() => (this.asked[shard] = undefined));
		return loading;
	}

	// find gives the place of the row with a key, -1 when there is none.
	async find(key: string): Promise<number> {
		if (this.count > 1) return this.lookUp(key);
		await this.load(0);
		return this.rows.findIndex((r) => r && r.id === anchor + key);
	}

	private async lookUp(key: string): Promise<number> {
		const file = fnv(key) % this.count;
		const name = this.name + "/" + file;
		if (places[name] === undefined) await loadScript(this.base.replace(/rows-$/, "keys-") + file + ".js");
		const parts = (places[name] || "").split(" ");
		for (let i = 0; i < parts.length; i += 2) if (parts[i] === key) return parseInt(parts[i + 1], 36);
		return -1;
	}

	private async fetch(shard: number): Promise<void> {
		const source = this.base + shard + ".js";
		await loadScript(source);
		const here = arrived[this.name + "/" + shard];
		if (!here) throw new Error(source);
		delete arrived[this.name + "/" + shard];
		const keys = here[1].split(" ");
		here[0].forEach((cells, i) => {
			const at = shard * this.size + i;
			this.rows[at] = this.rows[at] || makeRow(at, cells, anchor + keys[i]);
		});
		this.here.add(shard);
	}
}

// fnv is FNV-1a, by which the build chose the file that a key stands in.
function fnv(key: string): number {
	let hash = 2166136261;
	for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
	return hash >>> 0;
}

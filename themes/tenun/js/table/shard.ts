// The rows of a large table beyond those on its page: static scripts, loaded when asked for.
import { loadScript } from "../dom";
import { type Cell, makeRow, type Row } from "./model";

declare global {
	interface Window {
		lumbungRows?: (table: string, shard: number, rows: Cell[][]) => void;
	}
}

const arrived: Record<string, Cell[][]> = {};

window.lumbungRows = (table, shard, rows) => {
	arrived[table + "/" + shard] = rows;
};

export class Shards {
	private name: string;
	private base: string; // "kube/rows-" + number + ".js"
	private size: number;
	private here: boolean[] = [];
	readonly count: number;

	constructor(table: HTMLTableElement, readonly total: number) {
		this.name = table.dataset.table || "";
		this.base = table.dataset.shards || "";
		this.size = Number(table.dataset.shardSize) || 1000;
		this.count = this.base ? Math.ceil(total / this.size) : 0;
	}

	// complete says whether all rows are here.
	get complete(): boolean {
		return this.loaded === this.count;
	}

	get loaded(): number {
		return this.here.filter(Boolean).length;
	}

	// range loads the rows from one place to another into the table's rows.
	async range(rows: Row[], from: number, to: number): Promise<void> {
		for (let s = Math.floor(from / this.size); s * this.size < Math.min(to, this.total); s++) {
			await this.load(rows, s);
		}
	}

	async load(rows: Row[], shard: number): Promise<void> {
		if (shard >= this.count || this.here[shard]) return;
		await loadScript(this.base + shard + ".js");
		const cells = arrived[this.name + "/" + shard];
		if (!cells) throw new Error(this.base + shard);
		delete arrived[this.name + "/" + shard];
		cells.forEach((c, i) => {
			const at = shard * this.size + i;
			if (!rows[at]) rows[at] = makeRow(at, c);
		});
		this.here[shard] = true;
	}
}

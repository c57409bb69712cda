// The tools of a table with data-table: sort by its heads, filter, choose columns, take
// away what is in view. A table that is whole on its page needs nothing else; a larger
// one (data-rows, data-shards) shows a hundred rows at a time and asks for more.
import { all, el, say } from "../dom";
import { t } from "../text";
import { type Column, readColumns, readRows, type Row } from "./model";
import { arrange } from "./order";
import { fit, paint } from "./paint";
import { Shards } from "./shard";
import { Tools } from "./tools";
import { emptyView, readView, type View, writeView } from "./view";

const pageSize = 100;

export function tables(): void {
	for (const table of all<HTMLTableElement>("table[data-table]")) {
		const data = new DataTable(table);
		fit(table);
		void data.open();
	}
}

export class DataTable {
	readonly columns: Column[];
	readonly rows: Row[];
	readonly shards: Shards;
	view: View = emptyView();
	inView: Row[] = []; // filtered and sorted, all pages
	private tools: Tools;

	constructor(readonly table: HTMLTableElement) {
		this.columns = readColumns(table);
		this.rows = readRows(table);
		this.shards = new Shards(table, Number(table.dataset.rows) || this.rows.length);
		this.columns.forEach((c) => this.sortButton(c));
		this.tools = new Tools(this);
		window.addEventListener("hashchange", () => void this.open());
	}

	get pages(): number {
		const count = this.asPublished ? this.shards.total : this.inView.length;
		return this.rows.length > pageSize || this.shards.count ? Math.max(1, Math.ceil(count / pageSize)) : 1;
	}

	// asPublished says that nothing is sorted or filtered: pages then are the published rows.
	private get asPublished(): boolean {
		return !this.view.sort && !this.view.query && !Object.values(this.view.values).some(Boolean);
	}

	// open shows what the address asks for.
	async open(): Promise<void> {
		const view = readView(this.table.id, this.columns);
		if (view) {
			this.view = view;
			this.tools.take(view);
			if (!this.asPublished) await this.loadAll();
			await this.show(false);
			this.table.scrollIntoView();
		} else if (!this.inView.length) {
			this.inView = this.rows.slice();
			this.tools.tell();
		}
	}

	// change shows a new view and keeps it in the address.
	async change(part: Partial<View>): Promise<void> {
		this.view = { ...this.view, page: 0, ...part };
		await this.show(true);
	}

	async loadAll(): Promise<void> {
		for (let s = 0; s < this.shards.count; s++) {
			await this.shards.load(this.rows, s);
			this.tools.progress(this.shards.loaded / this.shards.count);
		}
	}

	private async show(keep: boolean): Promise<void> {
		const from = this.view.page * pageSize;
		if (this.asPublished && this.shards.count) await this.shards.range(this.rows, from, from + pageSize);
		this.inView = arrange(this.rows.filter(Boolean), this.columns, this.view);
		const whole = this.pages === 1;
		const page = this.asPublished && this.shards.count ? this.rows.slice(from, from + pageSize).filter(Boolean) : whole ? this.inView : this.inView.slice(from, from + pageSize);
		paint(this.table, this.columns, page, this.view);
		if (keep) writeView(this.table.id, this.columns, this.view);
		this.tools.tell();
	}

	private sortButton(column: Column): void {
		const label = column.head.querySelector("span") || column.head;
		const button = el("button", { type: "button" }, ...Array.from(label.childNodes));
		label.append(button);
		button.addEventListener("click", () => {
			const { sort, down } = this.view;
			const next = sort !== column.name ? { sort: column.name, down: false } : down ? { sort: "", down: false } : { sort, down: true };
			void this.change(next).then(() => say(t(next.sort ? (next.down ? "sortedDown" : "sortedUp") : "sortedNot", { column: column.title })));
		});
	}
}

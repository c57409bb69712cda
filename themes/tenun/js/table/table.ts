// The tools of a table with data-table: sort by its heads, filter, choose columns, take
// away what is in view. A table that is whole on its page needs nothing else; a larger
// one (data-rows, data-shards) shows a hundred rows at a time and asks for more.
import { all, el, say } from "../dom";
import { t } from "../text";
import { type Column, readColumns, readRows, type Row } from "./model";
import { arrange } from "./order";
import { fit, linkRow, paint } from "./paint";
import { anchor, Shards } from "./shard";
import { Tools } from "./tools";
import { emptyView, readView, type View, writeView } from "./view";

const pageSize = 100;

export function tables(): void {
	for (const table of all<HTMLTableElement>("table[data-table]")) {
		const rows = readRows(table);
		const shards = new Shards(table, table.dataset.table || "", rows);
		rows.forEach(linkRow);
		// What shows only the first rows, and knows no others, cannot sort or filter truly.
		if (shards.count || shards.total <= rows.length) void new DataTable(table, rows, shards).open();
		fit(table);
	}
}

export class DataTable {
	readonly columns: Column[];
	view: View = emptyView();
	inView: Row[]; // filtered and sorted, all pages
	private tools: Tools;

	constructor(readonly table: HTMLTableElement, readonly rows: Row[], readonly shards: Shards) {
		this.columns = readColumns(table);
		this.inView = rows.slice();
		this.columns.forEach((c) => this.sortButton(c));
		this.tools = new Tools(this);
		window.addEventListener("hashchange", () => void this.open());
	}

	get pages(): number {
		const count = this.asPublished ? this.shards.total : this.inView.length;
		return this.shards.count ? Math.max(1, Math.ceil(count / pageSize)) : 1;
	}

	// asPublished says that nothing is sorted or filtered: pages then are the published rows.
	get asPublished(): boolean {
		return !this.view.sort && !this.view.query && !Object.values(this.view.values).some(Boolean);
	}

	// open shows what the address asks for: a view of this table, or a row of it.
	async open(): Promise<void> {
		const view = readView(this.table.id, this.columns);
		if (view) {
			this.view = view;
			const done = await this.trying(async () => {
				if (!this.asPublished) await this.loadAll();
				await this.show(false);
			});
			this.tools.take(this.view);
			if (done) this.table.scrollIntoView();
		} else if (location.hash.startsWith("#" + anchor)) {
			await this.trying(() => this.reveal(location.hash.slice(1 + anchor.length)));
		}
		if (!view) this.tools.tell();
	}

	// change shows a new view and keeps it in the address.
	async change(part: Partial<View>): Promise<void> {
		this.view = { ...this.view, page: 0, ...part };
		await this.trying(() => this.show(true));
	}

	// loadAll loads all rows; what is in view may then be more than before.
	async loadAll(): Promise<void> {
		for (let s = 0; s < this.shards.count; s++) {
			await this.shards.load(s);
			this.tools.progress(this.shards.loaded / this.shards.count);
		}
		this.tools.fill();
		this.arrange();
	}

	// trying says on the page when rows could not be loaded.
	async trying(run: () => Promise<void>): Promise<boolean> {
		try {
			await run();
			return true;
		} catch {
			this.tools.failed();
			return false;
		}
	}

	// reveal shows the page of a row that is not in sight, as it was published.
	private async reveal(key: string): Promise<void> {
		if (document.getElementById(anchor + key)) return;
		const at = await this.shards.find(key);
		if (at < 0) return;
		this.view = { ...emptyView(), page: this.shards.count ? Math.floor(at / pageSize) : 0 };
		await this.show(false);
		this.tools.take(this.view);
		location.replace("#" + anchor + key); // now it is there to be scrolled to
	}

	private arrange(): void {
		this.inView = arrange(this.rows.filter(Boolean), this.columns, this.view);
	}

	private async show(keep: boolean): Promise<void> {
		const published = this.asPublished && this.shards.count > 0;
		if (published) this.view.page = Math.min(this.view.page, this.pages - 1);
		const from = this.view.page * pageSize;
		if (published) await this.shards.range(from, from + pageSize);
		this.arrange();
		paint(this.table, this.columns, this.page(published), this.view);
		if (keep) writeView(this.table.id, this.columns, this.view);
		this.tools.tell();
	}

	// page gives the rows of the page in view.
	private page(published: boolean): Row[] {
		if (!this.shards.count) return this.inView;
		this.view.page = Math.min(this.view.page, this.pages - 1);
		const from = this.view.page * pageSize;
		return (published ? this.rows : this.inView).slice(from, from + pageSize);
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

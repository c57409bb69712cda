// The controls above a table. They are made here: without script there are none.
import { copied } from "../copy";
import { el } from "../dom";
import { t } from "../text";
import { type Column, text } from "./model";
import type { DataTable } from "./table";
import { csv, download, tsv } from "./take";
import type { View } from "./view";

// Below these there is nothing to filter or choose.
const fewRows = 8;
const fewColumns = 6;

export class Tools {
	private bar = el("div", { class: "tabletool" });
	private state = el("p", { class: "state", role: "status" });
	private query = el("input", { type: "search", autocomplete: "off" });
	private choices: [column: number, select: HTMLSelectElement, label: HTMLElement][] = [];
	private boxes: [Column, HTMLInputElement][] = [];
	private pager = el("nav", { class: "pager", "aria-label": t("pages") });

	constructor(private data: DataTable) {
		if (data.shards.total > fewRows) this.filters();
		if (data.columns.length > fewColumns) this.bar.append(this.columnChoice());
		this.bar.append(this.takeAway(), this.state);
		const box = data.table.parentElement!;
		box.before(this.bar);
		box.after(this.pager);
	}

	// take sets the controls to a view that came from the address.
	take(view: View): void {
		this.query.value = view.query;
		for (const [i, select] of this.choices) select.value = view.values[this.data.columns[i].name] || "";
		for (const [column, box] of this.boxes) box.checked = column.shown;
	}

	// tell says how many rows are in view.
	tell(): void {
		const { data } = this;
		const total = data.shards.total;
		const partial = data.shards.count > 0 && !data.shards.complete;
		const filtered = !data.asPublished;
		this.state.replaceChildren(
			partial && filtered
				? t("rowsOfLoaded", { n: data.inView.length, loaded: data.rows.filter(Boolean).length, total }) + " "
				: t("rowsOf", { n: partial ? total : data.inView.length, total }),
		);
		if (partial && filtered) this.state.append(this.button(t("loadAll"), () => void data.trying(() => data.loadAll().then(() => data.change({})))));
		this.pages();
		// What the page says of its first rows is true of them alone.
		const first = data.table.closest("section")?.querySelector<HTMLElement>("[data-first]");
		if (first) first.hidden = data.view.page > 0 || filtered;
	}

	progress(share: number): void {
		this.state.textContent = t("loading", { percent: Math.round(share * 100) });
	}

	failed(): void {
		this.state.textContent = t("rowsFailed");
	}

	// fill offers the values of the categories among the rows that are here.
	fill(): void {
		const { data } = this;
		for (const [i, select, label] of this.choices) {
			const values = Array.from(new Set(data.rows.filter(Boolean).map((r) => text(r.cells[i])))).filter(Boolean);
			const chosen = data.view.values[data.columns[i].name] || "";
			select.replaceChildren(el("option", { value: "" }, t("allValues")), ...values.map((v) => el("option", {}, v)));
			select.value = chosen;
			label.hidden = values.length < 2 || values.length > 40;
		}
	}

	private filters(): void {
		const { data } = this;
		let wait = 0;
		this.query.addEventListener("input", () => {
			clearTimeout(wait);
			wait = setTimeout(() => void data.change({ query: this.query.value.trim() }), 150);
		});
		this.bar.append(el("label", {}, t("filter"), this.query));
		data.columns.forEach((c, i) => {
			if (!c.filter) return;
			const select = el("select");
			select.addEventListener("change", () => void data.change({ values: { ...data.view.values, [c.name]: select.value } }));
			const label = el("label", {}, c.title, select);
			this.choices.push([i, select, label]);
			this.bar.append(label);
		});
		this.fill();
	}

	// columnChoice offers all columns but the first, which names the row.
	private columnChoice(): HTMLElement {
		const boxes = this.data.columns.slice(1).map((c) => {
			const box = el("input", { type: "checkbox" });
			box.checked = c.shown;
			this.boxes.push([c, box]);
			box.addEventListener("change", () => {
				c.shown = box.checked;
				void this.data.change({});
			});
			return el("label", {}, box, c.title);
		});
		return el("details", {}, el("summary", {}, t("columns")), el("fieldset", {}, el("legend", { class: "sr" }, t("columns")), ...boxes));
	}

	private takeAway(): HTMLElement {
		const { data } = this;
		const name = data.table.dataset.table + ".csv";
		return el(
			"div",
			{ class: "tools" },
			this.button(t("downloadView"), () => void this.whole(() => download(name, csv(data.inView, data.columns)))),
			this.button(t("copyTable"), (b) => void this.whole(() => void copied(b, tsv(data.inView, data.columns)))),
			this.button(t("copyView"), (b) => void copied(b, location.href.replace(/#.*$/, "") + (location.hash || "#" + data.table.id))),
		);
	}

	// whole takes away all that is in view, also what of it is not here yet.
	private whole(take: () => void): Promise<boolean> {
		const { data } = this;
		return data.trying(async () => {
			if (data.shards.count && !data.shards.complete) await data.loadAll();
			this.tell();
			take();
		});
	}

	private pages(): void {
		const { data } = this;
		const last = data.pages - 1;
		this.pager.hidden = last < 1;
		if (last < 1) return;
		const at = data.view.page;
		// The reader goes to where the new rows begin; the button that was pressed is no more.
		const turn = (page: number) => () =>
			void data.change({ page }).then(() => {
				data.table.scrollIntoView();
				data.table.parentElement!.focus({ preventScroll: true });
			});
		this.pager.replaceChildren(
			this.button(t("previous"), turn(at - 1), at === 0),
			el("span", {}, t("pageOf", { n: at + 1, total: last + 1 })),
			this.button(t("next"), turn(at + 1), at >= last),
		);
	}

	private button(label: string, run: (b: HTMLButtonElement) => void, off = false): HTMLButtonElement {
		const b = el("button", { type: "button", class: "plain" }, label);
		b.disabled = off;
		b.addEventListener("click", () => run(b));
		return b;
	}
}

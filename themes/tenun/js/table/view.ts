// How a reader sees a table now, and its place in the address: after the table's id in
// the fragment, so that a view can be shared, from file:// too.
//
//	#tabel-kube?sort=-anggota&q=babi&f.sektor=Peternakan&cols=nama,anggota&page=2
import type { Column } from "./model";

export interface View {
	sort: string; // field, "" as published
	down: boolean;
	query: string;
	values: Record<string, string>; // category chosen, by field
	page: number; // from 0
}

export function emptyView(): View {
	return { sort: "", down: false, query: "", values: {}, page: 0 };
}

// readView takes the view of a table from the address; undefined when it is not of this table.
export function readView(id: string, columns: Column[]): View | undefined {
	const [table, state] = split(location.hash);
	if (table !== id || state === undefined) return undefined;
	const parameters = new URLSearchParams(state);
	const view = emptyView();
	const sort = parameters.get("sort") || "";
	view.down = sort[0] === "-";
	view.sort = view.down ? sort.slice(1) : sort;
	if (!columns.some((c) => c.name === view.sort)) view.sort = "";
	view.query = parameters.get("q") || "";
	view.page = Math.max(0, (parseInt(parameters.get("page") || "1", 10) || 1) - 1);
	const shown = parameters.get("cols");
	for (const c of columns) {
		const value = parameters.get("f." + c.name);
		if (value && c.filter) view.values[c.name] = value;
		if (shown !== null) c.shown = shown.split(",").includes(c.name);
	}
	if (!columns.some((c) => c.shown)) columns.forEach((c) => (c.shown = true));
	return view;
}

// writeView puts the view into the address without a step in the history.
export function writeView(id: string, columns: Column[], view: View): void {
	const parameters = new URLSearchParams();
	if (view.sort) parameters.set("sort", (view.down ? "-" : "") + view.sort);
	if (view.query) parameters.set("q", view.query);
	for (const name in view.values) if (view.values[name]) parameters.set("f." + name, view.values[name]);
	if (columns.some((c) => !c.shown)) {
		parameters.set("cols", columns.filter((c) => c.shown).map((c) => c.name).join(","));
	}
	if (view.page) parameters.set("page", String(view.page + 1));
	const state = parameters.toString();
	try {
		history.replaceState(null, "", "#" + id + (state && "?" + state));
	} catch {
		// A browser that forbids it here keeps the view without its address.
	}
}

function split(hash: string): [string, string | undefined] {
	const at = hash.indexOf("?");
	return at < 0 ? [hash.slice(1), undefined] : [hash.slice(1, at), hash.slice(at + 1)];
}

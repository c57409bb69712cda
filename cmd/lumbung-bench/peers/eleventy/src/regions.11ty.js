import { escaped, page } from "../page.js";

export const data = { permalink: "/wilayah/", eleventyExcludeFromCollections: true };

export function render({ register }) {
	const items = register.regions.map((r) => `<li><a href="/wilayah/${r.code}/">${escaped(r.name)}</a></li>\n`);
	return page("wilayah/", "Wilayah", `<h1>Wilayah</h1>\n<ul>\n${items.join("")}</ul>\n`);
}

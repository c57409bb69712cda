import { escaped, page } from "../page.js";

export const data = {
	pagination: { data: "register.regions", size: 1, alias: "region", addAllPagesToCollections: false },
	permalink: ({ region }) => `/wilayah/${region.code}/`,
	eleventyExcludeFromCollections: true,
};

export function render({ region }) {
	const rows = region.rows.map(
		(r) =>
			`<tr><td><a href="/kube/${escaped(r.slug)}/">${escaped(r.name)}</a></td><td>${escaped(r.founded_year)}</td><td>${escaped(r.business_type)}</td><td>${escaped(r.members)}</td><td>${escaped(r.category)}</td></tr>\n`,
	);
	return page(
		`wilayah/${region.code}/`,
		escaped(region.name),
		`<h1>${escaped(region.name)}</h1>
<p>Provinsi ${escaped(region.province)}</p>
<table>
<thead><tr><th>Nama</th><th>Tahun berdiri</th><th>Jenis usaha</th><th>Anggota</th><th>Kategori</th></tr></thead>
<tbody>
${rows.join("")}</tbody>
</table>
`,
	);
}

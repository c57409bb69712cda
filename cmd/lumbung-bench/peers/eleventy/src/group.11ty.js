import { escaped, foot, head } from "../page.js";

export const data = {
	pagination: { data: "register.rows", size: 1, alias: "kube", addAllPagesToCollections: false },
	permalink: ({ kube }) => `/kube/${kube.slug}/`,
	eleventyExcludeFromCollections: true,
};

const linked = (r) => ({
	"@context": "https://schema.org",
	"@type": "Organization",
	"@id": `https://data.example.org/kube/${r.slug}/`,
	identifier: r.id,
	name: r.name,
	foundingDate: Number(r.founded_year),
	knowsAbout: r.business_type,
	numberOfEmployees: { "@type": "QuantitativeValue", value: Number(r.members) },
	address: { "@type": "PostalAddress", streetAddress: r.village, addressLocality: r.district, addressRegion: r.region, addressCountry: "ID" },
	memberOf: { "@type": "AdministrativeArea", name: r.region, url: `wilayah/${r.region_code}/` },
});

export function render({ kube: r }) {
	const e = {};
	for (const key in r) e[key] = escaped(r[key]);
	return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e.name}, ${e.region} - Portal Data Kube</title>
<meta name="description" content="Profil Kube ${e.name}: ${e.business_type} di ${e.village}, ${e.district}, ${e.region}, ${e.province}.">
<link rel="canonical" href="https://data.example.org/kube/${e.slug}/">
<link rel="stylesheet" href="/style.css">
<meta property="og:title" content="${e.name}, ${e.region}">
<meta property="og:type" content="profile">
<meta property="og:url" content="https://data.example.org/kube/${e.slug}/">
<script type="application/ld+json">${JSON.stringify(linked(r)).replaceAll("<", "\\u003c")}</script>
</head>
<body>
${head}
<main id="isi">
<nav aria-label="Lokasi halaman" class="crumb"><a href="/">Beranda</a> / <a href="/wilayah/">Wilayah</a> / <a href="/wilayah/${e.region_code}/">${e.region}</a> / ${e.name}</nav>
<h1>${e.name}</h1>
<p class="lead">Kelompok ${e.business_type} dengan ${e.members} anggota di ${e.village}, ${e.district}, ${e.region}, berdiri tahun ${e.founded_year}.</p>
<h2>Data kelompok</h2>
<dl class="fields">
<div><dt>Nomor register</dt><dd>${e.id}</dd></div>
<div><dt>Nama</dt><dd>${e.name}</dd></div>
<div><dt>Tahun berdiri</dt><dd>${e.founded_year}</dd></div>
<div><dt>Jenis usaha</dt><dd>${e.business_type}</dd></div>
<div><dt>Jumlah anggota</dt><dd>${e.members}</dd></div>
<div><dt>Desa atau kelurahan</dt><dd>${e.village}</dd></div>
<div><dt>Kecamatan</dt><dd>${e.district}</dd></div>
<div><dt>Kode wilayah</dt><dd>${e.region_code}</dd></div>
<div><dt>Kabupaten atau kota</dt><dd><a href="/wilayah/${e.region_code}/">${e.region}</a></dd></div>
<div><dt>Provinsi</dt><dd>${e.province}</dd></div>
<div><dt>Kategori</dt><dd>${e.category}</dd></div>
<div><dt>Skor sosial</dt><dd>${e.score_social}</dd></div>
<div><dt>Skor ekonomi</dt><dd>${e.score_economic}</dd></div>
<div><dt>Skor kelembagaan</dt><dd>${e.score_institutional}</dd></div>
</dl>
<h2>Skor</h2>
<figure class="score"><figcaption>Aspek sosial: ${e.score_social} dari 100</figcaption><svg role="img" aria-label="Aspek sosial ${e.score_social} dari 100" viewBox="0 0 100 8" width="300" height="24"><rect class="bg" width="100" height="8"/><rect class="fg" width="${e.score_social}" height="8"/></svg></figure>
<figure class="score"><figcaption>Aspek ekonomi: ${e.score_economic} dari 100</figcaption><svg role="img" aria-label="Aspek ekonomi ${e.score_economic} dari 100" viewBox="0 0 100 8" width="300" height="24"><rect class="bg" width="100" height="8"/><rect class="fg" width="${e.score_economic}" height="8"/></svg></figure>
<figure class="score"><figcaption>Aspek kelembagaan: ${e.score_institutional} dari 100</figcaption><svg role="img" aria-label="Aspek kelembagaan ${e.score_institutional} dari 100" viewBox="0 0 100 8" width="300" height="24"><rect class="bg" width="100" height="8"/><rect class="fg" width="${e.score_institutional}" height="8"/></svg></figure>
<p class="note">Skor disusun dari penilaian pendamping pada tiga aspek: sosial (kerukunan, gotong royong, iuran kesetiakawanan), ekonomi (omzet, tabungan, akses pasar) dan kelembagaan (pengurus, pembukuan, pertemuan rutin). Nilai 0 berarti belum berjalan dan 100 berarti berjalan penuh.</p>
<p><a href="/wilayah/${e.region_code}/">Semua Kube di ${e.region}</a></p>
</main>
${foot}</body>
</html>
`;
}

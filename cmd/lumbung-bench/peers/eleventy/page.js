const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const escaped = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c]) : text);

export const head = `<a class="skip" href="#isi">Langsung ke isi</a>
<header class="top">
<a class="brand" href="/">Portal Data Kube</a>
<nav aria-label="Navigasi utama">
<ul>
<li><a href="/">Beranda</a></li>
<li><a href="/wilayah/">Wilayah</a></li>
<li><a href="/kube/">Profil Kube</a></li>
<li><a href="/data/">Dataset</a></li>
<li><a href="/riwayat.html">Tentang</a></li>
</ul>
</nav>
</header>
`;

export const foot = `<footer class="bottom">
<p>Data register Kelompok Usaha Bersama (Kube) diterbitkan sebagai data terbuka dengan lisensi <a href="https://creativecommons.org/licenses/by/4.0/deed.id" rel="license">CC BY 4.0</a>. Sebutkan sumber bila data ini dipakai kembali.</p>
<p>Menemukan kekeliruan? <a href="/riwayat.html">Ajukan koreksi</a>. Unduh seluruh register sebagai <a href="/data/kube.csv">CSV</a> atau <a href="/data/kube.csv">JSON</a>.</p>
</footer>
`;

// A page that is not of a group: path from the root, title and main are HTML already.
export const page = (path, title, main) => `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Portal Data Kube</title>
<link rel="canonical" href="https://data.example.org/${path}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
${head}
<main id="isi">
${main}</main>
${foot}</body>
</html>
`;

// Every page is complete without this. It adds a theme switch, copy buttons, the tools of
// the tables and the reading of charts.
//
// What the scripts look for in a page. A page that has none of it is left as it is.
//
// <html lang="id">
//	lang        language of the texts, and of how numbers are written and names sorted
//
// Theme (theme.ts)
//	<select id="theme" class="js-only">  options with the values "", "light" and "dark"
//
// Copy buttons (copy.ts), each <button type="button" class="plain js-only" …>
//	data-copy="#id"       copies the text of the element: a citation, an embed code, an
//	                      alternative text. The element may be hidden or in closed details
//	data-save="NAME"      beside data-copy: saves the text as a file of that name instead
//	data-copy-link="#id"  copies the address of this page with that fragment; "" is the page
//
// Report an error (report.ts)
//	<a data-report="ADDRESS" href="mailto:…?subject=…&body=…">, or an issue form's https address
//	              The href is whole without script: the build writes subject and body (spaces
//	              as %20, never "+"). ADDRESS is the page's address exactly as the body has
//	              it; where the page is opened at a row or a view of a table, script adds the
//	              fragment behind that address, and the row's name.
//
// Tables (table/table.ts)
//	<div class="tabel"><table id="tabel-kube" data-table="kube" …>: the table stands alone in
//	its box; tools are put before the box and the pages behind it, so the box has a parent of its own.
//	id               of the table: begins the fragment that keeps a view
//	data-table       name of the dataset, and of the CSV of what is in view
//	data-root        way to the root of the site, "" or "../" …, for links in shards
//	data-rows        rows of the whole table, where the page shows only the first of them
//	data-shards      the rows' scripts, relative to the page, without number and ending:
//	                 "kube/rows-" for kube/rows-0.js …; keys are then in kube/keys-0.js …
//	data-shard-size  rows in a shard, 1000 if left out
//	thead th[data-f] each column in its place: the field's name. Its title is in a <span>, or
//	                 is all of it; a unit stands outside the span, in <small>
//	   data-t        "n" number, "d" date, left out for text: how values sort
//	   data-filter   (empty) a category: readers choose among its values
//	tbody tr[id]     "baris-KEY", KEY as in the shards: script adds a link to the row
//	tbody th, td     the first cell of a row is a <th scope="row">
//	   data-v        canonical value where the text is not it: sorting, CSV. A date, a number
//	   .kosong       missing, .rahasia suppressed: they sort last and are empty in the CSV
//	   sup           marks of notes: not part of the value
// A <p data-first> in the section of the table, which says that these are the first rows, is
// hidden while they are not.
// A table that is whole on its page has data-table, and no data-rows or data-shards.
//
// Shards (table/shard.ts; written by the build)
//	rows-N.js  window.lumbungRows("kube", N, [[cell, …], …], "key key …"): all rows, those on the
//	           page included, from row N × size. A cell is a text, null (missing), or [text,
//	           key, href, class, notes] as table/model.ts says; href is from the root of the site.
//	keys-N.js  window.lumbungKeys("kube", N, "key row key row …"): where a row stands that an
//	           address names; only where there is more than one shard.
//
// Compare (compare.ts, in the script of the search page: a compare page loads that too)
//	<section data-compare="kube" …> with the attributes of a table: data-root, data-rows,
//	data-shards, data-shard-size; besides
//	data-search      the search index from the root, as on the search page, and
//	data-profiles    the folder of the rows' pages from the root, "kube/": needed with more than one shard
//	In it, all that the reader uses, so that nothing moves when script comes:
//	<input type="search">, what rows to offer; <input type="checkbox">, only what differs;
//	<button data-copy-view>, copies the address; <ul class="offers"> with a <li><button> for each of
//	the first rows where they are in one shard; and <p role="status"> with what to do.
//	Behind them: <div class="tabel"><table hidden data-facts><caption>…</caption><tbody>, with a row for
//	each column of the shards but the first, in their order: <tr data-f="anggota" data-t="n"><th scope="row">
//	<span>Anggota</span> <small>orang</small></th></tr>. Script makes the head and the cells, and
//	shows the table. A plain list of the rows' pages may stand in <… data-plain>, anywhere on
//	the page: it is hidden while rows are compared.
//	Rows are named by their KEY in the fragment: banding.html#banding=tunas-baru,kasih
//	A row that has a page must have that page's name as its KEY: kube/tunas-baru.html.
//
// Charts (chart.ts)
//	<figure> with <div class="plot"> that holds the drawings, and a <table> of the same numbers
//	anywhere in the figure (in closed details). Marks in the drawing have data-t, what
//	they stand for in words: it is shown beside the pointer. The plot becomes focusable; arrow
//	keys read the table row by row.
//
// Search (search.ts, only on the search page and on compare pages, after the main script)
//	<form data-search="cari/" data-root="../" action="cari.html"> with <input type="search" name="q">
//	data-search  folder of the index, from the root of the site, ending in a slash
//	data-root    way to the root of the site
//	#results     an empty element in which results appear
//	#index       the plain list of everything: hidden while there is a question
//
// Classes: .js-only is shown only where there is script; .sr is for those who hear the page.
import { charts } from "./chart";
import { copyButtons } from "./copy";
import { searchKey } from "./key";
import { reportLinks } from "./report";
import { tables } from "./table/table";
import { themeSwitch } from "./theme";

themeSwitch();
copyButtons();
searchKey();
reportLinks();
tables();
charts();

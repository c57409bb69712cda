scenario(async () => {
	const names = () => every("tbody tr").slice(0, 2).map((r) => r.cells[0].querySelector("a").textContent);
	const pager = () => one(".pager span").textContent;
	const loaded = () => every("script[src*=rows]").length;
	await is(pager, "Halaman 1 dari 25");
	await is(loaded, 0); // nothing before it is asked for
	const first = () => !one("[data-first]").hidden;
	await is(first, true);
	scrollTo(0, document.body.scrollHeight); // where the pager is
	one(".pager").lastChild.click();
	await is(names, ["Kelompok 100", "Kelompok 101"]);
	await is(first, false);
	await is(() => document.activeElement.className.split(" ")[0], "tabel"); // not lost with the button
	await is(() => Math.abs(one("thead").getBoundingClientRect().top) < 100, true);
	await is(loaded, 1);
	await is(() => one("#baris-kb-100 a").getAttribute("href"), "../kube/kb-100.html");
	await is(() => one("#baris-kb-100 td").className, "num");

	location.hash = "#baris-kb-2345";
	await is(() => one(":target") && one(":target").id, "baris-kb-2345");
	await is(pager, "Halaman 24 dari 25");
	await is(loaded, 2);
	location.hash = "#baris-tidak-ada"; // changes nothing
	await pause(200);
	await is(pager, "Halaman 24 dari 25");

	one("[data-f=anggota] button").click();
	await is(() => !!one(".state button"), true);
	one(".state button").click();
	await is(() => one(".state").textContent, "2.500 dari 2.500 baris");
	await is(() => every("tbody tr").slice(0, 3).map((r) => r.cells[1].textContent), ["1", "2", "3"]);
	location.hash = "#tabel-kube?f.sektor=Tenun&page=99&sort=nama";
	await is(pager, "Halaman 9 dari 9");
	await is(() => every("tbody tr").length, 34);
	await is(() => one(".tabletool select").value, "Tenun");
	location.hash = "#tabel-kube?sort=nama";
	await is(first, false); // the first in another order are not the first
	location.hash = "#tabel-kube?page=1";
	await is(first, true);
});

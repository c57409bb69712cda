const shown = () =>
	every("[data-facts] tr").filter((r) => !r.hidden).map((r) => Array.from(r.cells, (c) => (c.querySelector("a") || c).textContent.trim()));

scenario(async () => {
	await is(() => every(".offers button").length, 9);
	await is(() => [one("[data-facts]").hidden, one("[data-plain]").hidden], [true, false]);
	write(".tabletool input[type=search]", "tenun mek");
	await is(() => every(".offers button").map((b) => b.textContent), ["Mekar"]);
	one(".offers button").click();
	await is(() => location.hash, "#banding=mekar");
	await is(() => one(".meta").textContent, "Pilih satu lagi untuk dibandingkan.");

	every(".offers button").filter((b) => ["Kasih", "Mawar"].includes(b.textContent)).forEach((b) => b.click()); // at once
	await is(() => location.hash, "#banding=mekar,kasih,mawar");
	await is(() => every("[data-facts] thead th").length, 3);
	await is(() => document.activeElement.closest(".offers") !== null, true); // no field, which would open a keyboard

	location.hash = "#banding=kasih,mawar,tidak-ada,kasih";
	await is(shown, [["", "Kasih", "Mawar"], ["Anggota orang (berbeda)", "1.200", "tidak ada data"], ["Sektor", "Tenun", "Tenun"]]);
	await is(() => [one("[data-facts]").hidden, one("[data-plain]").hidden], [false, true]);
	await is(() => one(".meta").textContent, "1 dari 2 keterangan berbeda; cetak tebal.");
	await is(() => one("[data-facts] thead a").getAttribute("href"), "../kube/kasih.html");
	one(".check input").click();
	await is(() => every("[data-facts] tbody tr:not([hidden])").length, 1);
	one("[data-facts] thead button").click();
	await is(() => location.hash, "#banding=mawar");
	await is(() => every("[data-facts] thead th").length, 1);
});

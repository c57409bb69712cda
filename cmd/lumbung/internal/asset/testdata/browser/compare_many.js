scenario(async () => {
	await is(() => every("[data-facts] thead th").length, 1);
	write(".tabletool input[type=search]", "kelompok");
	await is(() => every(".offers button").map((b) => b.textContent), ["Kelompok 2345"]);
	one(".offers button").click();
	await is(() => every("[data-facts] thead a").map((a) => a.textContent), ["Kelompok 7", "Kelompok 2345"]);
	await is(() => every("script[src*=rows-]").length, 2); // of three
});

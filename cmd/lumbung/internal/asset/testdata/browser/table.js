scenario(async () => {
	const names = () => every("tbody tr").slice(0, 4).map((r) => r.cells[0].querySelector("a").textContent);
	const sort = (field) => one(`[data-f=${field}] button`).click();
	await is(names, ["Tunas Baru", "Kasih", "Mawar", "Sinar"]);

	sort("anggota");
	await is(names, ["Jati", "Tunas Baru", "Merpati", "Pelita"]);
	await is(() => one("[data-f=anggota]").getAttribute("aria-sort"), "ascending");
	sort("anggota");
	await is(names, ["Kasih", "Sinar", "Élang", "Mekar"]);
	// Without a value: last, whichever way.
	await is(() => one("tbody").lastChild.cells[0].querySelector("a").textContent, "Mawar");
	await is(() => location.hash, "#tabel-kube?sort=-anggota");
	await is(() => one("[role=status].sr").textContent, "Diurutkan menurut Anggota, menurun");
	sort("nama");
	await is(names, ["Élang", "Jati", "Kasih", "Mawar"]);

	const choice = one(".tabletool select");
	choice.value = "Tenun";
	choice.dispatchEvent(new Event("change"));
	await is(() => every("tbody tr").length, 4);
	await is(() => one(".state").textContent, "4 dari 9 baris");
	write(".tabletool input[type=search]", "elang ");
	await is(() => every("tbody tr").length, 0);
	location.hash = "#tabel-kube?q=elang";
	await is(names, ["Élang"]);
	await is(() => choice.value, "");

	// A row that is filtered out comes back when somebody is led to it.
	location.hash = "#baris-kasih";
	await is(() => one(":target") && one(":target").id, "baris-kasih");
	await is(() => every("tbody tr").length, 9);
	await is(() => one("#baris-kasih .anchor").getAttribute("href"), "#baris-kasih");

	const report = one("[data-report]");
	report.addEventListener("click", (e) => e.preventDefault());
	report.click();
	await is(
		() => decodeURIComponent(report.getAttribute("href")),
		"mailto:a@x.id?subject=Keliru di Kube&body=Halaman: https://x.id/data/kube.html#baris-kasih (Kasih)\nVersi 1+2",
	);

	let copied = "";
	Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void (copied = text) } });
	one("[data-copy]").click();
	await is(() => [one("[data-copy]").textContent, copied], ["Tersalin", "Iryani (2016)"]);
	await pause(2100);
	await is(() => one("[data-copy]").textContent, "Salin");
	every(".tabletool .tools button")[1].click();
	await is(() => copied.split("\n").slice(0, 3), ["Nama\tAnggota\tSektor", "Tunas Baru\t10\tPeternakan", "Kasih\t1.200\tTenun"]);
	one("#baris-sinar .anchor").click();
	await is(() => location.hash, "#baris-sinar");
	await is(() => copied, location.href);
});

allowed.push("rows-1.js");
scenario(async () => {
	await is(() => one(".state").textContent, "Baris tidak dapat dimuat. Periksa sambungan, lalu coba lagi.");
	await is(() => every("tbody tr").length, 100); // what was there stays
});

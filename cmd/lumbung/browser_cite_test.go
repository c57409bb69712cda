package main

import "github.com/chromedp/chromedp"

// A row's citation has no file: script makes one of what the page shows.
func citeARow(r *reader) {
	for _, address := range []string{r.site.server + "kube/tunas-baru.html", r.site.file("kube/tunas-baru.html")} {
		r.open(address)
		r.run(`window.saved = []; const make = URL.createObjectURL;
			URL.createObjectURL = (blob) => { blob.text().then((text) => saved.push(text)); return make(blob); };
			document.addEventListener("click", (e) => { const a = e.target.closest("a[download]"); if (a) { saved.push(a.download); e.preventDefault(); } }, true);`)
		r.do(chromedp.Click(chromedp.CSS(`#kutip details:has(#kutipan-ris) summary`)), chromedp.Click(chromedp.CSS(`#kutip button[data-save$=".ris"]`)))
		r.is(`saved.length`, 2)
		r.is(`saved.includes("tunas-baru.ris")`, true)
		r.is(`saved.find((s) => s.startsWith("TY  - DATA")).trim() === document.getElementById("kutipan-ris").textContent.trim()`, true)
	}
}

// "Report an error" leads to the reader's mail or to an issue form, with the page's address
// written into it. A reader who stands at a row, or at a view of a table, reports that.
import { all } from "./dom";

export function reportLinks(): void {
	for (const link of all<HTMLAnchorElement>("a[data-report]")) {
		const plain = link.getAttribute("href") || "";
		// When it is followed, because a view of a table changes the address unheard.
		link.addEventListener("click", () => link.setAttribute("href", filled(plain, link.dataset.report || "")));
	}
}

// filled puts the fragment behind the page's address wherever a part of the query holds it.
function filled(href: string, address: string): string {
	const at = href.indexOf("?");
	if (at < 0 || !address || location.hash.length < 2) return href;
	const place = address + location.hash + named(location.hash.slice(1));
	try {
		const parts = href.slice(at + 1).split("&").map((part) => {
			const [name, value = ""] = part.split("=");
			return name + "=" + encodeURIComponent(decodeURIComponent(value).replace(address, () => place));
		});
		return href.slice(0, at + 1) + parts.join("&");
	} catch {
		return href; // not as the build writes it: left as it is
	}
}

// named gives the name of a row, in brackets.
function named(id: string): string {
	const row = document.getElementById(id);
	if (!(row instanceof HTMLTableRowElement) || !row.cells.length) return "";
	const cell = row.cells[0].cloneNode(true) as HTMLElement;
	cell.querySelectorAll("sup, .anchor").forEach((mark) => mark.remove());
	return " (" + cell.textContent!.trim() + ")";
}

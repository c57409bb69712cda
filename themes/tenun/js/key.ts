// "/" leads to the search box, as on most sites that have one. With a modifier it is the
// browser's, and inside a field it is a slash.
export function searchKey(): void {
	document.addEventListener("keydown", (event) => {
		if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
		const at = event.target as HTMLElement;
		if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
		const box = document.querySelector<HTMLInputElement>("main input[type=search][name=q], .search input");
		if (!box) return;
		event.preventDefault();
		box.focus();
		box.select();
	});
}

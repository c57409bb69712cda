// The theme switch: system, light or dark. The choice is kept where the browser allows.
const key = "lumbung-theme";

export function themeSwitch(): void {
	const choice = document.getElementById("theme") as HTMLSelectElement | null;
	if (!choice) return;
	const root = document.documentElement;
	choice.value = root.dataset.theme || "";
	choice.addEventListener("change", () => {
		if (choice.value) root.dataset.theme = choice.value;
		else delete root.dataset.theme;
		try {
			if (choice.value) localStorage.setItem(key, choice.value);
			else localStorage.removeItem(key);
		} catch {
			// The choice then holds for this page.
		}
	});
}

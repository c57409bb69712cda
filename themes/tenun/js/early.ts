// The only script that runs before the page is painted, so that a reader who chose the
// dark theme never sees a white flash. It also tells the style that there is script:
// controls that need it are not shown without it.
const root = document.documentElement;
root.classList.add("js");
try {
	const chosen = localStorage.getItem("lumbung-theme");
	if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
} catch {
	// A browser that keeps nothing follows the system.
}

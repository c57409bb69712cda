// Texts of the interface, in the page's language. The build puts them before the main
// script: window.lumbungText holds the theme's strings whose keys begin with "js.".
declare global {
	interface Window {
		lumbungText?: Record<string, string>;
	}
}

export const lang = document.documentElement.lang || "id";

const numbers = new Intl.NumberFormat(lang);

// t gives a text with its {names} filled in; numbers are written as the language does.
export function t(key: string, values: Record<string, string | number> = {}): string {
	const text = (window.lumbungText || {})[key] || key;
	return text.replace(/\{(\w+)\}/g, (all, name: string) => {
		const v = values[name];
		return v === undefined ? all : typeof v === "number" ? numbers.format(v) : v;
	});
}

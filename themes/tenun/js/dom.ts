// Small things for making elements. Text only ever goes in as text.
type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Record<string, string> = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const e = document.createElement(tag);
	for (const name in attributes) e.setAttribute(name, attributes[name]);
	e.append(...children);
	return e;
}

export function all<E extends Element>(selector: string, inside: ParentNode = document): E[] {
	return Array.from(inside.querySelectorAll<E>(selector));
}

let live: HTMLElement | undefined;

// say tells those who hear the page what has changed. The element must be there before
// its text is.
export function say(text: string): void {
	if (!live) document.body.append((live = el("div", { class: "sr", role: "status" })));
	const place = live;
	setTimeout(() => (place.textContent = text), 50);
}

// folded makes texts comparable: without case, accents and typographic marks. The Greek
// letter that looks different at the end of a word is the same letter.
export function folded(text: string): string {
	return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ς/g, "σ");
}

// loadScript adds a classic script: the one way to fetch more that works from file:// too.
export function loadScript(src: string): Promise<void> {
	return new Promise((done, failed) => {
		const script = el("script", { src });
		script.onload = () => done();
		script.onerror = () => failed(new Error(src));
		document.head.append(script);
	});
}

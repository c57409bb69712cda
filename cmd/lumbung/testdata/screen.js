// What a reader's eye would find wrong with a page as it stands in its window. Each measure
// gives a list of faults in words, none if all is well; screen_test.go asks for them, and
// breaks pages to see that they are found.
(() => {
	// heard is what only those who hear the page are told: out of sight until it has the focus.
	const heard = (e) => e.closest(".skip") || [e, e.closest("caption, .sr")].some((o) => o && getComputedStyle(o).clipPath === "inset(50%)");
	const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("title, desc, option") && !heard(e);
	const tell = (e) => (e.closest("[id]")?.id || "") + " " + e.outerHTML.replace(/\s+/g, " ").slice(0, 90);
	const inline = /^(inline|contents|ruby)/;

	// owner is the block, or the label in a drawing, that lays out a text: lines of one owner
	// are the browser's own matter.
	const owner = (e) => {
		if (e.closest("svg")) return e.closest("text");
		while (inline.test(getComputedStyle(e).display) && e.parentElement) e = e.parentElement;
		return e;
	};

	// Each shown text with its boxes, as far as its own scrolling box lets them be seen.
	const texts = () => {
		const found = [];
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let n = walk.nextNode(); n; n = walk.nextNode()) {
			const e = n.parentElement;
			if (!n.data.trim() || !shown(e)) continue;
			const range = document.createRange();
			range.selectNodeContents(n);
			const box = e.closest(".tabel, pre, .tall")?.getBoundingClientRect();
			const rects = [...range.getClientRects()]
				.map((r) => (box ? new DOMRect(Math.max(r.x, box.x), Math.max(r.y, box.y), Math.min(r.right, box.right) - Math.max(r.x, box.x), Math.min(r.bottom, box.bottom) - Math.max(r.y, box.y)) : r))
				.filter((r) => r.width > 0.5 && r.height > 0.5);
			found.push({ e, text: n.data.trim(), rects });
		}
		return found;
	};

	const size = (e) => {
		const svg = e.closest("svg");
		return parseFloat(getComputedStyle(e).fontSize) * (svg ? svg.getScreenCTM().a : 1);
	};

	const numbers = (c) => {
		const [r, g, b, a = 1] = c.match(/[\d.]+/g).map(Number);
		return [r, g, b, a];
	};
	const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
	const light = (c) => {
		const [r, g, b] = c.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ratio = (a, b) => {
		const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
		return (x + 0.05) / (y + 0.05);
	};
	const ground = (e) => {
		const layers = [];
		for (; e; e = e.parentElement) {
			layers.push(numbers(getComputedStyle(e).backgroundColor));
			if (layers.at(-1)[3] === 1) break;
		}
		return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
	};

	return {
		// sideways: the page is wider than its window.
		sideways: () => {
			const wide = document.documentElement.scrollWidth;
			if (wide <= innerWidth) return [];
			const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && shown(e) && !e.closest(".tabel *, svg *"));
			return [`${wide} wide in a window of ${innerWidth}`, ...out.slice(0, 4).map(tell)];
		},
		// small: text under 12 px.
		small: () => texts().filter(({ e, rects }) => rects.length > 0 && size(e) < 11.95).map(({ e }) => `${size(e).toFixed(1)} px: ${tell(e)}`),
		// overlapping: two texts on one another.
		overlapping: () => {
			const boxes = texts()
				.flatMap(({ e, text, rects }) => rects.map((r) => ({ e, text, own: owner(e), left: r.left, right: r.right, top: r.top + r.height * 0.17, bottom: r.bottom - r.height * 0.17 })))
				.sort((a, b) => a.top - b.top);
			const out = [];
			boxes.forEach((a, i) => {
				for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom - 0.5; j++) {
					const b = boxes[j];
					if (a.own !== b.own && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1) out.push(`"${a.text.slice(0, 30)}" and "${b.text.slice(0, 30)}": ${tell(b.e)}`);
				}
			});
			return out;
		},
		// cut: text that its box does not show, or that leaves the window.
		cut: () => {
			const hidden = [...document.querySelectorAll("body *")].filter((e) => shown(e) && !e.closest("svg") && /hidden|clip/.test(getComputedStyle(e).overflow) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.textContent.trim());
			const out = texts().filter(({ rects }) => rects.some((r) => r.right > innerWidth + 1 || r.left < -1));
			return [...hidden, ...out.map(({ e }) => e)].map(tell);
		},
		// outside: labels that leave their drawing.
		outside: () =>
			[...document.querySelectorAll("svg.ch text")].filter(shown).flatMap((e) => {
				const at = e.getBoundingClientRect();
				const box = e.closest("svg").getBoundingClientRect();
				const by = Math.max(box.left - at.left, at.right - box.right);
				return by > 3 ? [`by ${by.toFixed(1)} px: ${tell(e)}`] : [];
			}),
		// covering: what stays in place while the page scrolls hides most of a low window.
		covering: () =>
			[...document.querySelectorAll("body *")]
				.filter((e) => /sticky|fixed/.test(getComputedStyle(e).position) && shown(e) && e.tagName !== "TH" && e.getBoundingClientRect().height > innerHeight / 3)
				.map(tell),
		// faint: text with too little contrast to what is behind it. Labels in bands are left to
		// the test of the theme's colours.
		faint: () =>
			texts()
				.filter(({ e }) => !e.closest("[class*=on-]"))
				.flatMap(({ e }) => {
					const s = getComputedStyle(e);
					const behind = ground(e.closest("svg")?.parentElement || e);
					const r = ratio(over(numbers(e.closest("svg") ? s.fill : s.color), behind), behind);
					const large = size(e) >= 24 || (size(e) >= 18.66 && s.fontWeight >= 700);
					return r < (large ? 3 : 4.5) ? [`${r.toFixed(2)}: ${tell(e)}`] : [];
				}),
		// lost: marks and signs that cannot be told from the canvas of a reader's own colours.
		lost: () => {
			const canvas = document.body.appendChild(document.createElement("div"));
			canvas.style.background = "Canvas";
			const behind = numbers(getComputedStyle(canvas).backgroundColor);
			canvas.remove();
			const marks = [...document.querySelectorAll("svg.ch :is(.low, .mid, .high, .after, .before, .needle)")].filter((e) => shown(e) && e.tagName !== "text" && e.getBBox().width > 0);
			const lines = [...document.querySelectorAll("svg.ch :is(.axis, .line, .limit)")].filter(shown);
			const signs = [...document.querySelectorAll(".verdict, .weave, .brand")].filter(shown);
			return [
				...marks.map((e) => [e, getComputedStyle(e).fill]),
				...lines.map((e) => [e, getComputedStyle(e).stroke]),
				...signs.map((e) => [e, getComputedStyle(e, "::before").backgroundColor]),
			].flatMap(([e, c]) => (ratio(over(numbers(c), behind), behind) < 3 ? [`${c} on ${behind}: ${tell(e)}`] : []));
		},
		// moving: what changes by itself or slides.
		moving: () => {
			const out = [...document.querySelectorAll("*")].filter((e) => {
				const s = getComputedStyle(e);
				return s.animationName !== "none" || s.transitionDuration.split(", ").some((d) => d !== "0s") || s.scrollBehavior === "smooth";
			});
			return [...out.map(tell), ...document.getAnimations().map((a) => "an animation runs: " + a.playState)];
		},
		// marks counts what lost() looks at.
		marks: () => [...document.querySelectorAll("svg.ch :is(.low, .mid, .high, .after, .before)")].filter(shown).map(tell),
		// without takes away the faces that travel with the page, and sets its text in the one of a
		// name that stands in for them, if the machine has it.
		without: async (stand) => {
			for (const sheet of document.styleSheets) {
				for (let i = sheet.cssRules.length - 1; i >= 0; i--) {
					if (sheet.cssRules[i] instanceof CSSFontFaceRule && /url\(/.test(sheet.cssRules[i].cssText)) sheet.deleteRule(i);
				}
			}
			document.documentElement.style.setProperty("--text", stand + ", sans-serif");
			const faces = await Promise.all(["16px ", "700 16px "].map((face) => document.fonts.load(face + stand))).catch(() => []);
			return faces.flat().map((face) => face.family);
		},
		// roomier sets text as WCAG 1.4.12 lets readers set it.
		roomier: () => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
			document.adoptedStyleSheets = [sheet];
			return [];
		},
	};
})()

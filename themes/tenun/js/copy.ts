// Copy buttons. data-copy names the element whose text is copied, or with data-save is
// saved as a file of that name; data-copy-link the fragment of this page to whose address
// a link is copied.
import { all, el, say } from "./dom";
import { download } from "./table/take";
import { t } from "./text";

export function copyButtons(): void {
	for (const button of all<HTMLButtonElement>("button[data-copy], button[data-copy-link]")) {
		button.addEventListener("click", () => copyFrom(button));
	}
}

function copyFrom(button: HTMLButtonElement): void {
	const link = button.dataset.copyLink;
	if (link !== undefined) {
		void copied(button, location.href.replace(/#.*$/, "") + link);
		return;
	}
	const source = document.querySelector(button.dataset.copy || "");
	const text = (source?.textContent || "").trim();
	const file = button.dataset.save;
	if (file) download(file, text + "\n", "application/octet-stream");
	else if (text) void copied(button, text);
}

// copied copies a text and says so on the button for a moment.
export async function copied(button: HTMLElement, text: string): Promise<void> {
	const told = t((await copy(text)) ? "copied" : "copyFailed");
	say(told);
	if (button.textContent === told) return; // pressed again
	const before = button.textContent;
	button.textContent = told;
	setTimeout(() => (button.textContent = before), 2000);
}

async function copy(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyOldWay(text);
	}
}

// copyOldWay is for pages without a secure origin: a portal on an office's plain http.
function copyOldWay(text: string): boolean {
	const box = el("textarea", { class: "sr" });
	box.value = text;
	document.body.append(box);
	box.select();
	let done = false;
	try {
		done = document.execCommand("copy");
	} catch {
		done = false;
	}
	box.remove();
	return done;
}

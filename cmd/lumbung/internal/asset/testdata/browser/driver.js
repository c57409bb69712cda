// What scenarios are written with: is waits until something is so, and what never is, what
// breaks and what the policy refuses is told in the page when the scenario ends.
"use strict";
const verdict = { steps: 0, problems: [] };
const trouble = (text) => verdict.problems.push(text);
const allowed = []; // parts of addresses that may fail to load
addEventListener("error", (e) => {
	const source = e.target && (e.target.src || e.target.href);
	if (!source || !allowed.some((a) => source.includes(a))) trouble("error: " + (e.message || source));
}, true);
addEventListener("unhandledrejection", (e) => trouble("unhandled: " + e.reason));
addEventListener("securitypolicyviolation", (e) => trouble("policy: " + e.violatedDirective + " " + e.blockedURI));

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const one = (selector) => document.querySelector(selector);
const every = (selector) => Array.from(document.querySelectorAll(selector));

// is waits until a value is what it should be.
async function is(value, want) {
	verdict.steps++;
	const wanted = JSON.stringify(want);
	let got;
	for (let i = 0; i < 60; i++) {
		try {
			got = JSON.stringify(value());
		} catch (why) {
			got = String(why);
		}
		if (got === wanted) return;
		await pause(25);
	}
	trouble(value + " is " + got + ", want " + wanted);
}

function write(selector, text) {
	one(selector).value = text;
	one(selector).dispatchEvent(new Event("input"));
}

const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

function scenario(run) {
	addEventListener("load", async () => {
		try {
			await run();
		} catch (why) {
			trouble("scenario: " + why);
		}
		const told = document.createElement("pre");
		told.id = "verdict";
		told.textContent = JSON.stringify(verdict);
		document.body.append(told);
	});
}

scenario(async () => {
	const reading = () => one(".reading").textContent;
	const tip = () => one(".tip") && one(".tip").textContent;
	one(".plot").focus();
	press("ArrowDown");
	await is(reading, "Sosial: Kurang 3, Cukup 7, Baik 0");
	await is(tip, "Sosial, Kurang: 3 Kube");
	press("End");
	await is(reading, "Ekonomi: Kurang 5, Cukup 4, Baik 1");
	press("ArrowRight"); // stays at the last
	await is(reading, "Ekonomi: Kurang 5, Cukup 4, Baik 1");
	press("Escape");
	await is(tip, null);

	const mark = every("[data-t^='Ekonomi, Baik']").find((m) => m.getClientRects().length).getBoundingClientRect();
	const move = (type, x, y) => one(".plot").dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerType: "mouse", bubbles: type === "pointermove" }));
	move("pointermove", mark.right + 4, mark.top + 5); // beside it, but meant
	await is(tip, "Ekonomi, Baik: 1 Kube");
	await is(() => {
		const a = one(".tip").getBoundingClientRect();
		const b = one(".plot").getBoundingClientRect();
		return a.left >= b.left && a.right <= b.right + 0.5;
	}, true);
	move("pointerleave", 0, 0);
	await is(tip, null);
	one(".plot").blur();
	await is(reading, "");
});

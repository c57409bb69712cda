export default function (config) {
	config.setQuietMode(true);
	return { dir: { input: "src" }, templateFormats: ["11ty.js"] };
}

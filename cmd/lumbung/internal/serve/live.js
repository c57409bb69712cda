// Keeps an open page up to date. Browsers allow six connections to one host, so a page
// that is not looked at gives its own back and asks again when it is.
(() => {
  const { page, sum } = document.currentScript.dataset;
  let source = null;

  function show(html) {
    let host = document.getElementById("lumbung-problems");
    if (!html) {
      host?.remove();
      return;
    }
    if (!host) {
      host = document.createElement("div");
      host.id = "lumbung-problems";
      document.body.append(host);
    }
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    if (root.innerHTML !== html) root.innerHTML = html;
  }

  function listen() {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ page, sum });
    source = new EventSource("/.lumbung/events?" + query);
    source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    source.addEventListener("reload", () => {
      rest();
      location.reload();
    });
  }

  function rest() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();

// Runs before Streamlit: what Streamlit has no setting for.

// Where the server is: without this a deep link first asks at the wrong place (two 404s and a delay). That no other
// page may steer ours: else the server is asked who may before anything connects. Our fonts: else others come first.
const theme = { bodyFont: "system-ui, sans-serif", headingFont: "system-ui, sans-serif" };
window.__streamlit ??= {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  HOST_CONFIG: { allowedOrigins: ["https://nobody.invalid"], useExternalAuthToken: false },
  LIGHT_THEME: theme,
  DARK_THEME: theme,
};

// 375 kB of icons, of which hardly a page of ours draws one, arrive when one is drawn, not before everything else.
const load = document.fonts.load.bind(document.fonts);
document.fonts.load = (font, ...text) => (font.includes("Material Symbols") ? Promise.resolve([]) : load(font, ...text));

// A changed filter rewrites the address of the page instead of adding one, so that Back goes to the page before.
const push = history.pushState.bind(history);
history.pushState = (state, title, address) => {
  const same = address && new URL(address, location.href).pathname === location.pathname;
  return same ? history.replaceState(state, title, address) : push(state, title, address);
};

// The ink of the charts is chosen on the server: when the system turns dark or light for good (not only while
// printing), open the same address anew.
const night = matchMedia("(prefers-color-scheme: dark)");
const before = night.matches;
night.addEventListener("change", () => setTimeout(() => night.matches !== before && location.reload(), 500));

// Links within the dashboard go on without a new start, and with the filter and the edition unless they state their own.
// A link gets them when it is pointed at, reached or followed, so that it keeps them in another tab or copied; those that
// begin with "?" state all there is, but for the ones to a source card.
const FILTERS = ["region", "countries", "years", "hazard", "known", "wording", "edition"];
const home = new URL("./", location.href);

function within(link) {
  const address = new URL(link.href);
  const page = address.pathname.slice(home.pathname.length);
  const isOurs = address.origin === home.origin && address.pathname.startsWith(home.pathname) && !/[./]/.test(page);
  return isOurs && !link.hash && !link.target && !link.hasAttribute("download") ? address : null;
}

for (const kind of ["pointerover", "focusin", "click"])
  addEventListener(kind, ({ target }) => {
    const link = target.closest?.("a[href]:not([href^='?']), a[data-row]");
    const address = link && within(link);
    if (!address) return;
    const now = new URLSearchParams(location.search);
    const isFiltered = FILTERS.some((name) => name !== "edition" && address.searchParams.has(name));
    for (const name of isFiltered ? ["edition"] : FILTERS)
      if (now.has(name) && !address.searchParams.has(name)) address.searchParams.set(name, now.get(name));
    link.href = address.href.replaceAll("%2C", ",");
  }, true);

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]:not([data-row])");
  const address = link && within(link);
  if (!address || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const isSister = address.pathname !== location.pathname;
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
  if (isSister) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  for (const name of PANELS) open(name, false);
}, true);

// Figures hear of another address first, and Streamlit when they are drawn: its run would take their time. On a window
// listeners are called in their order, those that capture too: this script runs before Streamlit's.
const MOST_LATE = 1000; // milliseconds
let waiting = 0;
addEventListener("popstate", async (event) => {
  if (event.isPassedOn) return;
  const waits = [];
  dispatchEvent(new CustomEvent("address", { detail: { wait: (promise) => waits.push(promise) } }));
  if (!waits.length) return;
  event.stopImmediatePropagation();
  document.documentElement.toggleAttribute("data-waiting", ++waiting > 0);
  await Promise.race([Promise.all(waits), new Promise((resolve) => setTimeout(resolve, MOST_LATE))]);
  dispatchEvent(Object.assign(new PopStateEvent("popstate", { state: event.state }), { isPassedOn: true }));
  document.documentElement.toggleAttribute("data-waiting", --waiting > 0);
}, { capture: true });

// Panels that open under a button of the page; lists and options open by themselves. Escape and a tap outside close.
const PANELS = ["menu", "filters"];
const open = (name, isOpen) => {
  document.documentElement.classList.toggle(`${name}-open`, isOpen);
  document.querySelector(`[data-panel="${name}"]`)?.setAttribute("aria-expanded", isOpen);
};
const isOpen = (name) => document.documentElement.classList.contains(`${name}-open`);
new MutationObserver(() => {
  for (const name of PANELS.filter(isOpen)) open(name, true); // its button has come anew
}).observe(document, { childList: true, subtree: true });
addEventListener("click", (event) => {
  const { target } = event;
  const button = target.closest?.("[data-panel]");
  for (const name of PANELS) {
    const isWithin = target.closest?.(`.${name}, .st-key-${name}`);
    if (button?.dataset.panel === name) open(name, !isOpen(name));
    else if (!isWithin && !target.closest?.("[role=dialog]")) open(name, false);
  }
  for (const popup of document.querySelectorAll("details.popup[open]"))
    if (!popup.contains(target)) popup.open = false;
  const skip = target.closest?.(".skip");
  if (skip) {
    event.preventDefault();
    document.querySelector(".chart")?.focus();
  }
}, true);
addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  const popup = target.closest?.("details.popup[open]");
  if (popup) {
    popup.open = false;
    popup.firstElementChild.focus();
    return;
  }
  for (const name of PANELS) {
    if (!isOpen(name)) continue;
    open(name, false);
    document.querySelector(`[data-panel="${name}"]`)?.focus();
  }
});

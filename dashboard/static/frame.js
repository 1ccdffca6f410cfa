// Runs before Streamlit: what Streamlit has no setting for.

// Where the server is: without this a deep link first asks at the wrong place (two 404s and a delay).
window.__streamlit ??= { BACKEND_BASE_URL: new URL("./", location.href).href };

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

// A map whose slider or switch is moved says so in its heading and in the address, so that a link shows the same.
const moves = ["plotly_sliderchange", "plotly_buttonclicked"];
addEventListener("pointerdown", (event) => {
  const place = event.target.closest?.(".js-plotly-plot");
  if (!place?.layout?.meta?.titles) return;
  place.told ??= () => tell(place);
  for (const move of moves) {
    place.removeListener(move, place.told);
    place.on(move, place.told);
  }
}, true);

function tell(place) {
  const { titles, choices } = place.layout.meta;
  const slider = place.layout.sliders?.[0];
  const choice = choices[place.layout.updatemenus?.find((menu) => menu.name === "choice")?.active ?? 0];
  const step = slider?.active ?? 0;
  const heading = place.closest('[class*="st-key-figure-"]')?.querySelector("h1, h2, h3");
  const words = heading && document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode();
  const title = titles[choice]?.[step];
  if (words && title) words.nodeValue = new DOMParser().parseFromString(title, "text/html").body.textContent;
  const address = new URL(location.href);
  if (slider) address.searchParams.set("at", slider.steps[step].args[0][0]);
  if (choice) address.searchParams.set("hazard", choice);
  history.replaceState(history.state, "", address);
}

// A film that is stopped ends with a promise that Plotly breaks without a reason: nothing is wrong.
addEventListener("unhandledrejection", (event) => event.reason === undefined && event.preventDefault());

// Streamlit puts sections straight into its list of pages, which no list may hold: as plain links all can be heard.
const PAGES = '[data-testid="stSidebarNavItems"]';
new MutationObserver(() => {
  for (const item of document.querySelectorAll(`${PAGES}:not([role]), ${PAGES} li:not([role])`)) item.role = "none";
}).observe(document, { childList: true, subtree: true });

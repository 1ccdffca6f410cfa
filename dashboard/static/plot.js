// Draws charts other than maps with plotly.js.

export { subject } from "./plot_marks.js";

const NARROW = 640; // pixels up to which a page is that of a phone
const CONFIG = {
  displaylogo: false,
  showSendToCloud: false, // nothing leaves for another host
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d"],
  modeBarButtonsToAdd: [
    {
      name: "fullscreen",
      title: "Full screen",
      icon: { width: 24, height: 24, path: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" },
      click: (place) => (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen()),
    },
  ],
  scrollZoom: false,
};
const EVENTS = ["plotly_click", "plotly_hover", "plotly_unhover"];

let arriving;

// Plotly, as the index page asks for it before anything else, or asked for now.
function library() {
  arriving ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.querySelector("script[data-plotly]") ?? libraryTag();
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => reject(new Error("the drawing library did not arrive")));
  });
  return arriving;
}

function libraryTag() {
  const script = document.createElement("script");
  script.src = new URL("./plotly.min.js", import.meta.url).href;
  document.head.append(script);
  return script;
}

// Draws or redraws; what came in between is left to it.
export async function show(place, { figure }) {
  const { version } = place;
  const Plotly = window.Plotly ?? (await library());
  if (place.version !== version) return;
  const config = { ...CONFIG, displayModeBar: innerWidth > NARROW && CONFIG.displayModeBar };
  await Plotly.react(place, { ...figure, config });
  if (place.version !== version) return;
  for (const event of EVENTS) place.removeAllListeners(event);
  place.on("plotly_click", (event) => tell(place, event.points[0], event.byKey));
  place.on("plotly_hover", () => place.classList.add("pointed"));
  place.on("plotly_unhover", () => place.classList.remove("pointed"));
  place.watcher ??= watched(place, Plotly);
}

// The height in pixels that a chart needs.
export const needed = (place) => JSON.parse(place.text).layout.height;

// The chart alone as an SVG element for white paper.
export async function paper(place, width, height) {
  const [Plotly, { onPaper }] = await Promise.all([library(), import("./paper.js")]);
  const config = { staticPlot: true, responsive: false };
  const address = await Plotly.toImage({ ...onPaper(place, width, height), config }, { format: "svg", width, height });
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const node = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (node.nodeName !== "svg") throw new Error("the chart could not be read");
  return node;
}

export function leave(place) {
  place.watcher?.disconnect();
  place.watcher = undefined;
  window.Plotly?.purge(place);
}

// A mark that was clicked gives the number of its row; dashboard/card.py listens and opens the card of its source.
function tell(place, { data, pointNumber }, byKey) {
  const row = [pointNumber].flat().reduce((cells, at) => cells?.[at], data?.customdata);
  if (Number.isInteger(row)) place.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: { row, byKey } }));
}

// The full screen changes the width of a chart as well as the window does.
function watched(place, Plotly) {
  const watcher = new ResizeObserver(([{ contentRect }]) => {
    const width = Math.round(contentRect.width);
    if (width && width !== Math.round(place._fullLayout.width)) Plotly.Plots.resize(place);
  });
  watcher.observe(place);
  return watcher;
}

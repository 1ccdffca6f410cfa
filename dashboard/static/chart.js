// Draws the figures of a page with plotly.js, each once per change and in its place.

import { NARROW, fit, prepare } from "./fit.js";
import { film, steer, stop } from "./film.js";
import { reach } from "./keys.js";

const CONFIG = {
  displaylogo: false,
  showSendToCloud: false, // nothing leaves for another host
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d", "hoverClosestGeo"],
  modeBarButtonsToAdd: [
    {
      name: "fullscreen",
      title: "Full screen",
      icon: { width: 24, height: 24, path: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" },
      click: (place) => (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen()),
    },
  ],
  scrollZoom: false,
  topojsonURL: "api/v1/",
};

const EVENTS =
  "click hover unhover sliderchange buttonclicked legendclick legenddoubleclick afterplot".replace(/\w+/g, "plotly_$&");

let arriving;

// Plotly, as the index page asks for it before anything else.
export function library() {
  arriving ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.querySelector("script[data-plotly]");
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => reject(new Error("the drawing library did not arrive")));
  });
  return arriving;
}

export function draw({ data, parentElement }) {
  const place = parentElement.querySelector(".chart");
  const text = new TextDecoder().decode(data);
  if (place.text !== text) {
    place.text = text;
    redraw(place, JSON.parse(text));
  }
  return () => remove(place);
}

async function redraw(place, { figure, alt }) {
  prepare(figure, place.clientWidth);
  const height = fit(figure, place.clientWidth) ?? figure.layout.height;
  place.style.height = `${height}px`;
  place.setAttribute("role", "figure");
  place.setAttribute("aria-label", alt);
  const text = place.text;
  const Plotly = await library();
  if (place.text !== text) return; // a newer figure, or none any more
  stop(place);
  place.film = film(figure);
  const config = { ...CONFIG, displayModeBar: innerWidth > NARROW && CONFIG.displayModeBar };
  place.drawing = Plotly.react(place, { ...figure, frames: undefined, config });
  await place.drawing;
  if (place.text !== text) return;
  EVENTS.split(" ").forEach((event) => place.removeAllListeners(event));
  place.on("plotly_click", (event) => tell(place, event.points[0], event.byKey));
  place.on("plotly_hover", () => place.classList.add("pointed"));
  place.on("plotly_unhover", () => place.classList.remove("pointed"));
  if (place.film) steer(place, Plotly);
  place.watcher ??= watched(place, Plotly);
  reach(place, Plotly, alt);
}

// A mark that was clicked gives the number of its row; dashboard/card.py listens and opens the card of its source.
function tell(place, { data, pointNumber }, byKey) {
  const row = [pointNumber].flat().reduce((cells, at) => cells?.[at], data?.customdata);
  if (Number.isInteger(row)) place.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: { row, byKey } }));
}

// The sidebar and the full screen change the width of a chart as well as the window does.
function watched(place, Plotly) {
  let before = place.clientWidth;
  const watcher = new ResizeObserver(() => {
    if (place.clientWidth === before || !place.clientWidth) return;
    before = place.clientWidth;
    const height = fit(place, before);
    if (height) place.style.height = `${height}px`;
    Plotly.Plots.resize(place);
  });
  watcher.observe(place);
  return watcher;
}

function remove(place) {
  place.text = undefined;
  stop(place);
  place.watcher?.disconnect();
  place.watcher = undefined;
  const purge = () => place.text === undefined && window.Plotly?.purge(place);
  Promise.resolve(place.drawing).then(purge, purge); // Plotly fails where a drawing is taken from it midway
}

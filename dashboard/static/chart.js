// Draws the figures of a page, each once per change and in its place: maps by map.js, all others by plot.js.

import { reach } from "./keys.js";

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
  const { text } = place;
  if (place.map && isSame(place.map.figure, figure)) return reach(place, place.subject, alt);
  place.setAttribute("role", "figure");
  place.setAttribute("aria-label", alt);
  place.drawer = figure.layers ? import("./map.js") : import("./plot.js");
  const { show, subject } = await place.drawer;
  if (place.text !== text) return; // a newer figure, or none any more
  await show(place, { figure, alt });
  if (place.text !== text) return;
  reach(place, subject(place), alt);
  if (figure.layers) setTimeout(readAhead, 1000); // the map is painted first
}

// While a reader looks at a map, the library of all other charts is fetched with what the line has left.
function readAhead() {
  if (document.querySelector("[data-plotly]")) return;
  const link = Object.assign(document.createElement("link"), { rel: "prefetch", as: "script" });
  link.href = new URL("./plotly.min.js", import.meta.url).href;
  link.dataset.plotly = "";
  document.head.append(link);
}

// Whether two maps differ at most in where they start: the reader has moved on from there.
function isSame(one, other) {
  const [text, next] = [one, other].map((map) => JSON.stringify(map, (name, value) => (name === "start" ? 0 : value)));
  return text === next;
}

async function remove(place) {
  place.text = undefined;
  const { leave } = await place.drawer;
  if (place.text === undefined) leave(place);
}

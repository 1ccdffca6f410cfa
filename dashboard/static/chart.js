// Draws the charts of a page, each once per change: those in view first, the others when they come near.
// What reads a chart does not wait: keys, print, a picture.

import { reach } from "./keys.js";
import * as plot from "./plot.js";

const MAIN = '[data-testid="stMain"]';
const places = new Set(); // charts of the page
const waiting = new Set(); // those whose newest data have not been drawn
const queue = new Set(); // those of them that are near
let drawing; // until the queue is empty
let observer;
let ahead = "0px"; // how far from the view a chart is near

// Takes what a chart is to show, and how to get its data; its place keeps its height, and its name is there at once.
export function draw(place, { alt, height, version }, load) {
  Object.assign(place, { alt, version, load, loading: undefined });
  place.classList.toggle("map", !height);
  if (height) place.style.height = `${height}px`;
  place.setAttribute("role", "figure");
  place.setAttribute("aria-label", alt);
  place.tabIndex = 0;
  place.dataset.waiting = "";
  waiting.add(place);
  if (!places.has(place)) {
    places.add(place);
    watcher(place).observe(place);
  }
  if (place.isNear) enqueue([place]);
}

// The chart with its newest data, drawn at once.
export function drawn(place) {
  if (waiting.delete(place)) place.drawing = redraw(place);
  return place.drawing;
}

export async function leave(place) {
  if (!place) return;
  places.delete(place);
  waiting.delete(place);
  queue.delete(place);
  observer?.unobserve(place);
  place.version = undefined;
  await place.drawing?.catch(() => undefined);
  if (place.version === undefined) place.drawer?.leave(place);
}

function watcher(place) {
  observer ??= new IntersectionObserver(hear, { root: place.closest(MAIN), rootMargin: `${ahead} 0px` });
  return observer;
}

function hear(entries) {
  for (const { target, isIntersecting } of entries) target.isNear = isIntersecting;
  enqueue(entries.map(({ target }) => target).filter((place) => place.isNear && waiting.has(place)));
}

// A reader who scrolls meets charts that are drawn already: from then on a screen of them is drawn ahead.
addEventListener("scroll", ({ target }) => {
  if (!target.matches?.(MAIN)) return;
  observer?.disconnect();
  [observer, ahead] = [undefined, "100%"];
  for (const place of places) watcher(place).observe(place);
}, { capture: true, once: true });

addEventListener("focusin", ({ target }) => waiting.has(target) && drawn(target));
addEventListener("beforeprint", () => waiting.forEach(drawn));

function enqueue(near) {
  for (const place of near) queue.add(place);
  if (queue.size) drawing ??= drawQueue();
}

// Until nothing that is near waits to be drawn.
export const nearDrawn = () => drawing;

// One chart after the other, the topmost first; what is drawn is painted before the next one.
async function drawQueue() {
  while (queue.size) {
    await new Promise((resolve) => setTimeout(resolve)); // others may have come with this one
    const [first] = [...queue].sort(byReading);
    queue.delete(first);
    if (first) await drawn(first)?.catch(reportError);
  }
  drawing = undefined;
  setTimeout(() => waiting.forEach(loaded), 1000);
}

// The data of a chart, fetched once: when it is drawn, or before that when nothing else is to do, so that print has it.
const loaded = (place) => (place.loading ??= place.load());

function byReading(one, other) {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

async function redraw(place) {
  const { alt, version } = place;
  const text = await loaded(place);
  const drawer = place.classList.contains("map") ? await import("./map.js") : plot;
  const figure = await unpacked(JSON.parse(text));
  if (place.version !== version) return; // newer data, or none any more
  if (!place.map || !isSame(place.map.figure, figure)) {
    Object.assign(place, { drawer, text });
    await drawer.show(place, { figure, alt });
    if (place.version !== version) return;
  }
  delete place.dataset.waiting;
  reach(place, drawer.subject(place), alt);
  if (drawer !== plot) setTimeout(readAhead, 1000); // the map is painted first
}

// A large figure of a reader's own file is sent as its JSON deflated.
async function unpacked(figure) {
  if (!figure.packed) return figure;
  const bytes = Uint8Array.from(atob(figure.packed), (letter) => letter.charCodeAt());
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
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

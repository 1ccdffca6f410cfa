// A map on the page: its files, its state and what changes it. map_sheet.js draws it.

import { zoomIdentity } from "./d3.min.js";
import { controlsOf, enlarge, keyOf, stageOf, tellControls } from "./map_controls.js";
import { hideTip, point } from "./map_pointer.js";
import { key as paperKey, sheet } from "./map_sheet.js";
import { INKS, element } from "./map_svg.js";

export { subject } from "./map_pointer.js";

const TALLEST = 480; // pixels of a map with its key and controls
const PACE = 800; // milliseconds a step of the film stands
const fetched = new Map();

// A boundary file, asked for once by a page.
function boundaries(name) {
  if (!fetched.has(name)) {
    const request = fetch(new URL(`api/v1/geo/${name}.geojson`, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(`the boundaries '${name}' did not arrive (${answer.status})`);
      return answer.json();
    });
    request.catch(() => fetched.delete(name));
    fetched.set(name, request);
  }
  return fetched.get(name);
}

async function filesOf({ layers, extent }) {
  const names = new Set([...layers.map(({ file }) => file), extent.locator?.file].filter(Boolean));
  return Object.fromEntries(await Promise.all([...names].map(async (name) => [name, await boundaries(name)])));
}

// Draws a map in its place, in the state that its address asks for.
export async function show(place, { figure, alt }) {
  const { version } = place;
  const files = await filesOf(figure);
  if (place.version !== version) return; // a newer one, or none any more
  leave(place);
  const only = new URLSearchParams(location.search).get("only");
  const classes = new Set(figure.layers.flatMap((layer) => layer.classes ?? []));
  const labels = new Set([...classes].map((at) => figure.classes[at].label));
  const map = (place.map = {
    figure,
    files,
    alt,
    step: figure.steps?.start ?? 0,
    choice: figure.choices?.start ?? 0,
    transform: zoomIdentity,
  });
  if (labels.has(only)) map.only = only;
  map.go = (step) => changed(place, { step: Math.max(0, Math.min(figure.steps.names.length - 1, step)) });
  map.choose = (choice) => changed(place, { choice });
  map.isolate = (label) => changed(place, { only: label === map.only ? undefined : label });
  map.play = () => play(place);
  map.stop = () => stop(place);
  map.isPlaying = () => map.timer !== undefined;
  map.draw = () => draw(place);
  place.replaceChildren(keyOf(place, labels), stageOf(place), ...controlsOf(place));
  if (place.voice) place.append(place.voice);
  draw(place);
  let before = place.clientWidth;
  map.watcher = new ResizeObserver(() => {
    if (!place.clientWidth || place.clientWidth === before) return;
    before = place.clientWidth;
    draw(place);
  });
  map.watcher.observe(place);
}

export function leave(place) {
  if (!place.map) return;
  stop(place);
  hideTip();
  place.map.watcher?.disconnect();
  place.map = undefined;
  place.replaceChildren();
}

function draw(place) {
  const { map } = place;
  const stage = place.querySelector(".map-stage");
  const others = [...place.children].filter((one) => one !== stage && one !== place.voice);
  const around = others.reduce((sum, one) => sum + one.offsetHeight, 0);
  const tallest =
    document.fullscreenElement === place ? innerHeight - around - 16 : (map.figure.extent.tallest ?? TALLEST) - around;
  map.sheet = sheet(framed(map), map.files, INKS.page, { width: place.clientWidth, tallest: Math.max(160, tallest) });
  map.sheet.node.setAttribute("aria-hidden", "true"); // keys.js says what there is
  stage.querySelector("svg.map-drawing")?.remove();
  stage.prepend(map.sheet.node);
  stage.style.width = `${map.sheet.width}px`;
  map.sheet.paint(map);
  if (!map.figure.panels) enlarge(place);
  point(place, undefined);
}

// The map of the rows, or of all that its extent has.
function framed({ figure, isWhole }) {
  return isWhole ? { ...figure, extent: { ...figure.extent, bounds: figure.extent.home } } : figure;
}

// A change of step, choice or class: painted at the next frame of the screen, and told to the page.
function changed(place, change) {
  const { map } = place;
  if ("step" in change && change.step === map.step) return;
  Object.assign(map, change);
  map.frame ??= requestAnimationFrame(() => {
    map.frame = undefined;
    if (place.map !== map) return;
    map.sheet.paint(map);
    point(place, undefined);
    tellControls(place);
    place.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
  });
}

function play(place) {
  const { map } = place;
  const last = map.figure.steps.names.length - 1;
  stop(place);
  if (map.step >= last) map.go(0);
  map.timer = setInterval(() => (map.step >= last ? stop(place) : map.go(map.step + 1)), PACE);
  tellControls(place);
}

function stop(place) {
  clearInterval(place.map?.timer);
  if (place.map) place.map.timer = undefined;
  tellControls(place);
}

// The map as the reader left it, on white paper of a size, under its key.
export async function paper(place, width, height) {
  const { map } = place;
  const { figure, files, transform } = map;
  const ink = INKS.paper;
  const head = paperKey(figure, ink, width, `key${Date.now()}`, map.only);
  const drawn = sheet(framed(map), files, ink, { width, tallest: height - head.height, isOnPaper: true });
  drawn.paint(map);
  if (transform.k > 1) {
    const [x, y] = [
      (map.sheet.width / 2 - transform.x) / transform.k,
      (map.sheet.height / 2 - transform.y) / transform.k,
    ];
    const middle = drawn.plane.projection(map.sheet.plane.projection.invert([x, y]));
    drawn.move(
      zoomIdentity
        .translate(drawn.width / 2, drawn.height / 2)
        .scale(transform.k)
        .translate(-middle[0], -middle[1]),
    );
    drawn.paint(map);
  }
  const node = element(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    element("defs", {}, ...head.patterns),
    head.group,
  );
  drawn.node.setAttribute("x", Math.round((width - drawn.width) / 2));
  drawn.node.setAttribute("y", head.height);
  node.append(drawn.node);
  for (const part of node.querySelectorAll("[data-row]")) part.removeAttribute("data-row");
  for (const part of node.querySelectorAll("[style='display:none'], [display=none]")) part.remove();
  return node;
}

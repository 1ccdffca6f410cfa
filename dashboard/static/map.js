// A map on the page: key, drawing, controls; step, choice, class, zoom, hover and keyboard. map_sheet.js draws it.

import { select, zoom, zoomIdentity } from "./d3.min.js";
import { element, key as paperKey, sheet, sign } from "./map_sheet.js";

const TALLEST = 480; // pixels of a map with its key and controls
const PACE = 800; // milliseconds a step of the film stands
const DEEPEST = 12; // times that a map can be enlarged
const NEAR = 14; // pixels from a finger to the small mark that it means
const INKS = {
  page: {
    ink: "var(--st-text-color)",
    page: "var(--st-background-color)",
    muted: "var(--map-muted)",
    border: "var(--map-border)",
    faint: "var(--map-faint)",
    land: "var(--map-land)",
    hatch: "var(--map-hatch)",
    accent: "var(--map-accent)",
  },
  paper: {
    ink: "#23262a",
    page: "#ffffff",
    muted: "#565b61",
    border: "#8a9599",
    faint: "#c3c6c8",
    land: "#ececed",
    hatch: "#a9abad",
    accent: "#0b78bc",
  },
};
const fetched = new Map();

// A boundary file, asked for once by a page.
function boundaries(name) {
  if (!fetched.has(name)) {
    const asked = fetch(new URL(`api/v1/geo/${name}.geojson`, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(`the boundaries '${name}' did not arrive (${answer.status})`);
      return answer.json();
    });
    asked.catch(() => fetched.delete(name));
    fetched.set(name, asked);
  }
  return fetched.get(name);
}

async function filesOf({ layers, extent }) {
  const names = new Set([...layers.map(({ file }) => file), extent.locator?.file].filter(Boolean));
  return Object.fromEntries(await Promise.all([...names].map(async (name) => [name, await boundaries(name)])));
}

// Draws a map in its place, in the state that its address asks for.
export async function show(place, { figure, alt }) {
  place.classList.add("map");
  const { text } = place;
  const files = await filesOf(figure);
  if (place.text !== text) return; // a newer one, or none any more
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
  map.asked ??= requestAnimationFrame(() => {
    map.asked = undefined;
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

function html(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}

// The key: a class that is pressed stands out, and the others fade. Signs that no mark has are no buttons.
function keyOf(place, labels) {
  const { figure } = place.map;
  const entries = figure.classes
    .filter((look) => look.in_key)
    .map((look) => {
      const svg = element("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
      if (look.is_hatched) svg.append(hatched(look));
      else svg.append(sign(look, INKS.page));
      const words = [look.label, look.sign].filter(Boolean).join(" ");
      if (!labels.has(look.label)) return html("span", {}, svg, words);
      const button = html(
        "button",
        { type: "button", "data-label": look.label, "aria-label": `${look.label}: this class alone` },
        svg,
        words,
      );
      button.onclick = () => place.map.isolate(look.label);
      return button;
    });
  const key = html("div", { class: "map-key", role: "group", "aria-label": "Key" }, ...entries);
  key.hidden = !entries.length;
  return key;
}

function hatched({ colour }) {
  const stripes = [-9, -4, 1, 6].map((x) => `M${x - 3} 6L${x + 9} -6`).join("");
  const square = element("rect", {
    x: -6,
    y: -6,
    width: 12,
    height: 12,
    style: `fill:${colour};stroke:${INKS.page.border};stroke-width:0.75px`,
  });
  const lines = element("path", {
    d: stripes,
    style: `stroke:${INKS.page.hatch};stroke-width:1.2px`,
    "clip-path": "inset(0)",
  });
  return element("svg", { x: -6, y: -6, width: 12, height: 12, viewBox: "-6 -6 12 12" }, square, lines);
}

function stageOf(place) {
  const stage = html("div", { class: "map-stage" });
  const { figure } = place.map;
  if (!figure.panels) {
    const bar = html("div", { class: "map-zoom", role: "group", "aria-label": "Zoom" });
    const buttons = [
      ["M2 8H14M8 2V14", "Zoom in", () => zoomBy(place, 1.6)],
      ["M2 8H14", "Zoom out", () => zoomBy(place, 1 / 1.6)],
      ["M3 6A5.5 5.5 0 1 1 2.5 9M3 2V6H7", "Reset the view", () => reset(place)],
      [
        "M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10",
        "Full screen",
        () => (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen?.()),
      ],
    ];
    if (figure.extent.home)
      buttons.push(["M2 13V3L6 5L10 3L14 5V13L10 11L6 13Z", "The whole region, or your areas", () => whole(place)]);
    for (const [d, words, act] of buttons) {
      const icon = element(
        "svg",
        { width: 14, height: 14, viewBox: "0 0 16 16" },
        element("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.8 }),
      );
      const button = html("button", { type: "button", "aria-label": words, title: words }, icon);
      button.onclick = act;
      bar.append(button);
    }
    stage.append(bar);
  }
  listen(place, stage);
  return stage;
}

function controlsOf(place) {
  const {
    figure: { steps, choices },
    step,
  } = place.map;
  if (!choices && !(steps?.names.length > 1)) return [];
  const controls = html("div", { class: "map-controls" });
  if (choices) {
    const group = html("div", { class: "map-choices", role: "group", "aria-label": "Shown" });
    choices.names.forEach((name, at) => {
      const button = html("button", { type: "button", "data-choice": name }, choices.labels[at]);
      button.onclick = () => place.map.choose(at);
      group.append(button);
    });
    controls.append(group);
  }
  if (steps?.names.length > 1) {
    const button = html("button", { type: "button", class: "map-play" });
    button.onclick = () => (place.map.isPlaying() ? stop(place) : play(place));
    const range = html("input", {
      type: "range",
      class: "map-steps",
      min: 0,
      max: steps.names.length - 1,
      step: 1,
      value: step,
      "aria-label": `${steps.prefix.trim()} …`,
    });
    range.oninput = () => {
      const step = Number(range.value);
      stop(place); // sets the slider to where the map still is
      place.map.go(step);
    };
    const ends = [steps.labels[0], steps.labels.at(-1)].map((words) => html("span", { "aria-hidden": "true" }, words));
    controls.append(button, html("div", { class: "map-slider" }, ends[0], range, ends[1]), html("output", {}));
  }
  queueMicrotask(() => tellControls(place));
  return [controls];
}

// Key and controls as the map stands.
function tellControls(place) {
  const { map } = place;
  if (!map) return;
  for (const button of place.querySelectorAll(".map-key button")) {
    button.setAttribute("aria-pressed", button.dataset.label === map.only);
    button.classList.toggle("faded", Boolean(map.only) && button.dataset.label !== map.only);
  }
  const { choices, steps } = map.figure;
  for (const button of place.querySelectorAll(".map-choices button"))
    button.setAttribute("aria-pressed", button.dataset.choice === choices.names[map.choice]);
  const range = place.querySelector(".map-steps");
  if (!range) return;
  const words = `${steps.prefix}${steps.labels[map.step]}`.trim();
  range.value = map.step;
  range.setAttribute("aria-valuetext", words);
  place.querySelector("output").textContent = words;
  place.querySelector(".map-play").textContent = map.isPlaying() ? "Pause" : "Play";
}

// Zoom by wheel with Ctrl, by two fingers and by buttons: a wheel or a finger alone moves the page.
function enlarge(place) {
  const { map } = place;
  const { node, width, height } = map.sheet;
  map.transform = zoomIdentity;
  map.zoom = zoom()
    .scaleExtent([1, DEEPEST])
    .extent([
      [0, 0],
      [width, height],
    ])
    .translateExtent([
      [0, 0],
      [width, height],
    ])
    .filter((event) =>
      event.type === "wheel"
        ? event.ctrlKey || event.metaKey
        : event.type.startsWith("touch")
          ? event.touches.length > 1
          : !event.button && (event.type === "dblclick" || map.transform.k > 1),
    )
    .on("zoom", ({ transform }) => {
      map.transform = transform;
      map.sheet.move(transform);
      place.classList.toggle("zoomed", transform.k > 1);
      point(place, undefined);
    });
  place.classList.remove("zoomed");
  select(node).call(map.zoom);
}

function zoomBy(place, factor) {
  select(place.map.sheet.node).call(place.map.zoom.scaleBy, factor);
}

function whole(place) {
  place.map.isWhole = !place.map.isWhole;
  draw(place);
}

function reset(place) {
  select(place.map.sheet.node).call(place.map.zoom.transform, zoomIdentity);
}

// What the pointer is on says its words; a click on it opens the card of its source.
function listen(place, stage) {
  stage.addEventListener("pointermove", (event) => point(place, markAt(place, event), [event.clientX, event.clientY]));
  stage.addEventListener("pointerleave", () => point(place, undefined));
  stage.addEventListener("click", (event) => {
    const mark = markAt(place, event);
    if (!mark) return;
    point(place, mark, [event.clientX, event.clientY]);
    open(place, mark, false);
  });
}

function open(place, mark, byKey) {
  place.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: { row: mark.row, byKey } }));
}

// The mark under a pointer; a finger means the small mark beside it rather than the country.
function markAt(place, { target, clientX, clientY, pointerType }) {
  const own = target.closest?.("[data-row]") ?? target.of;
  if (pointerType !== "touch" || own?.parentNode?.classList.contains("map-points")) return own;
  const away = (node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return Math.hypot((left + right) / 2 - clientX, (top + bottom) / 2 - clientY);
  };
  const small = [...place.querySelectorAll(":is(.map-points, .map-rings, .map-specks) [data-row]")].map((node) => [
    away(node),
    node,
  ]);
  const [nearest] = small.sort((one, other) => one[0] - other[0]);
  return nearest?.[0] < NEAR ? nearest[1] : own;
}

let tip;
// Shows the words of a mark and its outline; of none takes both away.
function point(place, mark, [x, y] = []) {
  const { map } = place;
  if (!map) return;
  if (map.pointed !== mark) {
    map.mark?.remove();
    map.pointed = mark;
    if (!mark) hideTip();
    else {
      map.mark = mark.cloneNode(true);
      map.mark.removeAttribute("data-row");
      map.mark.setAttribute("class", "map-marked");
      mark.closest(".map-ground, .map-above").append(map.mark);
    }
  }
  if (mark && x !== undefined) showTip(place, mark, x, y);
}

function showTip(place, mark, x, y) {
  const { labels, label_of: labelOf } = place.map.figure;
  tip ??= Object.assign(html("div", { class: "map-tip", "aria-hidden": "true" }), { popover: "manual" });
  if (tip.row !== mark.row || tip.owner !== place) tip.replaceChildren(...spoken(labels[labelOf[mark.row]]));
  Object.assign(tip, { row: mark.row, owner: place });
  (document.fullscreenElement ?? document.body).append(tip);
  if (!tip.matches(":popover-open")) tip.showPopover();
  const { width, height } = tip.getBoundingClientRect();
  const isRoom = x + 14 + width < document.documentElement.clientWidth;
  tip.style.left = `${Math.max(4, isRoom ? x + 14 : x - 14 - width)}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 14, innerHeight - height - 4))}px`;
}

function hideTip() {
  if (tip?.matches(":popover-open")) tip.hidePopover();
}

// A label as nodes: of its markup only bold, italic and line ends mean anything.
function spoken(label) {
  const known = ["B", "I", "BR"];
  const copied = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.nodeValue)];
    const inner = [...node.childNodes].flatMap(copied);
    return known.includes(node.nodeName) ? [html(node.nodeName, {}, ...inner)] : inner;
  };
  return [...new DOMParser().parseFromString(label, "text/html").body.childNodes].flatMap(copied);
}

// What keys.js leads through.
export function subject(place) {
  const { map } = place;
  const { steps, choices, classes, layers, labels, label_of: labelOf } = map.figure;
  const stage = () => place.querySelector(".map-drawing").getBoundingClientRect();
  const found = (mark) =>
    [...place.querySelectorAll(".map-drawing [data-row]")].find((node) => String(node.row) === mark.id);
  const middle = (node) => {
    const around = place.getBoundingClientRect();
    const { left, top, width, height } = node.getBoundingClientRect();
    const isArea = node.closest(".map-areas") && node.spot;
    const [x, y] = isArea
      ? map.transform.apply(node.spot)
      : [left + width / 2 - stage().left, top + height / 2 - stage().top];
    return [x + stage().left - around.left, y + stage().top - around.top];
  };
  return {
    kind: "map",
    hasSteps: Boolean(steps?.names.length > 1),
    hasChoices: Boolean(choices),
    marks() {
      const groups = [...place.querySelectorAll(".map-drawing :is(.map-areas, .map-points, .map-rings, .map-lines)")];
      const seen = new Set();
      const lists = groups.map((group) =>
        [...group.querySelectorAll("[data-row]")].filter(({ row }) => !seen.has(row) && seen.add(row)),
      );
      return lists
        .filter((list) => list.length)
        .flatMap((list, series) => {
          const sorted = list
            .map((node) => ({ node, spot: middle(node) }))
            .sort((one, other) => one.spot[0] - other.spot[0]);
          return sorted.map(({ node, spot }, at) => ({
            id: String(node.row),
            series,
            spot,
            rank: at + 1,
            count: sorted.length,
            where: placeOf(node),
            name: "",
          }));
        });
      function placeOf(node) {
        const layer = layers.find(({ rows }) => rows?.includes(node.row));
        const at = layer.rows.indexOf(node.row);
        return String(layer.units?.[at] ?? layer.spots?.[at] ?? layer.paths?.[at]);
      }
    },
    point(mark) {
      const node = found(mark);
      if (!node) return null;
      const around = place.getBoundingClientRect();
      const [x, y] = middle(node);
      point(place, node, [x + around.left, y + around.top]);
      return spoken(labels[labelOf[node.row]])
        .map((part) => (part.nodeName === "BR" ? "\n" : part.textContent))
        .join("")
        .split("\n")
        .filter(Boolean);
    },
    ring(mark) {
      const node = found(mark);
      if (node?.closest(".map-areas, .map-lines")) return null;
      const around = place.getBoundingClientRect();
      const { left, top, width, height } = node.getBoundingClientRect();
      return { left: left - around.left - 3, top: top - around.top - 3, width: width + 6, height: height + 6 };
    },
    unpoint: () => point(place, undefined),
    open: () => map.pointed && open(place, map.pointed, true),
    go: (by) => (stop(place), map.go(map.step + by)),
    turn(by) {
      if (choices.names[map.choice + by]) map.choose(map.choice + by);
    },
    toggle: () => (map.isPlaying() ? (stop(place), "Paused.") : (play(place), "Playing.")),
    now: () => (steps ? `${steps.prefix}${steps.labels[map.step]}`.trim() : ""),
    classes,
  };
}

// The map as the reader left it, on white paper of a size, under its key.
export async function paper(place, width, height) {
  const { map } = place;
  const { figure, files, transform } = map;
  const ink = INKS.paper;
  const head = paperKey(figure, ink, width, `key${Date.now()}`, map.only);
  const columns = figure.panels && (figure.panels.names.length <= 4 ? 2 : 4);
  const drawn = sheet(framed(map), files, ink, { width, tallest: height - head.height, columns, isOnPaper: true });
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
  for (const part of node.querySelectorAll("[style='display:none']")) part.remove();
  return node;
}

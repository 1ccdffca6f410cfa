// Key, zoom, switch, play button and slider of a map.

import { select, zoom, zoomIdentity } from "./d3.min.js";
import { listen, point } from "./map_pointer.js";
import { INKS, element, html, sign } from "./map_svg.js";

const DEEPEST = 12; // times that a map can be enlarged that says nothing of it

// The key: a class that is pressed stands out, and the others fade. Signs that no mark has are no buttons.
export function keyOf(place, labels) {
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

export function stageOf(place) {
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

// Zoom by wheel with Ctrl, by two fingers and by buttons: a wheel or a finger alone moves the page.
export function enlarge(place) {
  const { map } = place;
  const { node, width, height } = map.sheet;
  map.transform = zoomIdentity;
  map.zoom = zoom()
    .scaleExtent([1, map.figure.extent.deepest ?? DEEPEST])
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
  place.map.draw();
}

function reset(place) {
  select(place.map.sheet.node).call(place.map.zoom.transform, zoomIdentity);
}

export function controlsOf(place) {
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
    button.onclick = () => (place.map.isPlaying() ? place.map.stop() : place.map.play());
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
      place.map.stop(); // sets the slider to where the map still is
      place.map.go(step);
    };
    const ends = [steps.labels[0], steps.labels.at(-1)].map((words) => html("span", { "aria-hidden": "true" }, words));
    controls.append(
      button,
      html("div", { class: "map-slider" }, ends[0], range, ends[1]),
      html("output", { "aria-live": "off" }),
    );
  }
  queueMicrotask(() => tellControls(place));
  return [controls];
}

// Key and controls as the map stands.
export function tellControls(place) {
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

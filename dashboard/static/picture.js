// Makes a picture of a chart as the reader left it, at a fixed size: title, what is drawn, chart, sources, date, note.
// The chart is drawn anew by Plotly on a white ground; all text around it is laid out here, measured and wrapped.

import { library } from "./chart.js";
import { FONT, INK, MUTED, needed, onPaper, wrapped } from "./paper.js";

// Widths are those to lay out for, the first one in which a chart has the height it needs: letters are as large as
// they can be; a map has its own. The picture has so many pixels across.
const SHEETS = {
  wide: { widths: [960, 1060, 1160], map: 1160, ratio: 16 / 9, pixels: 2400 },
  square: { widths: [760, 900, 1080], map: 760, ratio: 1, pixels: 2160 },
  a4: { widths: [960, 1060, 1160], map: 1160, ratio: 297 / 210, pixels: 2400 },
};
const SIDE = 28;
const GAP = 12;
const TURNS = 4;
const LARGE = 24;
const MIDDLE = 15;
const SMALL = 12.5;
const SVG = "http://www.w3.org/2000/svg";
const FORMATS = ["png", "svg"];

// Makes the picture of a button of the menu; the button Share opens the system's sheet with it, the others save it.
export async function press(facts, menu, button) {
  const status = menu.querySelector("p");
  const buttons = menu.querySelectorAll("button");
  const { form, format = "png" } = button.dataset;
  buttons.forEach((one) => (one.disabled = true));
  status.textContent = "Drawing …";
  try {
    const drawing = button.drawing ?? (await file(facts, form, format));
    status.textContent = "share" in button.dataset ? await share(button, drawing) : save(drawing);
  } finally {
    buttons.forEach((one) => (one.disabled = false));
    button.focus(); // a button that cannot be pressed has no focus
  }
}

// Opens the system's sheet; where drawing took so long that the tap no longer counts, the next tap opens it at once.
async function share(button, drawing) {
  button.drawing = undefined;
  try {
    await navigator.share({ files: [drawing] });
  } catch (problem) {
    if (problem.name === "NotAllowedError") {
      button.drawing = drawing;
      return "The picture is ready. Tap Share again.";
    }
    if (problem.name !== "AbortError") throw problem;
  }
  return "";
}

function save(drawing) {
  const address = URL.createObjectURL(drawing);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = drawing.name;
  anchor.click(); // not in the page: a click there would close the menu it came from
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return "";
}

export async function file(facts, form, format) {
  if (!FORMATS.includes(format)) throw new Error(`no format '${format}'; there are: ${FORMATS.join(", ")}`);
  const { text, width, height } = await picture(facts, form);
  const vector = new Blob([text], { type: "image/svg+xml;charset=utf-8" });
  const blob = format === "svg" ? vector : await painted(vector, 2 * width, 2 * height);
  const shape = form === "wide" ? "" : `-${form}`;
  return new File([blob], `${facts.file}${shape}.${format}`, { type: blob.type });
}

export async function picture(facts, form) {
  const place = document.querySelector(`.st-key-${CSS.escape(facts.key)} .js-plotly-plot`);
  if (!place) throw new Error("the chart is not on the page");
  if (!(form in SHEETS)) throw new Error(`no form '${form}'; there are: ${Object.keys(SHEETS).join(", ")}`);
  const { widths, map, ratio, pixels } = SHEETS[form];
  const words = spoken(facts, place);
  const least = needed(place);
  const sheets = (least ? widths : [map]).map((width) => sheet(words, width, Math.round(width / ratio)));
  const { width, height, head, foot, room } = sheets.find(({ room }) => room >= least) ?? sheets.at(-1);
  const node = await chart(place, width - 2 * SIDE, room);
  const size = { width: pixels / 2, height: Math.round(pixels / ratio / 2) };
  const root = element("svg", { ...size, viewBox: `0 0 ${width} ${height}`, role: "img", "font-family": FONT });
  root.append(named("title", words.title), named("desc", facts.sources));
  root.append(element("rect", { width, height, fill: "#ffffff" }));
  node.setAttribute("x", SIDE);
  node.setAttribute("y", head.bottom + GAP);
  root.append(...head.lines, node, ...foot.lines);
  return { text: new XMLSerializer().serializeToString(root), ...size };
}

// Where the words stand on a sheet, and the height that is left for the chart.
function sheet({ title, subtitle, lines }, width, height) {
  const across = width - 2 * SIDE;
  const head = block([[title, LARGE, 700, INK], [subtitle, MIDDLE, 400, MUTED]], across, SIDE - 12);
  const small = lines.map((line) => [line, SMALL, 400, MUTED]);
  const top = height - SIDE / 2 - block(small, across, 0).bottom;
  return { width, height, head, foot: block(small, across, top), room: Math.floor(top - head.bottom - 2 * GAP) };
}

// What a picture says; slider, switch and the class that stands out are said in words: it has no buttons.
function spoken(facts, { layout, film }) {
  const only = film?.only && `only “${film.only}” in full colour, other classes faded`;
  const slider = layout.sliders?.[0];
  const step = slider?.steps?.[slider.active ?? 0]?.label;
  const { prefix = "", suffix = "" } = slider?.currentvalue ?? {};
  const dated = [facts.dated, layout.meta?.projection].filter(Boolean).join(". ");
  const origin = facts.public ? location.href : facts.citation;
  return {
    title: titleNow({ layout }) ?? facts.title,
    subtitle: [facts.subtitle, step && `${prefix}${step}${suffix}`.trim(), only].filter(Boolean).join(" · "),
    lines: [`${facts.sources}. ${dated}.`, [facts.note, origin].filter(Boolean).join(" ")],
  };
}

// The title of the step a map stands on, where it has one for each (charts/map_steps.py).
function titleNow({ layout }) {
  const { titles, choices } = layout.meta ?? {};
  const menu = layout.updatemenus?.find(({ name }) => name === "choice");
  const title = titles?.[choices[menu?.active ?? 0]]?.[layout.sliders?.[0]?.active ?? 0];
  return title && new DOMParser().parseFromString(title, "text/html").body.textContent;
}

// The chart alone as an SVG element.
async function chart(place, width, height) {
  const Plotly = await library();
  const config = { staticPlot: true, topojsonURL: "api/v1/", responsive: false };
  const address = await Plotly.toImage({ ...onPaper(place, width, height), config }, { format: "svg", width, height });
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const node = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (node.nodeName !== "svg") throw new Error("the chart could not be read");
  joined(node);
  const names = node.querySelectorAll(".geo .scatterlayer text");
  names.forEach(rim);
  document.body.append(node); // only there a name has a size
  apart([...names]);
  node.remove();
  return node;
}

// Names on a map that lie on each other go apart, the shorter way, each as far as the other.
function apart(names) {
  for (let turn = 0; turn < TURNS; turn++) {
    names.forEach((one, at) => names.slice(at + 1).forEach((other) => part(one, other)));
  }
}

function part(one, other) {
  const [box, next] = [one, other].map((name) => name.getBoundingClientRect());
  const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
  const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
  if (across <= 0 || down <= 0) return;
  const isSideways = across < down;
  const middle = ({ x, y, width, height }) => (isSideways ? x + width / 2 : y + height / 2);
  const way = (Math.min(across, down) / 2 + 0.5) * (middle(box) < middle(next) ? -1 : 1);
  const [x, y] = isSideways ? [way, 0] : [0, way];
  move(one, x, y);
  move(other, -x, -y);
}

function move(name, x, y) {
  name.setAttribute("transform", `translate(${x},${y}) ${name.getAttribute("transform") ?? ""}`);
}

// Outlines of maps as steps from corner to corner, and those that are drawn more than once said once: small maps
// side by side take a tenth of the room.
function joined(node) {
  const alike = Map.groupBy(node.querySelectorAll(".geo path[d*='L']"), (path) => {
    path.steps = steps(path.getAttribute("d"));
    return path.steps.said;
  });
  const shapes = node.insertBefore(element("defs", {}), node.firstChild);
  [...alike].forEach(([said, paths], number) => {
    if (paths.length > 1) shapes.append(element("path", { id: `shape${number}`, d: `M0 0${said}` }));
    for (const path of paths) {
      const [x, y] = path.steps.start;
      if (paths.length === 1) path.setAttribute("d", `M${x} ${y}${said}`);
      else path.replaceWith(used(path, { href: `#shape${number}`, x, y }));
    }
  });
}

function used(path, place) {
  const use = element("use", place);
  for (const { name, value } of path.attributes) if (name !== "d") use.setAttribute(name, value);
  return use;
}

// Where an outline of straight lines begins, and its steps to a tenth of a pixel: a fortieth of a millimetre on paper.
function steps(path) {
  const [[, ...start]] = path.matchAll(/M([-\d.e]+),([-\d.e]+)/g);
  const [left, top] = start.map(Number);
  let [at, begun, said] = [[0, 0], [0, 0], ""];
  for (const [, command, x, y] of path.matchAll(/([MLZ])(?:([-\d.e]+),([-\d.e]+))?/g)) {
    if (command === "Z") said += "z";
    else {
      const to = [Math.round((x - left) * 10), Math.round((y - top) * 10)];
      const [across, down] = [0, 1].map((axis) => (to[axis] - at[axis]) / 10);
      if (command === "M" && said) said += `m${across} ${down}`;
      else if (across || down) said += `l${across} ${down}`;
      if (command === "M") begun = to;
      at = to;
    }
    if (command === "Z") at = begun;
  }
  return { start: [left.toFixed(1), top.toFixed(1)], said: said.replaceAll(" -", "-").replace(/\b0\./g, ".") };
}

// A rim of white around names on a map, as every drawing program knows it.
function rim(name) {
  name.style.textShadow = "";
  const white = { paintOrder: "stroke", stroke: "#ffffff", strokeWidth: "2.5px", strokeLinejoin: "round" };
  Object.assign(name.style, { fill: INK, ...white });
}

// Paragraphs [text, size, weight, colour] as lines of SVG text from `top` on, and where they end.
function block(paragraphs, width, top) {
  const lines = [];
  let bottom = top;
  for (const [text, size, weight, colour] of paragraphs) {
    for (const words of wrapped(text, size, weight, width)) {
      bottom += Math.round(size * 1.3);
      const style = { fill: colour, "font-size": size, "font-weight": weight };
      const line = element("text", { x: SIDE, y: bottom - Math.round(size * 0.3), ...style });
      line.textContent = words;
      lines.push(line);
    }
    bottom += Math.round(size * 0.2);
  }
  return { lines, bottom };
}

async function painted(vector, width, height) {
  const image = new Image();
  const address = URL.createObjectURL(vector);
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(address);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the browser could not paint it");
  return blob;
}

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function named(name, text) {
  const node = element(name, {});
  node.textContent = text;
  return node;
}

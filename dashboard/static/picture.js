// Makes a picture of a chart as the reader sees it now: title, filter, chart, sources, date, note, address.
// The chart is drawn anew by Plotly on a white ground; all text around it is laid out here, measured and wrapped.

import { library } from "./chart.js";
import { onWhite } from "./film.js";
import { lay } from "./fit.js";

const WIDTH = 1200;
const A4 = Math.floor((WIDTH * 210) / 297); // the height of a map: it fills a sheet of A4 laid across
const LEAST = 420;
const SIDE = 40;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const INK = "#23262a";
const MUTED = "#4b5056";
const SVG = "http://www.w3.org/2000/svg";
const FORMATS = ["png", "svg"];

export async function save(facts, format) {
  if (!FORMATS.includes(format)) throw new Error(`no format '${format}'; there are: ${FORMATS.join(", ")}`);
  const { text, width, height } = await picture(facts);
  const vector = new Blob([text], { type: "image/svg+xml;charset=utf-8" });
  const blob = format === "svg" ? vector : await painted(vector, width, height);
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = `${facts.file ?? `${facts.key}-${facts.day}`}.${format}`;
  anchor.click(); // not in the page: a click there would close the menu it came from
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

export async function picture(facts) {
  const shown = document.querySelector(`.st-key-${CSS.escape(facts.key)} .js-plotly-plot`);
  if (!shown) throw new Error("the chart is not on the page");
  const body = WIDTH - 2 * SIDE;
  const { title, filter } = said(facts, shown);
  const sizes = isMap(shown) ? [24, 16, 12] : [30, 18, 15]; // a map needs the room more than its words
  const head = block([[title, sizes[0], 700, INK], [filter, sizes[1], 400, MUTED]], body, SIDE - 8);
  const dated = [facts.dated, shown.layout.meta?.projection].filter(Boolean).join(". ");
  const told = [facts.sources, dated, facts.note, location.href];
  const lines = told.filter(Boolean).map((line) => [line, sizes[2], 400, MUTED]);
  const words = head.bottom + 32 + block(lines, body, 0).bottom + SIDE / 2;
  const inner = await chart(shown, body, isMap(shown) ? Math.max(LEAST, Math.floor(A4 - words)) : drawnHeight(shown));
  const foot = block(lines, body, head.bottom + 16 + inner.height + 16);
  const height = Math.ceil(foot.bottom + SIDE / 2);
  const root = element("svg", { xmlns: SVG, width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` });
  root.setAttribute("font-family", FONT);
  root.setAttribute("role", "img");
  root.append(named("title", title), named("desc", facts.sources));
  root.append(element("rect", { width: WIDTH, height, fill: "#ffffff" }));
  inner.node.setAttribute("x", SIDE);
  inner.node.setAttribute("y", head.bottom + 16);
  root.append(...head.lines, inner.node, ...foot.lines);
  return { text: new XMLSerializer().serializeToString(root), width: WIDTH, height };
}

// Title and filter; slider, switch and the class that stands out are said in words: the picture has no buttons.
function said(facts, shown) {
  const only = shown.film?.only && `only “${shown.film.only}” in full colour, other classes faded`;
  const filter = [facts.filter, only].filter(Boolean).join("; ");
  const slider = shown.layout.sliders?.[0];
  const step = slider?.steps?.[slider.active ?? 0]?.label;
  if (!step) return { title: facts.title, filter };
  const words = `${slider.currentvalue?.prefix ?? ""}${step}${slider.currentvalue?.suffix ?? ""}`.trim();
  const headed = step === facts.step ? facts.title : `${words}. The page is headed: ${facts.title}`;
  return { title: titleNow(shown) ?? headed, filter: `${filter}; ${words[0].toLowerCase()}${words.slice(1)}` };
}

// The title of the step a map stands on, where it has one for each (charts/map_steps.py).
export function titleNow({ layout }) {
  const { titles, choices } = layout.meta ?? {};
  const menu = layout.updatemenus?.find(({ name }) => name === "choice");
  const title = titles?.[choices[menu?.active ?? 0]]?.[layout.sliders?.[0]?.active ?? 0];
  return title && new DOMParser().parseFromString(title, "text/html").body.textContent;
}

function drawnHeight(shown) {
  return Math.round(Math.max(LEAST, Math.min(900, shown.clientHeight * 1.1)));
}

// The chart alone as an SVG element, `width` wide.
async function chart(shown, width, height) {
  const Plotly = await library();
  const place = document.createElement("div");
  place.style.cssText = `position:fixed;left:-10000px;top:0;width:${width}px;height:${height}px`;
  document.body.append(place);
  try {
    const { data, layout } = inked(shown, width, height);
    await Plotly.newPlot(place, data, layout, { staticPlot: true, topojsonURL: "api/v1/", responsive: false });
    const address = await Plotly.toImage(place, { format: "svg", width, height });
    const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const node = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (node.nodeName !== "svg") throw new Error("the chart could not be read");
    share(node);
    node.querySelectorAll(".geo .scatterlayer text").forEach(rim);
    return { node: document.importNode(node, true), height };
  } finally {
    Plotly.purge(place);
    place.remove();
  }
}

// Outlines of maps as steps from corner to corner, and those that are drawn more than once said once: small maps
// side by side take a tenth of the room.
function share(node) {
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

// Data and layout as shown now, in the ink of a light page, without what only works on a screen.
function inked(shown, width, height) {
  const copy = (value) => structuredClone(value);
  const data = (shown.film ? onWhite(shown) : shown.data).map(copyTrace);
  const layout = copy(JSON.parse(JSON.stringify(shown.layout)));
  delete layout.title;
  delete layout.sliders;
  delete layout.updatemenus;
  delete layout.autosize;
  delete layout.dragmode;
  const template = layout.template?.layout ?? {};
  layout.template = { data: layout.template?.data ?? {}, layout: lightInk(template) };
  Object.assign(layout, { width, height, paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff" });
  layout.margin = { ...(layout.margin ?? template.margin ?? {}) };
  if (shown.layout.sliders?.length || shown.layout.updatemenus?.length) layout.margin.b = 8;
  if (layout.geo) lay({ data, layout }, width, height);
  return { data, layout };
}

function copyTrace(trace) {
  return JSON.parse(JSON.stringify(trace, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value)));
}

function lightInk(template) {
  const ink = JSON.parse(JSON.stringify(template));
  const axis = {
    gridcolor: "#e3e5e8", linecolor: "#565b61", tickcolor: "#565b61", zerolinecolor: "#e3e5e8",
    tickfont: { color: MUTED, size: 14 },
  };
  ink.font = { ...(ink.font ?? {}), color: INK, size: 15, family: FONT };
  for (const name of ["xaxis", "yaxis"]) {
    const title = { ...(ink[name]?.title ?? {}), font: { color: MUTED, size: 14 } };
    ink[name] = { ...(ink[name] ?? {}), ...axis, title };
  }
  ink.paper_bgcolor = ink.plot_bgcolor = "#ffffff";
  return ink;
}

function isMap(shown) {
  return shown.data.some((trace) => ["choropleth", "scattergeo"].includes(trace.type));
}

// Paragraphs [text, size, weight, colour] as lines of SVG text from `top` on, and where they end.
function block(paragraphs, width, top) {
  const lines = [];
  let bottom = top;
  for (const [text, size, weight, colour] of paragraphs) {
    for (const words of wrapped(text, size, weight, width)) {
      bottom += Math.round(size * 1.35);
      const line = element("text", {
        x: SIDE, y: bottom - Math.round(size * 0.3), fill: colour, "font-size": size, "font-weight": weight,
      });
      line.textContent = words;
      lines.push(line);
    }
    bottom += Math.round(size * 0.35);
  }
  return { lines, bottom };
}

function wrapped(text, size, weight, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${FONT}`;
  const fits = (words) => pen.measureText(words).width <= width;
  const lines = [];
  let line = "";
  for (const word of String(text).split(/\s+/).filter(Boolean).flatMap((one) => broken(one, fits))) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line ? [...lines, line] : lines;
}

// A word too long for a line (an address) in pieces that fit.
function broken(word, fits) {
  const pieces = [];
  let piece = "";
  for (const letter of word) {
    if (fits(piece + letter)) piece += letter;
    else {
      pieces.push(piece);
      piece = letter;
    }
  }
  return [...pieces, piece];
}

async function painted(vector, width, height, scale = 2) {
  const image = new Image();
  const address = URL.createObjectURL(vector);
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the browser could not paint it");
  return blob;
}

function element(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== "xmlns") node.setAttribute(key, value);
  }
  return node;
}

function named(name, text) {
  const node = element(name, {});
  node.textContent = text;
  return node;
}

// Draws a chart without a browser, as dashboard/still.py asks: the picture of the page (picture.js) on white paper.

import { key, sheet as mapSheet } from "./map_sheet.js";
import { INKS, element } from "./map_svg.js";
import { onPaper } from "./paper.js";
import { SIDE, composed, sheet } from "./picture_sheet.js";
import { measureBy } from "./still_window.js";

const TALLEST = 560; // pixels of a map with its key, where no height is asked for
const WIDTHS = [960, 1060, 1160]; // to lay out for, as in picture.js
const WIDE = 1160;
const LONG = 120; // letters of a way that is worth saying shorter
const WITHOUT_USE = ["data-unformatted", "data-math", "data-notex", "class", "data-row", "xml:space", "data-bb"];

// The picture as text. `asked` is { figure, files, words, advances, width, height, name }; without a height it takes
// what the chart needs, else the chart is fitted in. `name` begins all its ids: several pictures may be in one page.
// `is_bare` is the drawing without the words around it, for a page that has them.
export async function still({ figure, files, words, advances, width, height, name, only, is_bare: isBare }) {
  measureBy(advances);
  const root = await (isBare ? alone : withWords)(figure, words, width, height, { files, only });
  root.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  clean(root);
  return renamed(new XMLSerializer().serializeToString(root), name);
}

async function withWords(figure, words, width, height, more) {
  const { page, node, size } = await (figure.layers ? onMap : onPlot)(figure, words, width, height, more);
  return composed(words, page, node, size);
}

async function alone(figure, _, width, height, more) {
  const { tallest = TALLEST } = figure.extent ?? {};
  const node = figure.layers
    ? map(figure, more, width, height ?? tallest).node
    : await plot(figure, width, height ?? figure.layout.height);
  node.setAttribute("viewBox", ["0 0", ...["width", "height"].map((name) => node.getAttribute(name))].join(" "));
  return node;
}

async function onPlot(figure, words, width, height) {
  const least = figure.layout.height;
  if (height === null) {
    const page = sheet(words, width);
    const grown = sheet(words, width, page.around + least);
    return { page: grown, node: await plot(figure, width - 2 * SIDE, least), size: { width, height: grown.height } };
  }
  const pages = WIDTHS.map((wide) => sheet(words, wide, Math.round((wide * height) / width)));
  const page = pages.find(({ room }) => room >= least) ?? pages.at(-1);
  return { page, node: await plot(figure, page.width - 2 * SIDE, page.room), size: { width, height } };
}

async function plot(figure, width, height) {
  const shown = { text: JSON.stringify(figure), data: [], layout: {} };
  const config = { staticPlot: true, responsive: false };
  const options = { format: "svg", width, height, imageDataOnly: true };
  const text = await Plotly.toImage({ ...onPaper(shown, width, height), config }, options);
  const drawing = linkedom.parseHTML(`<html><body>${text}</body></html>`).document.querySelector("svg");
  for (const key of drawing.querySelectorAll(".scrollbox")) key.removeAttribute("clip-path"); // wider letters need room
  return drawing;
}

async function onMap(figure, words, width, height, more) {
  const across = height === null ? width : WIDE;
  const free = sheet(words, across, height === null ? undefined : Math.round((across * height) / width));
  const room = height === null ? (figure.extent.tallest ?? TALLEST) : free.room;
  const { node, high } = map(figure, more, across - 2 * SIDE, room);
  if (height !== null) return { page: free, node, size: { width, height } };
  const page = sheet(words, width, free.around + high);
  return { page, node, size: { width, height: page.height } };
}

function map(figure, { files, only }, width, room) {
  const head = key(figure, INKS.paper, width, "key", only);
  const drawn = mapSheet(figure, files, INKS.paper, { width, tallest: room - head.height, isOnPaper: true });
  drawn.paint({ step: figure.steps?.start ?? 0, choice: figure.choices?.start ?? 0, only });
  const high = Math.ceil(head.height + drawn.height);
  const node = element("svg", { width, height: high }, element("defs", {}, ...head.patterns), head.group);
  drawn.node.setAttribute("x", Math.round((width - drawn.width) / 2));
  drawn.node.setAttribute("y", head.height);
  node.append(drawn.node);
  return { node, high };
}

// Takes out what only a page needs; what was painted on a canvas becomes cells.
function clean(root) {
  for (const image of root.querySelectorAll("image")) image.replaceWith(cellsOf(image));
  for (const node of root.querySelectorAll("*")) {
    for (const name of WITHOUT_USE) node.removeAttribute(name);
    const [style, way] = ["style", "d"].map((one) => node.getAttribute(one));
    if (way?.length > LONG && /^[MLZ\d.,-]+$/.test(way)) node.setAttribute("d", shorter(way));
    if (style === "display:none") node.remove();
    else if (style) node.setAttribute("style", plain(style));
  }
  for (const node of [...root.querySelectorAll("g, defs")].reverse()) if (!node.childNodes.length) node.remove();
}

const INITIAL =
  /^(font-family|white-space|pointer-events|cursor|text-shadow|vector-effect)|^(opacity|fill-opacity|stroke-opacity): ?1$|^[\w-]+:$/;
const plain = (style) =>
  style
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part && !INITIAL.test(part))
    .join(";");

// A way of lines, each point said from the one before it, in tenths of a pixel; after "m" they need no letter.
function shorter(way) {
  let [x, y, start] = [0, 0, [0, 0]];
  const number = (tenths) => String(tenths / 10).replace(/^(-?)0\./, "$1.");
  return way.replace(/([MLZ])(?:([\d.-]+),([\d.-]+))?/g, (_, kind, ...place) => {
    if (kind === "Z") {
      [x, y] = start;
      return "z";
    }
    const [across, down] = place.slice(0, 2).map((one) => Math.round(10 * one));
    const [aside, below] = [across - x, down - y].map(number);
    [x, y] = [across, down];
    const text = `${aside}${below.startsWith("-") ? "" : " "}${below}`;
    if (kind === "M") start = [x, y];
    return kind === "M" ? `m${text}` : text.startsWith("-") ? text : ` ${text}`;
  });
}

function cellsOf(image) {
  const [x, y] = ["x", "y"].map((name) => Number(image.getAttribute(name)));
  const group = element("g", { transform: `translate(${x},${y})` });
  const painted = image.getAttribute("xlink:href") ?? image.getAttribute("href");
  group.append(...JSON.parse(painted.replace(/^cells:/, "")).map((cell) => element("rect", cell)));
  return group;
}

// The ids in the order of their places, so that the same chart is the same text.
function renamed(text, name) {
  const ids = [...new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))];
  const named = new Map(ids.map((id, at) => [id, `${name}-${at}`]));
  return text
    .replace(/ id="([^"]*)"/g, (_, id) => ` id="${named.get(id)}"`)
    .replace(/url\((?:&quot;|['"])?#([^)'"&]*)(?:&quot;|['"])?\)/g, (whole, id) => `url(#${named.get(id) ?? id})`)
    .replace(/((?:xlink:)?href)="#([^"]*)"/g, (whole, at, id) => `href="#${named.get(id) ?? id}"`);
}

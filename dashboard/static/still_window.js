// What drawing needs of a browser, where there is none (still.js): a document, the widths of words, a canvas of cells.

const { document, DOMParser, Element, HTMLElement, SVGElement } = linkedom.parseHTML(
  "<!doctype html><html><head></head><body></body></html>",
);
const ASCENT = 0.93; // of a line above its foot, in sizes of its letters
const HIGH = 1.17; // of a line
const later = (work) => void Promise.resolve().then(work);
let advances = {};

Object.assign(globalThis, {
  document,
  DOMParser,
  Element,
  HTMLElement,
  SVGElement,
  XMLSerializer: class {
    serializeToString = String;
  },
  window: globalThis,
  self: globalThis,
  navigator: { userAgent: "" },
  performance: { now: () => 0 },
  setTimeout: later,
  requestAnimationFrame: later,
  clearTimeout() {},
  cancelAnimationFrame() {},
  addEventListener() {},
  removeEventListener() {},
  console: { log() {}, warn() {}, error() {}, info() {} },
  getComputedStyle: (node) => node.style ?? {},
  URL: { createObjectURL: () => "" },
});

// Widths of letters of a size of 1, light and bold.
export function measureBy(widths) {
  advances = widths;
}

function wide(text, size, isBold) {
  const known = isBold ? advances.bold : advances.light;
  return size * [...text].reduce((sum, letter) => sum + (known[letter] ?? 0.6), 0);
}

Element.prototype.getBoundingClientRect = function () {
  const box = boxOf(this) ?? [0, 0, 0, 0];
  const [left, top, right, bottom] = box;
  return { left, top, right, bottom, x: left, y: top, width: right - left, height: bottom - top };
};
Element.prototype.getBBox = Element.prototype.getBoundingClientRect;

// Edges of what is written in a part of a drawing, in the units of its parent.
function boxOf(node) {
  const boxes = node.localName === "text" ? linesOf(node) : [...(node.children ?? [])].map(boxOf).filter(Boolean);
  return boxes.length ? moved(united(boxes), node.getAttribute?.("transform")) : undefined;
}

const united = (boxes) =>
  [Math.min, Math.min, Math.max, Math.max].map((most, at) => most(...boxes.map((box) => box[at])));

function moved([left, top, right, bottom], transform) {
  let corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ];
  for (const [, kind, list] of [...(transform ?? "").matchAll(/(\w+)\(([^)]*)\)/g)].reverse()) {
    const [one, two = 0, three = 0] = list.split(/[ ,]+/).map(Number);
    if (kind === "translate") corners = corners.map(([x, y]) => [x + one, y + two]);
    if (kind === "rotate") corners = corners.map((corner) => turned(corner, one, [two, three]));
  }
  return united(corners.map(([x, y]) => [x, y, x, y]));
}

function turned([x, y], degrees, [aside, down]) {
  const [sine, cosine] = [Math.sin, Math.cos].map((work) => work((degrees * Math.PI) / 180));
  return [aside + (x - aside) * cosine - (y - down) * sine, down + (x - aside) * sine + (y - down) * cosine];
}

// The box of each line of a text.
function linesOf(text) {
  const size = sizeOf(text);
  const parts = [...text.children].filter((one) => one.getAttribute("class") === "line");
  const anchor = inherited(text, "text-anchor") ?? "start";
  return (parts.length ? parts : [text]).map((line) => {
    const down = parseFloat(line.getAttribute("dy") ?? 0) * size;
    const across = runs(line, size, isBold(text));
    const x = Number(line.getAttribute("x") ?? text.getAttribute("x") ?? 0);
    const y = Number(text.getAttribute("y") ?? 0) + down;
    const left = x - across * { start: 0, middle: 0.5, end: 1 }[anchor];
    return [left, y - ASCENT * size, left + across, y + (HIGH - ASCENT) * size];
  });
}

function runs(node, size, bold) {
  if (node.nodeType === 3) return wide(node.data, size, bold);
  const own = node.localName === "tspan" && inherited(node, "font-weight", true);
  return [...node.childNodes].reduce((sum, part) => sum + runs(part, size, own ? own >= 600 || own === "bold" : bold), 0);
}

// An attribute or style of a node or of what it is in.
function inherited(node, name, isOwn = false) {
  const stated = node.getAttribute?.(name) ?? (node.style?.[name] || node.style?.getPropertyValue?.(name));
  return stated || isOwn || !node.parentNode?.getAttribute ? stated || undefined : inherited(node.parentNode, name);
}

const sizeOf = (node) => parseFloat(inherited(node, "font-size") ?? 12);
const isBold = (node) => ["bold", "600", "700"].includes(String(inherited(node, "font-weight")));

// As in documents of SVG; this one is of HTML.
Object.defineProperty(SVGElement.prototype, "nodeName", {
  get() {
    return this.localName;
  },
});

// A canvas measures words, and keeps the cells that are painted on it.
const create = document.createElement.bind(document);
document.createElement = (name) => (name === "canvas" ? canvas() : create(name));

function canvas() {
  const cells = [];
  const pen = {
    font: "",
    fillStyle: "",
    measureText: (text) => {
      const [, weight, size] = pen.font.match(/^(\d+) ([\d.]+)px/);
      return { width: wide(text, Number(size), weight >= 600) };
    },
    fillRect: (x, y, width, height) => void cells.push({ x, y, width, height, fill: pen.fillStyle }),
  };
  return { getContext: () => pen, toDataURL: () => `cells:${JSON.stringify(cells)}` };
}

// The sheet of a picture: title, what is drawn, the chart, sources, date, note; all words measured and wrapped.

import { FONT, INK, MUTED, wrapped } from "./paper.js";

export const SIDE = 28;
const GAP = 12;
const LARGE = 24;
const MIDDLE = 15;
const SMALL = 12.5;
const SVG = "http://www.w3.org/2000/svg";

// Where the words stand on a sheet of a width, and the height that they leave for the chart or need around it.
export function sheet({ title, subtitle, lines }, width, height) {
  const across = width - 2 * SIDE;
  const head = block([[title, LARGE, 700, INK], [subtitle, MIDDLE, 400, MUTED]], across, SIDE - 12);
  const small = lines.map((line) => [line, SMALL, 400, MUTED]);
  const around = head.bottom + 2 * GAP + SIDE / 2 + block(small, across, 0).bottom;
  const whole = height ?? around;
  const foot = block(small, across, whole - SIDE / 2 - block(small, across, 0).bottom);
  return { width, height: whole, head, foot, room: Math.floor(whole - around), around };
}

// The sheet with the chart in it, as so many pixels.
export function composed(words, { width, height, head, foot }, node, size) {
  const look = { viewBox: `0 0 ${width} ${height}`, role: "img", "font-family": FONT };
  const root = element("svg", { ...size, ...look });
  root.append(named("title", words.title), named("desc", words.lines[0]));
  root.append(element("rect", { width, height, fill: "#ffffff" }));
  node.setAttribute("x", SIDE);
  node.setAttribute("y", head.bottom + GAP);
  root.append(...head.lines, node, ...foot.lines);
  return root;
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

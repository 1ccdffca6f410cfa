// Elements of a map: inks, shapes, signs and words as SVG; HTML around it.

import { LINE } from "./map_names.js";

const SVG = "http://www.w3.org/2000/svg";

export const INKS = {
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

export function element(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export const round = (value) => Math.round(value * 10) / 10;

// Lines of words about a middle (or from a start), as one text that can be selected.
export function words(lines, size, [x, y], anchor, attributes = {}) {
  const first = y + size * 0.36 - ((lines.length - 1) * size * LINE) / 2;
  const text = element("text", { "text-anchor": anchor, "font-size": size, ...attributes });
  lines.forEach((line, at) => {
    const part = element("tspan", { x: round(x), y: round(first + at * size * LINE) });
    part.textContent = line;
    text.append(part);
  });
  return text;
}

export const SIGNS = {
  circle: (size) => element("circle", { r: round(size / 2) }),
  square: (size) => element("rect", { x: -size / 2, y: -size / 2, width: size, height: size }),
  diamond: (size) => element("path", { d: `M0 ${-size * 0.62}L${size * 0.62} 0L0 ${size * 0.62}L${-size * 0.62} 0Z` }),
};

// The sign of a class in a key.
export function sign({ shape, colour, width, opacity, fill = colour }, ink, size = 12) {
  if (shape === "line")
    return element("path", {
      d: `M${-size / 2} 0H${size / 2}`,
      style: `stroke:${colour};stroke-width:${width}px;opacity:${opacity}`,
    });
  const node = SIGNS[shape](size);
  node.setAttribute("style", `fill:${fill};stroke:${ink.border};stroke-width:0.75px`);
  return node;
}

export function html(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}

// Draws a map of a size as SVG, from its data (charts/map.py), its boundary files and an ink: on the page or on paper.

import { KINDS, locator, scale } from "./map_layers.js";
import { FONT, wide } from "./map_names.js";
import { NARROW, plane } from "./map_plane.js";
import { element, round, sign, words } from "./map_svg.js";

const HEAD = 24; // the heading of a small map
const GAP = 10; // between small maps
const STRIPES = 5; // pixels from stripe to stripe

// The drawing: `node`, its `width` and `height`; `paint(state)` shows { step, choice, only }, `move(transform)` zooms.
export function sheet(figure, files, ink, { width, tallest, isOnPaper = false }) {
  const names = figure.panels?.names;
  const shared = {
    isNarrow: width <= NARROW,
    figure,
    files,
    ink,
    id: `map${(sheet.count = (sheet.count ?? 0) + 1)}`,
    isOnPaper,
    least: isOnPaper ? 12 : 10, // pixels of letters
    shapes: new Map(),
  };
  const defs = element("defs", {}, ...patterns(figure, ink, shared.id));
  shared.defs = defs;
  const parts = names
    ? spread(figure, names, width, tallest)
    : [{ left: 0, top: 0, plane: plane(figure.extent, width, tallest) }];
  const size = names
    ? { width, height: Math.max(...parts.map(({ top, plane: { height } }) => top + height)) }
    : { width: parts[0].plane.width, height: parts[0].plane.height };
  const node = element("svg", { ...box(size), class: "map-drawing", "font-family": FONT }, defs);
  const views = parts.map(({ left, top, plane }, panel) => {
    const group = element("g", { transform: `translate(${left},${top})` });
    if (names) group.append(words([names[panel]], 13, [0, -12], "start", { fill: ink.ink, "font-weight": 600 }));
    node.append(group);
    return view(group, plane, shared, names ? panel : undefined);
  });
  return {
    node,
    ...size,
    plane: parts[0].plane,
    paint: (state) => views.forEach((one) => one.paint(state)),
    move: (transform) => views.forEach((one) => one.move(transform)),
  };
}

const box = ({ width, height }) => ({
  width: round(width),
  height: round(height),
  viewBox: `0 0 ${round(width)} ${round(height)}`,
});

// Small maps under their headings, in as many columns as let them be largest, together at most so high.
function spread({ extent }, names, width, tallest) {
  const layouts = names.map((_, at) => {
    const rows = Math.ceil(names.length / (at + 1));
    return { columns: at + 1, one: plane(extent, width / (at + 1) - GAP, Math.max(20, tallest / rows - HEAD)) };
  });
  const { columns, one } = layouts.reduce((best, other) => (other.one.width > best.one.width + 1 ? other : best));
  const across = Math.min(width / columns, one.width + 3 * GAP);
  return names.map((_, at) => ({
    left: (at % columns) * across,
    top: HEAD + Math.floor(at / columns) * (one.height + HEAD),
    plane: one,
  }));
}

// One map: ground and marks in a group that zooms; points, names and scale over it keep their size.
function view(group, plane, shared, panel) {
  const { figure, ink, id } = shared;
  const { width, height } = plane;
  const clip = `${id}-frame`;
  if (!shared.defs.querySelector(`#${clip}`))
    shared.defs.append(element("clipPath", { id: clip }, element("rect", { width, height })));
  const frame = element("g", { "clip-path": `url(#${clip})` });
  const ground = element("g", { class: "map-ground" });
  const above = element("g", { class: "map-above" });
  frame.append(ground, above);
  group.append(frame);
  const context = { ...shared, plane, panel, ground, above, transform: { k: 1, x: 0, y: 0 } };
  const layers = figure.layers.map((layer) => KINDS[layer.kind](layer, context)).filter(Boolean);
  if (panel === undefined && figure.extent.scale) layers.push(scale(figure.extent.scale, context));
  if (plane.isConic)
    frame.append(element("rect", { width, height, fill: "none", style: `stroke:${ink.border}`, "stroke-width": 1 }));
  if (panel === undefined && figure.extent.locator && !shared.isNarrow)
    frame.append(locator(figure.extent.locator, context));
  let state;
  return {
    paint(now) {
      state = now;
      layers.forEach((layer) => layer.paint?.(state));
    },
    move(transform) {
      context.transform = transform;
      ground.setAttribute("transform", `translate(${transform.x},${transform.y}) scale(${transform.k})`);
      for (const pattern of shared.defs.querySelectorAll("pattern"))
        pattern.setAttribute("patternTransform", `rotate(45) scale(${1 / transform.k})`);
      layers.forEach((layer) => layer.move?.(transform, state));
    },
  };
}

function patterns({ classes }, ink, id) {
  return classes.flatMap(({ colour, is_hatched: isHatched }, place) => {
    if (!isHatched) return [];
    const square = { width: STRIPES, height: STRIPES };
    const paper = element("rect", { ...square, style: `fill:${ink.page}` }); // what lies under it does not show through
    const ground = element("rect", { ...square, fill: colour });
    const stripe = element("rect", { width: 1.3, height: STRIPES, style: `fill:${ink.hatch}` });
    const size = { ...square, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    return [element("pattern", { id: `${id}-${place}`, ...size }, paper, ground, stripe)];
  });
}

// The key as it stands over a map on paper: entries in rows; gives the group and its height.
export function key(figure, ink, width, id, only) {
  const group = element("g", { class: "map-key" });
  let [x, y] = [0, 9];
  figure.classes.forEach((look, place) => {
    if (!look.in_key) return;
    const text = [look.label, look.sign].filter(Boolean).join(" ");
    const across = 20 + wide(text, 12) + 16;
    if (x && x + across > width) [x, y] = [0, y + 19];
    const fill = look.is_hatched ? `url(#${id}-${place})` : look.colour;
    const entry = element("g", { opacity: only && only !== look.label ? 0.4 : 1 });
    const drawn = sign({ ...look, fill }, ink);
    drawn.setAttribute("transform", `translate(${round(x + 7)},${y})`);
    entry.append(drawn, words([text], 12, [x + 18, y], "start", { style: `fill:${ink.ink}` }));
    group.append(entry);
    x += across;
  });
  return { group, height: x || y > 9 ? y + 14 : 0, patterns: patterns(figure, ink, id) };
}

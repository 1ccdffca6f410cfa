// The kinds of layers of a map (charts/map.py): each draws itself and gives what a step and what zooming change.

import { bordersOf } from "./map_borders.js";
import { BESIDE, boxed, placed } from "./map_names.js";
import { largest, plane as planeOf } from "./map_plane.js";
import { SIGNS, element, round, words } from "./map_svg.js";
import { fixedWords, moved, names, obstacles, written } from "./map_words.js";

const SPECK = 4; // pixels below which a shape of its own is drawn as a point
const POINT = 7; // pixels of such a point
const FAINT = 0.18; // of what does not belong to the class that stands out
const LESS = 0.66; // how much smaller marks are on a phone
const KM = 111.32; // kilometres of a degree
const NUMBER = "fill:#ffffff;stroke:#23262a;stroke-width:2.5px;stroke-opacity:0.7;paint-order:stroke"; // on any colour
const ROUNDED = [1, 2, 3, 5].flatMap((one) => [1, 10, 100, 1000].map((ten) => one * ten)).sort((a, b) => a - b);

export const KINDS = { land, areas, borders, points, rings, lines, names, words: fixedWords };

// Whether a row is shown at a step, a choice and in a panel.
function shows({ steps, choices, panels }, row, { step, choice }, panel) {
  return [
    [steps, step],
    [choices, choice],
    [panels, panel],
  ].every(([part, at]) => !part || (part.of[row] ?? at) === at);
}

// Numbers of the marks of a layer that are shown.
function shownOf(layer, { figure, panel }, state) {
  return layer.rows.flatMap((row, at) => (shows(figure, row, state, panel) ? [at] : []));
}

function lookOf({ figure, ink, id }, place, { only }) {
  const look = figure.classes[place];
  const fill = look.is_hatched ? `url(#${id}-${place})` : look.colour;
  return { ...look, fill, fade: only && look.label !== only ? FAINT : 1, ink };
}

// A path of some GeoJSON: said once, and used again by small maps.
function pathOf(shape, key, { shapes, plane, panel, defs, id }, attributes = {}) {
  if (!shapes.has(key)) {
    const known = { d: plane.path(shape) ?? "", id: `${id}-shape${shapes.size}` };
    if (panel !== undefined) defs.append(element("path", { id: known.id, d: known.d }));
    shapes.set(key, known);
  }
  const { d, id: name } = shapes.get(key);
  return panel === undefined
    ? element("path", { d, ...attributes })
    : element("use", { href: `#${name}`, ...attributes });
}

// The outline of a unit, and its middle.
function outline(context, file, unit, feature) {
  const { shapes, plane } = context;
  const key = `${file} ${unit}`;
  const node = pathOf(feature, key, context);
  node.spot = shapes.get(key).centre ??= plane.path.centroid(largest(feature, plane.path));
  return node;
}

// Land that is not spoken of; hatched where it is, but without data: as the last class that is hatched.
function land({ file, units, is_hatched: isHatched }, context) {
  const wanted = units && new Set(units);
  const features = context.files[file].features.filter(({ id }) => !wanted || wanted.has(id));
  const fill = isHatched
    ? `url(#${context.id}-${context.figure.classes.findLastIndex((look) => look.is_hatched)})`
    : context.ink.land;
  const style = `fill:${fill};stroke:${context.ink.faint};stroke-width:0.5px`;
  const ground = { type: "FeatureCollection", features };
  context.ground.append(
    pathOf(ground, `land ${file} ${units}`, context, { style, "vector-effect": "non-scaling-stroke" }),
  );
}

function areas(layer, context) {
  if (layer.outlines) return ownShapes(layer, context);
  const { ground, files, figure } = context;
  const features = new Map(files[layer.file].features.map((one) => [String(one.id), one]));
  const group = element("g", { class: "map-areas" });
  ground.append(group);
  const paths = new Map();
  for (const unit of new Set(layer.units)) {
    const feature = features.get(unit);
    if (feature) paths.set(unit, outline(context, layer.file, unit, feature));
  }
  group.append(...paths.values());
  return {
    paint(state) {
      const now = new Map(shownOf(layer, context, state).map((at) => [layer.units[at], at]));
      for (const [unit, path] of paths) {
        const at = now.get(unit);
        const look = at !== undefined && lookOf(context, layer.classes[at], state);
        const opacity = look && (layer.opacity?.[at] ?? 1) * look.fade;
        dress(path, look ? `fill:${look.fill};fill-opacity:${opacity}` : "display:none");
        setRow(path, look ? layer.rows[at] : undefined);
      }
      context.signs = layer.signs && Object.fromEntries([...now].map(([unit, at]) => [unit, layer.signs[at]]));
      context.longestSigns ??= layer.signs && longest(layer, figure);
    },
  };
}

// Shapes that come with the map: those of a few pixels are points until the map is zoomed so far that they can be seen.
// A layer with `zoom` is shown from one zoom to another alone.
function ownShapes(layer, context) {
  const { ground, plane } = context;
  const group = element("g", { class: "map-areas" });
  const { parts, digits } = layer.outlines;
  const marks = parts.map((shape, at) => {
    const geometry = unfolded(shape, 10 ** digits);
    const [[left, top], [right, foot]] = plane.path.bounds(geometry);
    const node = element("path", { "vector-effect": "non-scaling-stroke" });
    node.spot = [(left + right) / 2, (top + foot) / 2];
    return { at, node, geometry, size: geometry.type === "Point" ? 0 : Math.max(right - left, foot - top) };
  });
  marks.sort((one, other) => other.size - one.size); // small ones over large ones
  group.append(...marks.map(({ node }) => node));
  ground.append(group);
  let state;
  const draw = (mark, k) => {
    const { node, geometry, at } = mark;
    const look = lookOf(context, layer.classes[at], state);
    mark.isPoint = isPoint(mark, k);
    const [x, y] = node.spot;
    node.classList.toggle("map-speck", mark.isPoint);
    node.setAttribute("d", mark.isPoint ? `M${x} ${y}h.001` : plane.path(geometry));
    const opacity = (layer.opacity?.[at] ?? 1) * look.fade;
    const rim = `stroke:${look.colour};stroke-opacity:${look.fade}`;
    dress(
      node,
      mark.isPoint
        ? `fill:none;${rim};stroke-width:${POINT}px;stroke-linecap:round`
        : `fill:${look.fill};fill-opacity:${opacity};${rim};stroke-width:1px`,
    );
    setRow(node, layer.rows[at]);
  };
  const isPoint = ({ size }, k) => !layer.zoom && size * k < SPECK;
  const [from, until] = layer.zoom ?? [0];
  // Draws what this zoom shows and is not drawn as it is to be.
  const move = ({ k }) => {
    const isShown = k >= from && !(k >= until);
    if (isShown) group.removeAttribute("display");
    else group.setAttribute("display", "none");
    if (isShown) for (const mark of marks) if (mark.isPoint !== isPoint(mark, k)) draw(mark, k);
  };
  return {
    paint(now) {
      state = now;
      for (const mark of marks) mark.isPoint = undefined;
      move(context.transform);
    },
    move,
  };
}

// The geometry of corners that are steps in whole numbers (charts/outlines.py).
function unfolded(parts, scale) {
  const coordinates = parts.map((rings) =>
    rings.map((steps) => {
      const ring = [];
      let [x, y] = [0, 0];
      for (let at = 0; at < steps.length; at += 2) ring.push([(x += steps[at]) / scale, (y += steps[at + 1]) / scale]);
      return [...ring, ring[0]];
    }),
  );
  const [[first]] = coordinates;
  return first.length === 2 ? { type: "Point", coordinates: first[0] } : { type: "MultiPolygon", coordinates };
}

function dress(path, style) {
  if (path.drawnStyle !== style) path.setAttribute("style", (path.drawnStyle = style));
}

function setRow(node, row) {
  if (node.row === row) return;
  node.row = row;
  if (row === undefined) node.removeAttribute("data-row");
  else node.setAttribute("data-row", row);
}

// The widest sign of each unit at any step.
function longest({ units, signs }) {
  const widest = {};
  units.forEach(
    (unit, at) => (widest[unit] = signs[at].length > (widest[unit]?.length ?? 0) ? signs[at] : (widest[unit] ?? "")),
  );
  return widest;
}

function borders({ file, units, look }, context) {
  const { files, ground, ink } = context;
  const wanted = units && new Set(units);
  const features = files[file].features.filter(({ id }) => !wanted || wanted.has(id));
  const lines = (files[file].borders ??= new Map()).get(String(units)) ?? bordersOf(features);
  files[file].borders.set(String(units), lines);
  const width = look === "border" ? 0.9 : 0.5;
  for (const [kind, dashes] of [
    ["plain", ""],
    ["disputed", "4 3"],
  ]) {
    const style = `fill:none;stroke:${ink.border};stroke-width:${dashes ? width + 0.4 : width}px;stroke-linejoin:round`;
    if (lines[kind].coordinates.length)
      ground.append(
        pathOf(lines[kind], `${kind} ${file} ${units}`, context, {
          style,
          "stroke-dasharray": dashes,
          "vector-effect": "non-scaling-stroke",
          class: `map-border ${kind}`,
        }),
      );
  }
}

// Marks that keep their size: made anew at each step, moved by zooming. `build` gives the element of a mark.
function markers(layer, context, build) {
  const { above, plane, isNarrow } = context;
  const group = element("g", { class: `map-${layer.kind}` });
  const spots = layer.spots.map((spot) => plane.projection(spot));
  const less = isNarrow ? LESS : 1;
  above.append(group);
  (context.discs ??= []).push(...discs(layer, spots, less));
  const move = ({ k, x, y }) => {
    for (const node of group.children)
      node.setAttribute("transform", `translate(${round(k * node.spot[0] + x)},${round(k * node.spot[1] + y)})`);
  };
  return {
    paint(state) {
      group.replaceChildren(
        ...shownOf(layer, context, state).map((at) => {
          const node = build(at, less, state);
          node.spot = spots[at];
          setRow(node, layer.rows[at]);
          return node;
        }),
      );
      move(context.transform);
    },
    move,
  };
}

// Where marks stand at any step, and the largest size of each: names keep off them.
function discs(layer, spots, less) {
  const largestAt = new Map();
  layer.sizes.forEach((size, at) => {
    const most = less * Math.max(...[size].flat());
    const key = String(spots[at]);
    if (most > (largestAt.get(key)?.size ?? 0)) largestAt.set(key, { spot: spots[at], size: most });
  });
  return [...largestAt.values()];
}

function points(layer, context) {
  const { ink, plane } = context;
  const marks = markers(layer, context, (at, less, state) => {
    const look = lookOf(context, layer.classes[at], state);
    const size = Math.max(Math.min(6, layer.sizes[at]), less * layer.sizes[at]);
    const node = SIGNS[layer.shapes[at]](size);
    node.setAttribute("style", `fill:${look.fill};stroke:${ink.ink};stroke-width:0.6px;opacity:${look.fade}`);
    return node;
  });
  if (!layer.texts) return marks;
  const group = element("g", { class: "map-names" });
  context.above.append(group);
  const order = layer.sizes.map((_, at) => at).sort((one, other) => layer.sizes[other] - layer.sizes[one]);
  const move = (transform, state) => {
    const spots = order.map((at) => moved(plane.projection(layer.spots[at]), transform));
    const items = order.map((at, rank) => ({
      boxes: layer.texts[at]
        ? [12, Math.max(11, context.least)].flatMap((size) =>
            BESIDE.map((way) => boxed([layer.texts[at]], size, spots[rank], way, layer.sizes[at] / 2)),
          )
        : [],
      must: true,
    }));
    const boxes = placed(items, obstacles(context, transform), [0, 0, plane.width, plane.height]);
    group.replaceChildren(...written(boxes, ink));
    marks.move(transform, state);
  };
  return { paint: (state) => (marks.paint(state), move(context.transform, state)), move };
}

function rings(layer, context) {
  const discs = markers(layer, context, (at, less, state) => {
    const sizes = layer.sizes[at].map((size, place) => [less * size, place]).filter(([size]) => size);
    sizes.sort((one, other) => other[0] - one[0]);
    const circles = sizes.map(([size, place]) => {
      const look = lookOf(context, layer.classes[place], state);
      const style = `fill:${look.fill};fill-opacity:${look.fade};stroke:${context.ink.page};stroke-width:1px`;
      return element("circle", { r: round(size / 2), style });
    });
    return element("g", {}, ...circles);
  });
  const look = { class: "map-number", "font-weight": 600, style: NUMBER };
  const numbers = markers(layer, context, (at) => words([layer.numbers[at] ?? ""], 12, [0, 0], "middle", look)); // over all discs
  return {
    paint: (state) => [discs, numbers].forEach((part) => part.paint(state)),
    move: (transform) => [discs, numbers].forEach((part) => part.move(transform)),
  };
}

function lines(layer, context) {
  const { ground, plane } = context;
  const group = element("g", { class: "map-lines", fill: "none" });
  const ways = layer.paths.map(
    (path) => `M${path.map((spot) => plane.projection(spot).map(round).join(",")).join("L")}`,
  );
  const middles = layer.paths.map((path) => plane.projection(path[Math.floor(path.length / 2)]));
  ground.append(group);
  return {
    paint(state) {
      group.replaceChildren(
        ...shownOf(layer, context, state).flatMap((at) => {
          const { colour, width, opacity, fade } = lookOf(context, layer.classes[at], state);
          const style = `fill:none;stroke:${colour};stroke-width:${width}px;stroke-opacity:${opacity * fade}`;
          const node = element("path", { d: ways[at], style, "vector-effect": "non-scaling-stroke" });
          node.spot = middles[at];
          setRow(node, layer.rows[at]);
          if (context.isOnPaper) return [node];
          const wider = { style: `stroke:transparent;stroke-width:${Math.max(10, width)}px`, class: "map-reach" };
          const reach = element("path", { d: ways[at], "vector-effect": "non-scaling-stroke", ...wider });
          reach.of = node; // a thin line is hard to point at
          return [node, reach];
        }),
      );
    },
  };
}

// A bar as long as so many kilometres where it lies.
export function scale({ km, spot: [lon, lat] }, context) {
  const { above, plane, ink } = context;
  const group = element("g", { class: "map-scale" });
  above.append(group);
  const [start, end] = [lon, lon + km / (KM * Math.cos((lat * Math.PI) / 180))].map((one) =>
    plane.projection([one, lat]),
  );
  const length = end[0] - start[0];
  const move = ({ k }) => {
    const kilometres = ROUNDED.findLast((one) => (one / km) * length * k <= length * 1.05) ?? 1;
    const wideness = (kilometres / km) * length * k;
    const [x, y] = [start[0], Math.min(start[1], plane.height - 8)];
    const d = `M${round(x)} ${round(y - 4)}V${round(y)}H${round(x + wideness)}V${round(y - 4)}`;
    group.replaceChildren(
      element("path", { d, fill: "none", style: `stroke:${ink.muted};stroke-width:1.5px` }),
      words([`${kilometres}\u202fkm`], Math.max(11, context.least), [x + wideness / 2, y - 9], "middle", {
        style: `fill:${ink.ink};stroke:${ink.page};stroke-width:2px;paint-order:stroke`,
      }),
    );
  };
  return { paint: () => move(context.transform), move };
}

// The small map in the corner: Europe, and in it the part that is shown.
export function locator(extent, { plane: { width, height }, files, ink }) {
  const size = Math.min(0.13 * width, 110);
  const small = planeOf(extent, size, size);
  const group = element("g", { transform: `translate(6,${round(height - small.height - 6)})`, class: "map-locator" });
  group.append(
    element("rect", {
      width: round(small.width),
      height: round(small.height),
      style: `fill:${ink.page};stroke:${ink.border}`,
      "stroke-width": 0.75,
    }),
  );
  const clip = element("svg", { width: round(small.width), height: round(small.height) });
  for (const { id, ...feature } of files[extent.file].features)
    clip.append(element("path", { d: small.path(feature), style: `fill:${id === "land" ? ink.faint : ink.accent}` }));
  group.append(clip);
  return group;
}

// Draws a map of a size as SVG, from its data (charts/map.py), its boundary files and an ink: on the page or on paper.

import { geoConicConformal, geoNaturalEarth1, geoPath } from "./d3.min.js";
import { bordersOf } from "./map_borders.js";
import { BESIDE, FONT, LINE, ROUND, boxed, broken, placed, wide, widest } from "./map_names.js";

const SVG = "http://www.w3.org/2000/svg";
const NARROW = 640; // pixels up to which a map is that of a phone
const HEAD = 24; // the heading of a small map
const GAP = 10; // between small maps
const SPECK = 4; // pixels below which a shape of its own is drawn as a point
const FAINT = 0.18; // of what does not belong to the class that stands out
const STRIPES = 5; // pixels from stripe to stripe
const KM = 111.32; // kilometres of a degree
const ROUNDED = [1, 2, 3, 5].flatMap((one) => [1, 10, 100, 1000].map((ten) => one * ten)).sort((a, b) => a - b);

export function element(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// Projection of an extent, `width` pixels across and at most `tallest` high; a map that would be taller shows more
// land at its sides, as far as there is any.
export function plane(extent, width, tallest) {
  const [west, south, east, north] = extent.bounds;
  const parts = Array.from({ length: 21 }, (_, step) => step / 20);
  const along = (lon) => parts.map((part) => [lon, south + part * (north - south)]);
  const rim = [
    ...along(west),
    ...along(east),
    ...parts.flatMap((part) => [south, north].map((lat) => [west + part * (east - west), lat])),
  ];
  const edge = { type: "MultiPoint", coordinates: rim };
  const isConic = extent.projection === "conic conformal";
  const projection = isConic
    ? geoConicConformal().parallels(extent.parallels).rotate([-extent.meridian, 0])
    : geoNaturalEarth1().rotate([-(west + east) / 2, 0]);
  projection.precision(0).fitWidth(width, edge); // outlines have corners enough: none are added
  const [[, top], [, foot]] = geoPath(projection).bounds(edge);
  const height = Math.min(foot - top, tallest);
  projection.fitExtent(
    [
      [0, 0],
      [width, height],
    ],
    edge,
  );
  let [left, right] = [0, width];
  if (extent.land) {
    left = Math.max(left, ...along(extent.land[0]).map((spot) => projection(spot)[0]));
    right = Math.min(right, ...along(extent.land[1]).map((spot) => projection(spot)[0]));
  } else if (isConic) {
    const across = rim.map((spot) => projection(spot)[0]);
    [left, right] = [Math.min(...across), Math.max(...across)];
  }
  const [x, y] = projection.translate();
  projection.translate([x - left, y]);
  return { projection, path: geoPath(projection).digits(1), width: right - left, height, isConic };
}

// Whether a row is shown at a step, a choice and in a panel.
export function shows({ steps, choices, panels }, row, { step, choice }, panel) {
  return [
    [steps, step],
    [choices, choice],
    [panels, panel],
  ].every(([part, at]) => !part || (part.of[row] ?? at) === at);
}

// The drawing: `node`, its `width` and `height`; `paint(state)` shows { step, choice, only }, `move(transform)` zooms.
export function sheet(figure, files, ink, { width, tallest, columns, isOnPaper = false }) {
  const names = figure.panels?.names;
  const shared = {
    figure,
    files,
    ink,
    id: `map${(sheet.count = (sheet.count ?? 0) + 1)}`,
    isOnPaper,
    shapes: new Map(),
  };
  const defs = element("defs", {}, ...patterns(figure, ink, shared.id));
  shared.defs = defs;
  const parts = names
    ? spread(figure, names, width, tallest, columns)
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
const round = (value) => Math.round(value * 10) / 10;

// Small maps in columns, each under its heading, together at most so high.
function spread({ extent }, names, width, tallest, columns = width <= NARROW ? 2 : names.length === 4 ? 4 : 3) {
  const rows = Math.ceil(names.length / columns);
  const one = plane(extent, width / columns - GAP, tallest / rows - HEAD);
  return names.map((_, at) => ({
    left: (at % columns) * (width / columns),
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
  if (panel === undefined && figure.extent.locator && width > NARROW)
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

const KINDS = { land, areas, borders, points, rings, lines, names, words: fixedWords };

// Numbers of the marks of a layer that are shown.
function shownOf(layer, { figure, panel }, state) {
  return layer.rows.flatMap((row, at) => (shows(figure, row, state, panel) ? [at] : []));
}

function lookOf({ figure, ink, id }, place, { only }) {
  const look = figure.classes[place];
  const fill = look.is_hatched ? `url(#${id}-${place})` : look.colour;
  return { ...look, fill, fade: only && look.label !== only ? FAINT : 1, ink };
}

function patterns({ classes }, ink, id) {
  return classes.flatMap(({ colour, is_hatched: isHatched }, place) => {
    if (!isHatched) return [];
    const ground = element("rect", { width: STRIPES, height: STRIPES, fill: colour });
    const stripe = element("rect", { width: 1.3, height: STRIPES, style: `fill:${ink.hatch}` });
    const size = { width: STRIPES, height: STRIPES, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    return [element("pattern", { id: `${id}-${place}`, ...size }, ground, stripe)];
  });
}

// The outline of a unit: said once, and used again by small maps.
function outline(context, file, unit, feature) {
  const { shapes, plane, panel, defs, id } = context;
  const key = `${file} ${unit}`;
  if (!shapes.has(key)) {
    const d = plane.path(feature) ?? "";
    const known = { d, id: `${id}-shape${shapes.size}`, centre: plane.path.centroid(largest(feature, plane.path)) };
    if (panel !== undefined) defs.append(element("path", { id: known.id, d }));
    shapes.set(key, known);
  }
  const known = shapes.get(key);
  const node = panel === undefined ? element("path", { d: known.d }) : element("use", { href: `#${known.id}` });
  node.spot = known.centre;
  return node;
}

// The largest part of a unit.
function largest({ geometry: { type, coordinates } }, path) {
  const parts = (type === "Polygon" ? [coordinates] : coordinates).map((part) => ({
    type: "Polygon",
    coordinates: part,
  }));
  if (parts.length === 1) return parts[0];
  return parts.map((part) => [path.area(part), part]).sort((one, other) => other[0] - one[0])[0][1];
}

// Land that is not spoken of; hatched where it is, but without data: as the last class that is hatched.
function land({ file, units, is_hatched: isHatched }, context) {
  const wanted = units && new Set(units);
  const features = context.files[file].features.filter(({ id }) => !wanted || wanted.has(id));
  const fill = isHatched ? `url(#${context.id}-${context.figure.classes.findLastIndex((look) => look.is_hatched)})` : context.ink.land;
  const style = `fill:${fill};stroke:${context.ink.faint};stroke-width:0.5px`;
  context.ground.append(
    element("path", {
      d: features.map((one) => context.plane.path(one)).join(""),
      style,
      "vector-effect": "non-scaling-stroke",
    }),
  );
}

function areas(layer, context) {
  const { ground, above, plane, files, figure } = context;
  const features = new Map((layer.shapes ?? files[layer.file]).features.map((one) => [String(one.id), one]));
  const group = element("g", { class: "map-areas" });
  ground.append(group);
  const paths = new Map();
  for (const unit of new Set(layer.units)) {
    const feature = features.get(unit);
    if (feature) paths.set(unit, outline(context, layer.shapes ? "own" : layer.file, unit, feature));
  }
  group.append(...paths.values());
  const specks = layer.shapes ? specksOf(paths, features, plane.path) : undefined;
  if (specks) above.append(specks.group);
  return {
    paint(state) {
      const now = new Map(shownOf(layer, context, state).map((at) => [layer.units[at], at]));
      for (const [unit, path] of paths) {
        const at = now.get(unit);
        const look = at !== undefined && lookOf(context, layer.classes[at], state);
        const opacity = look && (layer.opacity?.[at] ?? 1) * look.fade;
        const rim = specks ? `;stroke:${look.colour}` : "";
        const style = look ? `fill:${look.fill};fill-opacity:${opacity}${rim}` : "display:none";
        if (path.style_ !== style) path.setAttribute("style", (path.style_ = style));
        setRow(path, look ? layer.rows[at] : undefined);
        specks?.paint(unit, look, layer.rows[at]);
      }
      context.signs = layer.signs && Object.fromEntries([...now].map(([unit, at]) => [unit, layer.signs[at]]));
      context.everySign ??= layer.signs && longest(layer, figure);
    },
    move: (transform) => specks?.move(transform),
  };
}

function setRow(node, row) {
  if (node.row === row) return;
  node.row = row;
  if (row === undefined) node.removeAttribute("data-row");
  else node.setAttribute("data-row", row);
}

// The widest sign of each unit at any step.
function longest({ units, signs }) {
  const found = {};
  units.forEach(
    (unit, at) => (found[unit] = signs[at].length > (found[unit]?.length ?? 0) ? signs[at] : (found[unit] ?? "")),
  );
  return found;
}

// Shapes of a few pixels as points, until the map is zoomed so far that they can be seen.
function specksOf(paths, features, path) {
  const group = element("g", { class: "map-specks" });
  const found = [];
  for (const [unit, shape] of paths) {
    const [[left, top], [right, foot]] = path.bounds(features.get(unit));
    const node = element("circle", { r: 3.5 });
    node.spot = shape.spot;
    found.push({ unit, node, size: Math.max(right - left, foot - top) });
    group.append(node);
  }
  const byUnit = new Map(found.map((one) => [one.unit, one.node]));
  const move = ({ k, x, y }) =>
    found.forEach(({ node, size }) => {
      node.setAttribute("display", size * k < SPECK ? "inline" : "none");
      node.setAttribute("transform", `translate(${round(k * node.spot[0] + x)},${round(k * node.spot[1] + y)})`);
    });
  move({ k: 1, x: 0, y: 0 });
  const paint = (unit, look, row) => {
    const node = byUnit.get(unit);
    node.setAttribute(
      "style",
      look
        ? `fill:${look.colour};fill-opacity:${look.fade};stroke:${look.ink.ink};stroke-width:0.5px`
        : "visibility:hidden",
    );
    setRow(node, row);
  };
  return { group, paint, move };
}

function borders({ file, units, look }, { files, plane, ground, ink }) {
  const wanted = units && new Set(units);
  const features = files[file].features.filter(({ id }) => !wanted || wanted.has(id));
  const lines = (files[file].borders ??= new Map()).get(String(units)) ?? bordersOf(features);
  files[file].borders.set(String(units), lines);
  const colour = look === "border" ? ink.border : ink.faint;
  const width = look === "border" ? 0.9 : 0.5;
  for (const [kind, dashes] of [
    ["plain", ""],
    ["disputed", "4 3"],
  ]) {
    const d = lines[kind].coordinates.length && plane.path(lines[kind]);
    const style = `fill:none;stroke:${colour};stroke-width:${dashes ? width + 0.4 : width}px;stroke-linejoin:round`;
    if (d)
      ground.append(
        element("path", {
          d,
          style,
          "stroke-dasharray": dashes,
          "vector-effect": "non-scaling-stroke",
          class: `map-border ${kind}`,
        }),
      );
  }
}

const SIGNS = {
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

// Marks that keep their size: made anew at each step, moved by zooming. `build` gives the element of a mark.
function kept(layer, context, build) {
  const { above, plane } = context;
  const group = element("g", { class: `map-${layer.kind}` });
  const spots = layer.spots.map((spot) => plane.projection(spot));
  const less = plane.width <= NARROW ? 0.66 : 1; // how much smaller marks are on a phone
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
  const found = new Map();
  layer.sizes.forEach((size, at) => {
    const most = less * Math.max(...[size].flat());
    const key = String(spots[at]);
    if (most > (found.get(key)?.size ?? 0)) found.set(key, { spot: spots[at], size: most });
  });
  return [...found.values()];
}

function points(layer, context) {
  const { ink, plane } = context;
  const marks = kept(layer, context, (at, less, state) => {
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
    const spots = order.map((at) => at_(plane.projection(layer.spots[at]), transform));
    const items = order.map((at, rank) => ({
      boxes: layer.texts[at]
        ? [12, 11].flatMap((size) =>
            BESIDE.map((way) => boxed([layer.texts[at]], size, spots[rank], way, layer.sizes[at] / 2)),
          )
        : [],
      must: true,
    }));
    show(group, placed(items, obstacles(context, transform), [0, 0, plane.width, plane.height]), ink);
    marks.move(transform, state);
  };
  return { paint: (state) => (marks.paint(state), move(context.transform, state)), move };
}

function rings(layer, context) {
  return kept(layer, context, (at, less, state) => {
    const node = element("g");
    const sizes = layer.sizes[at].map((size, place) => [less * size, place]).filter(([size]) => size);
    for (const [size, place] of sizes.sort((one, other) => other[0] - one[0])) {
      const look = lookOf(context, layer.classes[place], state);
      const style = `fill:${look.fill};fill-opacity:${look.fade};stroke:${context.ink.page};stroke-width:1px`;
      node.append(element("circle", { r: round(size / 2), style }));
    }
    if (layer.numbers[at])
      node.append(
        words([layer.numbers[at]], 12, [0, 0], "middle", { fill: "#ffffff", "font-weight": 600, class: "map-number" }),
      );
    return node;
  });
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
          const style = `stroke:${colour};stroke-width:${width}px;stroke-opacity:${opacity * fade}`;
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

const at_ = ([left, top], { k, x, y }) => [k * left + x, k * top + y];

function obstacles({ discs = [] }, transform) {
  return discs.map(({ spot, size }) => {
    const [x, y] = at_(spot, transform);
    return [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
  });
}

// Names of countries with the sign of each under or beside it, then capitals, as many as find room.
function names(layer, context) {
  const { above, plane, ink, panel } = context;
  const group = element("g", { class: "map-names" });
  above.append(group);
  const isNarrow = plane.width <= NARROW;
  const spots = layer.names.map(({ spot }) => plane.projection(spot));
  const towns = isNarrow || context.figure.panels ? [] : layer.towns;
  const rooms = layer.names.map(({ unit }) => roomOf(unit, context));
  const order = layer.names.map((_, at) => at);
  const size = (at) => (!plane.isConic ? 10 : (layer.names[at].is_large ? 12 : 11) - (isNarrow ? 1 : 0));
  order.sort(
    (one, other) =>
      Number(!layer.names[one].anchor) - Number(!layer.names[other].anchor) ||
      (plane.isConic ? letters(one) - letters(other) : one - other),
  );
  function letters(at) {
    return layer.names[at].texts[0]?.length ?? 0;
  }

  const itemOf = (at, transform) => {
    const { texts, anchor, unit } = layer.names[at];
    const spot = at_(spots[at], transform);
    const most = context.everySign?.[unit];
    if (!texts.length) return { boxes: most ? [boxed([most[0]], 12, spot, "centre")] : [], must: true };
    const ways = plane.isConic ? (anchor ? [anchor, ...ROUND] : ROUND) : ["centre"];
    const room = rooms[at] * transform.k * 0.95;
    const kinds = texts
      .flatMap(broken)
      .sort((one, other) => Number(widest(one, size(at)) > room) - Number(widest(other, size(at)) > room));
    const boxes = [...new Set([size(at), 10])].flatMap((size) =>
      kinds.flatMap((lines) => ways.map((way) => boxed(most ? [...lines, most] : lines, size, spot, way))),
    );
    return { boxes, must: plane.isConic };
  };
  const townOf = ({ text, spot }, transform) => {
    const [x, y] = at_(plane.projection(spot), transform);
    return { boxes: BESIDE.map((way) => boxed([text], 10, [x, y], way, 3)), spot: [x, y] };
  };

  function move(transform) {
    const countries = order.map((at) => ({ ...itemOf(at, transform), unit: layer.names[at].unit }));
    const capitals = towns.map((town) => townOf(town, transform));
    const frame = [2, 2, plane.width - 2, plane.height - 2];
    const signs = obstacles(context, transform);
    const inHouses = placed(countries, signs, frame);
    const named = inHouses.flatMap((one) => (one ? [one.edges] : []));
    const free = capitals.filter(
      ({ spot: [x, y] }) =>
        !named.some(([left, top, right, foot]) => x > left - 3 && x < right + 3 && y > top - 3 && y < foot + 3),
    );
    const squares = free.map(({ spot: [x, y] }) => [x - 4, y - 4, x + 4, y + 4]);
    const beside = placed(free, [...named, ...signs, ...squares], frame);
    show(group, beside, ink);
    const shownTowns = free.filter((_, at) => beside[at]);
    group.prepend(
      ...shownTowns.map(({ spot: [x, y] }) =>
        element("rect", {
          x: round(x - 2.5),
          y: round(y - 2.5),
          width: 5,
          height: 5,
          style: `fill:${ink.page};stroke:${ink.ink};stroke-width:1px`,
        }),
      ),
    );
    const written = inHouses.map(
      (found, rank) =>
        found && written_(found, context.signs?.[countries[rank].unit], context.everySign?.[countries[rank].unit]),
    );
    show(group, written, ink, panel !== undefined, true);
  }
  return { paint: () => move(context.transform), move };
}

// Pixels from west to east of a unit, of its largest part.
function roomOf(unit, { files, plane }) {
  const feature = Object.values(files)
    .flatMap(({ features }) => features)
    .find(({ id }) => id === unit);
  if (!feature) return 0;
  const [[left], [right]] = plane.path.bounds(largest(feature, plane.path));
  return right - left;
}

// What stands in a box at this step: the sign of the step in the place of the longest one.
function written_(found, sign, most) {
  if (!most) return found;
  const lines = found.lines.length === 1 ? [(sign ?? "")[0] ?? ""] : [...found.lines.slice(0, -1), sign ?? ""];
  return { ...found, lines: lines.filter(Boolean) };
}

function show(group, found, ink, isSmall = false, isMore = false) {
  const texts = found
    .filter((one) => one?.lines.length)
    .map(({ lines, size, middle }) =>
      words(lines, size, middle, "middle", {
        class: "map-name",
        style: `fill:${ink.ink};stroke:${ink.page};stroke-width:${isSmall ? 2 : 3}px;stroke-linejoin:round;paint-order:stroke`,
      }),
    );
  if (isMore) group.append(...texts);
  else group.replaceChildren(...texts);
}

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

// Words that stand where they are put.
function fixedWords({ spots, texts, anchor }, { above, plane, ink }) {
  const group = element("g", { class: "map-names" });
  above.append(group);
  const size = plane.width <= NARROW ? 11 : 12;
  const move = (transform) =>
    show(
      group,
      texts.map((text, at) => boxed([text], size, at_(plane.projection(spots[at]), transform), anchor, 1)),
      ink,
    );
  return { paint: () => move({ k: 1, x: 0, y: 0 }), move };
}

// A bar as long as so many kilometres where it lies.
function scale({ km, spot: [lon, lat] }, { above, plane, ink }) {
  const group = element("g", { class: "map-scale" });
  above.append(group);
  const [start, end] = [lon, lon + km / (KM * Math.cos((lat * Math.PI) / 180))].map((one) =>
    plane.projection([one, lat]),
  );
  const length = end[0] - start[0];
  const move = ({ k }) => {
    const said = ROUNDED.findLast((one) => (one / km) * length * k <= length * 1.05) ?? 1;
    const wideness = (said / km) * length * k;
    const [x, y] = [start[0], Math.min(start[1], plane.height - 8)];
    const d = `M${round(x)} ${round(y - 4)}V${round(y)}H${round(x + wideness)}V${round(y - 4)}`;
    group.replaceChildren(
      element("path", { d, fill: "none", style: `stroke:${ink.muted};stroke-width:1.5px` }),
      words([`${said}\u202fkm`], 11, [x + wideness / 2, y - 9], "middle", {
        style: `fill:${ink.ink};stroke:${ink.page};stroke-width:2px;paint-order:stroke`,
      }),
    );
  };
  return { paint: () => move({ k: 1 }), move };
}

// The small map in the corner: Europe, and in it the part that is shown.
function locator(extent, { plane: { width, height }, files, ink }) {
  const size = Math.min(0.13 * width, 110);
  const small = plane(extent, size, size);
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

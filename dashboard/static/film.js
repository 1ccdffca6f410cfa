// Changes the year, the choice and the class that stands out of a map in the page. Plotly's own animation draws the
// whole map anew, key and slider too; here only the layers that differ go through Plotly's modules
// (docs/decisions/011). Where that way is not open, Plotly.redraw does it.

import { classes, faded, mark, ready } from "./key.js";

const PACE = 800; // milliseconds a step of the film stands
const PLAIN = "#444444"; // Plotly asks for a colour of last resort; every layer states its own

// Takes frames and commands out of a figure: what is left stands on its first step, and listens to nobody but us.
export function film({ data, layout, frames }) {
  data.forEach((layer, at) => (data[at] = labelled(filled(layer), layout.meta)));
  const menu = switchOf(layout);
  const owned = (menu?.buttons ?? []).map(({ args: [{ visible }, places] }) => places.filter((_, at) => visible[at]));
  for (const { buttons } of layout.updatemenus ?? []) for (const button of buttons) button.method = "skip";
  for (const { steps } of layout.sliders ?? []) for (const step of steps) step.execute = false;
  const known = layout.geo ? classes(data) : new Map();
  if (!menu && !frames?.length && !known.size) return undefined;
  const own = owned.length ? owned : [frames?.length ? frames[0].traces : speaking(data)];
  const base = data.map((layer) => ({ ...layer }));
  const asked = new URLSearchParams(location.search).get("only");
  const only = known.has(asked) ? asked : undefined;
  return { own, base, frames: frames ?? [], slots: own[chosen({ layout })], painted: [], colours: known, only };
}

// Listens to slider, switch and buttons of a map that was drawn.
export function steer(place, Plotly) {
  place.on("plotly_sliderchange", ({ interaction }) => {
    if (!interaction) return; // moved by `go`
    stop(place);
    soon(place, Plotly);
  });
  place.on("plotly_buttonclicked", ({ menu, active }) => {
    if (menu.name === "choice") soon(place, Plotly);
    else if (menu.name === "play") active === 0 ? play(place, Plotly) : stop(place);
  });
  if (!place.film.colours.size) return;
  ready(place, (label) => {
    place.film.only = label;
    show(place, Plotly);
    mark(place);
  });
  if (place.film.only) show(place, Plotly);
}

// Goes to a step, counted from 0; slider, heading and address follow.
export function go(place, Plotly, step) {
  const { args: [[name]] } = place.layout.sliders[0].steps[step];
  for (const frame of [undefined, name]) {
    place._fullLayout._currentFrame = frame; // the slider moves to a frame that was not the current one before
    place.emit("plotly_animatingframe", {});
  }
  show(place, Plotly);
}

export function isPlaying(place) {
  return place.film?.timer !== undefined;
}

export function play(place, Plotly) {
  const { steps, active = 0 } = place.layout.sliders[0];
  const last = steps.length - 1;
  stop(place);
  place.film.timer = setInterval(() => {
    if (place.layout.sliders[0].active >= last) stop(place);
    else go(place, Plotly, place.layout.sliders[0].active + 1);
  }, PACE);
  if (active >= last) go(place, Plotly, 0);
}

export function stop(place) {
  clearInterval(place.film?.timer);
  if (place.film) place.film.timer = undefined;
}

// At most once a frame of the screen, however fast the slider is moved.
function soon(place, Plotly) {
  place.film.asked ??= requestAnimationFrame(() => {
    place.film.asked = undefined;
    if (place.film) show(place, Plotly);
  });
}

// Paints the step on which slider and switch stand.
function show(place, Plotly) {
  const { slots, painted } = place.film;
  const page = place.layout.template?.layout?.hoverlabel?.bgcolor ?? "#ffffff";
  const changed = layers(place, page).flatMap((layer, rank) => {
    const text = JSON.stringify(layer);
    if (painted[rank] === text) return [];
    painted[rank] = text;
    Object.assign(place.data[slots[rank]], layer);
    return [slots[rank]];
  });
  if (!changed.every((at) => isOpen(place, at))) Plotly.redraw(place);
  else {
    changed.forEach((at) => paint(place, at));
    new Set(changed.map((at) => place._fullData[at].geo)).forEach((name) => find(place._fullLayout[name]._subplot));
  }
  if (place._hoverdata) Plotly.Fx.unhover(place); // it spoke of another year
  place.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
}

// The layers of the step, each to stand in its slot among the traces.
function layers({ film: { base, frames, own, slots, colours, only }, layout }, page) {
  const frame = frames[layout.sliders?.[0]?.active ?? 0];
  return own[chosen({ layout })].map((at, rank) => {
    const layer = { ...base[at], ...frame?.data[frame.traces.indexOf(at)], visible: base[slots[rank]].visible ?? true };
    return faded(labelled(filled(layer), layout.meta), colours.get(only), page);
  });
}

// All layers as they are on white paper, for pictures.
export function onWhite(place) {
  const data = [...place.data];
  layers(place, "#ffffff").forEach((layer, rank) => (data[place.film.slots[rank]] = layer));
  return data;
}

// Layers that say something of their places.
function speaking(data) {
  return [...data.keys()].filter((at) => data[at].hovertemplate);
}

// The label of each mark: it holds the number of its row, and each label crosses the wire once (charts/map.py).
function labelled(layer, { labels, label_of } = {}) {
  if (!labels || layer.hoverinfo === "skip" || !layer.customdata) return layer;
  return { ...layer, hovertext: layer.customdata.map((row) => labels[label_of[row]] ?? "") };
}

// No points are one point nowhere: Plotly leaves out a layer without any, and its place in the drawing is lost.
function filled(layer) {
  return layer.lon?.length === 0 ? { ...layer, lon: [null], lat: [null] } : layer;
}

// Whether a layer is in the drawing and Plotly still is as known here.
function isOpen({ calcdata, _fullLayout }, at) {
  const { trace, node3 } = calcdata[at]?.[0] ?? {};
  const { supplyDefaults, calc, calcGeoJSON, plot } = trace?._module ?? {};
  return node3 && supplyDefaults && calc && calcGeoJSON && plot && _fullLayout[trace.geo]?._subplot?.projection?.getPath;
}

// What Plotly does with every layer at each redraw, for this layer alone: defaults, points, outlines, elements, places.
function paint(place, at) {
  const before = place.calcdata[at];
  const { trace, node3 } = before[0];
  const { _module: module, geo } = trace;
  const { projection } = place._fullLayout[geo]._subplot;
  module.supplyDefaults(place.data[at], trace, PLAIN, place._fullLayout);
  trace.customdata = place.data[at].customdata; // Plotly takes it over for all layers at once, and only there
  const points = module.calc(place, trace);
  Object.assign(points[0], { t: {}, trace });
  place.calcdata[at] = points;
  const alike = before.length === points.length && points.every(({ loc }, one) => loc && loc === before[one].loc);
  if (alike) points.forEach((point, one) => Object.assign(point, outline(before[one])));
  else module.calcGeoJSON(points, place._fullLayout);
  module.plot(place, alone(node3), [points]);
  if (!alike) {
    const path = projection.getPath();
    node3.selectAll("path.choroplethlocation, path.js-line").attr("d", ({ geojson }) => path(geojson));
  }
  node3
    .selectAll(".point, text")
    .attr("transform", ({ lonlat }) => (projection(lonlat) ? `translate(${projection(lonlat)})` : null))
    .attr("display", ({ lonlat }) => (projection.isLonLatOverEdges(lonlat) ? "none" : null));
}

const outline = ({ geojson, ct, _polygons }) => ({ geojson, ct, _polygons });

// A map with one layer only: Plotly removes what is not among the layers it is given.
function alone(node3) {
  const layer = { select: () => layer, selectAll: () => node3.selectAll(() => [node3.node()]), classed: () => false };
  return { layers: { frontplot: layer, backplot: layer } };
}

// What moves when the reader zooms: the elements are new.
function find({ layers: { frontplot, backplot }, dataPoints, dataPaths }) {
  dataPoints.point = frontplot.selectAll(".scatterlayer .point");
  dataPoints.text = frontplot.selectAll(".scatterlayer text");
  dataPaths.line = frontplot.selectAll(".scatterlayer .js-line");
  dataPaths.choropleth = backplot.selectAll(".choroplethlayer path");
}

function switchOf(layout) {
  return layout.updatemenus?.find(({ name }) => name === "choice");
}

function chosen({ layout }) {
  return switchOf(layout)?.active ?? 0;
}

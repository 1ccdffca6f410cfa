// Fits a map to the width it has on the page: its extent, height, controls, panels and marks. Knows no figures.

export const NARROW = 640; // pixels up to which a page is that of a phone
const TALLEST = 480; // pixels of a map with its key and controls
const CONTROLS = 84; // the room of slider and buttons under a map
const ROW = 38; // that of one more row of buttons
const HEAD = 26; // that of the heading of a small map
const GAP = 10;
const LESS = 0.66; // how much smaller marks are on a phone
const RADIAN = Math.PI / 180;

// Changes marks and corner of a map in place, before it is drawn for the first time.
export function prepare({ data, layout, frames = [] }, width) {
  if (!layout.geo) return;
  const hasCorner = layout.geo2 && !layout.meta.panels; // see locator() in charts/map.py
  if (hasCorner && width > NARROW) layout.geo2.bgcolor = layout.template?.layout?.hoverlabel?.bgcolor ?? "#ffffff";
  if (width > NARROW) return;
  if (hasCorner) {
    delete layout.geo2;
    while (data.at(-1).geo === "geo2") data.pop();
  }
  for (const trace of data) if (trace.legendgroup === "capitals") trace.visible = false;
  [data, ...frames.map((frame) => frame.data)].forEach((traces) => traces.forEach(lessen));
}

// Changes the layout of a map in place and returns its height in pixels; nothing for other charts.
export function fit({ data, layout }, width) {
  if (!layout.geo || !width) return undefined;
  const isNarrow = width <= NARROW;
  layout.margin = { l: 0, r: isNarrow ? 0 : 28, t: 8, b: 8 };
  layout.legend = { ...layout.legend, font: { size: isNarrow ? 11 : 12 } };
  const across = width - layout.margin.r;
  const below = placeControls(layout, isNarrow);
  const around = keyHeight({ data, layout }, across) + below;
  return Math.ceil(around + mapHeight(layout, across, (layout.meta.tallest ?? TALLEST) - around));
}

// Lays a map out on a sheet of a fixed size.
export function lay({ data, layout }, width, height) {
  layout.margin = { l: 0, r: 0, t: 8, b: 8 };
  layout.legend = { ...layout.legend, font: { size: 12 } };
  const left = height - keyHeight({ data, layout }, width) - layout.margin.b;
  const { geo, meta, geo2 } = layout;
  if (meta.panels) spread(layout, Object.keys(meta.panels).length <= 4 ? 2 : 4, width, left);
  else if (meta.wide) geo.lonaxis.range = widened({ ...geo, lonaxis: { range: meta.range } }, width / left, meta.wide);
  if (geo2 && !meta.panels) geo2.bgcolor = "#ffffff";
  if (meta.panels) return;
  setCorner(layout, width / left);
  raise(layout, Math.min(1, width / left / aspect(geo)));
}

// A map that is lower than its place begins at its top, right under the key.
function raise({ geo, geo2 }, part) {
  geo.domain = { ...geo.domain, y: [1 - part, 1] };
  if (geo2?.domain?.y) geo2.domain.y = geo2.domain.y.map((y) => 1 - part + y * part);
}

// The small map of where all this lies, into the corner of a map that may be narrower than its place.
function setCorner({ geo, geo2 }, ratio) {
  if (!geo2) return;
  const free = Math.max(0, 1 - aspect(geo) / ratio) / 2;
  geo2.domain = { ...geo2.domain, x: [free + 0.008, free + 0.14] };
}

// Height of the map alone; a map that would be too tall shows more land at its sides instead, small maps get narrower.
function mapHeight(layout, across, tallest) {
  const { geo, meta } = layout;
  if (meta.panels) {
    const columns = panelColumns(meta.panels, across);
    const height = spread(layout, columns, across);
    return height > tallest ? spread(layout, columns, across, tallest) : height;
  }
  meta.range ??= geo.lonaxis?.range;
  const narrow = meta.range ? { ...geo, lonaxis: { range: meta.range } } : geo;
  const height = Math.min(across / aspect(narrow), tallest);
  if (meta.wide) geo.lonaxis.range = widened(narrow, across / height, meta.wide);
  setCorner(layout, across / height);
  return height;
}

function panelColumns(panels, across) {
  const count = Object.keys(panels).length;
  if (across <= NARROW) return 2;
  return count === 4 ? 4 : 3;
}

// Small maps in so many columns, each under its heading; returns the height of all.
export function spread(layout, columns, width, height) {
  const maps = Object.keys(layout.meta.panels);
  const rows = Math.ceil(maps.length / columns);
  const one = height ? height / rows : HEAD + (width / columns - GAP) / aspect(layout.geo);
  maps.forEach((name, place) => {
    const [left, top] = [(place % columns) / columns, 1 - Math.floor(place / columns) / rows];
    const high = top - HEAD / one / rows;
    layout[name].domain = { x: [left, left + 1 / columns - GAP / width], y: [Math.max(0, top - 1 / rows), high] };
    Object.assign(layout.annotations[place], { x: left, y: high });
  });
  return one * rows;
}

// More longitudes at both sides, until the map is as wide as wanted or the land that is drawn ends.
function widened(geo, wanted, [west, east]) {
  let [left, right] = geo.lonaxis.range;
  for (let step = 0; step < 3; step++) {
    const more = ((right - left) * (wanted / aspect({ ...geo, lonaxis: { range: [left, right] } }) - 1)) / 2;
    if (more > 0) [left, right] = [Math.max(west, left - more), Math.min(east, right + more)];
  }
  return [left, right];
}

// Width over height of what a map shows, on the plane of its projection.
export function aspect({ projection, lonaxis, lataxis }) {
  const [west, east] = lonaxis?.range ?? [-180, 180];
  const [south, north] = lataxis.range;
  const middle = projection.rotation?.lon ?? (west + east) / 2;
  const steps = Array.from({ length: 21 }, (_, step) => step / 20);
  const corners = steps.flatMap((part) => [
    ...[south, north].map((lat) => [west + part * (east - west), lat]),
    ...[west, east].map((lon) => [lon, south + part * (north - south)]),
  ]);
  const flat = projection.type === "natural earth" ? naturalEarth : conic(projection.parallels);
  const places = corners.map(([lon, lat]) => flat((lon - middle) * RADIAN, lat * RADIAN));
  const [across, up] = [0, 1].map((axis) => places.map((place) => place[axis]));
  return (Math.max(...across) - Math.min(...across)) / (Math.max(...up) - Math.min(...up));
}

// Snyder, Map Projections: A Working Manual (USGS 1395), p. 106, for the sphere.
function conic(parallels) {
  const [low, high] = parallels.map((parallel) => parallel * RADIAN);
  const half = (lat) => Math.tan(Math.PI / 4 + lat / 2);
  const cone = Math.log(Math.cos(low) / Math.cos(high)) / Math.log(half(high) / half(low));
  return (lon, lat) => [Math.sin(cone * lon) / half(lat) ** cone, -Math.cos(cone * lon) / half(lat) ** cone];
}

// Šavrič, Jenny, Patterson, Petrovič, Hurni: A Polynomial Equation for the Natural Earth Projection (2011).
function naturalEarth(lon, lat) {
  const [two, four] = [lat ** 2, lat ** 4];
  return [
    lon * (0.8707 - 0.131979 * two + four * (-0.013791 + four * (0.003971 * two - 0.001529 * four))),
    lat * (1.007226 + two * (0.015085 + four * (-0.044475 + 0.028874 * two - 0.005916 * four))),
  ];
}

// Switch, play and slider under the map: in one row, on a phone in two; returns their height.
function placeControls(layout, isNarrow) {
  if (!layout.sliders) return layout.margin.b;
  const [play, choice] = ["play", "choice"].map((name) => layout.updatemenus.find((menu) => menu.name === name));
  const down = choice && isNarrow ? ROW : 0;
  play.pad = { t: 6 + down };
  if (choice) choice.pad = { t: 6, l: isNarrow ? 0 : 124 };
  Object.assign(layout.sliders[0].pad, { t: 10 + down, r: isNarrow ? 36 : 20 });
  return (layout.margin.b = CONTROLS + down);
}

// Height of the key as Plotly sets it: in one row, or in columns as wide as the longest entry.
function keyHeight({ data, layout }, across) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${layout.legend.font.size}px ${layout.template?.layout?.font?.family ?? "sans-serif"}`;
  const entries = data.flatMap((trace) => {
    if (trace.type === "pie") return trace.labels;
    return trace.showlegend && trace.name && trace.visible !== false ? [trace.name] : [];
  });
  if (!entries.length) return layout.margin.t;
  const widths = [...new Set(entries)].map((words) => pen.measureText(words).width + 45);
  const isOneRow = widths.reduce((sum, one) => sum + one) < across;
  const columns = Math.max(1, Math.floor(across / Math.max(...widths)));
  return 8 + 19 * (isOneRow ? 1 : Math.ceil(widths.length / columns));
}

// Marks of a phone's map, but not those of its key.
function lessen({ type, marker, showlegend }) {
  if ((type ?? "scattergeo") !== "scattergeo" || showlegend || !marker?.size) return;
  const less = (size) => size && Math.max(Math.min(6, size), LESS * size);
  marker.size = Array.isArray(marker.size) ? marker.size.map(less) : less(marker.size);
}

// Leads through a chart by keyboard: from mark to mark, from series to series, from year to year of a map.
// What is reached is shown as if it were pointed at, ringed, and said aloud; Enter opens its source card.

import { go, isPlaying, play, stop } from "./film.js";

const KEYS =
  "Left, right: mark to mark. Up, down: series to series. Home, End: first and last of a series. " +
  "Enter: source card. Escape: leave the marks.";
const STEPS = " Shift with left, right: year by year. Shift with up, down: the switch on the map. P: play, pause.";
const NEAR = 7; // pixels from the middle of a small mark to its ring
const DENSE = 24; // rows and columns of points among which one inside an area is looked for
const MOVES = {
  ArrowRight: (list, at) => list[list.indexOf(at) + 1],
  ArrowLeft: (list, at) => list[list.indexOf(at) - 1],
  ArrowDown: (list, at) => beside(list, at, 1),
  PageDown: (list, at) => beside(list, at, 1),
  ArrowUp: (list, at) => beside(list, at, -1),
  PageUp: (list, at) => beside(list, at, -1),
  Home: (list, at) => list.find((mark) => mark.series === at.series),
  End: (list, at) => list.findLast((mark) => mark.series === at.series),
};
const ONWARDS = { Home: "ArrowRight", End: "ArrowLeft" }; // where the mark that was asked for says nothing
const STEERS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
const KEYED = "svg:has(.legend [role=button])"; // the classes of a map's key can be chosen
const DRAWN = `svg:not(${KEYED}), ${KEYED} > :not(.infolayer), ${KEYED} > .infolayer > :not(.legend)`;

// Makes a chart that has been drawn one that a key can reach, and says what there is and how to move.
export function reach(place, Plotly, alt) {
  const list = marks(place);
  const series = (list.at(-1)?.series ?? -1) + 1;
  const count = `${list.length} mark${list.length === 1 ? "" : "s"} in ${series} series`;
  place.tabIndex = list.length ? 0 : -1;
  place.setAttribute("role", "application"); // else a screen reader keeps the arrow keys to itself
  place.setAttribute("aria-roledescription", isMap(place) ? "map" : "chart");
  place.setAttribute("aria-label", `${alt} ${count}: arrow keys move, Enter opens the source card, ? tells all keys.`);
  for (const part of place.querySelectorAll(DRAWN)) part.setAttribute("aria-hidden", "true"); // its words are ours
  place.at = undefined;
  if (place.voice) return;
  place.voice = document.createElement("div");
  place.voice.className = "chart-voice";
  place.voice.setAttribute("role", "status");
  place.append(place.voice);
  place.addEventListener("keydown", (event) => press(place, Plotly, event));
  place.addEventListener("focus", () => place.at && show(place, Plotly, again(place)));
  place.addEventListener("blur", () => hide(place, Plotly));
  place.addEventListener("pointerdown", () => (place.at = undefined));
  place.addEventListener("moved", () => requestAnimationFrame(() => tell(place, Plotly))); // after the heading
}

function press(place, Plotly, event) {
  const { key, shiftKey, target } = event;
  if (target !== place || event.altKey || event.ctrlKey || event.metaKey) return;
  const act = key === "?" ? help : shiftKey || key === "p" ? steer : key === "Escape" ? leave : move;
  if (!act(place, Plotly, key)) return; // Tab, and whatever else is not ours, goes its way
  event.preventDefault();
  event.stopPropagation();
}

function move(place, Plotly, key) {
  const at = again(place);
  const opens = key === "Enter" || key === " ";
  if (!MOVES[key] && !opens) return false;
  if (at && opens) {
    place.emit("plotly_click", { points: place._hoverdata, byKey: true });
    return true;
  }
  const list = marks(place);
  const here = at && list.find((mark) => mark.id === at.id);
  let next = here ? MOVES[key](list, here) : list[0];
  while (next && !show(place, Plotly, next)) next = MOVES[ONWARDS[key] ?? (opens ? "ArrowRight" : key)](list, next);
  if (!next && at) show(place, Plotly, at);
  return true;
}

function leave(place, Plotly) {
  if (!place.at) return false;
  hide(place, Plotly);
  place.at = undefined;
  return say(place, "Left the marks.");
}

// Shows a mark as if it were pointed at; gives whether it says anything.
function show(place, Plotly, mark) {
  hide(place, Plotly);
  if (!mark) return false;
  const point = mark.area ? inside(mark.area) : mark.point;
  const asked = { curveNumber: mark.curve, ...(mark.number === undefined ? point : { pointNumber: mark.number }) };
  Plotly.Fx.hover(place, Object.assign([asked], point), mark.subplot);
  const words = [...place.querySelectorAll(".hoverlayer :is(.hovertext, .axistext) text")].map(lines).filter(Boolean);
  if (!words.length) return false;
  place.at = mark;
  ring(place, mark);
  return say(place, ...new Set([...words, mark.name, `${mark.rank} of ${mark.count}`]));
}

function hide(place, Plotly) {
  place.ring?.remove();
  place.ringed?.classList.remove("marked");
  place.voice.classList.remove("seen");
  Plotly.Fx.unhover(place);
}

// An area is ringed along its border, any other mark by a box around it.
function ring(place, { area }) {
  place.ringed = area && [...place.querySelectorAll(".choroplethlocation")].find((path) => path.__data__ === area);
  place.ringed?.classList.add("marked");
  if (place.ringed) return;
  const [{ bbox, xPixel, yPixel }] = place._hoverdata;
  const [across, down] = [bbox.x1 - bbox.x0, bbox.y1 - bbox.y0].map((size) => Math.max(NEAR, size / 2 + 3));
  place.ring = document.createElement("div");
  place.ring.className = "chart-ring";
  const drawings = place.querySelectorAll(".svg-container > svg");
  [...drawings].at(-1).before(place.ring); // under the words of the mark
  const box = { left: xPixel - across, top: yPixel - down, width: 2 * across, height: 2 * down };
  for (const [side, size] of Object.entries(box)) place.ring.style[side] = `${size}px`;
}

function say(place, ...parts) {
  const sentences = parts.filter(Boolean).map((part) => part.replace(/\.?$/, "."));
  place.voice.textContent = sentences.join(" ");
  return true;
}

function help(place) {
  place.voice.classList.add("seen");
  return say(place, KEYS + (place.layout.sliders?.length || choice(place) ? STEPS : ""));
}

// Moves the slider, turns the switch or plays the film, as a click on them does.
function steer(place, Plotly, key) {
  const slider = place.layout.sliders?.[0];
  const by = STEERS[key];
  if (key.toLowerCase() === "p") {
    if (slider) (isPlaying(place) ? stop : play)(place, Plotly);
    return slider && say(place, isPlaying(place) ? "Playing." : "Paused.");
  }
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const step = (slider?.active ?? 0) + by;
    if (slider?.steps[step]) go(place, Plotly, step);
    return Boolean(slider);
  }
  const menu = by && choice(place);
  const next = menu?.buttons[(menu.active ?? 0) + by]?.label;
  const button = [...place.querySelectorAll(".updatemenu-button")].find((one) => one.textContent === next);
  button?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  return Boolean(menu);
}

// The switch of a map between hazards or other choices.
function choice(place) {
  return place.layout.updatemenus?.find((menu) => menu.name === "choice");
}

// After a step: what the map shows now, and what is said of the same place.
function tell(place, Plotly) {
  if (document.activeElement !== place) return;
  const { sliders, meta } = place.layout;
  const step = sliders?.[0].steps[sliders[0].active]?.label;
  const heading = place.closest('[class*="st-key-figure-"]')?.querySelector("h1, h2, h3")?.innerText;
  const shown = show(place, Plotly, again(place));
  say(place, meta?.titles ? "" : step, heading, shown && place.voice.textContent);
}

// The mark that was reached last, as it is now; on a map of another year the same place may have another class.
function again(place) {
  if (!place.at) return undefined;
  const list = marks(place);
  const { id, where } = place.at;
  const there = list.filter((mark) => mark.where === where);
  return there.find((mark) => mark.id === id) ?? (where && there[0]);
}

// The words of a label, with a pause at the end of each line.
function lines(text) {
  const parts = [...text.querySelectorAll("tspan.line")];
  const said = (parts.length ? parts : [text]).map((part) => part.textContent.trim()).filter(Boolean);
  return said.join("\n").replace(/([.,:])?\n(?=(\p{Ll})?)/gu, (_, end, begun) => `${end ?? (begun ? "," : ".")} `);
}

// The mark of the next or the former series that is nearest to one; the next mark where there is but one series.
function beside(list, at, by) {
  if (!list.at(-1).series) return list[list.indexOf(at) + by];
  const there = list.filter((mark) => mark.series === at.series + by);
  const away = ({ spot }) => Math.hypot(spot[0] - at.spot[0], spot[1] - at.spot[1]);
  return there.sort((one, other) => away(one) - away(other))[0];
}

// All marks that can be pointed at, series by series; a row of a heat map is a series.
function marks({ calcdata, _fullLayout }) {
  const shown = (calcdata ?? []).filter(([{ trace } = {}]) => trace?.visible === true && trace.hoverinfo !== "skip");
  const series = shown.flatMap((points) => (points[0].z?.[0]?.length ? rows : dots)(points, _fullLayout));
  return series
    .filter((list) => list.length)
    .flatMap((list, place) => list.map((mark, at) => ({ ...mark, series: place, rank: at + 1, count: list.length })));
}

function dots(points, layout) {
  const { index, name, showlegend, geo, xaxis, yaxis } = points[0].trace;
  const common = { curve: index, subplot: geo ?? xaxis + yaxis, name: showlegend ? name : "" };
  const onMap = geo && layout[geo]._subplot.projection;
  const { xaxis: across, yaxis: down } = geo ? {} : layout._plots[common.subplot];
  const list = points.map((point, number) => {
    const mark = { ...common, id: `${index}/${number}` };
    if (point._polygons) return { ...mark, area: point, where: point.loc, spot: onMap(point.ct) };
    const [x, y] = point.lonlat ?? [point.x, point.y];
    const spot = geo ? onMap([x, y]) : [across.c2p(x) + across._offset, down.c2p(y) + down._offset];
    return { ...mark, number, point: { xval: x, yval: y }, where: geo && `${x} ${y}`, spot };
  });
  const seen = list.filter((mark) => mark.spot?.every(Number.isFinite));
  if (down?.type === "category") return [seen.sort(byReading)]; // names stand below each other
  return [down?.visible ? seen.sort((one, other) => one.spot[0] - other.spot[0]) : seen];
}

function rows([{ x, y, z, trace }], layout) {
  const subplot = trace.xaxis + trace.yaxis;
  const { xaxis: across, yaxis: down } = layout._plots[subplot];
  const lists = z.map((row, place) =>
    row.flatMap((value, column) => {
      const point = { xval: (x[column] + x[column + 1]) / 2, yval: (y[place] + y[place + 1]) / 2 };
      const spot = [across.c2p(point.xval) + across._offset, down.c2p(point.yval) + down._offset];
      const isTold = (value !== undefined && value !== null) || trace.hoverongaps;
      return isTold ? [{ curve: trace.index, subplot, id: `${trace.index}/${place}/${column}`, point, spot }] : [];
    }),
  );
  return lists.filter((list) => list.length).sort(([one], [other]) => byReading(one, other));
}

function byReading(one, other) {
  return one.spot[1] - other.spot[1] || one.spot[0] - other.spot[0];
}

// A point inside an area: its middle, or what lies nearest to it where the middle is outside.
function inside(area) {
  const holds = (point) => area._polygons.filter((polygon) => polygon.contains(point)).length % 2 === 1;
  const [east, north] = area.ct;
  const away = ([x, y]) => Math.hypot(x - east, y - north);
  const largest = area._polygons.reduce((one, other) => (size(other) > size(one) ? other : one));
  const { xmin, xmax, ymin, ymax } = largest;
  const steps = Array.from({ length: DENSE }, (_, step) => (step + 0.5) / DENSE);
  const tried = steps.flatMap((x) => steps.map((y) => [xmin + x * (xmax - xmin), ymin + y * (ymax - ymin)]));
  const [x, y] = [area.ct, ...tried.sort((one, other) => away(one) - away(other))].find(holds) ?? area.ct;
  return { xval: x, yval: y };
}

function size({ xmin, xmax, ymin, ymax }) {
  return (xmax - xmin) * (ymax - ymin);
}

function isMap(place) {
  return Boolean(place._fullLayout.geo);
}

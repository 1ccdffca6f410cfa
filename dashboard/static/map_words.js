// Words on a map: names of countries with their signs, capitals, words that stand where they are put.

import { BESIDE, ROUND, boxed, broken, placed, widest } from "./map_names.js";
import { largest } from "./map_plane.js";
import { element, round, words } from "./map_svg.js";

// Names of countries with the sign of each under it, then capitals, as many as find room.
export function names(layer, context) {
  const { above, plane, figure, ink, panel, isNarrow, least } = context;
  const group = element("g", { class: "map-names" });
  above.append(group);
  const countries = layer.names.map((name) => ({
    ...name,
    point: plane.projection(name.spot),
    room: roomOf(name.unit, context),
    size: !plane.isConic ? least : Math.max(least, (name.is_large ? 12 : 11) - (isNarrow ? 1 : 0)),
  }));
  if (plane.isConic) countries.sort(byChoice);
  const towns = (isNarrow || figure.panels ? [] : layer.towns).map((town) => ({
    ...town,
    point: plane.projection(town.spot),
  }));
  let room; // that was found for them at a zoom: a step changes the signs alone

  function place(transform) {
    const frame = [2, 2, plane.width - 2, plane.height - 2];
    const marks = obstacles(context, transform);
    const homes = placed(
      countries.map((one) => candidates(one, context, transform)),
      marks,
      frame,
    );
    const taken = homes.flatMap((home) => (home ? [home.edges] : []));
    const spots = towns
      .map(({ text, point }) => [text, moved(point, transform)])
      .filter(([, spot]) => !taken.some((edges) => holds(edges, spot)));
    const squares = spots.map(([, [x, y]]) => [x - 4, y - 4, x + 4, y + 4]);
    const items = spots.map(([text, spot]) => ({ boxes: BESIDE.map((way) => boxed([text], least, spot, way, 3)) }));
    const beside = placed(items, [...taken, ...marks, ...squares], frame);
    return { transform, homes, towns: spots.flatMap(([, spot], at) => (beside[at] ? [[spot, beside[at]]] : [])) };
  }
  function move(transform) {
    if (room?.transform !== transform) room = place(transform);
    const signed = room.homes.map((home, at) => home && atStep(home, context, countries[at].unit));
    const squares = room.towns.map(([[x, y]]) =>
      element("rect", {
        x: round(x - 2.5),
        y: round(y - 2.5),
        width: 5,
        height: 5,
        style: `fill:${ink.page};stroke:${ink.ink};stroke-width:1px`,
      }),
    );
    group.replaceChildren(
      ...squares,
      ...written(
        room.towns.map(([, home]) => home),
        ink,
      ),
      ...written(signed, ink, panel === undefined ? 3 : 2),
    );
  }
  return { paint: () => move(context.transform), move };
}

// Names with a place of their own choose first, then short ones.
function byChoice(one, other) {
  const letters = ({ texts }) => Math.min(...texts.map((text) => text.length));
  return Number(!one.anchor) - Number(!other.anchor) || letters(one) - letters(other);
}

// Boxes in which a name may stand, with room for the longest sign under it and, at last, without; those that fit its
// country first. On a phone's map of the world only those.
function candidates({ texts, anchor, unit, point, room, size }, { plane, longestSigns, least, isNarrow }, transform) {
  const spot = moved(point, transform);
  const sign = longestSigns?.[unit];
  if (!texts.length) return { boxes: sign ? [boxed([sign[0]], 12, spot, "centre")] : [], must: true };
  const ways = plane.isConic ? (anchor ? [anchor, ...ROUND] : ROUND) : ["centre"];
  const isTooWide = (lines) => Number(widest(lines, size) > 0.95 * room * transform.k);
  const kinds = texts.flatMap(broken).sort((one, other) => isTooWide(one) - isTooWide(other));
  const named = plane.isConic || !isNarrow ? kinds : kinds.filter((lines) => !isTooWide(lines));
  const sizes = [...new Set([size, least])];
  const boxes = (more) =>
    sizes.flatMap((letters) =>
      named.flatMap((lines) =>
        ways.map((way) => ({ ...boxed([...lines, ...more], letters, spot, way), hasSign: more.length })),
      ),
    );
  return { boxes: [...(sign ? boxes([sign]) : []), ...boxes([])], must: plane.isConic };
}

const holds = ([left, top, right, foot], [x, y]) => x > left - 3 && x < right + 3 && y > top - 3 && y < foot + 3;

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
function atStep(home, { signs, longestSigns }, unit) {
  if (home.hasSign === 0 || !longestSigns?.[unit]) return home;
  const sign = signs[unit] ?? "";
  const lines = home.lines.length === 1 ? [sign[0] ?? ""] : [...home.lines.slice(0, -1), sign];
  return { ...home, lines: lines.filter(Boolean) };
}

// Words in their boxes, with a rim in the colour of the page: read on any colour.
export function written(boxes, ink, rim = 3) {
  const style = `fill:${ink.ink};stroke:${ink.page};stroke-width:${rim}px;stroke-linejoin:round;paint-order:stroke`;
  const full = boxes.filter((box) => box?.lines.length);
  return full.map(({ lines, size, middle }) => words(lines, size, middle, "middle", { class: "map-name", style }));
}

// Words that stand where they are put.
export function fixedWords({ spots, texts, anchor }, context) {
  const { above, plane, ink, isNarrow } = context;
  const group = element("g", { class: "map-names" });
  above.append(group);
  const size = isNarrow ? 11 : 12;
  const move = (transform) => {
    const boxes = texts.map((text, at) =>
      boxed([text], size, moved(plane.projection(spots[at]), transform), anchor, 1),
    );
    group.replaceChildren(...written(boxes, ink));
  };
  return { paint: () => move(context.transform), move };
}

// Edges of the marks that names keep off.
export function obstacles({ discs = [] }, transform) {
  return discs.map(({ spot, size }) => {
    const [x, y] = moved(spot, transform);
    return [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
  });
}

export const moved = ([left, top], { k, x, y }) => [k * left + x, k * top + y];

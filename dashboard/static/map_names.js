// Finds room for words on a map: measured boxes, none of which covers another. Knows no countries.

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
export const LINE = 1.18; // height of a line, in sizes of its letters
const ASIDE = 3; // pixels between a sign and its name
const WAYS = {
  centre: [0, 0],
  right: [0.5, 0],
  left: [-0.5, 0],
  top: [0, -0.5],
  bottom: [0, 0.5],
  "top right": [0.5, -0.5],
  "top left": [-0.5, -0.5],
  "bottom right": [0.5, 0.5],
  "bottom left": [-0.5, 0.5],
};
export const ROUND = Object.keys(WAYS);
export const BESIDE = ["right", "left", "top", "bottom"];
const widths = new Map();
let pen;

// Pixels of a line of words.
export function wide(text, size, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  if (!widths.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px ${FONT}`;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

export const widest = (lines, size) => Math.max(...lines.map((line) => wide(line, size)));

// Words about a spot: on a way from it, at least `away` pixels off. The middle of the box and its edges.
export function boxed(lines, size, [x, y], way, away = 0) {
  const width = widest(lines, size);
  const height = size * LINE * lines.length;
  const [across, down] = WAYS[way];
  const aside = away ? away + ASIDE : 0;
  const middle = [x + across * width + Math.sign(across) * aside, y + down * height + Math.sign(down) * aside];
  const edges = [middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2];
  return { lines, size, middle, edges };
}

// For each item, in their order, the first of its `boxes` that is free; of an item that `must` be there the one that
// covers least, as long as it covers no other words. `signs` are the edges of marks, `frame` those of the map.
export function placed(items, signs, frame) {
  const taken = [];
  return items.map(({ boxes, must }) => {
    let best;
    for (const box of boxes) {
      const { edges } = box;
      if (edges[0] < frame[0] || edges[1] < frame[1] || edges[2] > frame[2] || edges[3] > frame[3]) continue;
      if (taken.some((other) => common(edges, other) > 0)) continue;
      const covered = signs.reduce((sum, sign) => sum + common(edges, sign), 0);
      if (!best || covered < best.covered) best = { ...box, covered };
      if (!covered) break;
    }
    if (!best || (best.covered && !must)) return undefined;
    taken.push(best.edges);
    return best;
  });
}

// Square pixels that two boxes have in common.
export function common(one, other) {
  const across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  return Math.max(across, 0) * Math.max(down, 0);
}

// A name on one line and, where it has several words, on two that are as alike as can be.
export function broken(name) {
  const words = name.split(" ");
  const cuts = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (lines) => Math.max(...lines.map((line) => line.length));
  cuts.sort((one, other) => longest(one) - longest(other));
  return [[name], ...cuts.slice(0, 1)];
}

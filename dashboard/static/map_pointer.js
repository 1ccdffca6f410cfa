// What a pointer or the keyboard reaches of a map: its words beside it, its outline, a click that opens its card.

import { html } from "./map_svg.js";

const NEAR = 14; // pixels from a finger to the small mark that it means

// What the pointer is on says its words; a click on it opens the card of its source.
export function listen(place, stage) {
  stage.addEventListener("pointermove", (event) => point(place, markAt(place, event), [event.clientX, event.clientY]));
  stage.addEventListener("pointerleave", () => point(place, undefined));
  stage.addEventListener("click", (event) => {
    const mark = markAt(place, event);
    if (!mark) return;
    point(place, mark, [event.clientX, event.clientY]);
    open(place, mark, false);
  });
}

function open(place, mark, byKey) {
  place.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: { row: mark.row, byKey } }));
}

// The mark under a pointer; a finger means the small mark beside it rather than the country.
function markAt(place, { target, clientX, clientY, pointerType }) {
  const own = target.closest?.("[data-row]") ?? target.of;
  if (pointerType !== "touch" || own?.parentNode?.classList.contains("map-points")) return own;
  const stage = place.querySelector(".map-drawing").getBoundingClientRect();
  const away = (node) => {
    if (node.classList.contains("map-speck")) {
      const [x, y] = place.map.transform.apply(node.spot); // there may be thousands
      return Math.hypot(x + stage.left - clientX, y + stage.top - clientY);
    }
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return Math.hypot((left + right) / 2 - clientX, (top + bottom) / 2 - clientY);
  };
  const small = [...place.querySelectorAll(":is(.map-points, .map-rings) [data-row], .map-speck")].map((node) => [
    away(node),
    node,
  ]);
  const [nearest] = small.sort((one, other) => one[0] - other[0]);
  return nearest?.[0] < NEAR ? nearest[1] : own;
}

let tip;
// Shows the words of a mark and its outline; of none takes both away.
export function point(place, mark, [x, y] = []) {
  const { map } = place;
  if (!map) return;
  if (map.pointed !== mark) {
    map.mark?.remove();
    map.pointed = mark;
    if (!mark) hideTip();
    else {
      map.mark = mark.cloneNode(true);
      map.mark.removeAttribute("data-row");
      map.mark.setAttribute("class", "map-marked");
      mark.closest(".map-ground, .map-above").append(map.mark);
    }
  }
  if (mark && x !== undefined) showTip(place, mark, x, y);
}

function showTip(place, mark, x, y) {
  const { labels, label_of: labelOf } = place.map.figure;
  tip ??= Object.assign(html("div", { class: "map-tip", "aria-hidden": "true" }), { popover: "manual" });
  if (tip.row !== mark.row || tip.owner !== place) tip.replaceChildren(...spoken(labels[labelOf[mark.row]]));
  Object.assign(tip, { row: mark.row, owner: place });
  (document.fullscreenElement ?? document.body).append(tip);
  if (!tip.matches(":popover-open")) tip.showPopover();
  const { width, height } = tip.getBoundingClientRect();
  const isRoom = x + 14 + width < document.documentElement.clientWidth;
  tip.style.left = `${Math.max(4, isRoom ? x + 14 : x - 14 - width)}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 14, innerHeight - height - 4))}px`;
}

export function hideTip() {
  if (tip?.matches(":popover-open")) tip.hidePopover();
}

// A label as nodes: of its markup only bold, italic and line ends mean anything.
function spoken(label) {
  const known = ["B", "I", "BR"];
  const copied = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.nodeValue)];
    const inner = [...node.childNodes].flatMap(copied);
    return known.includes(node.nodeName) ? [html(node.nodeName, {}, ...inner)] : inner;
  };
  return [...new DOMParser().parseFromString(label, "text/html").body.childNodes].flatMap(copied);
}

// What keys.js leads through.
export function subject(place) {
  const { map } = place;
  const { steps, choices, layers, labels, label_of: labelOf } = map.figure;
  const stage = () => place.querySelector(".map-drawing").getBoundingClientRect();
  const nodeOf = (mark) =>
    [...place.querySelectorAll(".map-drawing [data-row]")].find((node) => String(node.row) === mark.id);
  const middle = (node) => {
    const around = place.getBoundingClientRect();
    const { left, top, width, height } = node.getBoundingClientRect();
    const isArea = node.closest(".map-areas") && node.spot;
    const [x, y] = isArea
      ? map.transform.apply(node.spot)
      : [left + width / 2 - stage().left, top + height / 2 - stage().top];
    return [x + stage().left - around.left, y + stage().top - around.top];
  };
  return {
    kind: "map",
    hasSteps: Boolean(steps?.names.length > 1),
    hasChoices: Boolean(choices),
    marks() {
      const groups = [
        ...place.querySelectorAll(
          ".map-drawing :is(.map-areas:not([display]), .map-points, .map-rings, .map-lines)",
        ),
      ];
      const seen = new Set();
      const lists = groups.map((group) =>
        [...group.querySelectorAll("[data-row]")].filter(({ row }) => !seen.has(row) && seen.add(row)),
      );
      return lists
        .filter((list) => list.length)
        .flatMap((list, series) => {
          const sorted = list
            .map((node) => ({ node, spot: middle(node) }))
            .sort((one, other) => one.spot[0] - other.spot[0]);
          return sorted.map(({ node, spot }, at) => ({
            id: String(node.row),
            series,
            spot,
            rank: at + 1,
            count: sorted.length,
            where: placeOf(node),
            name: "",
          }));
        });
      function placeOf(node) {
        const layer = layers.find(({ rows }) => rows?.includes(node.row));
        const at = layer.rows.indexOf(node.row);
        return String(layer.units?.[at] ?? layer.spots?.[at] ?? layer.paths?.[at] ?? node.row);
      }
    },
    point(mark) {
      const node = nodeOf(mark);
      if (!node) return null;
      const around = place.getBoundingClientRect();
      const [x, y] = middle(node);
      point(place, node, [x + around.left, y + around.top]);
      const text = spoken(labels[labelOf[node.row]])
        .map((part) => (part.nodeName === "BR" ? "\n" : part.textContent))
        .join("");
      return text
        .replaceAll("-\n", "-")
        .replace(/(?<=\n.*)\n(?=[\p{Ll}\d(])/gu, " ") // a line that goes on is no sentence; the first is a name
        .split("\n")
        .filter(Boolean);
    },
    ring(mark) {
      const node = nodeOf(mark);
      if (node?.closest(".map-areas, .map-lines")) return null;
      const around = place.getBoundingClientRect();
      const { left, top, width, height } = node.getBoundingClientRect();
      return { left: left - around.left - 3, top: top - around.top - 3, width: width + 6, height: height + 6 };
    },
    unpoint: () => point(place, undefined),
    open: () => map.pointed && open(place, map.pointed, true),
    go: (by) => (place.map.stop(), map.go(map.step + by)),
    turn(by) {
      if (choices.names[map.choice + by]) map.choose(map.choice + by);
    },
    toggle: () => (map.isPlaying() ? (place.map.stop(), "Paused.") : (place.map.play(), "Playing.")),
  };
}

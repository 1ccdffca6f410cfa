// Leads through a chart by keyboard: from mark to mark, from series to series, from step to step of a map.
// What is reached is shown as if it were pointed at, ringed, and said aloud; Enter opens its source card.
//
// A `subject` is what is led through (map.js, plot_marks.js): its `kind`; its `marks()`, series by series, as
// { id, series, spot, rank, count, name, where }; `point(mark)` shows one and gives its words, `ring(mark)` its box,
// `unpoint()` lets it go, `open()` opens its card. Where it `hasSteps` or `hasChoices`: `go(by)`, `turn(by)`, `toggle()`.

const KEYS =
  "Left, right: mark to mark. Up, down: series to series. Home, End: first and last of a series. " +
  "Enter: source card. Escape: leave the marks.";
const STEPS = " Shift with left, right: year by year. Shift with up, down: the switch on the map. P: play, pause.";
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
const STEERS = {
  ArrowLeft: (subject) => subject.hasSteps && subject.go(-1),
  ArrowRight: (subject) => subject.hasSteps && subject.go(1),
  ArrowUp: (subject) => subject.hasChoices && subject.turn(-1),
  ArrowDown: (subject) => subject.hasChoices && subject.turn(1),
};

// Makes a chart that has been drawn one that a key can reach, and says what there is and how to move.
export function reach(place, subject, alt) {
  const list = subject.marks();
  const series = (list.at(-1)?.series ?? -1) + 1;
  const count = `${list.length} mark${list.length === 1 ? "" : "s"} in ${series} series`;
  place.tabIndex = list.length ? 0 : -1;
  place.setAttribute("role", "application"); // else a screen reader keeps the arrow keys to itself
  place.setAttribute("aria-roledescription", subject.kind);
  place.setAttribute("aria-label", `${alt} ${count}: arrow keys move, Enter opens the source card, ? tells all keys.`);
  for (const drawing of place.querySelectorAll("svg")) drawing.setAttribute("aria-hidden", "true"); // its words are ours
  if (subject !== place.subject) place.at = undefined;
  place.subject = subject;
  if (place.voice) return;
  place.voice = document.createElement("div");
  place.voice.className = "chart-voice";
  place.voice.setAttribute("role", "status");
  place.append(place.voice);
  place.addEventListener("keydown", (event) => press(place, event));
  place.addEventListener("focus", () => place.at && show(place, again(place)));
  place.addEventListener("blur", () => hide(place));
  place.addEventListener("pointerdown", () => (place.at = undefined));
  place.addEventListener("moved", () => requestAnimationFrame(() => tell(place))); // after the heading
}

function press(place, event) {
  const { key, shiftKey, target } = event;
  if (target !== place || event.altKey || event.ctrlKey || event.metaKey) return;
  const act = key === "?" ? help : shiftKey || key === "p" ? steer : key === "Escape" ? leave : move;
  if (!act(place, key)) return; // Tab, and whatever else is not ours, goes its way
  event.preventDefault();
  event.stopPropagation();
}

function move(place, key) {
  const at = again(place);
  const opens = key === "Enter" || key === " ";
  if (!MOVES[key] && !opens) return false;
  if (at && opens) {
    place.subject.open();
    return true;
  }
  const list = place.subject.marks();
  const here = at && list.find((mark) => mark.id === at.id);
  let next = here ? MOVES[key](list, here) : list[0];
  while (next && !show(place, next)) next = MOVES[ONWARDS[key] ?? (opens ? "ArrowRight" : key)](list, next);
  if (!next && at) show(place, at);
  return true;
}

function leave(place) {
  if (!place.at) return false;
  hide(place);
  place.at = undefined;
  return say(place, "Left the marks.");
}

// Shows a mark as if it were pointed at; gives whether it says anything.
function show(place, mark) {
  hide(place);
  const words = mark && place.subject.point(mark);
  if (!words) return false;
  place.at = mark;
  ring(place, mark);
  return say(place, ...new Set([...words, mark.name, `${mark.rank} of ${mark.count}`]));
}

function hide(place) {
  place.ring?.remove();
  place.voice.classList.remove("seen");
  place.subject.unpoint();
}

// A box around a mark that is not ringed already, as areas are along their border.
function ring(place, mark) {
  const box = place.subject.ring(mark);
  if (!box) return;
  place.ring = document.createElement("div");
  place.ring.className = "chart-ring";
  for (const [side, size] of Object.entries(box)) place.ring.style[side] = `${size}px`;
  const words = place.querySelector("svg:has(> .hoverlayer)"); // of Plotly: they stay above
  if (words) words.before(place.ring);
  else place.append(place.ring);
}

function say(place, ...parts) {
  const sentences = parts.filter(Boolean).map((part) => part.replace(/\.?$/, "."));
  place.voice.textContent = sentences.join(" ");
  return true;
}

function help(place) {
  const { hasSteps, hasChoices } = place.subject;
  place.voice.classList.add("seen");
  return say(place, KEYS + (hasSteps || hasChoices ? STEPS : ""));
}

// Moves the slider, turns the switch or plays the steps, as a click on them does.
function steer(place, key) {
  const { subject } = place;
  if (key.toLowerCase() === "p") return subject.hasSteps && say(place, subject.toggle());
  STEERS[key]?.(subject);
  return key in STEERS && Boolean(subject.hasSteps || subject.hasChoices);
}

// After a step: what the map shows now, and what is said of the same place.
function tell(place) {
  if (document.activeElement !== place) return;
  const heading = place.closest('[class*="st-key-figure-"]')?.querySelector("h1, h2, h3")?.innerText;
  const shown = show(place, again(place));
  say(place, heading, shown && place.voice.textContent);
}

// The mark that was reached last, as it is now; on a map of another year the same place may have another class.
function again(place) {
  if (!place.at) return undefined;
  const list = place.subject.marks();
  const { id, where } = place.at;
  const there = list.filter((mark) => mark.where === where);
  return there.find((mark) => mark.id === id) ?? (where && there[0]);
}

// The mark of the next or the former series that is nearest to one; the next mark where there is but one series.
function beside(list, at, by) {
  if (!list.at(-1).series) return list[list.indexOf(at) + by];
  const there = list.filter((mark) => mark.series === at.series + by);
  const away = ({ spot }) => Math.hypot(spot[0] - at.spot[0], spot[1] - at.spot[1]);
  return there.sort((one, other) => away(one) - away(other))[0];
}

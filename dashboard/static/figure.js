// A figure of a page, as dashboard/figure.py sends it: heading, drawing or rows, sources, actions.

import { draw, leave, nearDrawn } from "./chart.js";

const OPEN = '.figure-actions > :is(details[open], [aria-expanded="true"])';
const decoder = new TextDecoder();

// Fills a figure, each time what it is to show has changed.
export function show({ data, parentElement }) {
  const figure = parentElement.querySelector(".figure");
  const [text, body] = parts(decoder.decode(data));
  if (figure.sent !== text) receive(figure, text, body);
  figure.sent = text;
  return () => leave(figure.querySelector(".chart"));
}

// The head of a message, and what follows it.
function parts(message) {
  const end = message.indexOf("\n");
  return [message.slice(0, end), message.slice(end + 1)];
}

function receive(figure, text, body) {
  figure.turn = undefined; // an answer that is still on its way is older
  if (figure.text === text) return;
  figure.text = text;
  fill(figure, JSON.parse(text), body);
}

// Where the whole message of a figure is; of a changed filter too.
function messageAddress({ address, query, start, level, theme }, changed = {}) {
  const at = new URL(address.replace("/charts/", "/figures/"), document.baseURI);
  const filters = Object.fromEntries(new URLSearchParams(query));
  at.search = new URLSearchParams({ ...filters, ...start, level, theme, ...changed });
  for (const [name, value] of [...at.searchParams]) if (!value) at.searchParams.delete(name);
  at.searchParams.sort();
  return at.href;
}

// The figure that a page speaks of: the browser's own copy, unless it is of another version. Where the server has another
// one too, the tables are new by now: the page is run anew, so that it does not hold some of each.
async function bodyOf(about) {
  let head, body;
  for (const cache of ["force-cache", "no-cache"]) {
    [head, body] = parts(await messageAt(messageAddress(about), cache));
    if (JSON.parse(head).version === about.version) return body;
  }
  runAgain();
  return body;
}

// Messages by their addresses, on their way or here: the browser's cache takes 10 ms to find one.
const copies = new Map();
const MOST_COPIES = 60; // of some 30 kB

function messageAt(address, cache = "force-cache") {
  if (cache === "force-cache" && copies.has(address)) return copies.get(address);
  const message = fetched(address, { cache });
  message.catch(() => copies.delete(address));
  copies.set(address, message);
  if (copies.size > MOST_COPIES) copies.delete(copies.keys().next().value);
  return message;
}

const SELDOM = 5000; // milliseconds
let ranAgain = -SELDOM;
function runAgain() {
  if (performance.now() - ranAgain < SELDOM) return;
  ranAgain = performance.now();
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

// A filter has changed: figures in view ask for their data at once, from the browser's own copy where there is one, and
// are drawn before Streamlit hears of it and says of which version they are.
const FILTERS = ["region", "countries", "years", "hazard", "known", "wording", "edition"];
let before = new URL(location.href);
addEventListener("address", ({ detail: { wait } }) => {
  const [then, now] = [before, location].map(({ search }) => new URLSearchParams(search));
  const names = FILTERS.filter((name) => then.get(name) !== now.get(name));
  const isSamePage = before.pathname === location.pathname;
  before = new URL(location.href);
  const asked = isSamePage && names.length ? askAll(names, now) : [];
  if (asked.length) wait(Promise.all(asked).then(nearDrawn));
});

function askAll(names, now) {
  const valuesOf = (list) => Object.fromEntries(list.map((name) => [name, now.get(name) ?? ""]));
  return [...document.querySelectorAll(".chart")]
    .filter(({ isNear }) => isNear)
    .map((chart) => chart.closest(".figure"))
    .filter(({ about }) => about.start) // that of a reader's own file has none
    .map((figure) => ask(figure, { ...valuesOf(names), ...valuesOf(Object.keys(figure.about.start)) }));
}

async function ask(figure, changed) {
  const turn = (figure.turn = {});
  const address = messageAddress(figure.about, changed);
  const message = await messageAt(address).catch(() => ""); // Streamlit's run says what is wrong
  if (message && figure.turn === turn) receive(figure, ...parts(message));
}

function fill(figure, about, body) {
  const isNew = !figure.about;
  figure.about = about;
  if (isNew) begin(figure);
  figure.firstChild.textContent = about.heading;
  figure.querySelector(".subtitle").innerHTML = about.subtitle;
  figure.querySelector(".figure-notes").innerHTML = about.notes;
  figure.querySelector(".as-table").hidden = !about.has_table;
  const place = figure.querySelector(".figure-body");
  const chart = figure.querySelector(".chart");
  if (about.alt) draw(chart ?? chartIn(place), about, body ? async () => body : () => bodyOf(about));
  else {
    leave(chart);
    place.innerHTML = body;
  }
  if (isNew) return arrive();
  for (const menu of figure.querySelectorAll(".popup-body")) menu.replaceChildren(); // written anew when it opens
  figure.dispatchEvent(new Event("changed"));
}

// The figure of a link comes into view, and stays there while others arrive above it, until its reader does something.
let hasActed = false;
for (const act of ["wheel", "touchstart", "pointerdown", "keydown"])
  addEventListener(act, () => (hasActed = true), { capture: true, once: true, passive: true });
const arrive = () => hasActed || (location.hash && document.getElementById(location.hash.slice(1))?.scrollIntoView());

function begin(figure) {
  figure.id = keyOf(figure);
  figure.prepend(document.createElement(`h${figure.about.level}`));
  const actions = figure.querySelector(".figure-actions");
  actions.addEventListener("pointerenter", acting);
  actions.addEventListener("focusin", acting);
  actions.addEventListener("toggle", ({ target }) => target.open && act("opened", figure, target), true); // it does not bubble
  actions.addEventListener("click", ({ target }) => target.matches(".as-table") && act("pressed", figure, target));
  figure.addEventListener("changed", () => figure.querySelector(OPEN) && act("changed", figure));
  figure.addEventListener("moved", () => moved(figure));
}

// The key of a figure on the page, as Streamlit has it among the classes around it.
const keyOf = (figure) => /st-key-(figure-[\w-]+)/.exec(figure.closest('[class*="st-key-figure-"]').className)[1];

function chartIn(place) {
  const chart = document.createElement("div");
  chart.className = "chart";
  place.replaceChildren(chart);
  return chart;
}

// What a reader does with a figure: its script is fetched when somebody is about to.
const acting = () => import("./actions.js");
const act = async (name, ...what) => (await acting())[name](...what);

// A map whose slider or switch is moved says so in its heading and in the address, so that a link shows the same.
function moved(figure) {
  const { figure: { steps, choices, titles }, step, choice, only } = figure.querySelector(".chart").map;
  const title = titles?.[choice ?? 0][step];
  if (title) figure.firstChild.textContent = title;
  const address = new URL(location.href);
  if (steps) address.searchParams.set("at", steps.names[step]);
  if (choices) address.searchParams.set("map", choices.names[choice]);
  if (only) address.searchParams.set("only", only);
  else address.searchParams.delete("only");
  history.replaceState(history.state, "", address);
  figure.dispatchEvent(new Event("changed"));
}

// The address of a file of a figure, of a map as its reader has left it.
export function fileAddress(figure, form, more = {}) {
  const { address, query } = figure.about;
  const file = new URL(`${address}.${form}`, document.baseURI);
  const { figure: { steps, choices } = {}, step, choice, only } = figure.querySelector(".chart")?.map ?? {};
  const left = { at: steps?.names[step], map: choices?.names[choice], only };
  const stated = Object.entries({ ...left, ...more }).filter(([, value]) => value !== undefined);
  file.search = new URLSearchParams([...new URLSearchParams(query), ...stated]);
  return file.href;
}

export async function fetched(address, how) {
  const answer = await fetch(address, how);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}

// A figure of a page, as dashboard/figure.py sends it: heading, drawing or rows, sources, actions.

import { draw, leave } from "./chart.js";

const OPEN = '.figure-actions > :is(details[open], [aria-expanded="true"])';
const decoder = new TextDecoder();

// Fills a figure, each time what it is to show has changed.
export function show({ data, parentElement }) {
  const figure = parentElement.querySelector(".figure");
  const end = data.indexOf(10);
  const text = decoder.decode(data.subarray(0, end));
  if (figure.text !== text) {
    figure.text = text;
    fill(figure, JSON.parse(text), data.subarray(end + 1));
  }
  return () => leave(figure.querySelector(".chart"));
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
  if (about.alt) draw(chart ?? chartIn(place), about, body);
  else {
    leave(chart);
    place.innerHTML = decoder.decode(body);
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
  actions.querySelector(".copy-link").href = `#${figure.id}`;
  actions.addEventListener("pointerenter", acting);
  actions.addEventListener("focusin", acting);
  actions.addEventListener("toggle", ({ target }) => target.open && act("opened", figure, target), true); // it does not bubble
  actions.addEventListener("click", (event) => {
    const { target } = event;
    if (target.matches(".copy-link")) event.preventDefault();
    if (target.matches(".copy-link, .as-table")) act("pressed", figure, target);
  });
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

export async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.text();
}

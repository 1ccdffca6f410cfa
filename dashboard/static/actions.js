// What a reader does with a figure: take it away as a picture or a file, link to it, cite it, see its table.

import { fetched, fileAddress } from "./figure.js";
import { hasShareSheet, press } from "./picture.js";

const REST = 400; // milliseconds after which a slider is at rest
const PICTURES = `
<button type="button" data-form="wide" data-format="png">PNG (16:9)</button>
<button type="button" data-form="square" data-format="png">PNG (square)</button>
<button type="button" data-form="a4" data-format="png">PNG (A4)</button>
<button type="button" data-form="wide" data-format="svg">SVG</button>`;
const SHARE = `
<button type="button" data-copies="link">Copy link</button><pre data-text="link"></pre>
<button type="button" data-copies="embed">Copy embed code</button><pre data-text="embed"></pre>
<button type="button" data-form="square" data-share>Share picture</button><p role="status"></p>`;
const CITATION = `
<p>Citation <button type="button" data-copies="text">Copy</button></p><pre data-text="text"></pre>
<p>BibTeX <button type="button" data-copies="bibtex">Copy</button></p><pre data-text="bibtex"></pre>
<p>For reference managers</p><div class="popup-links"></div><p></p>`;
const REFERENCES = { RIS: "ris", BibTeX: "bib", "CSL-JSON": "csl.json" };
const FILL = { files: fillFiles, share: fillShare, citation: fillCitation };

// A menu was opened: it is of the figure as it stands now.
export async function opened(figure, menu) {
  const box = menu.lastElementChild;
  try {
    await FILL[menu.dataset.menu](figure, box);
    box.scrollIntoView({ block: "nearest" });
  } catch (problem) {
    box.textContent = `This did not arrive: ${problem.message}`;
  }
}

export function pressed(figure, button) {
  const isOpen = button.getAttribute("aria-expanded") === "false";
  button.setAttribute("aria-expanded", isOpen);
  if (isOpen) return fillTable(figure);
  figure.querySelector(".figure-table").replaceChildren();
}

// What is open follows a figure that has changed, once a slider rests.
export function changed(figure) {
  clearTimeout(figure.resting);
  figure.resting = setTimeout(() => {
    if (figure.querySelector(".chart")?.map?.isPlaying()) return changed(figure);
    for (const menu of figure.querySelectorAll(".figure-actions > details[open]")) opened(figure, menu);
    if (figure.querySelector('.as-table[aria-expanded="true"]')) fillTable(figure);
  }, REST);
}

function fillFiles(figure, box) {
  const { about } = figure;
  if (!box.firstChild) beginFiles(figure, box);
  for (const link of box.querySelectorAll("a")) {
    const { form, steps } = link.dataset;
    link.href = fileAddress(figure, form, { steps, for: form === "csv" ? "spreadsheet" : undefined });
    link.download = `${about.file}${steps ? "-all-steps" : ""}.${form}`;
  }
}

function beginFiles(figure, box) {
  const { about } = figure;
  if (about.alt) box.innerHTML = PICTURES;
  box.append(...about.forms.map((name) => fileLink(name, name)));
  if (about.has_steps) {
    const link = fileLink("CSV, all steps", "CSV");
    link.dataset.steps = "all";
    box.append(link);
  }
  if (isPublic(figure)) box.append(fileLink("All in one (ZIP)", "ZIP"));
  box.append(Object.assign(document.createElement("p"), { role: "status" }));
  listen(figure, box);
}

// Pictures are made, and texts are copied, where a button of a menu is pressed.
function listen(figure, box) {
  box.onclick = async ({ target }) => {
    const { copies, form } = target.dataset;
    if (copies) return copy(target, box.querySelector(`[data-text="${copies}"]`));
    if (!form || !target.matches("button")) return;
    try {
      await press(figure, box, target);
    } catch (problem) {
      box.querySelector("[role=status]").textContent = `The picture could not be made: ${problem.message}`;
    }
  };
}

// The link opens the page at this figure; other sites show a chart by its embed code, but not one of a reader's own file.
async function fillShare(figure, box) {
  if (!box.firstChild) {
    box.innerHTML = SHARE;
    if (!figure.about.alt || !hasShareSheet()) box.querySelector("[data-share]").remove();
    if (!isPublic(figure)) for (const one of box.querySelectorAll('[data-copies="embed"], [data-text="embed"]')) one.remove();
    listen(figure, box);
  }
  const [link, embed] = box.querySelectorAll("pre");
  link.textContent = new URL(`#${figure.id}`, location.href).href;
  if (embed) embed.textContent = JSON.parse(await fetched(oembedAddress(figure))).html;
}

// Where it is said how other sites show a chart: as its files, but a map that nobody has moved stays the newest.
function oembedAddress(figure) {
  const address = new URL(fileAddress(figure, "csv"));
  const isMoved = new URLSearchParams(location.search);
  for (const name of ["at", "map"]) if (!isMoved.has(name)) address.searchParams.delete(name);
  address.pathname = address.pathname.replace(/api\/v1\/charts\/(\w+)\.csv$/, "embed/$1");
  return `${new URL("api/v1/oembed", document.baseURI)}?${new URLSearchParams({ url: address })}`;
}

const isPublic = ({ about }) => !about.address.startsWith("api/v1/own/");

function fileLink(words, name) {
  const link = Object.assign(document.createElement("a"), { textContent: words });
  link.dataset.form = name.toLowerCase();
  return link;
}

async function fillCitation(figure, box) {
  const { about } = figure;
  const { citation } = JSON.parse(await fetched(fileAddress(figure, "metadata.json")));
  if (!box.firstChild) {
    box.innerHTML = CITATION;
    box.lastElementChild.textContent =
      `To cite a single figure, click its ${about.alt ? "mark" : "row"}: the card names its source.`;
    const links = box.querySelector(".popup-links");
    if (isPublic(figure)) links.append(...Object.entries(REFERENCES).map(([words, form]) => fileLink(words, form)));
    else for (const one of [links.previousElementSibling, links]) one.remove();
    listen(figure, box);
  }
  for (const part of box.querySelectorAll("pre")) part.textContent = citation[part.dataset.text];
  for (const link of box.querySelectorAll("a")) {
    link.href = fileAddress(figure, link.dataset.form);
    link.download = `${about.file}.${link.dataset.form}`;
  }
}

async function fillTable(figure) {
  const box = figure.querySelector(".figure-table");
  const address = (figure.tableAddress = fileAddress(figure, "table.html"));
  box.ariaBusy = "true";
  const html = await fetched(address).catch((problem) => `<p>The table did not arrive: ${problem.message}</p>`);
  const isWanted = figure.querySelector('.as-table[aria-expanded="true"]') && figure.tableAddress === address;
  if (isWanted) box.innerHTML = html;
  box.ariaBusy = null;
}

// Without https a browser lets no page copy: then the text is selected for its reader to copy.
async function copy(button, text) {
  const words = (button.dataset.words ??= button.textContent);
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(text);
    button.textContent = "Selected: copy it now";
  }
  setTimeout(() => (button.textContent = words), 2000);
}

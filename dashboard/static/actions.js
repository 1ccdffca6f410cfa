// What a reader does with a figure: take it away as a picture or a file, link to it, cite it, see its table.

import { fetched, fileAddress } from "./figure.js";
import { hasShareSheet, press } from "./picture.js";

const REST = 400; // milliseconds after which a slider is at rest
const PICTURES = `
<button type="button" data-form="square" data-share>Share</button>
<button type="button" data-form="wide" data-format="png">PNG (16:9)</button>
<button type="button" data-form="square" data-format="png">PNG (square)</button>
<button type="button" data-form="a4" data-format="png">PNG (A4)</button>
<button type="button" data-form="wide" data-format="svg">SVG</button>`;
const CITATION = `
<p>Citation <button type="button" data-copies="text">Copy</button></p><pre data-citation="text"></pre>
<p>BibTeX <button type="button" data-copies="bibtex">Copy</button></p><pre data-citation="bibtex"></pre>
<p></p>`;
const FILL = { files: fillFiles, citation: fillCitation };

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
  if (button.matches(".copy-link")) return copy(button, new URL(button.getAttribute("href"), location.href).href);
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
  const share = box.querySelector("[data-share]");
  if (share && !hasShareSheet()) share.remove();
  box.append(...about.forms.map((name) => fileLink(name, name)));
  if (about.has_steps) {
    const link = fileLink("CSV, all steps", "CSV");
    link.dataset.steps = "all";
    box.append(link);
  }
  const status = Object.assign(document.createElement("p"), { role: "status" });
  box.append(status);
  box.onclick = async ({ target }) => {
    if (!target.matches("button")) return;
    try {
      await press(figure, box, target);
    } catch (problem) {
      status.textContent = `The picture could not be made: ${problem.message}`;
    }
  };
}

function fileLink(words, name) {
  const link = Object.assign(document.createElement("a"), { textContent: words });
  link.dataset.form = name.toLowerCase();
  return link;
}

async function fillCitation(figure, box) {
  const { citation } = JSON.parse(await fetched(fileAddress(figure, "metadata.json")));
  if (!box.firstChild) {
    box.innerHTML = CITATION;
    box.lastElementChild.textContent =
      `To cite a single figure, click its ${figure.about.alt ? "mark" : "row"}: the card names its source.`;
    box.onclick = ({ target }) => {
      const { copies } = target.dataset;
      if (copies) copy(target, box.querySelector(`[data-citation="${copies}"]`).textContent);
    };
  }
  for (const part of box.querySelectorAll("pre")) part.textContent = citation[part.dataset.citation];
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

async function copy(button, text) {
  const words = button.textContent;
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.done ?? "Copied";
  setTimeout(() => (button.textContent = words), 2000);
}

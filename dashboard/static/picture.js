// Makes a picture of a chart as the reader left it, at a fixed size: title, what is drawn, chart, sources, date, note.
// The chart is drawn anew on white by the script that drew it on the page (chart.js).

import { drawn } from "./chart.js";
import { fetched, fileAddress } from "./figure.js";
import { SIDE, composed, sheet } from "./picture_sheet.js";

// Widths are those to lay out for, the first one in which a chart has the height it needs: letters are as large as
// they can be; a map has its own. The picture has so many pixels across.
const SHEETS = {
  wide: { widths: [960, 1060, 1160], map: 1160, ratio: 16 / 9, pixels: 2400 },
  square: { widths: [760, 900, 1080], map: 760, ratio: 1, pixels: 2160 },
  a4: { widths: [960, 1060, 1160], map: 1160, ratio: 297 / 210, pixels: 2400 },
};
const FORMATS = ["png", "svg"];

// Whether the system can send a picture on to whom a reader chooses.
export function hasShareSheet() {
  const sample = { files: [new File(["sample"], "sample.png", { type: "image/png" })] };
  return matchMedia("(pointer: coarse)").matches && Boolean(navigator.canShare?.(sample));
}

// Makes the picture of a button of the menu; the button Share opens the system's sheet with it, the others save it.
export async function press(figure, menu, button) {
  const status = menu.querySelector("p");
  const buttons = menu.querySelectorAll("button");
  const { form, format = "png" } = button.dataset;
  buttons.forEach((one) => (one.disabled = true));
  status.textContent = "Drawing …";
  try {
    const drawing = button.drawing ?? (await file(figure, form, format));
    status.textContent = "share" in button.dataset ? await share(button, drawing) : save(drawing);
  } finally {
    buttons.forEach((one) => (one.disabled = false));
    button.focus(); // a button that cannot be pressed has no focus
  }
}

// Opens the system's sheet; where drawing took so long that the tap no longer counts, the next tap opens it at once.
async function share(button, drawing) {
  button.drawing = undefined;
  try {
    await navigator.share({ files: [drawing] });
  } catch (problem) {
    if (problem.name === "NotAllowedError") {
      button.drawing = drawing;
      return "The picture is ready. Tap again.";
    }
    if (problem.name !== "AbortError") throw problem;
  }
  return "";
}

function save(drawing) {
  const address = URL.createObjectURL(drawing);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = drawing.name;
  anchor.click(); // not in the page: a click there would close the menu it came from
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  return "";
}

export async function file(figure, form, format) {
  if (!FORMATS.includes(format)) throw new Error(`no format '${format}'; there are: ${FORMATS.join(", ")}`);
  const { text, width, height } = await picture(figure, form);
  const vector = new Blob([text], { type: "image/svg+xml;charset=utf-8" });
  const blob = format === "svg" ? vector : await painted(vector, 2 * width, 2 * height);
  const shape = form === "wide" ? "" : `-${form}`;
  return new File([blob], `${figure.about.file}${shape}.${format}`, { type: blob.type });
}

export async function picture(figure, form) {
  if (!(form in SHEETS)) throw new Error(`no form '${form}'; there are: ${Object.keys(SHEETS).join(", ")}`);
  const place = figure.querySelector(".chart");
  const facts = JSON.parse(await fetched(fileAddress(figure, "metadata.json")));
  await drawn(place);
  const { widths, map, ratio, pixels } = SHEETS[form];
  const words = spoken(facts, place);
  const { needed, paper } = place.drawer;
  const least = needed?.(place); // a map takes what it gets
  const sheets = (least ? widths : [map]).map((width) => sheet(words, width, Math.round(width / ratio)));
  const page = sheets.find(({ room }) => room >= least) ?? sheets.at(-1);
  const node = await paper(place, page.width - 2 * SIDE, page.room);
  const size = { width: pixels / 2, height: Math.round(pixels / ratio / 2) };
  const root = composed(words, page, node, size);
  return { text: new XMLSerializer().serializeToString(root), ...size };
}

// What a picture says; where slider and switch stand, and the class that stands out: it has no buttons.
function spoken(facts, { map }) {
  const alone = map?.only && `only “${map.only}” in full colour, other classes faded`;
  const dated = [facts.dated, map?.figure.extent?.words].filter(Boolean).join(". ");
  const origin = facts.address ? location.href : facts.collection;
  return {
    title: facts.title,
    subtitle: [facts.subtitle, facts.step, alone].filter(Boolean).join(" · "),
    lines: [`${facts.source_line}. ${dated}.`, [facts.status_note, origin].filter(Boolean).join(" ")],
  };
}

async function painted(vector, width, height) {
  const image = new Image();
  const address = URL.createObjectURL(vector);
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(address);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the browser could not paint it");
  return blob;
}

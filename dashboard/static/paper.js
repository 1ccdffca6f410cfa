// Lays a Plotly figure out anew at the size of a picture, as the reader left it: nothing of the width of the screen
// remains.

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
export const INK = "#23262a";
export const MUTED = "#4b5056";
const GRID = "#e3e5e8";
const LEAST = 12; // pixels of a letter
const WIDEST = 0.45; // part of the width that an entry of the key may take before it goes on in the next line
const ON_SCREEN = ["title", "autosize", "dragmode"];

// Data and layout for white paper.
export function onPaper(shown, width, height) {
  const { data, layout } = asLeft(shown);
  const template = layout.template?.layout ?? {};
  layout.margin = { ...template.margin, ...layout.margin };
  for (const name of ON_SCREEN) delete layout[name];
  layout.template = { data: layout.template?.data ?? {}, layout: lightInk(template) };
  keepGaps(layout, layout.height, height);
  const named = data.filter(({ name, showlegend }) => name && showlegend !== false);
  for (const trace of named) trace.name = inLines(trace.name, width, layout);
  [data, layout].forEach(enlarge);
  Object.assign(layout, { width, height, paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff" });
  return { data, layout };
}

// The figure as the server sent it, with key and zoom as they stand on the page.
function asLeft(shown) {
  const { data, layout } = JSON.parse(shown.text);
  data.forEach((trace, at) => (trace.visible = shown.data[at]?.visible ?? trace.visible));
  for (const [name, { range, autorange }] of Object.entries(shown.layout)) {
    if (/^[xy]axis\d*$/.test(name) && range && autorange === false && layout[name]) layout[name].range = range;
  }
  return { data, layout };
}

// What lies between panels one above the other is ticks and headings: it keeps its height, the panels give way.
function keepGaps(layout, before, after) {
  const { t = 0, b = 0 } = layout.margin;
  const [old, inner] = [before - t - b, after - t - b];
  const rows = bands(layout);
  if (rows.length < 2 || inner >= old) return;
  const high = rows.reduce((sum, [low, top]) => sum + top - low, 0);
  const share = (inner - old * (1 - high)) / (high * inner); // of their height that panels keep, gaps being whole
  if (share <= 0) return;
  const edges = [0, ...rows.flat(), 1];
  const places = [0];
  edges.slice(1).forEach((edge, at) => {
    const length = edge - edges[at];
    places.push(places[at] + length * (at % 2 ? share : old / inner));
  });
  const moved = (y) => {
    if (y <= 0) return (y * old) / inner;
    if (y >= 1) return 1 + ((y - 1) * old) / inner;
    const at = edges.findLastIndex((edge) => edge <= y);
    const length = edges[at + 1] - edges[at];
    return places[at] + (length ? ((y - edges[at]) / length) * (places[at + 1] - places[at]) : 0);
  };
  const isAxis = ([name]) => /^yaxis\d*$/.test(name);
  for (const [, axis] of Object.entries(layout).filter(isAxis)) if (axis.domain) axis.domain = axis.domain.map(moved);
  for (const note of layout.annotations ?? []) if (note.yref === "paper") note.y = moved(note.y);
  for (const shape of layout.shapes ?? []) {
    if (shape.yref === "paper") [shape.y0, shape.y1] = [moved(shape.y0), moved(shape.y1)];
  }
  if (layout.legend?.y !== undefined) layout.legend.y = moved(layout.legend.y);
}

// From where to where panels reach upwards, those side by side as one.
function bands(layout) {
  const domains = Object.entries(layout).flatMap(([name, { domain } = {}]) =>
    /^yaxis\d*$/.test(name) && domain ? [domain] : [],
  );
  const rows = [];
  for (const [low, top] of domains.toSorted((one, other) => one[0] - other[0])) {
    if (rows.length && low < rows.at(-1)[1] - 1e-9) rows.at(-1)[1] = Math.max(top, rows.at(-1)[1]);
    else rows.push([low, top]);
  }
  return rows;
}

// Small letters grow until they can be read.
function enlarge(part) {
  if (!part || typeof part !== "object") return;
  for (const [name, value] of Object.entries(part)) {
    if (/font$/.test(name) && value?.size) {
      const larger = (size) => Math.max(LEAST, size);
      value.size = Array.isArray(value.size) ? value.size.map(larger) : larger(value.size);
    } else enlarge(value);
  }
}

// A long entry of the key in lines.
function inLines(name, width, layout) {
  const size = layout.legend?.font?.size ?? layout.template?.layout?.font?.size ?? 14;
  if (name.includes("<")) return name;
  return wrapped(name, size, 400, width * WIDEST).join("<br>");
}

function lightInk(template) {
  const ink = JSON.parse(JSON.stringify(template));
  const lines = { gridcolor: GRID, linecolor: "#565b61", tickcolor: "#565b61", zerolinecolor: GRID };
  for (const name of ["xaxis", "yaxis"]) {
    const axis = ink[name] ?? {};
    const [title, tickfont] = [axis.title?.font, axis.tickfont].map((font) => ({ ...font, color: MUTED }));
    ink[name] = { ...axis, ...lines, tickfont, title: { ...axis.title, font: title } };
  }
  return { ...ink, font: { ...ink.font, color: INK, family: FONT }, paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff" };
}

// Words in lines of at most so many pixels.
export function wrapped(text, size, weight, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${FONT}`;
  const fits = (words) => pen.measureText(words).width <= width;
  const lines = [];
  let line = "";
  for (const word of String(text).split(/\s+/).filter(Boolean).flatMap((one) => broken(one, fits))) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line ? [...lines, line] : lines;
}

// A word too long for a line (an address) in pieces that fit.
function broken(word, fits) {
  const pieces = [];
  let piece = "";
  for (const letter of word) {
    if (fits(piece + letter)) piece += letter;
    else {
      pieces.push(piece);
      piece = letter;
    }
  }
  return [...pieces, piece];
}

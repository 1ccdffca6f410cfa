// The key of a map: a class that is clicked, or chosen with Enter, stands out, and the others fade.

const PART = 0.8; // how far the colours of the others move to that of the page

// Colour of each class by its label in the key.
export function classes(data) {
  const entries = data.flatMap((layer) => {
    if (layer.type === "pie") return layer.labels.map((label, at) => [label, layer.marker.colors[at]]);
    return layer.type === "choropleth" && layer.showlegend ? [[layer.name, layer.colorscale[1][1]]] : [];
  });
  return new Map(entries);
}

// A layer in which all colours but one fade; as it is without such a colour, or where it says nothing.
export function faded(layer, only, page) {
  if (!only || !layer.hovertemplate) return layer;
  const shade = (colour) => (colour === only ? colour : pale(colour, page));
  const scale = layer.colorscale;
  if (scale) return { ...layer, colorscale: scale.map(([edge, colour]) => [edge, shade(colour)]) };
  const colour = layer.marker?.color;
  if (!colour) return layer;
  return { ...layer, marker: { ...layer.marker, color: Array.isArray(colour) ? colour.map(shade) : shade(colour) } };
}

// What is translucent is faint already: land without data, figures that are old.
function pale(colour, page) {
  const [from, to] = [colour, page].map((text) => /^#[0-9a-f]{6}$/i.test(text) && text.match(/[0-9a-f]{2}/gi));
  if (!from || !to) return colour;
  const parts = from.map((part, at) => (1 - PART) * parseInt(part, 16) + PART * parseInt(to[at], 16));
  return `rgb(${parts.map(Math.round)})`;
}

// Lets the classes of a key be chosen; `choose` is told the label, or nothing when the chosen one is let go.
export function ready(place, choose) {
  const { colours: known } = place.film;
  const pick = (label) => known.has(label) && choose(label === place.film.only ? undefined : label);
  place.on("plotly_legendclick", ({ label, curveNumber }) => {
    pick(label ?? place.data[curveNumber].name);
    return false; // Plotly would hide the class, as if nothing were there
  });
  place.on("plotly_legenddoubleclick", () => false);
  place.on("plotly_afterplot", () => mark(place));
  place.onkeydown = (event) => {
    const label = event.target.dataset?.label;
    if (!label || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    pick(label);
  };
  mark(place);
}

// Entries of the key as buttons that say whether they are pressed; those that faded are faint.
export function mark(place) {
  const { colours: known, only } = place.film ?? {};
  for (const entry of place.querySelectorAll(".legend .traces")) {
    const label = entry.querySelector(".legendtext")?.dataset.unformatted;
    if (!known?.has(label)) continue;
    const button = entry.querySelector(".legendtoggle");
    const states = { tabindex: 0, role: "button", "aria-pressed": label === only, "aria-label": `${label}: this class alone` };
    for (const [name, value] of Object.entries(states)) button.setAttribute(name, value);
    button.dataset.label = label;
    entry.style.opacity = only && label !== only ? 0.4 : 1;
  }
}

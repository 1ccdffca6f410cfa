// Draws controls whose values are parameters of the page's address. A choice changes the address, and Streamlit, which
// watches it, runs the page. A control that offers the same as before is kept: with its focus, open or closed.

export function draw(place, { items, words }) {
  const hasOptions = items.some(({ part }) => part === "options");
  const more = hasOptions ? (place.querySelector(".options") ?? popup(words.options, "popup options")) : null;
  const kept = new Map([...place.querySelectorAll("[data-name]")].map((node) => [node.dataset.name, node]));
  const nodes = items.map((item) => [item.part, drawn(item, words, kept.get(item.name))]);
  const ofPart = (name) => nodes.filter(([part]) => part === name).map(([, node]) => node);
  arrange(place, [...ofPart("first"), ...ofPart(undefined), ...(more ? [more] : [])]);
  if (more) arrange(more.lastChild, ofPart("options"));
}

// Puts nodes in order without taking those out that stay: they would lose their focus.
function arrange(place, nodes) {
  for (const node of [...place.children]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => place.children[at] !== node && place.insertBefore(node, place.children[at] ?? null));
}

function drawn({ value, default: usual, ...offer }, words, kept) {
  const text = JSON.stringify(offer);
  const isKept = kept?.offer === text;
  const node = isKept ? kept : MAKERS[offer.kind](offer, words);
  if (!isKept) {
    Object.assign(node, { offer: text });
    Object.assign(node.dataset, { name: offer.name, kind: offer.kind });
    if (kept?.open) node.open = true;
  }
  node.usual = usual;
  node.clears = offer.clears ?? [];
  node.set(value ?? "");
  return node;
}

// Writes a choice into the address of the page; what is usual is not written.
function choose(node, text) {
  const address = new URL(location.href);
  for (const name of ["record", ...node.clears]) address.searchParams.delete(name);
  if (text === node.usual) address.searchParams.delete(node.dataset.name);
  else address.searchParams.set(node.dataset.name, text);
  history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

const MAKERS = {
  select(offer) {
    const box = element("select", { name: offer.name });
    box.append(...offer.options.map(([value, label]) => element("option", { value }, label)));
    return labelled(offer, box, (value) => (box.value = value), () => box.value);
  },
  buttons(offer) {
    const buttons = offer.options.map(([value, label]) => {
      const button = element("input", { type: "radio", name: offer.name, value });
      return [button, element("label", {}, button, element("span", {}, label))];
    });
    const node = group(offer, "segments", buttons.map(([, label]) => label));
    node.set = (value) => buttons.forEach(([button]) => (button.checked = button.value === value));
    node.onchange = ({ target }) => choose(node, target.value);
    return node;
  },
  span(offer, words) {
    const [low, high] = offer.limits.map(Number);
    const ends = ["from", "to"].map((end) => {
      const box = element("select", { ariaLabel: `${offer.label}, ${words[end]}` });
      for (let year = low; year <= high; year++) box.append(element("option", { value: year }, year));
      return box;
    });
    const node = group(offer, "span", [ends[0], "–", ends[1]]);
    node.set = (value) => value.split("-").forEach((year, at) => (ends[at].value = year));
    node.onchange = () => {
      const years = ends.map((box) => Number(box.value)).sort((one, other) => one - other);
      choose(node, years.join("-"));
    };
    return node;
  },
  number(offer) {
    const [min, max] = offer.limits;
    const box = element("input", { type: "range", min, max });
    const shown = element("output");
    const node = labelled(offer, box, (value) => (box.value = shown.value = value), () => box.value);
    box.oninput = () => (shown.value = box.value);
    node.append(shown);
    return node;
  },
  day(offer) {
    const [min, max] = offer.limits;
    const box = element("input", { type: "date", min, max });
    return labelled(offer, box, (value) => (box.value = value), () => box.value, () => box.validity.valid);
  },
  switch(offer) {
    const box = element("input", { type: "checkbox", role: "switch" });
    return labelled(offer, box, (value) => (box.checked = value === "1"), () => (box.checked ? "1" : "0"));
  },
  text(offer) {
    const box = element("input", { type: "search", placeholder: offer.placeholder ?? offer.label });
    const set = (value) => document.activeElement !== box && (box.value = value);
    const node = labelled(offer, box, set, () => box.value.trim());
    let waiting;
    box.oninput = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => choose(node, box.value.trim()), 300);
    };
    return node;
  },
  many,
  link({ label }) {
    const node = element("a", { className: "button" }, label);
    node.set = (query) => node.setAttribute("href", query);
    return node;
  },
};

// A control with one value under its label.
function labelled(offer, box, set, value, isValid = () => true) {
  const node = element("label", { className: "control" }, element("span", {}, offer.label), box);
  if (offer.help) node.title = offer.help;
  box.ariaLabel = offer.label; // the words of a label would have those of its options among them
  node.set = set;
  box.onchange = () => isValid() && choose(node, value());
  return node;
}

function group(offer, className, parts) {
  const node = element("fieldset", { className }, element("legend", {}, offer.label), ...parts);
  if (offer.help) node.title = offer.help;
  return node;
}

// Several of a list: a button with what is chosen, behind it a box to find and boxes to tick.
function many(offer, words) {
  const node = popup(offer.label);
  const boxes = offer.options.map(([value, label]) => {
    const box = element("input", { type: "checkbox", value });
    return { box, label, line: element("label", {}, box, label) };
  });
  const find = element("input", { type: "search", placeholder: words.find, ariaLabel: `${words.find}: ${offer.label}` });
  find.oninput = () => {
    const letters = plain(find.value);
    for (const { label, line } of boxes) line.hidden = !plain(label).includes(letters);
  };
  const chosen = () => boxes.filter(({ box }) => box.checked);
  node.set = (text) => {
    const values = text.split(",").filter(Boolean);
    for (const { box } of boxes) box.checked = values.includes(box.value);
    const isFull = offer.most && values.length >= offer.most;
    for (const { box } of boxes) box.disabled = isFull && !box.checked;
    const names = chosen().map(({ label }) => label);
    const none = offer.placeholder ?? words.all;
    const listed = names.length > 2 ? words.chosen.replace("#", names.length) : names.join(", ");
    node.firstChild.lastChild.textContent = listed || none;
  };
  const list = element("div", { className: "ticks" }, ...boxes.map(({ line }) => line));
  list.onchange = () => choose(node, chosen().map(({ box }) => box.value).join(","));
  node.lastChild.append(...(boxes.length > 12 ? [find] : []), list);
  return node;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// A button that opens what stands under it; frame.js closes it at a click outside and on Escape.
function popup(label, className = "popup") {
  const head = element("summary", {}, element("span", {}, label), element("b"));
  return element("details", { className }, head, element("div", { className: "popup-body" }));
}

function element(name, properties = {}, ...parts) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...parts);
  return node;
}

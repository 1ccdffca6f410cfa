// The search box: a combobox whose options are links; see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.

const WAIT = 150;
let waiting;
let asked;

const partsOf = (search) => ({
  input: search.querySelector("input"),
  panel: search.querySelector(".results"),
  list: search.querySelector("[role=listbox]"),
  status: search.querySelector("p"),
  words: JSON.parse(search.dataset.words),
});
const optionsOf = ({ list }) => [...list.children];
const activeOf = (parts) => optionsOf(parts).find((option) => option.ariaSelected === "true");

function open({ input, panel, list }, isOpen) {
  panel.hidden = !isOpen;
  input.ariaExpanded = String(isOpen && list.children.length > 0);
  if (!isOpen) return mark({ input, list }, null);
  const isAtRight = input.getBoundingClientRect().right > panel.offsetWidth; // else it would stick out at the left
  panel.style.inset = isAtRight ? "40px 0 auto auto" : "40px auto auto 0";
}

function mark({ input, list }, option) {
  for (const one of list.children) one.ariaSelected = String(one === option);
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function fill(parts, rows, text) {
  const { list, status, words } = parts;
  list.replaceChildren(...rows.map((row, place) => drawn(row, place, words.kinds)));
  list.hidden = !rows.length;
  status.className = rows.length ? "unseen" : "";
  status.textContent = (rows.length ? words.count.replace("{count}", rows.length) : words.none)
    .replace("{words}", text);
  open(parts, true);
}

function drawn(row, place, kinds) {
  const option = Object.assign(document.createElement("a"), {
    role: "option",
    id: `option-${place}`,
    tabIndex: -1,
    href: row.address,
    ariaSelected: "false",
  });
  const detail = document.createElement("small");
  detail.textContent = [kinds[row.kind], row.detail].filter(Boolean).join(" · ");
  option.append(row.name, detail);
  return option;
}

const searchOf = ({ target }) => target.closest?.(".search");

addEventListener("input", (event) => {
  const search = searchOf(event);
  if (!search) return;
  const parts = partsOf(search);
  clearTimeout(waiting);
  asked?.abort();
  const text = parts.input.value.trim();
  if (!text) return open(parts, false);
  waiting = setTimeout(async () => {
    const address = new URL("api/v1/search", document.baseURI);
    const wording = new URLSearchParams(location.search).get("wording");
    address.search = new URLSearchParams({ q: text, ...(wording && { wording }) });
    asked = new AbortController();
    const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
    if (answer?.ok && parts.input.value.trim() === text) fill(parts, await answer.json(), text);
  }, WAIT);
});

addEventListener("keydown", (event) => {
  const search = searchOf(event);
  if (!search) return;
  const parts = partsOf(search);
  const all = optionsOf(parts);
  const place = all.indexOf(activeOf(parts));
  const isOpen = !parts.panel.hidden;
  if (event.key === "Escape" && isOpen) open(parts, false);
  else if (event.key === "Enter" && isOpen && all.length) (activeOf(parts) ?? all[0]).click();
  else if (event.key === "ArrowDown" && all.length) {
    open(parts, true);
    mark(parts, all[(place + 1) % all.length]);
  } else if (event.key === "ArrowUp" && all.length) {
    open(parts, true);
    mark(parts, all[place > 0 ? place - 1 : all.length - 1]);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// What is chosen is a link, which frame.js follows.
addEventListener("click", (event) => {
  const search = event.target.closest?.(".search a") && searchOf(event);
  if (!search || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const parts = partsOf(search);
  parts.input.value = "";
  open(parts, false);
  parts.input.blur();
}, true);

addEventListener("focusout", (event) => {
  const search = searchOf(event);
  if (search && !search.contains(event.relatedTarget)) open(partsOf(search), false);
});

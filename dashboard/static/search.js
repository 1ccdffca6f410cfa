// The search box: a combobox whose options are links; see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.

const WAIT = 150;

export function listen({ data, parentElement, setTriggerValue }) {
  const [input, panel, list, status] = ["input", ".panel", "[role=listbox]", "p"].map((part) =>
    parentElement.querySelector(part));
  input.ariaLabel = `${data.label}: ${data.hint}`;
  input.placeholder = data.label;
  input.title = data.hint;
  list.ariaLabel = data.label;
  const options = () => [...list.children];
  const active = () => options().find((option) => option.ariaSelected === "true");

  const open = (isOpen) => {
    panel.hidden = !isOpen;
    input.ariaExpanded = String(isOpen && list.children.length > 0);
    const isAtRight = input.getBoundingClientRect().right > panel.offsetWidth; // else it would stick out at the left
    panel.style.inset = isAtRight ? "40px 0 auto auto" : "40px auto auto 0";
    if (!isOpen) mark(null);
  };
  const mark = (option) => {
    for (const one of options()) one.ariaSelected = String(one === option);
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const follow = (option) => {
    input.value = "";
    open(false);
    input.blur();
    document.body.click(); // the menu of a phone closes as at any tap outside
    setTriggerValue("chosen", option.getAttribute("href"));
  };
  const fill = (rows, words) => {
    list.replaceChildren(...rows.map((row, place) => drawn(row, place, data.kinds)));
    list.hidden = !rows.length;
    status.className = rows.length ? "unseen" : "";
    status.textContent = (rows.length ? data.count.replace("{count}", rows.length) : data.none)
      .replace("{words}", words);
    open(true);
  };

  let waiting;
  let asked;
  input.oninput = () => {
    clearTimeout(waiting);
    asked?.abort();
    const words = input.value.trim();
    if (!words) return open(false);
    waiting = setTimeout(async () => {
      const address = new URL("api/v1/search", document.baseURI);
      address.search = new URLSearchParams({ q: words, wording: data.wording });
      asked = new AbortController();
      const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
      if (answer?.ok && input.value.trim() === words) fill(await answer.json(), words);
    }, WAIT);
  };
  input.onkeydown = (event) => {
    const all = options();
    const place = all.indexOf(active());
    if (event.key === "Escape" && !panel.hidden) open(false);
    else if (event.key === "Enter" && !panel.hidden && all.length) follow(active() ?? all[0]);
    else if (event.key === "ArrowDown" && all.length) {
      open(true);
      mark(all[(place + 1) % all.length]);
    } else if (event.key === "ArrowUp" && all.length) {
      open(true);
      mark(all[place > 0 ? place - 1 : all.length - 1]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  list.onclick = (event) => {
    const option = event.target.closest("a");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(option);
  };
  parentElement.querySelector(".search").onfocusout = ({ currentTarget, relatedTarget }) => {
    if (!currentTarget.contains(relatedTarget)) open(false);
  };
}

function drawn(row, place, kinds) {
  const option = document.createElement("a");
  option.role = "option";
  option.id = `option-${place}`;
  option.tabIndex = -1;
  option.href = row.address;
  option.ariaSelected = "false";
  const detail = document.createElement("small");
  detail.textContent = [kinds[row.kind], row.detail].filter(Boolean).join(" · ");
  option.append(row.name, detail);
  return option;
}

// What a word or a source means is said beside it on hover, on focus and on touch; Escape takes it away.

const box = document.createElement("div");
box.className = "tip";
box.popover = "manual"; // above everything, cut off by nothing
box.ariaHidden = "true"; // those who hear the page are told by aria-description
let owner = null;

for (const kind of ["pointerover", "focusin", "click"]) {
  addEventListener(kind, ({ target }) => {
    const tipped = target.closest?.(".tipped");
    if (tipped) show(tipped);
    else if (kind !== "focusin" && !box.contains(target)) hide();
  });
}
addEventListener("focusout", hide);
addEventListener("scroll", hide, true);
addEventListener("keydown", ({ key }) => key === "Escape" && hide());

function show(tipped) {
  if (owner === tipped) return;
  hide();
  owner = tipped;
  document.body.append(box);
  box.textContent = tipped.ariaDescription;
  box.showPopover();
  const word = tipped.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const isRoom = word.bottom + height + 8 < innerHeight;
  box.style.left = `${Math.max(8, Math.min(word.left, document.documentElement.clientWidth - width - 8))}px`;
  box.style.top = `${isRoom ? word.bottom + 2 : word.top - height - 2}px`;
}

function hide() {
  if (!owner) return;
  owner = null;
  box.hidePopover();
}

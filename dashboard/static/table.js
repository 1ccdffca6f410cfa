// Tables: a click on a head sorts by it, a click on a row opens its source card, a button shows a phone all rows.

addEventListener("click", ({ target }) => {
  const head = target.closest?.(".data-table thead th");
  const more = target.closest?.(".more-rows");
  const row = target.closest?.(".data-table tbody tr");
  if (head) sortedBy(head);
  else if (more) more.previousElementSibling.querySelector("table").classList.remove("begun"), more.remove();
  else if (row && !target.closest("a, button, .tipped, .term") && !String(getSelection())) {
    row.querySelector("a[data-row]")?.click();
  }
});

// A table that begins with its first rows is sorted as a whole: its button is pressed, and the rows that come are sorted.
function sortedBy(head) {
  const figure = head.closest('[class*="st-key-figure-"]');
  const more = figure?.querySelector('[class*="st-key-more-rows-"] button');
  const place = head.cellIndex;
  const isDown = head.ariaSort ? head.ariaSort === "ascending" : /number|date/.test(head.className);
  if (!more) return sort(head.closest("table"), place, isDown);
  const count = head.closest("table").rows.length;
  const watcher = new MutationObserver(() => {
    const table = figure.querySelector(".data-table");
    if (!table || table.rows.length === count) return;
    watcher.disconnect();
    sort(table, place, isDown);
    table.tHead.rows[0].cells[place].firstElementChild.focus();
  });
  watcher.observe(figure, { childList: true, subtree: true });
  more.click();
}

// Cells that state nothing come last, whichever way the others are sorted.
function sort(table, place, isDown) {
  const heads = [...table.tHead.rows[0].cells];
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[place].setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const isNumber = heads[place].classList.contains("number");
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, value: valueOf(row.cells[place], isNumber) }));
  const isMissing = ({ value }) => value === null;
  rows.sort((one, other) => {
    if (isMissing(one) || isMissing(other)) return isMissing(one) - isMissing(other);
    const order = isNumber ? one.value - other.value : one.value.localeCompare(other.value, "en");
    return isDown ? -order : order;
  });
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

function valueOf(cell, isNumber) {
  const value = cell.dataset.value;
  if (isNumber) return value === undefined ? null : Number(value);
  return value ?? (cell.querySelector(".faint") ? null : cell.textContent.trim());
}

// Tables: a click on a head sorts by it, a click on a row opens its source card, a button brings the other rows.

import { fetched, fileAddress } from "./figure.js";

addEventListener("click", ({ target }) => {
  const head = target.closest?.(".data-table thead th");
  const more = target.closest?.(".more-rows");
  const row = target.closest?.(".data-table tbody tr");
  if (head) sortedBy(head);
  else if (more) showAll(more);
  else if (row && !target.closest("a, button, .tipped, .term") && !String(getSelection())) {
    row.querySelector("a[data-row]")?.click();
  }
});

// The whole table: what the server has not sent yet is fetched.
async function showAll(more) {
  const box = more.parentElement;
  if (more.matches(".is-fetched")) {
    more.disabled = true;
    try {
      box.innerHTML = await fetched(fileAddress(more.closest(".figure"), "table.html", { rows: "all" }));
    } catch (problem) {
      more.textContent = `The rows did not arrive: ${problem.message}`;
    }
  } else {
    box.querySelector("table").classList.remove("begun");
    more.remove();
  }
}

// A table that begins with its first rows is sorted as a whole.
async function sortedBy(head) {
  const box = head.closest(".table-box").parentElement;
  const more = box.querySelector(".more-rows.is-fetched");
  const place = head.cellIndex;
  const isDown = head.ariaSort ? head.ariaSort === "ascending" : /number|date/.test(head.className);
  if (more) await showAll(more);
  const table = box.querySelector("table");
  sort(table, place, isDown);
  if (more) table.tHead.rows[0].cells[place].firstElementChild.focus();
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

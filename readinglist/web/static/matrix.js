// Arrow keys go from one cell with evidence to the next; one of them is in the order of Tab.

const cells = (place) => [...place.querySelectorAll("[data-cell]")];
const WAYS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

function ready() {
  const place = document.querySelector("[data-matrix]");
  if (!place || place.dataset.ready) return;
  place.dataset.ready = "1";
  const found = cells(place);
  const first = found.find((one) => one.hasAttribute("aria-current")) || found[0];
  for (const one of found) one.tabIndex = one === first || one === document.activeElement ? 0 : -1;
  place.addEventListener("keydown", (event) => arrow(event, place));
}

function arrow(event, place) {
  const way = WAYS[event.key], here = event.target.closest("td");
  if (!way || !here || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  let row = here.parentElement, column = here.cellIndex, next = null;
  while (!next) {
    if (way[0]) row = way[0] > 0 ? row.nextElementSibling : row.previousElementSibling;
    column += way[1];
    if (!row || column < 1 || !row.cells[column]) return;
    next = row.cells[column].querySelector("[data-cell]");
  }
  for (const one of cells(place)) one.tabIndex = one === next ? 0 : -1;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

document.addEventListener("room:view", ready);
ready();

// Keeps a selection on a drawn page from jumping: words lie there in boxes, and a mouse between them is on none. While somebody selects, an empty
// box that fills the page follows the end of the selection, so that what is between boxes counts as there.

const ends = new WeakMap();
let before = null;

/** Give the words of a page an end that follows a selection. */
export function guide(layer) {
  const end = document.createElement("div");
  end.className = "end";
  layer.append(end);
  ends.set(layer, end);
  layer.addEventListener("mousedown", () => layer.classList.add("selecting"));
}

function rest() {
  before = null;
  for (const layer of document.querySelectorAll(".textLayer.selecting")) {
    layer.classList.remove("selecting");
    layer.append(ends.get(layer));
  }
}

function follow() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !document.querySelector(".textLayer.selecting")) return;
  const range = chosen.getRangeAt(0);
  const isAtStart = before && (range.compareBoundaryPoints(Range.END_TO_END, before) === 0 || range.compareBoundaryPoints(Range.START_TO_END, before) === 0);
  before = range.cloneRange();
  let node = isAtStart ? range.startContainer : range.endContainer;
  if (node.nodeType === Node.TEXT_NODE) node = node.parentNode;
  if (!isAtStart && range.endOffset === 0) {
    do {
      while (!node.previousSibling) {
        node = node.parentNode;
        if (!node) return;
      }
      node = node.previousSibling;
    } while (!node.childNodes.length);
  }
  const layer = node.parentElement?.closest(".textLayer");
  const end = layer && ends.get(layer);
  if (!end || node === end) return;
  node.parentElement.insertBefore(end, isAtStart ? node : node.nextSibling);
}

document.addEventListener("selectionchange", follow);
for (const name of ["pointerup", "blur", "keyup"]) addEventListener(name, rest);

// A picture of boxes: the connections of the box under the pointer, or with the focus, stand out; arrow keys go to the nearest box that way.

const boxes = (picture) => [...picture.querySelectorAll("g > a")];
const frame = () => document.querySelector("[data-graph]");

function ready() {
  const place = frame();
  if (!place || place.dataset.ready) return;
  place.dataset.ready = "1";
  for (const one of boxes(place)) {
    const id = one.parentElement.id;
    one.parentElement.addEventListener("mouseenter", () => emphasise(place, id, true));
    one.parentElement.addEventListener("mouseleave", () => emphasise(place, id, false));
    one.addEventListener("focus", () => emphasise(place, id, true));
    one.addEventListener("blur", () => emphasise(place, id, false));
  }
  place.addEventListener("keydown", (event) => arrow(event, place));
  const root = place.querySelector("g.root");
  if (root) place.scrollLeft = root.getBBox().x - 60;
}

function emphasise(place, id, on) {
  for (const one of place.querySelectorAll("path.edge, text.mark")) one.classList.toggle("faded", on && !one.classList.contains(id));
}

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function arrow(event, place) {
  const way = WAYS[event.key], here = event.target.closest("a");
  if (!way || !here || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const from = here.getBoundingClientRect();
  let best = null, least = Infinity;
  for (const one of boxes(place)) {
    const to = one.getBoundingClientRect(), x = to.x - from.x, y = to.y - from.y;
    const ahead = x * way[0] + y * way[1], aside = Math.abs(way[0] ? y : x);
    if (one === here || ahead < 5 || (!way[0] && aside > 5)) continue;
    if (ahead + 2 * aside < least) [best, least] = [one, ahead + 2 * aside];
  }
  best?.focus();
  best?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

document.addEventListener("room:view", ready);
ready();

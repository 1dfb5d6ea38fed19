// The preview beside the list, what is chosen and how many, and what narrows the list: open where there is room for it.

let showing;

document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.("[data-preview]");
  const place = document.getElementById("preview");
  if (!link || !place || !place.offsetParent) return;
  clearTimeout(showing);
  showing = setTimeout(() => preview(link, place), 100);
});

async function preview(link, place) {
  const answer = await fetch(link.dataset.preview).catch(() => null);
  if (!answer?.ok || document.activeElement !== link) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.querySelector("#main").children);
}

document.addEventListener("change", (event) => {
  if (event.target.matches('#chosen [name="key"]')) count();
});
document.addEventListener("room:view", count);

function count() {
  const place = document.getElementById("chosen-count");
  if (!place) return;
  const number = document.querySelectorAll('#chosen [name="key"]:checked').length;
  place.textContent = number ? `(${number})` : "";
  document.getElementById("chosen").classList.toggle("any", number > 0);
}

const wide = matchMedia("(min-width: 48rem)");
document.addEventListener("room:part", unfold);
wide.addEventListener("change", unfold);

function unfold() {
  const narrow = document.querySelector(".facets > .narrow");
  if (narrow) narrow.open = wide.matches;
}

// What is ticked stays so while the list is made anew: after it was tagged, it may be queued.
document.addEventListener("room:swap", (event) => {
  const ticked = new Set([...document.querySelectorAll('#chosen [name="key"]:checked')].map((one) => one.value));
  for (const one of event.detail.querySelectorAll('#chosen [name="key"]')) if (ticked.has(one.value)) one.checked = true;
});

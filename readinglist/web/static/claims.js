// A claim that is gone to in the list is shown in the text, and the other way round.

function mark(event) {
  const item = event.target.closest?.("li[data-item]");
  const text = document.querySelector("article.text");
  if (!item || !text) return;
  const number = item.id.slice(1);
  let first = null;
  for (const one of text.querySelectorAll("mark")) {
    const here = one.dataset.claims.split(" ").includes(number);
    one.classList.toggle("here", here);
    if (here && !first) first = one;
  }
  first?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", mark);

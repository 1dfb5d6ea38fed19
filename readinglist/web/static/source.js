// Keys of sources are completed as they are typed, and Esc leaves the field for tags.

let resting;

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-complete]");
  if (!field) return;
  clearTimeout(resting);
  resting = setTimeout(() => complete(field), 120);
});

async function complete(field) {
  const answer = await fetch(`${field.dataset.complete}?q=${encodeURIComponent(field.value)}`).catch(() => null);
  if (!answer?.ok) return;
  const list = document.getElementById(field.getAttribute("list"));
  list.replaceChildren(...(await answer.text()).split("\n").filter(Boolean).map((line) => {
    const [key, title] = line.split("\t");
    const option = document.createElement("option");
    option.value = key;
    option.label = title;
    return option;
  }));
}

// Esc in the field for tags stays at the head of the source: the list that it would go back to, its notes, is far below.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.matches?.("#tags input")) return;
  event.preventDefault();
  event.target.blur();
  document.getElementById("main").focus({ preventScroll: true });
}, true);

// Who comes to edit the fields begins in the first of them.
document.addEventListener("room:view", () => {
  const first = document.querySelector("textarea#value-entrytype");
  if (first && document.activeElement?.id === "main") first.focus({ preventScroll: true });
});

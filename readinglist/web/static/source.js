// Keys of sources are completed as they are typed.

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

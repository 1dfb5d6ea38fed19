// The queue: sources are dragged by their handles, with a mouse, a pen or a finger; the order is sent when they are let go.

let dragged = null, before = "";
const order = () => document.getElementById("order");
const keys = () => [...document.querySelectorAll('[form="order"][name="key"]')].map((one) => one.value).join("\n");

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button) return;
  dragged = handle.closest("[data-item]");
  before = keys();
  handle.setPointerCapture(event.pointerId);
  dragged.classList.add("dragged");
  order().dataset.sent = "1"; // what others change meanwhile waits
  event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  const others = [...dragged.parentElement.children].filter((one) => one !== dragged);
  const next = others.find((one) => {
    const box = one.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if (next !== dragged.nextElementSibling) dragged.parentElement.insertBefore(dragged, next || null);
  if (event.clientY < 40) scrollBy(0, -12);
  else if (event.clientY > innerHeight - 40) scrollBy(0, 12);
});

function letGo() {
  if (!dragged) return;
  dragged.classList.remove("dragged");
  dragged = null;
  delete order().dataset.sent;
  if (keys() !== before) order().requestSubmit();
}

document.addEventListener("pointerup", letGo);
document.addEventListener("pointercancel", letGo);

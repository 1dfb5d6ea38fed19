// Adding: files are dropped anywhere on the page, Ctrl+Enter looks, and the page says that it is looking.

const form = () => document.getElementById("look");

document.addEventListener("dragover", (event) => {
  if (!form() || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  document.querySelector("[data-drop]").classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.querySelector("[data-drop]")?.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  if (!form() || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  document.querySelector("[data-drop]").classList.remove("over");
  document.querySelector('#look [type="file"]').files = event.dataTransfer.files;
  form().requestSubmit(document.querySelector("#look button"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#look")) {
    event.preventDefault();
    form().requestSubmit(document.querySelector("#look button"));
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "look") return;
  const said = document.getElementById("looking"), sent = event.target;
  said.textContent = "Looking…";
  const wait = setInterval(() => {
    if ("sent" in sent.dataset && sent.isConnected) return;
    said.textContent = "";
    clearInterval(wait);
  }, 300);
}, true);

document.addEventListener("room:view", () => {
  const words = document.getElementById("what");
  if (words && !words.value) words.focus({ preventScroll: true });
});

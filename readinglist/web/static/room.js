// The base of every view: links and forms without a new page, keys, and what others change meanwhile.
// Each view works without this script; with it nothing is loaded twice.

import { drafts, edited, isEdited, restore } from "/static/drafts.js";

const $ = (what, within = document) => within.querySelector(what);
const all = (what, within = document) => [...within.querySelectorAll(what)];
const room = () => $('meta[name="room"]');
const EVERY = 1000; // milliseconds between two questions whether the library is another
let asked = 0; // the number of the newest request: an older answer is not shown
let version = room().dataset.version;
let here = location.href; // the address of what is shown
let leaving = false; // the reader said that what is not sent may go
const FIELD = "textarea, input:not([type=hidden]), select, button";
const reads = (address) => new URL(address, location.href).pathname.endsWith("/read"); // a page with a policy of its own
const UNSENT = "What you wrote on this page was not kept yet. Leave it all the same?";

// Pages

// Loads an address and shows it. `quiet` is the same page once more: what is written in forms stays, but for the one that was sent.
async function load(address, { how = {}, push = true, quiet = false, sent = null, collided = null } = {}) {
  if (!quiet && !how.method && edited() && !confirm(UNSENT)) return false;
  if (!how.method && !quiet && reads(address) !== reads(here)) {
    leaving = true;
    location.href = address;
    return true;
  }
  const mine = ++asked;
  let answer;
  try {
    answer = await fetch(address, { ...how, headers: { ...(how.headers || {}), "X-CSRF": room().content }, credentials: "same-origin" });
  } catch {
    say("The room does not answer: `rl serve` has ended.");
    return false;
  }
  if (!(answer.headers.get("content-type") || "").startsWith("text/html")) {
    location.href = answer.url;
    return true;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok && !$("[data-answer]", page)) {
    trouble(page, answer.status === 409 ? sent : null);
    return false;
  }
  if ($('meta[name="room"]', page)?.content !== room().content) {
    say("The room of this page has ended, and something else answers at its address. Copy what you wrote, and open the room anew.");
    return false;
  }
  if (mine !== asked) return false;
  if (push) history[push === "replace" ? "replaceState" : "pushState"]({}, "", answer.url);
  await show(page, { quiet, sent, to: new URL(answer.url), kept: quiet ? drafts(sent, collided) : [] });
  return true;
}

async function show(page, { quiet = false, sent = null, to = new URL(location), kept = [] } = {}) {
  here = location.href;
  const places = quiet ? around(document.activeElement) : [path(document.activeElement)];
  const typed = document.activeElement?.matches?.("input, textarea") && !document.activeElement.closest('form[method="post"]') ? [document.activeElement.value, document.activeElement.selectionStart, document.activeElement.selectionEnd] : null;
  const scroll = quiet ? [scrollX, scrollY] : null;
  document.title = page.title;
  room().replaceWith(page.querySelector('meta[name="room"]'));
  version = room().dataset.version;
  await files(page);
  for (const what of ["header.top", "#said"]) $(what).replaceWith($(what, page));
  $("#notice").replaceChildren();
  const old = $("#main");
  const opened = quiet ? all("details[open]", old).filter((one) => !one.contains(sent)).map(path).filter(Boolean) : [];
  // A view may keep what it shows, and take of the new page what is another (`reader.js`).
  const fresh = $("#main", page);
  if (document.dispatchEvent(new CustomEvent("room:swap", { cancelable: true, detail: fresh }))) old.replaceWith(fresh);
  for (const one of opened) { const found = $(one); if (found) found.open = true; }
  restore(kept);
  const stays = quiet && document.activeElement !== document.body; // what has the focus was not replaced
  const back = stays ? document.activeElement : quiet || to.hash === "" ? places.map((place) => place && $(place)).find((one) => one && focused(one)) : null;
  if (!back) $("#main").focus({ preventScroll: true });
  else if (typed && quiet && !stays && "value" in back) {
    back.value = typed[0];
    try { back.setSelectionRange(typed[1], typed[2]); } catch { /* a field that has no selection */ }
  }
  if (scroll) scrollTo(...scroll);
  else if (to.hash) document.getElementById(decodeURIComponent(to.hash.slice(1)))?.scrollIntoView();
  else if (!back) scrollTo(0, 0);
  ready();
}

// Loads the style sheets and modules that a page has and this document has not.
function files(page) {
  const waiting = [];
  for (const link of all('link[rel="stylesheet"]', page.head)) {
    if (!$(`link[href="${link.getAttribute("href")}"]`)) document.head.append(link.cloneNode());
  }
  for (const script of all("script[src]", page.head)) {
    if ($(`script[src="${script.getAttribute("src")}"]`)) continue;
    const made = document.createElement("script");
    made.type = "module";
    made.src = script.getAttribute("src");
    waiting.push(new Promise((done) => { made.onload = made.onerror = done; }));
    document.head.append(made);
  }
  return Promise.all(waiting);
}

// Where an element is found again on a page that was made anew.
function path(element) {
  if (!element || element === document.body || !element.closest) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const name = ["data-key", "action", "href", "name"].find((one) => element.getAttribute(one));
  if (!name) return "";
  const form = element.parentElement.closest("form[action]"), named = element.closest("#main [id]");
  const around = [form, named && (!form || form.contains(named)) ? named : null].filter(Boolean);
  return [...around.map(path), `${element.localName}[${name}="${CSS.escape(element.getAttribute(name))}"]`].join(" ");
}

// Where an element is found again, or else what surrounds it: the nearest first.
function around(element) {
  const found = [];
  for (let one = element; one && one !== document.body && one.id !== "main"; one = one.parentElement) found.push(path(one));
  return found;
}

// Whether an element took the focus: itself, the first field of a form, or what opens it where it is closed.
function focused(element) {
  const closed = element.closest("details:not([open])");
  const taker = closed ? $("summary", closed) : element.localName === "form" ? $(FIELD, element) : element;
  if (!taker) return false;
  taker.focus({ preventScroll: true });
  if (document.activeElement !== taker && taker.id) {
    taker.tabIndex = -1; // a section, which takes the focus for those who go on by keyboard
    taker.focus({ preventScroll: true });
  }
  return document.activeElement === taker;
}

function say(words, button) {
  $("#notice").replaceChildren();
  const line = document.createElement("p");
  line.textContent = words;
  if (button) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = button[0];
    made.onclick = button[1];
    line.append(" ", made);
  }
  $("#notice").append(line);
}

// Says what went wrong. Where two changed the same, the reader may look at what is there now, with their own words still in the form.
function trouble(page, collided = null) {
  const words = $("#main", page) || page.body;
  $("#trouble > div").replaceChildren(...[...words.children].filter((one) => !one.matches("h1, .written")).map((one) => document.importNode(one, true)));
  all("a", $("#trouble")).forEach((one) => one.remove());
  if (collided && isEdited(collided)) {
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Show what is there now, and keep mine in the form";
    again.onclick = () => {
      $("#trouble").close();
      load(location.href, { push: false, quiet: true, collided });
    };
    $("#trouble > div").append(again);
  }
  $("#trouble").showModal();
}

addEventListener("popstate", async () => {
  if (reads(here) !== reads(location.href)) return location.reload();
  const before = here;
  if (!(await load(location.href, { push: false })) && edited()) history.pushState({}, "", before);
});

addEventListener("beforeunload", (event) => {
  if (!leaving && edited()) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.getAttribute("href"), location.href); // a link in a picture has no address of its own
  if (to.origin !== location.origin || link.target || link.hasAttribute("download") || "plain" in link.dataset) return;
  if (to.pathname === location.pathname && to.search === location.search && to.hash) return;
  if (to.pathname.startsWith("/static/")) return;
  event.preventDefault();
  if ("more" in link.dataset) more(link);
  else load(to.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target, by = event.submitter;
  if (event.defaultPrevented || form.method === "dialog" || by?.getAttribute("formmethod") === "dialog" || (by && "plain" in by.dataset)) return;
  const method = (by?.getAttribute("formmethod") || form.getAttribute("method") || "get").toLowerCase();
  const action = by?.getAttribute("formaction") || form.getAttribute("action") || location.pathname;
  event.preventDefault();
  if ("sent" in form.dataset) return;
  const given = new FormData(form, by);
  if (method === "get") {
    given.delete("csrf");
    given.delete("back");
    load(`${action}?${new URLSearchParams([...given].filter(([, value]) => value !== ""))}`, { push: "live" in form.dataset ? "replace" : true });
    return;
  }
  const body = form.enctype === "multipart/form-data" ? given : new URLSearchParams(given);
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  load(action, { how: { method: "POST", body }, quiet: !by?.matches("[data-leaves]"), sent: form }).finally(() => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
});

// A search is asked again when the reader rests.
let resting;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    load(`${form.getAttribute("action")}?${given}`, { push: "replace", quiet: true });
  }, event.target.matches('[type="search"]') ? 120 : 0);
});

// The next part of a list is put below it.
async function more(link) {
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = $("[data-list]"), found = all("[data-item]", page);
  list.append(...found);
  const next = $("[data-more]", page);
  if (next) link.replaceWith(next);
  else link.closest("p").remove();
  found[0]?.querySelector("a")?.focus();
}

// Parts that take their time are loaded once the page is there.
async function parts() {
  for (const part of all("[data-part]:not([data-loaded])")) {
    part.dataset.loaded = "1";
    const address = part.dataset.part;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || !part.isConnected) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = $("#main", page);
    part.replaceChildren(...[...found.children].filter((one) => !one.matches("h1.quiet")));
    enable(part);
    document.dispatchEvent(new CustomEvent("room:part"));
  }
}

// What others change

async function watch() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch("/version", { cache: "no-store" }).catch(() => null);
  if (!answer) return say("The room does not answer: `rl serve` has ended.");
  const now = answer.ok ? await answer.text() : version;
  if (now === version) return;
  version = now;
  const busy = all("form").some((form) => "sent" in form.dataset) || $("dialog[open]") || edited();
  if (busy) say("The library was changed elsewhere.", ["Show", () => load(location.href, { push: false, quiet: true })]);
  else load(location.href, { push: false, quiet: true });
}

setInterval(watch, EVERY);
document.addEventListener("visibilitychange", watch);

// Keys

const FIXED = [["g and a letter", "the view of that letter"], ["/", "search"], ["j, k", "next and previous in a list"], ["Enter, o", "open"], ["x", "choose"], ["Ctrl+Enter", "send the form in which you write"], ["Esc", "leave a field, close, go back to the list"], ["?", "these keys"]];
const single = () => localStorage.getItem("single-keys") !== "off";
let going = 0;

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.preventDefault();
    event.target.form?.requestSubmit($("button:not([name])", event.target.form));
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && !$("dialog[open]")) return escape(event, field);
  if (field || $("dialog[open]") || !single()) return;
  if (going && Date.now() - going < 1500) {
    going = 0;
    const link = $(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  going = 0;
  if (event.key === "g") { going = Date.now(); event.preventDefault(); return; }
  const action = { j: () => move(1), k: () => move(-1), ArrowDown: () => event.target.closest("[data-list]") && move(1), ArrowUp: () => event.target.closest("[data-list]") && move(-1),
    o: () => current()?.querySelector("a[href]")?.click(), x: () => current()?.querySelector('input[type="checkbox"]')?.click() }[event.key];
  if (action && $("[data-list]")) {
    if (action() !== false) event.preventDefault();
    return;
  }
  const within = current();
  const press = (within && $(`[data-key="${CSS.escape(event.key)}"]`, within)) || all(`[data-key="${CSS.escape(event.key)}"]`).find((one) => !one.closest("[data-item]"));
  if (!press) return;
  event.preventDefault();
  if (press.matches("input:not([type=checkbox]), textarea, select")) { press.focus(); press.select?.(); } else press.click();
  if (press.matches("summary")) $("textarea, input:not([type=hidden])", press.parentElement)?.focus();
});

function escape(event, field) {
  if (field) field.blur();
  const details = event.target.closest?.("details.edit[open]");
  if (details) { details.open = false; $("summary", details).focus(); } else if (field?.form?.method === "get") (items()[0]?.querySelector("a") || $("#main")).focus();
}

const items = () => all("[data-item]");
const current = () => document.activeElement?.closest?.("[data-item]") || null;

function move(by) {
  const found = items();
  if (!found.length) return false;
  const at = found.indexOf(current());
  const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(found.length - 1, Math.max(0, at + by))];
  const link = $("a[href], button", next);
  for (const one of found) $("a[href], button", one)?.setAttribute("tabindex", one === next ? "0" : "-1");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return true;
}

function help() {
  const list = document.createElement("ul");
  const add = (key, what) => {
    const line = document.createElement("li"), shown = document.createElement("kbd");
    shown.textContent = key;
    line.append(shown, ` ${what}`);
    list.append(line);
  };
  for (const [key, what] of FIXED) add(key, what);
  for (const one of all("[data-go]")) add(`g ${one.dataset.go}`, one.textContent.trim());
  const seen = new Set(["/", "?"]);
  for (const one of all("[data-key]")) {
    if (seen.has(one.dataset.key)) continue;
    seen.add(one.dataset.key);
    add(one.dataset.key, one.dataset.keyLabel || one.getAttribute("aria-label") || one.textContent.trim() || one.getAttribute("title"));
  }
  $("#help .keys").replaceChildren(list);
  $("#single").checked = single();
  $("#help").showModal();
}

document.addEventListener("change", (event) => {
  if (event.target.id === "single") localStorage.setItem("single-keys", event.target.checked ? "on" : "off");
});

// Copying

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-help]")) return help();
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const from = document.getElementById(button.dataset.copy);
  const words = from.innerText.trim();
  try {
    await navigator.clipboard.writeText(words);
    say("Copied.");
  } catch {
    getSelection().selectAllChildren(from);
    say("The browser does not let the page copy; what was to be copied is selected.");
  }
});

function enable(within = document) {
  for (const one of all("[data-copy][hidden], [data-help][hidden]", within)) one.hidden = false;
}

function ready() {
  enable();
  parts();
  document.dispatchEvent(new CustomEvent("room:view"));
}

if (new URLSearchParams(location.search).has("t")) history.replaceState({}, "", "/");
ready();

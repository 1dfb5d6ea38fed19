// The reader: a document beside what is quoted from it. Words that are selected are kept by a key; quotes are painted where they stand.

import { joined, skeleton } from "./folding.js";
import { Letters, lettersOf, locate, paint, touches } from "./painting.js";
import { open } from "./reader-pdf.js";
import { guide } from "./selecting.js";

const KINDS = ["note", "claim", "evidence"];
const REMEMBERED = 8; // pages that are not drawn, whose letters are kept: several quotes are looked for on one after the other
const SHOWN = 4000; // letters of a selection that are taken; a guess, more than anybody quotes
const beside = matchMedia("(min-width: 48rem)"); // the panel stands beside the document and not below it, as in reader.css
const $ = (what, within = document) => within.querySelector(what);
const all = (what, within = document) => [...within.querySelectorAll(what)];
let desk = null; // what is read now

function shown() {
  const element = $("[data-reader]");
  if (desk?.element === element) return desk?.settle();
  desk?.close();
  desk = element ? new Desk(element) : null;
}

document.addEventListener("room:view", shown);

// The document stays as it is while the panel beside it is made anew.
document.addEventListener("room:swap", (event) => {
  const fresh = $("[data-reader]", event.detail);
  if (!desk || !fresh || fresh.dataset.document !== desk.element.dataset.document) return;
  event.preventDefault();
  desk.renew(fresh);
});

class Desk {
  constructor(element) {
    this.element = element;
    this.pages = $(".pages", element);
    this.several = "several" in element.dataset;
    this.labels = JSON.parse(element.dataset.labels);
    this.letters = new Map(); // of pages that are in the document, by number
    this.undrawn = new Map(); // of pages that are not
    this.found = new Map(); // of quotes that were found: where
    this.selected = null;
    this.hits = [];
    this.ended = new AbortController();
    all("[data-scripted]", element).forEach((one) => { one.hidden = false; });
    this.remember();
    const on = (target, name, does) => target?.addEventListener(name, does, { signal: this.ended.signal });
    on(document, "selectionchange", () => this.select());
    // A finger on a button takes the selection away before it presses the button, and so would a mouse.
    on(element, "pointerdown", (event) => { this.held = event.target.closest("[data-take]") ? this.selected : null; });
    on(element, "mousedown", (event) => { if (event.target.closest("[data-take]")) event.preventDefault(); });
    on(element, "click", (event) => this.clicked(event));
    on(element, "submit", (event) => this.submitted(event));
    on(element, "focusin", (event) => this.focused(event));
    on(this.pages, "keydown", (event) => this.keyed(event));
    on(element, "keydown", (event) => this.left(event));
    on($(".contents", element), "toggle", () => this.listed());
    on(window, "hashchange", () => this.follow());
    if (this.pages.dataset.pdf) this.openPdf();
    else if (all(".page", this.pages).length) this.begin();
  }

  close() {
    this.ended.abort();
    this.pdf?.close();
    for (const name of [...KINDS.map((kind) => `quote-${kind}`), "quote-now", "quote-find"]) paint(name, []);
  }

  async openPdf() {
    try {
      this.pdf = await open(this.pages, this.pages.dataset.pdf, (index, layer) => this.drawn(index, layer));
    } catch (error) {
      this.say(error?.name === "PasswordException" ? "The PDF asks for a password; open the file in another program." : "The PDF cannot be shown; its text may be read instead.");
      return;
    }
    if (this.ended.signal.aborted) return this.pdf.close();
    if (this.labels.length !== this.pdf.count) {
      this.labels = Array.from({ length: this.pdf.count }, (_, index) => this.pdf.labels?.[index] || String(index + 1));
    }
    this.fit();
    this.begin();
  }

  begin() {
    const count = $("[data-count]", this.element);
    if (count) count.textContent = `of ${this.labels.at(-1)}`;
    this.pages.addEventListener("scroll", () => this.where(), { passive: true, signal: this.ended.signal });
    this.follow();
    this.where();
    this.search();
  }

  /** Say something of the document. */
  say(words) {
    $("[data-said]", this.element).textContent = words;
  }

  // Pages

  boxes() {
    return all(".page", this.pages);
  }

  fit(by = 0) {
    const room = this.pages.clientWidth - 24;
    const whole = room / this.pdf.size.width;
    this.zoom = by ? (this.zoom ?? whole) * by : whole;
    const at = this.laid ? this.current() : 0;
    this.laid = true;
    this.pdf.lay(Math.min(6, Math.max(0.2, this.zoom)), this.labels);
    this.go(at, "instant");
  }

  current() {
    const top = this.pages.getBoundingClientRect().top + this.pages.clientHeight / 3;
    const boxes = this.boxes();
    let low = 0, high = boxes.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (boxes[middle].getBoundingClientRect().top <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  where() {
    const field = $("[data-page]", this.element);
    if (field && document.activeElement !== field) field.value = this.labels[this.current()] ?? "";
  }

  go(index, behavior = "auto") {
    const box = this.boxes()[index];
    if (box) this.pages.scrollTo({ top: box.offsetTop - 8, behavior });
    return Boolean(box);
  }

  goTo(label) {
    const wanted = label.trim().toLowerCase();
    const index = this.labels.findIndex((one) => one.toLowerCase() === wanted);
    if (index >= 0 && this.go(index)) return this.say("");
    this.say(`No page is called ${label}; the first is ${this.labels[0] ?? "1"}, the last ${this.labels.at(-1) ?? "1"}.`);
  }

  // The address says where: `?quote=note-3` a quote, `#page=5` a page.
  follow() {
    const page = new URLSearchParams(location.hash.slice(1)).get("page");
    const quote = new URLSearchParams(location.search).get("quote");
    const section = location.hash.startsWith("#section=") && document.getElementById(location.hash.slice(1));
    if (page) this.goTo(page);
    else if (section) this.reveal(section);
    else if (quote) this.show(quote);
  }

  // The table of contents: it opens at the section that is read, and leads into the document.
  listed() {
    const list = $(".contents", this.element);
    if (!list.open || $("nav", list).contains(document.activeElement)) return;
    const here = all("nav a", list).filter((one) => this.isBegun(one)).at(-1);
    all("[aria-current]", list).forEach((one) => one.removeAttribute("aria-current"));
    here?.setAttribute("aria-current", "true");
    (here ?? $("nav a", list)).focus();
  }

  isBegun(link) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (this.pdf || !section) return Number(link.dataset.at) <= this.current();
    return section.getBoundingClientRect().top <= this.pages.getBoundingClientRect().top + this.pages.clientHeight / 3;
  }

  chosen(event) {
    const link = event.target.closest("a");
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    event.preventDefault(); // to follow the address would take the focus away
    this.fold(link.closest("details"));
    history.replaceState({}, "", link.href);
    if (this.pdf || !section) this.go(Number(link.dataset.at));
    else this.reveal(section);
  }

  fold(list) {
    list.open = false;
    this.pages.focus({ preventScroll: true });
  }

  reveal(section) {
    if (!beside.matches) this.pages.scrollIntoView({ block: "start" });
    this.pages.scrollBy({ top: section.getBoundingClientRect().top - this.pages.getBoundingClientRect().top - 8 });
  }

  /** The words for a place: its page, else the section in which it is, if one is known. */
  locator(index, range) {
    if (this.labels[index]) return `page ${this.labels[index]}`;
    const begun = all("[data-section]", this.pages).filter((one) => range.comparePoint(one, 0) < 0);
    return begun.at(-1)?.dataset.section ?? "";
  }

  drawn(index, layer) {
    if (layer) {
      this.letters.set(index, lettersOf(layer));
      guide(layer);
    } else this.letters.delete(index);
    this.paint();
    if (layer && this.wanted?.index === index) this.scrollTo(this.wanted.name);
  }

  async lettersAt(index) {
    if (index < 0 || index >= this.boxes().length) return null;
    if (this.letters.has(index)) return this.letters.get(index);
    if (!this.pdf) {
      this.letters.set(index, lettersOf($(".words", this.boxes()[index])));
      return this.letters.get(index);
    }
    if (!this.undrawn.has(index)) {
      if (this.undrawn.size >= REMEMBERED) this.undrawn.delete(this.undrawn.keys().next().value);
      this.undrawn.set(index, new Letters(await this.pdf.text(index)));
    }
    return this.undrawn.get(index);
  }

  // Quotes

  items() {
    return all("[data-quote]", this.element).filter((one) => one.dataset.words);
  }

  /** Look every quote up: on the page that is known of it, beside it, then on all. */
  async search() {
    const mine = (this.searching = {});
    const open = [];
    for (const item of this.items()) {
      if (item.dataset.other) this.state(item, "other");
      else if (!(await this.placed(item, this.beside(Number(item.dataset.place))))) open.push(item);
      if (mine !== this.searching) return;
    }
    this.paint();
    for (let index = 0; open.length && index < this.boxes().length; index += 1) {
      for (const item of [...open]) {
        if (await this.placed(item, [index])) open.splice(open.indexOf(item), 1);
        if (mine !== this.searching) return;
      }
      if (index % 5 === 4) await new Promise((rest) => { setTimeout(rest); });
    }
    open.forEach((item) => this.state(item, "absent"));
    this.paint();
  }

  beside(place) {
    return place < 0 ? [] : [place, place - 1, place + 1];
  }

  async placed(item, indexes) {
    for (const index of indexes) {
      const pages = [await this.lettersAt(index), await this.lettersAt(index + 1)].filter(Boolean);
      const found = pages.length && index >= 0 ? locate(pages, item.dataset.words) : [];
      if (!found.length) continue;
      this.found.set(item.dataset.quote, { index: index + found[0].page, words: item.dataset.words, from: index });
      const known = Number(item.dataset.place);
      if (this.awaited === item.dataset.quote) setTimeout(() => this.show(item.dataset.quote));
      this.state(item, known >= 0 && known !== index && known !== index + found.at(-1).page ? "elsewhere" : "found", index + found[0].page);
      return true;
    }
    return false;
  }

  state(item, state, index) {
    item.dataset.state = state;
    const label = this.labels[index];
    const words = {
      found: "",
      elsewhere: label ? `found on page ${label}, not there` : "found before the first page, not there",
      absent: this.several ? "not in this file" : "not found in this document",
      other: "in another file of this source",
    }[state];
    $("[data-state-words]", item).textContent = words || $("[data-state-words]", item).dataset.stateWords;
    const link = $("[data-show]", item);
    if (link && label && !link.dataset.labelled) link.textContent = `page ${label}`;
  }

  ranges(name) {
    const place = this.found.get(name);
    if (!place) return [];
    const pages = [this.letters.get(place.from), this.letters.get(place.from + 1)];
    if (!pages[0]) return [];
    return locate(pages.filter(Boolean), place.words).map(({ page, start, end }) => pages[page].range(start, end));
  }

  paint() {
    this.painted = new Map(this.items().map((item) => [item.dataset.quote, this.ranges(item.dataset.quote)]));
    for (const kind of KINDS) {
      paint(`quote-${kind}`, this.items().filter((one) => one.dataset.kind === kind).flatMap((one) => this.painted.get(one.dataset.quote)));
    }
    paint("quote-now", this.now ? (this.painted.get(this.now) ?? []) : []);
    paint("quote-find", this.hit ? this.hitRanges() : []);
  }

  /** Show a quote in the document and in the panel; of one that was `touched` in the document, its note. */
  async show(name, { focus = false, touched = false } = {}) {
    const item = $(`[data-quote="${CSS.escape(name)}"]`, this.element);
    if (!item) return;
    all("[data-now]", this.element).forEach((one) => one.removeAttribute("data-now"));
    item.dataset.now = "";
    this.now = name;
    if (focus) $("a[href], summary", item)?.focus({ preventScroll: true });
    if (item.dataset.words && !item.dataset.other && !this.found.has(name)) await this.placed(item, this.beside(Number(item.dataset.place)));
    const place = this.found.get(name);
    this.awaited = place || item.dataset.other ? null : name; // it is shown once the search through all pages finds it
    if (place) this.wanted = { name, index: place.index };
    const index = place ? place.index : Number(item.dataset.place);
    this.bring(item, { first: index >= 0 && !touched });
    if (index >= 0 && !touched) this.go(index);
    this.paint();
    if (!touched) this.scrollTo(name);
  }

  /** Bring a quote into sight in the panel; on a narrow window, where the panel is below the document, only one of the two: the document where that is to be `first`. */
  bring(item, { first }) {
    if (beside.matches || !first) item.scrollIntoView({ block: "nearest" });
    else this.pages.scrollIntoView({ block: "start" });
  }

  scrollTo(name) {
    const [range] = this.ranges(name);
    const box = range && [...range.getClientRects()].find((one) => one.width > 0);
    if (!box) return;
    this.wanted = null;
    const frame = this.pages.getBoundingClientRect();
    this.pages.scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }

  /** Offer the claim first for which evidence was kept last. */
  remember() {
    const choice = $('#keep [name="claim"]', this.element);
    const last = sessionStorage.getItem("claim");
    const option = choice && [...choice.options].find((one) => one.value === last);
    if (option && !$(".problem", this.element) && !new URLSearchParams(location.search).has("claim")) {
      choice.value = last;
      [...choice.options].forEach((one) => { one.defaultSelected = one === option; });
    }
  }

  // Selecting

  select() {
    const chosen = getSelection();
    const start = chosen.rangeCount ? this.pageOf(chosen.getRangeAt(0).startContainer) : null;
    if (!start || chosen.isCollapsed) {
      if (chosen.rangeCount && this.pages.contains(chosen.anchorNode)) this.selected = null;
      this.offer();
      return;
    }
    const range = chosen.getRangeAt(0).cloneRange();
    const end = this.pageOf(range.endContainer);
    const isCut = end !== start && !(range.endOffset === 0 && end);
    if (end !== start) range.setEnd(start, start.childNodes.length);
    const layer = $(".textLayer, .words", start);
    const words = layer ? linesOf(range, layer).slice(0, SHOWN) : "";
    const whole = document.createRange();
    whole.selectNodeContents(start);
    let text = null; // of all of the page, which only a hyphen at the end of a line asks for
    const quote = joined(words, (compound) => (text ??= linesOf(whole, layer)).includes(compound));
    const index = Number(start.dataset.index);
    this.selected = quote ? { quote, locator: this.locator(index, range), isCut, range } : null;
    this.offer();
  }

  pageOf(node) {
    const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
    const page = element?.closest?.(".page");
    return page && this.pages.contains(page) ? page : null;
  }

  offer() {
    const line = $("[data-selected]", this.element);
    if (!line) return;
    const { quote, locator, isCut } = this.selected ?? {};
    line.textContent = quote
      ? `Selected${locator ? ` ${locator.startsWith("page ") ? "on" : "in"} ${locator}` : ""}: “${quote.length > 90 ? `${quote.slice(0, 90)}…` : quote}”${isCut ? " (up to the end of the page)" : ""}`
      : "";
  }

  // What is selected goes into the form; a quote alone is kept at once.
  take(as) {
    const form = $("#keep", this.element);
    this.select(); // the browser tells of a selection a little later
    const chosen = this.selected ?? this.held;
    this.held = null;
    const other = chosen && form.elements.quote.value && form.elements.quote.value !== chosen.quote;
    if (other && ["text", "statement", "note"].some((name) => form.elements[name]?.value.trim())) {
      this.say("What you wrote below is about other words: keep it, or empty its fields, first.");
      form.closest("details")?.setAttribute("open", "");
      form.elements.quote.focus();
      return undefined;
    }
    form.elements.as.value = as === "note" ? "quote" : as;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    const [holder] = [form.closest("details")].filter(Boolean);
    if (holder) holder.open = true;
    if (chosen) {
      form.elements.quote.value = chosen.quote;
      form.elements.locator.value = chosen.locator;
    }
    if (as === "quote" && chosen) return form.requestSubmit($("[data-keep]", form));
    const first = { quote: "quote", note: "text", evidence: "claim", claim: "statement" }[chosen ? as : "quote"];
    (form.elements[first] ?? form.querySelector("textarea, select, input:not([type=hidden])"))?.focus();
    form.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  // Searching: what is found is selected, so that it can be kept, or made longer with Shift and the arrows.
  async find(words, back = false) {
    const wanted = skeleton(words);
    if (!wanted) return this.say("There is no word to look for.");
    if (this.hits.words !== wanted) {
      this.hits = Object.assign([], { words: wanted });
      this.hitAt = -1;
      for (let index = 0; index < this.boxes().length; index += 1) {
        const page = await this.lettersAt(index);
        for (let at = page.letters.indexOf(wanted); at >= 0 && this.hits.length < 1000; at = page.letters.indexOf(wanted, at + 1)) this.hits.push({ index, at });
      }
      const from = this.current();
      this.hitAt = this.hits.findIndex((one) => one.index >= from) - 1;
      if (this.hitAt < -1) this.hitAt = -1;
    }
    if (!this.hits.length) return this.say("Not found in this document.");
    this.hitAt = (this.hitAt + (back ? -1 : 1) + this.hits.length) % this.hits.length;
    this.hit = this.hits[this.hitAt];
    const label = this.labels[this.hit.index];
    this.say(`${this.hitAt + 1} of ${this.hits.length}${label ? `, page ${label}` : ""}; Esc goes to it`);
    this.go(this.hit.index);
    return this.reach();
  }

  hitRanges() {
    const page = this.letters.get(this.hit.index);
    return page ? [page.range(this.hit.at, this.hit.at + this.hits.words.length)] : [];
  }

  async reach() {
    for (let tries = 0; tries < 50 && !this.letters.has(this.hit.index); tries += 1) await new Promise((rest) => { setTimeout(rest, 60); });
    const [range] = this.hitRanges();
    if (!range) return;
    this.paint();
    choose(range);
    const box = range.getBoundingClientRect(), frame = this.pages.getBoundingClientRect();
    this.pages.scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }

  /** Look up what was typed as a quote, and say on which page it is. */
  async lookUp() {
    const form = $("#keep", this.element), said = $("#looked", form);
    const words = form.elements.quote.value;
    if (!skeleton(words)) { said.textContent = "There are no words to look up."; return; }
    const item = { dataset: { quote: "typed", words, place: "-1" } };
    for (let index = 0; index < this.boxes().length; index += 1) {
      const pages = [await this.lettersAt(index), await this.lettersAt(index + 1)].filter(Boolean);
      const found = locate(pages, item.dataset.words);
      if (!found.length) continue;
      const at = index + found[0].page, label = this.labels[at];
      const locator = this.locator(at, pages[found[0].page].range(found[0].start, found[0].end));
      said.textContent = label ? `Found on page ${label}.` : locator ? `Found in ${locator}.` : "Found.";
      if (locator) form.elements.locator.value = locator;
      this.go(at);
      this.hits = Object.assign([{ index: at, at: found[0].start }], { words: pages[found[0].page].letters.slice(found[0].start, found[0].end) });
      this.hitAt = 0;
      this.hit = this.hits[0];
      await this.reach();
      return;
    }
    said.textContent = "Not found in what is shown; it is compared with the text again when it is kept.";
  }

  // Events

  clicked(event) {
    const act = event.target.closest("[data-take], [data-zoom], [data-step], [data-look], [data-show], [data-back]");
    if (act && "take" in act.dataset) this.take(act.dataset.take);
    else if (act && "zoom" in act.dataset) { if (this.pdf) this.fit(Number(act.dataset.zoom)); }
    else if (act && "step" in act.dataset) this.go(Math.max(0, this.current() + Number(act.dataset.step)));
    else if (act && "look" in act.dataset) this.lookUp();
    else if (event.target.closest(".contents a")) this.chosen(event);
    else if (act && "back" in act.dataset) this.find($("[data-find]", this.element).value, true);
    else if (act && "show" in act.dataset) {
      const item = act.closest("[data-quote]");
      const isElsewhere = item.dataset.other || (this.several && item.dataset.state === "absent");
      if (isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.replaceState({}, "", act.href);
      this.show(item.dataset.quote, { focus: true });
    } else if (this.pages.contains(event.target) && getSelection().isCollapsed) this.touched(event.clientX, event.clientY);
  }

  touched(x, y) {
    for (const [name, ranges] of this.painted ?? []) {
      if (ranges.some((range) => touches(range, x, y))) return this.show(name, { focus: true, touched: true });
    }
    return undefined;
  }

  /** With Esc, leave a field of the bar for the document, where what was found is selected. */
  left(event) {
    const list = event.target.closest(".contents[open]");
    if (event.key !== "Escape" || !(list || event.target.matches("[data-find], [data-page]"))) return;
    event.preventDefault();
    if (list) return this.fold(list);
    const [range] = this.hit && event.target.matches("[data-find]") ? this.hitRanges() : [];
    this.pages.focus({ preventScroll: true });
    if (range) choose(range);
    else this.where();
  }

  submitted(event) {
    const form = event.target;
    if (form.closest(".panel")) this.sent = form.closest("[data-quote]")?.dataset.quote ?? "keep";
    if (form.id === "keep" && form.elements.claim) sessionStorage.setItem("claim", form.elements.claim.value);
    if (!form.matches("[data-go-to], [data-finds]")) return;
    event.preventDefault();
    if (form.matches("[data-go-to]")) this.goTo($("[data-page]", form).value);
    else this.find($("[data-find]", form).value);
  }

  focused(event) {
    const item = event.target.closest("[data-quote]");
    if (!item || item.dataset.quote === this.now) return;
    this.now = item.dataset.quote;
    this.paint();
  }

  keyed(event) {
    const step = { ArrowRight: ["forward", "character"], ArrowLeft: ["backward", "character"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] }[event.key];
    const chosen = getSelection();
    if (!step || !event.shiftKey || !chosen.rangeCount || !this.pages.contains(chosen.anchorNode)) return;
    event.preventDefault();
    chosen.modify("extend", step[0], event.ctrlKey || event.altKey ? "word" : step[1]);
  }

  /** Take the panel of a page that was made anew. */
  renew(fresh) {
    const old = $(".panel", this.element), panel = $(".panel", fresh);
    const top = old.scrollTop;
    old.replaceWith(panel);
    all("[data-scripted]", panel).forEach((one) => { one.hidden = false; });
    panel.scrollTop = top;
    $(".problem", panel)?.scrollIntoView({ block: "nearest" });
    this.remember();
    this.found.clear();
    const now = this.now && $(`[data-quote="${CSS.escape(this.now)}"]`, panel);
    if (now) now.dataset.now = "";
    this.search();
  }

  /** Go back to the document once words were kept, from where the keys go on; to a note once it was edited; to a trouble first. */
  settle() {
    const sent = this.sent;
    if (!sent) return;
    this.sent = null;
    const end = this.selected?.range;
    const to = $(".problem", this.element) ?? $(`[data-quote="${CSS.escape(sent)}"] summary`, this.element);
    if (to) return to.focus();
    this.selected = null;
    if (end && this.pages.contains(end.endContainer)) getSelection().collapse(end.endContainer, end.endOffset);
    this.pages.focus({ preventScroll: true });
    if (!beside.matches) this.pages.scrollIntoView({ block: "nearest" });
  }
}

function choose(range) {
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

// The words of a range with a line break where one line of the page ends.
function linesOf(range, layer) {
  let words = "";
  const around = range.commonAncestorContainer, element = around.nodeType === Node.TEXT_NODE ? around.parentNode : around;
  const walk = document.createTreeWalker(layer.contains(element) ? element : layer, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!range.intersectsNode(node)) continue;
    if (node.localName === "br") words += "\n";
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.data.length;
    words += node.data.slice(start, end);
  }
  return words;
}

shown();

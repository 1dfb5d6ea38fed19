// Shows a PDF page by page with its text on it; only pages near the window are drawn. Nothing in the file runs: pdf.js is asked for pictures and words.

const VENDOR = "/static/vendor/pdfjs-6.5.438/";
const AHEAD = "150% 0px";
const MOST_PAGES = 10_000; // twice what the library reads of a PDF
const MOST_PIXELS = 16_000_000; // of a page's picture
let library;

/** Open a PDF in an element; `drawn` is told of every page whose text is there, `gone` of those that were taken off again. */
export async function open(pages, address, drawn) {
  library ??= await import(`${VENDOR}pdf.min.mjs`);
  library.GlobalWorkerOptions.workerSrc = "/reader/worker.mjs";
  const file = await library.getDocument({
    url: address,
    cMapUrl: `${VENDOR}cmaps/`,
    standardFontDataUrl: `${VENDOR}standard_fonts/`,
    wasmUrl: `${VENDOR}wasm/`,
    iccUrl: `${VENDOR}iccs/`,
    disableAutoFetch: true,
    enableXfa: false,
    verbosity: 0,
  }).promise;
  const first = await file.getPage(1);
  return new Shown(pages, file, first.getViewport({ scale: 1 }), await file.getPageLabels().catch(() => null), drawn);
}

class Shown {
  constructor(pages, file, size, labels, drawn) {
    Object.assign(this, { pages, file, size, labels, drawn, scale: 1, texts: new Map() });
    this.count = Math.min(file.numPages, MOST_PAGES);
    this.boxes = Array.from({ length: this.count }, (_, index) => this.box(index));
    this.near = new IntersectionObserver((found) => found.forEach((one) => this.seen(one)), { root: pages, rootMargin: AHEAD });
  }

  box(index) {
    const made = document.createElement("section");
    made.className = "page";
    made.dataset.index = index;
    this.pages.append(made);
    return made;
  }

  /** Show all pages at a scale; `labels` are what they are called. */
  lay(scale, labels) {
    this.scale = scale;
    this.boxes.forEach((box, index) => {
      this.clear(box);
      box.setAttribute("aria-label", `Page ${labels[index]}`);
      box.dataset.label = labels[index];
      const size = box.own ?? this.size;
      this.measure(box, size.width * scale, size.height * scale);
      this.near.unobserve(box);
      this.near.observe(box);
    });
  }

  measure(box, width, height) {
    box.style.width = `${Math.floor(width)}px`;
    box.style.height = `${Math.floor(height)}px`;
  }

  seen({ target, isIntersecting }) {
    if (isIntersecting) this.draw(target).catch((error) => this.fail(target, error));
    else this.clear(target);
  }

  fail(box, error) {
    if (error?.name === "RenderingCancelledException") return;
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = "This page cannot be drawn.";
    box.replaceChildren(words);
  }

  clear(box) {
    box.task?.cancel();
    box.task = box.scaled = null;
    if (!box.hasChildNodes()) return;
    box.replaceChildren();
    this.drawn(Number(box.dataset.index), null);
  }

  async draw(box) {
    if (box.scaled === this.scale) return;
    const scale = (box.scaled = this.scale);
    const index = Number(box.dataset.index);
    const page = await this.file.getPage(index + 1);
    box.own = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale });
    this.measure(box, viewport.width, viewport.height);
    const canvas = document.createElement("canvas");
    const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
    canvas.width = Math.floor(viewport.width * sharp);
    canvas.height = Math.floor(viewport.height * sharp);
    canvas.setAttribute("aria-hidden", "true");
    const layer = document.createElement("div");
    layer.className = "textLayer";
    layer.style.setProperty("--total-scale-factor", scale);
    layer.style.setProperty("--scale-factor", scale);
    const transform = sharp === 1 ? null : [sharp, 0, 0, sharp, 0, 0];
    box.task = page.render({ canvas, viewport, transform });
    const content = await page.getTextContent();
    if (box.scaled !== scale) return;
    box.replaceChildren(canvas, layer);
    await new library.TextLayer({ textContentSource: content, container: layer, viewport }).render();
    if (box.scaled !== scale) return;
    this.drawn(index, layer);
    await box.task.promise;
  }

  /** Return the words of a page, whether it is drawn or not. */
  async text(index) {
    if (!this.texts.has(index)) {
      const page = await this.file.getPage(index + 1);
      const { items } = await page.getTextContent();
      this.texts.set(index, items.map((one) => ({ text: one.str ?? "", broken: false, ends: one.hasEOL })));
    }
    const found = this.texts.get(index);
    return found.map((one, number) => ({ text: one.text, broken: number > 0 && found[number - 1].ends }));
  }

  close() {
    this.near.disconnect();
    this.boxes.forEach((box) => box.task?.cancel());
    this.file.loadingTask.destroy();
  }
}

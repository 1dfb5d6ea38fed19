// Finds quotes in what is shown by their words, and paints them where they stand: ranges of text, no boxes, so that nothing moves and a selection stays.

import { letter, pieces, skeleton } from "./folding.js";

const SHORTEST = 8; // letters of a part of a quote by which it is found though something stands in between, such as the foot of a page
const MOST_PARTS = 6;

/** The letters of a text, folded, with the place of each in its nodes. */
export class Letters {
  constructor(texts) {
    this.letters = "";
    this.nodes = texts;
    this.at = []; // of each letter: the number of its node and its offset there
    this.begins = new Set(); // letters before which a word ends
    let gap = true;
    texts.forEach(({ text, broken }, number) => {
      gap ||= broken;
      let offset = 0;
      for (const character of text) {
        const found = letter(character);
        if (found && gap) this.begins.add(this.letters.length);
        if (found || !/[\p{M}\u00ad]/u.test(character)) gap = !found;
        for (let one = 0; one < found.length; one += 1) this.at.push(number, offset, character.length);
        this.letters += found;
        offset += character.length;
      }
    });
    this.begins.add(this.letters.length);
  }

  /** Return where some letters stand, from a place on: whole words first; -1 for nowhere. */
  find(needle, from = 0) {
    let first = -1;
    for (let at = this.letters.indexOf(needle, from); at >= 0; at = this.letters.indexOf(needle, at + 1)) {
      if (this.begins.has(at) && this.begins.has(at + needle.length)) return at;
      if (first < 0) first = at;
    }
    return first;
  }

  /** Return a stretch of letters as a range of the document. */
  range(start, end) {
    const [first, from] = this.at.slice(3 * start, 3 * start + 2);
    const [last, to, length] = this.at.slice(3 * end - 3, 3 * end);
    const made = new Range();
    made.setStart(this.nodes[first].node, from);
    made.setEnd(this.nodes[last].node, to + length);
    return made;
  }
}

/** Return the letters of an element. */
export function lettersOf(element) {
  const texts = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let broken = false;
  while (walk.nextNode()) {
    if (walk.currentNode.nodeType === Node.TEXT_NODE) {
      texts.push({ node: walk.currentNode, text: walk.currentNode.data, broken });
      broken = false;
    } else if (walk.currentNode.localName === "br") broken = true;
  }
  return new Letters(texts);
}

/** Return where a quote stands on a page, which may go on to the next: stretches of letters, each with the number of its page of these; none for nowhere. */
export function locate(pages, quote) {
  const whole = skeleton(quote);
  if (!whole) return [];
  const at = pages[0].find(whole);
  if (at >= 0) return [{ page: 0, start: at, end: at + whole.length }];
  const parts = pieces(quote);
  return (parts.length > 1 && chain(pages, parts)) || (whole.length >= 2 * SHORTEST && stretch(pages, whole)) || [];
}

function chain(pages, parts) {
  const found = [];
  let page = 0, from = 0;
  for (const part of parts) {
    let at = pages[page].find(part, from);
    if (at < 0 && page + 1 < pages.length && found.length) {
      page += 1;
      at = pages[page].find(part);
    }
    if (at < 0) return null;
    found.push({ page, start: at, end: at + part.length });
    from = at + part.length;
  }
  return found;
}

function stretch(pages, whole) {
  const found = [];
  let page = 0, from = 0, left = whole;
  while (left && found.length < MOST_PARTS) {
    let length = longest(pages[page].letters.slice(from), left);
    if (length < Math.min(SHORTEST, left.length) && page + 1 < pages.length && found.length) {
      page += 1;
      from = 0;
      length = longest(pages[page].letters, left);
    }
    if (length < Math.min(SHORTEST, left.length)) return null;
    const at = pages[page].letters.indexOf(left.slice(0, length), from);
    found.push({ page, start: at, end: at + length });
    from = at + length;
    left = left.slice(length);
  }
  return left ? null : found;
}

function longest(letters, wanted) {
  let low = 0, high = wanted.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (letters.includes(wanted.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Paint ranges in a colour of the style sheet (`::highlight(name)`), in place of those before. */
export function paint(name, ranges) {
  if (!globalThis.Highlight) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** Whether a point of the window lies on a range. */
export function touches(range, x, y) {
  return [...range.getClientRects()].some((box) => box.width > 0 && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

// The rules by which words that were selected become a quote, and a quote is looked for in a page: those of `fulltext/marked.py`, `words.py` and
// `brackets.py`. `tests/web/folding.json` has pairs that both sides are held to.

const EAST =
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3098\\u309b-\\u30ff\\u3105-\\u312f\\u3131-\\u318e\\u31a0-\\u31bf" +
  "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9f\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}";
const IS_EAST = new RegExp(`[${EAST}]`, "u");
const IS_WORD = /[\p{L}\p{N}]/u;
const HYPHEN = /([\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*)-\n([\p{L}\p{N}_]+)/gu;
const DOTS = "(?:…|\\.\\s?\\.\\s?\\.(?:\\s?\\.)?)";
const GAP = new RegExp(`\\s*(?:\\[\\s*${DOTS}\\s*\\]|\\(\\s*${DOTS}\\s*\\)|${DOTS}|\\[[^\\]\\[]{1,80}\\])\\s*`, "gu");
const LETTERS = new Map(
  Object.entries({ ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h", ŋ: "n", ŧ: "t", ʼ: "'" }),
);
const VOICED = "\u3099\u309a";
const folded = new Map();

/** Return words that go over lines as one line, without the hyphens at the ends of lines; `has` says whether the text has a word with its hyphen. */
export function joined(words, has = () => false) {
  const one = (_, before, after) => {
    const keeps = before.includes("-") || !/^\p{Ll}/u.test(after) || has(`${before}-${after}`);
    return keeps ? `${before}-${after}` : before + after;
  };
  const whole = words
    .replace(/\u00ad\n?/g, "")
    .replace(HYPHEN, one)
    .replace(/[\ufb00-\ufb06]/g, (found) => found.normalize("NFKC"))
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "")
    .trim();
  const spaced = whole.replace(/\s+/g, (space, at) => {
    const before = [...whole.slice(Math.max(0, at - 2), at)].at(-1);
    const after = String.fromCodePoint(whole.codePointAt(at + space.length));
    return IS_EAST.test(before) && IS_EAST.test(after) ? "" : " ";
  });
  return spaced.endsWith("-") ? spaced.slice(0, -1) : spaced;
}

/** Return a character of a word as it is compared: without accent and case. What belongs to no word is nothing. */
export function letter(character) {
  if (character >= "a" && character <= "z") return character;
  let found = folded.get(character);
  if (found === undefined) {
    found = IS_WORD.test(character) ? bare(character) : "";
    folded.set(character, found);
  }
  return found;
}

function bare(character) {
  const low = character.toLowerCase().normalize("NFKD");
  const cased = [...low].map((one) => one.toUpperCase().toLowerCase()).join("");
  const plain = [...cased.normalize("NFKD")].map((one) => LETTERS.get(one) ?? one);
  return plain.filter((one) => VOICED.includes(one) || !/\p{M}/u.test(one)).join("").normalize("NFC").trim();
}

/** Return the words of a text as one string, folded. */
export function skeleton(text) {
  let whole = "";
  for (const character of text) whole += letter(character);
  return whole;
}

/** Return the skeletons of what stands between the omissions of a quote, and between what its author put in brackets. */
export function pieces(quote) {
  return quote.split(GAP).map(skeleton).filter((piece) => piece);
}

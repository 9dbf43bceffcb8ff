// What both writers share: the live count against the limit, and words marked while typing. The rules are the engine's
// (course/engine/wording.py says them); the word lists and reasons come from it.

const HAN = /[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]/gu;

/** Measure a text: each Chinese character is one, each word or number of other letters is one. */
function measured(text) {
  const said = text.normalize("NFKC").replace(INVISIBLE, "");
  return (said.match(HAN) ?? []).length + (said.replace(HAN, " ").match(WORD) ?? []).length;
}

/** Find the words that promise too much or press: [{words, reason}], from left to right, without overlaps. */
function marked(text, terms) {
  const folded = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().replaceAll("’", "'").replace(/\s+/gu, " ");
  const found = terms.flatMap((term) => {
    const harmless = term.unless.flatMap((phrase) => occurrences(phrase, folded));
    return term.words.flatMap((word) =>
      occurrences(word, folded)
        .filter(([start, end]) => !joined(folded[start - 1], word[0]) && !joined(word.at(-1), folded[end]))
        .filter(([start, end]) => !harmless.some(([first, last]) => first <= start && end <= last))
        .map(([start, end]) => ({ start, end, words: folded.slice(start, end), reason: term.reason })),
    );
  });
  let free = 0;
  return found
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => start >= free && ((free = end), true));
}

function occurrences(phrase, text) {
  const found = [];
  for (let start = text.indexOf(phrase); start >= 0; start = text.indexOf(phrase, start + 1)) found.push([start, start + phrase.length]);
  return found;
}

/** Tell whether two neighbours belong to one word or number. */
function joined(left, right) {
  return /^[a-z0-9]$/i.test(left ?? "") && /^[a-z0-9]$/i.test(right ?? "");
}

/** The lines under a writer; `look(texts)`, a list of {box, text}, brings them up to date. */
function gauge({ ask, wording, h, label }) {
  const count = h("span", { class: "fc-gauge" });
  const flags = h("ul", { class: "fc-flags" });
  const limit = ask.limit[wording.counts];
  let told = "";
  const look = (texts) => {
    const used = texts.reduce((sum, { text }) => sum + measured(text), 0);
    const over = used > limit;
    const counted = label(`${wording.counts}_used`, { used, limit });
    count.textContent = over ? `✗ ${label("too_long", { counted })}` : counted;
    count.classList.toggle("fc-over-limit", over);
    const reasons = new Map();
    for (const { box, text } of ask.honest ? texts : []) {
      for (const { words, reason } of marked(text, wording.terms)) {
        const word = label("marked_word", { words });
        reasons.set(reason, (reasons.get(reason) ?? new Set()).add(box ? label("marked_box", { words: word, box }) : word));
      }
    }
    const lines = [...reasons].map(([reason, words]) => label("marked", { words: [...words].join(" · "), reason: wording.reasons[reason] }));
    if (lines.join("\n") === told) return; // a reader is told only what is new
    told = lines.join("\n");
    flags.replaceChildren(...lines.map((line) => h("li", {}, `⚠ ${line}`)));
  };
  return { element: h("div", { class: "fc-writing" }, count, h("div", { role: "status" }, flags)), look };
}

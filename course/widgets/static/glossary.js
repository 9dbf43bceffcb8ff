// The glossary of the start page: closed at first; its terms come from the kernel when it is opened, and stay here.

const GLOSSARY = "glossary"; // the number under which the kernel's reply comes back
const LISTENS = 45000; // ms

/** Make letters comparable: small, without accents; and a second form without spaces, for 「FORM公式」 and the like. */
function plainly(text) {
  const small = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${small}\n${small.replace(/[\s\-–·]/g, "")}`;
}

/** Give the terms in which every word of `query` stands, those first that are called so. */
function sought(terms, query) {
  const words = query.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return terms;
  const rank = (term) => {
    const whole = words.join(" ");
    if (term.names.includes(whole)) return 0;
    if (term.names.some((name) => name.startsWith(whole))) return 1;
    return words.every((word) => term.near.includes(word)) ? 2 : 3; // in its words, or only in its sentence
  };
  return terms
    .filter((term) => words.every((word) => term.all.includes(word)))
    .map((term) => [rank(term), term])
    .sort(([a], [b]) => a - b) // stable: inside a rank the teaching order stays
    .map(([, term]) => term);
}

/** The section. It is made once and moved as a whole when the page is drawn anew, so that nothing typed is lost. */
function makeGlossary({ model, link, label, lang }) {
  const other = lang === "en" ? "zh-CN" : "en";
  const id = unique();
  let terms = null;
  let words = {};
  let timer = null;

  const box = h("input", { type: "search", id: `${id}-box`, class: "fcs-search", autocomplete: "off", spellcheck: "false",
    oninput: (event) => !event.isComposing && filter(), oncompositionend: () => filter() });
  const name = h("label", { for: `${id}-box`, class: "fcs-strong" });
  const count = h("p", { class: "fcs-hush", role: "status", "aria-live": "polite" });
  const list = h("ul", { class: "fcs-terms" });
  const body = h("div", { id: `${id}-body`, hidden: true }, h("div", { class: "fcs-seek", hidden: true }, name, box), count, list);
  const button = h("button", { type: "button", class: "fcs-button", "aria-expanded": "false", "aria-controls": `${id}-body`, onclick: () => toggle() }, label("glossary_open"));
  const element = h("section", { class: "fcs-card fcs-glossary", "aria-labelledby": `${id}-title` },
    h("div", { class: "fcs-glossary-top" }, h("h2", { class: "fcs-h2", id: `${id}-title` }, label("glossary")), button), body);

  const toggle = () => {
    const open = body.hidden;
    body.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = label(open ? "glossary_close" : "glossary_open");
    if (!open) return;
    if (terms) return box.focus();
    count.textContent = label("glossary_coming");
    clearTimeout(timer);
    timer = setTimeout(() => terms || (count.textContent = label("silent")), LISTENS);
    try {
      model.send({ t: "glossary", n: GLOSSARY });
    } catch {
      // the timer says it
    }
  };

  const where = (term) => [
    term.number ? fill(words.stage, { n: term.number }) : words.way_in, " · ", term.short,
    term.open ? [words.colon, link(term.open, "fcs-link fcs-taught", term.title)] : null,
  ];

  const filter = () => {
    const hits = sought(terms, box.value);
    list.replaceChildren(...hits.map((term) =>
      h("li", { "data-term": term.id },
        h("p", { class: "fcs-term" }, h("strong", {}, term.term), term.other ? [" ", h("span", { lang: other }, term.other)] : null),
        h("p", {}, term.says),
        h("p", { class: "fcs-hush" }, where(term)))));
    count.textContent = hits.length ? fill(words.found, { n: hits.length, total: terms.length }) : words.none;
  };

  const received = (reply) => {
    if (reply?.n !== GLOSSARY) return;
    clearTimeout(timer);
    if (reply.t !== "glossary") {
      count.textContent = reply.say ?? label("silent");
      return;
    }
    words = reply.words;
    terms = reply.terms.map((term) => {
      const near = [term.term, term.other, ...term.also].map(plainly);
      return { ...term, names: [term.term, term.other].flatMap((each) => plainly(each).split("\n")), near: near.join("\n"), all: [...near, plainly(term.says)].join("\n") };
    });
    name.textContent = words.search;
    box.parentNode.hidden = false;
    filter();
    if (!body.hidden && element.contains(document.activeElement)) box.focus();
  };

  model.on("msg:custom", received);
  return {
    element,
    close: () => {
      clearTimeout(timer);
      model.off("msg:custom", received);
    },
  };
}

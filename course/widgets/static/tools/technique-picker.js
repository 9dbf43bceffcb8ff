// The technique picker: a technique, a line, its condition ticked, and what shows it. What passed is kept as a list.
tools["technique-picker"] = ({ data, value, label, h, id, keep, ask, tell }) => {
  let kept = { ...(value ?? {}) };
  let chosen = data.techniques[0].slug;
  const drafts = {};
  const draft = () => (drafts[chosen] ??= { line: kept[chosen]?.line ?? "", holds: false, shows: kept[chosen]?.shows ?? "" });
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } });
  const out = h("div", { class: "fc-gate-out", role: "status" });
  const list = h("div", {});
  const now = () => data.techniques.find(({ slug }) => slug === chosen);
  const changed = () => {
    out.replaceChildren();
    tell("");
  };

  function show() {
    const technique = now();
    const mine = draft();
    const line = h("textarea", { class: "fc-textarea", id: id("line"), rows: 2, maxlength: data.longest, oninput: () => { mine.line = line.value; changed(); } }, mine.line);
    const shows = h("textarea", { class: "fc-textarea", id: id("shows"), rows: 2, maxlength: data.longest, oninput: () => { mine.shows = shows.value; changed(); } }, mine.shows);
    const holds = h("input", { type: "checkbox", id: id("holds"), checked: mine.holds, onchange: () => { mine.holds = holds.checked; changed(); } });
    out.replaceChildren();
    form.replaceChildren(
      h("div", { class: "fc-tool-field", "data-field": "line" },
        h("label", { for: id("line") }, label("technique_line")),
        line,
        h("button", { type: "button", class: "fc-button fc-quiet", onclick: () => { line.value = mine.line = technique.line; changed(); line.focus(); } }, label("technique_take", { line: technique.line }))),
      h("div", { class: "fc-tool-field", "data-field": "condition" },
        h("p", { class: "fc-tool-name" }, label("technique_condition")),
        h("label", { class: "fc-option" }, holds, h("span", {}, technique.condition))),
      h("div", { class: "fc-tool-field", "data-field": "show" }, h("label", { for: id("shows") }, technique.show), shows),
      h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("technique_ask"))),
    );
  }
  function send() {
    const technique = now();
    const mine = { ...draft() };
    ask({ technique: chosen, ...mine }).then(({ ok, open, reasons }) => {
      out.replaceChildren(
        ...(open
          ? reasons.map(({ text }) => h("p", { class: "fc-gate-rule" }, `○ ${text}`))
          : ok
          ? [h("p", { class: "fc-gate-open" }, h("strong", {}, `✓ ${label("technique_open")}`)), h("blockquote", { class: "fc-gate-said" }, mine.line)]
          : [h("p", { class: "fc-gate-shut" }, h("strong", {}, `✗ ${label("technique_shut")}`)), h("ul", {}, reasons.map(({ text }) => h("li", {}, text)))]),
      );
      if (!ok) return;
      kept = { ...kept, [technique.slug]: { line: mine.line, shows: mine.shows } };
      keep(kept).then(() => shelf());
    }, (error) => tell(`${label("not_saved")} – ${error.message}`, true));
  }
  function shelf() {
    const mine = data.techniques.filter(({ slug }) => kept[slug]);
    list.replaceChildren(
      h("p", { class: "fc-tool-name", role: "status" }, label("technique_count", { number: mine.length, total: data.techniques.length })),
      h("ul", { class: "fc-plain-list" }, mine.map(({ slug, name }) => h("li", { class: "fc-kept-line" }, h("span", {}, h("strong", {}, name), h("span", { class: "fc-kept-said" }, kept[slug].line), h("span", { class: "fc-hush" }, kept[slug].shows))))),
    );
  }
  const pick = h("select", { class: "fc-select", id: id("technique"), onchange: () => { chosen = pick.value; show(); } }, data.techniques.map(({ slug, name }, place) => h("option", { value: slug }, `${place + 1}. ${name}`)));
  show();
  shelf();
  return { node: h("div", {}, h("div", { class: "fc-tool-field" }, h("label", { for: id("technique") }, label("technique_which")), pick), form, out, list) };
};

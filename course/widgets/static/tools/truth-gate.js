// The truth gate: fields of a kind of sentence; the kernel prints the sentence, or says why not.
tools["truth-gate"] = ({ data, value, label, h, id, keep, ask, tell }) => {
  const drafts = Object.fromEntries(data.kinds.map(({ slug }) => [slug, {}]));
  let kind = value?.kind ?? data.kinds[0].slug;
  if (value) drafts[value.kind] = { ...value.fields };
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } });
  const out = h("div", { class: "fc-gate-out", role: "status" });
  const now = () => data.kinds.find(({ slug }) => slug === kind);

  function field({ slug, label: name, help, input }) {
    const fields = drafts[kind];
    const wrong = h("p", { class: "fc-field-wrong", id: id(`${slug}-wrong`) });
    const told = `${id(`${slug}-help`)} ${wrong.id}`;
    const changed = (text) => {
      fields[slug] = text;
      out.replaceChildren();
      wrong.textContent = "";
      tell("");
    };
    const hint = h("p", { class: "fc-hush", id: id(`${slug}-help`) }, help);
    if (input === "consent") {
      const choices = data.consent.map(({ slug: each, text }) =>
        h("label", { class: "fc-pill" }, h("input", { type: "radio", name: id(slug), value: each, checked: fields[slug] === each, onchange: () => changed(each) }), h("span", {}, text)));
      return h("fieldset", { class: "fc-tool-field", "data-field": slug, "aria-describedby": told }, h("legend", {}, name), hint, h("div", { class: "fc-pills" }, choices), wrong);
    }
    const box = h("input", { type: input === "date" ? "date" : "text", inputmode: input === "number" ? "decimal" : null, class: `fc-input fc-gate-${input}`, id: id(slug), maxlength: data.longest, autocomplete: "off", "aria-describedby": told, value: fields[slug] ?? "", oninput: () => changed(box.value) });
    return h("div", { class: "fc-tool-field", "data-field": slug }, h("label", { for: id(slug) }, name), hint, box, wrong);
  }
  function show() {
    const { rule, fields } = now();
    out.replaceChildren();
    form.replaceChildren(
      h("p", { class: "fc-gate-rule" }, rule),
      h("div", { class: "fc-gate-fields" }, fields.map(field)),
      h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("gate_ask"))),
    );
  }
  function send() {
    const draft = { kind, fields: { ...drafts[kind] } };
    ask(draft).then(({ sentence, reasons }) => {
      form.querySelectorAll(".fc-field-wrong").forEach((each) => { each.textContent = ""; });
      reasons.forEach((reason) => {
        const place = form.querySelector(`[data-field="${reason.field}"] .fc-field-wrong`);
        if (place) place.textContent = reason.text;
      });
      const names = (slug) => now().fields.find((each) => each.slug === slug)?.label ?? "";
      out.replaceChildren(
        ...(sentence
          ? [h("p", { class: "fc-gate-open" }, h("strong", {}, `✓ ${label("gate_open")}`)), h("blockquote", { class: "fc-gate-said" }, sentence)]
          : [h("p", { class: "fc-gate-shut" }, h("strong", {}, `✗ ${label("gate_shut")}`)), h("ul", {}, reasons.map((reason) => h("li", {}, h("strong", {}, names(reason.field)), " ", reason.text)))]),
      );
      keep(draft);
    }, (error) => tell(`${label("not_saved")} – ${error.message}`, true));
  }
  const pills = data.kinds.map(({ slug, label: name }) =>
    h("label", { class: "fc-pill" }, h("input", { type: "radio", name: id("kind"), value: slug, checked: slug === kind, onchange: () => { kind = slug; show(); } }), h("span", {}, name)));
  show();
  return { node: h("div", {}, h("fieldset", { class: "fc-gate-kinds" }, h("legend", {}, label("gate_which")), h("div", { class: "fc-pills" }, pills)), form, out) };
};

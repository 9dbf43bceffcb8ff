// A card of a customer: the kernel says what is missing; without consent and purpose nothing is kept.
tools["customer-card"] = ({ data, value, label, h, id, keep, ask, tell }) => {
  const blank = () => ({ name: "", vehicle: "", mileage: "", consent: "", purpose: [] });
  let kept = value?.consent ? value : null;
  let card = kept ? { ...kept, purpose: [...kept.purpose] } : blank();
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } });
  const out = h("div", { class: "fc-gate-out", role: "status" });
  const list = h("p", { class: "fc-card-list", role: "status" });
  const wrongs = {};
  const wrong = (slug) => (wrongs[slug] = h("p", { class: "fc-field-wrong", id: id(`${slug}-wrong`) }));
  const changed = () => {
    out.replaceChildren();
    Object.values(wrongs).forEach((each) => { each.textContent = ""; });
    tell("");
  };
  const field = ({ slug, label: name, help }) => {
    const box = h("input", { type: "text", class: "fc-input", inputmode: slug === "mileage" ? "decimal" : null, autocomplete: "off", maxlength: 100, id: id(slug), "aria-describedby": `${id(`${slug}-help`)} ${id(`${slug}-wrong`)}`, value: card[slug], oninput: () => { card[slug] = box.value; changed(); } });
    return h("div", { class: "fc-tool-field", "data-field": slug }, h("label", { for: id(slug) }, name), h("p", { class: "fc-hush", id: id(`${slug}-help`) }, help), box, wrong(slug));
  };
  const choices = (slug, title, help, type, options, is, change) =>
    h("fieldset", { class: "fc-tool-field", "data-field": slug, "aria-describedby": `${id(`${slug}-help`)} ${id(`${slug}-wrong`)}` },
      h("legend", {}, title), h("p", { class: "fc-hush", id: id(`${slug}-help`) }, help),
      h("div", { class: "fc-pills" }, options.map((each) =>
        h("label", { class: "fc-pill" }, h("input", { type, name: id(slug), value: each.slug, checked: is(each.slug), onchange: (event) => { change(each.slug, event.target.checked); changed(); } }), h("span", {}, each.name)))),
      wrong(slug));
  function show() {
    form.replaceChildren(
      h("div", { class: "fc-gate-fields" }, data.fields.map(field)),
      choices("consent", data.consent, data.consent_help, "radio", data.answers, (slug) => card.consent === slug, (slug) => { card.consent = slug; }),
      choices("purpose", data.purpose, data.purpose_help, "checkbox", data.purposes, (slug) => card.purpose.includes(slug), (slug, on) => {
        card.purpose = data.purposes.map((each) => each.slug).filter((each) => (each === slug ? on : card.purpose.includes(each)));
      }),
      h("p", { class: "fc-hush" }, data.absent),
      h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, data.keep), remove),
    );
    stand();
  }
  const remove = h("button", { type: "button", class: "fc-button", onclick: () => {
    keep({}).then((saved) => {
      if (!saved) return;
      kept = null;
      card = blank();
      show();
      out.replaceChildren(h("p", {}, data.deleted));
      form.querySelector("input").focus();
    });
  } }, data.delete);
  function stand() {
    remove.hidden = !kept;
    const open = kept && data.purposes.some(({ slug, marketing }) => marketing && kept.purpose.includes(slug));
    list.replaceChildren(h("strong", {}, data.list_name), " ", open ? `✓ ${fill(data.list_open, { name: kept.name })}` : `✗ ${data.list_shut}`);
    list.classList.toggle("fc-card-list-open", Boolean(open));
  }
  function send() {
    const draft = { ...card, purpose: [...card.purpose] };
    ask(draft).then(({ reasons }) => {
      changed();
      reasons.forEach(({ field: slug, text }) => { if (wrongs[slug]) wrongs[slug].textContent = text; });
      if (reasons.length) {
        out.replaceChildren(h("p", { class: "fc-gate-shut" }, h("strong", {}, `✗ ${data.not_kept}`)));
        const first = form.querySelector(`[data-field="${reasons[0].field}"] input`);
        if (first) first.focus();
        return;
      }
      keep(draft).then((saved) => {
        if (!saved) return;
        kept = draft;
        out.replaceChildren(h("p", { class: "fc-gate-open" }, h("strong", {}, `✓ ${data.kept}`)));
        stand();
      });
    }, (error) => tell(`${label("not_saved")} – ${error.message}`, true));
  }
  show();
  return { node: h("div", {}, form, out, list) };
};

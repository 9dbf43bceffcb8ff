// The testimony bank: a card goes in when the rule lets it pass; the counter runs to ten; each card can be deleted.
tools["testimony-bank"] = ({ data, value, label, h, id, keep, ask, tell }) => {
  let cards = value ?? [];
  let card = {};
  const form = h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } });
  const out = h("div", { class: "fc-gate-out", role: "status" });
  const counter = h("p", { class: "fc-bank-count", role: "status", tabindex: "-1" });
  const bar = h("progress", { max: data.wanted, "aria-label": label("bank_progress") });
  const list = h("ul", { class: "fc-plain-list" });

  const changed = () => {
    out.replaceChildren();
    tell("");
  };
  function field({ slug, name, help }) {
    const wrong = h("p", { class: "fc-field-wrong", id: id(`${slug}-wrong`) });
    const hint = h("p", { class: "fc-hush", id: id(`${slug}-help`) }, help);
    const about = `${hint.id} ${wrong.id}`;
    const set = (text) => {
      card[slug] = text;
      wrong.textContent = "";
      changed();
    };
    if (slug === "consent") {
      const choices = data.consent.map(({ slug: each, text }) =>
        h("label", { class: "fc-pill" }, h("input", { type: "radio", name: id(slug), value: each, onchange: () => set(each) }), h("span", {}, text)));
      return h("fieldset", { class: "fc-tool-field", "data-field": slug, "aria-describedby": about }, h("legend", {}, name), hint, h("div", { class: "fc-pills" }, choices), wrong);
    }
    const box = h("input", { type: "text", class: "fc-input", id: id(slug), maxlength: data.longest, autocomplete: "off", "aria-describedby": about, oninput: () => set(box.value) });
    const unknown = h("input", { type: "checkbox", "aria-label": label("bank_unknown", { field: name }), onchange: () => { box.disabled = unknown.checked; set(unknown.checked ? "unknown" : box.value); } });
    return h("div", { class: "fc-tool-field", "data-field": slug }, h("label", { for: id(slug) }, name), hint,
      h("div", { class: "fc-card-line" }, box, h("label", { class: "fc-pill" }, unknown, h("span", { "aria-hidden": "true" }, label("bank_not_known")))), wrong);
  }
  function fresh() {
    card = {};
    form.replaceChildren(...data.fields.map(field), h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("bank_add"))));
  }
  function send() {
    const mine = { ...card };
    ask({ card: mine, cards }).then(({ ok, reasons }) => {
      form.querySelectorAll(".fc-field-wrong").forEach((each) => { each.textContent = ""; });
      for (const { field: slug, text } of reasons) {
        const place = form.querySelector(`[data-field="${slug}"] .fc-field-wrong`);
        if (place) place.textContent = text;
      }
      if (!ok) {
        const others = reasons.filter(({ field: slug }) => !form.querySelector(`[data-field="${slug}"]`));
        out.replaceChildren(h("p", { class: "fc-gate-shut" }, h("strong", {}, `✗ ${label("bank_refused")}`)), h("ul", {}, others.map(({ text }) => h("li", {}, text))));
        const first = [...form.querySelectorAll("[data-field]")].find((each) => each.querySelector(".fc-field-wrong").textContent);
        first?.querySelector("input:enabled")?.focus();
        return;
      }
      const more = [...cards, mine];
      keep(more).then((kept) => {
        if (!kept) return;
        cards = more;
        fresh();
        shelf();
        out.replaceChildren(h("p", { class: "fc-gate-open" }, h("strong", {}, `✓ ${label("bank_added")}`)));
        counter.focus({ preventScroll: true });
      });
    }, (error) => tell(`${label("not_saved")} – ${error.message}`, true));
  }
  const shown = (each, slug) => {
    if (slug === "consent") return data.consent.find((one) => one.slug === each.consent)?.text ?? "";
    return each[slug] === "unknown" ? label("bank_not_known") : each[slug];
  };
  function shelf() {
    counter.textContent = label("bank_count", { number: cards.length, total: data.wanted });
    bar.value = Math.min(cards.length, data.wanted);
    list.replaceChildren(
      ...cards.map((each, place) => {
        const title = each.who === "unknown" ? label("bank_card", { number: place + 1 }) : each.who;
        const away = h("button", { type: "button", class: "fc-button", "aria-label": label("bank_delete_card", { card: `${place + 1}. ${title}` }), onclick: () => {
          const fewer = cards.filter((_, other) => other !== place);
          keep(fewer).then((kept) => {
            if (!kept) return;
            cards = fewer;
            shelf();
            counter.focus({ preventScroll: true });
          });
        } }, label("bank_delete"));
        const rows = data.fields.map(({ slug, name }) => h("div", {}, h("dt", {}, name), h("dd", {}, shown(each, slug))));
        return h("li", { class: "fc-bank-card" }, h("details", {}, h("summary", {}, `${place + 1}. ${title} · ${shown(each, "bought")}`), h("dl", {}, rows), away));
      }),
    );
  }
  fresh();
  shelf();
  return { node: h("div", {}, counter, bar, list, h("p", { class: "fc-tool-name" }, label("bank_new")), form, out) };
};

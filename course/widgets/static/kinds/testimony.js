// A testimony card: what is known, and fields of which each is filled in or marked as not known.
const TESTIMONY_FIELDS = ["who", "consent", "bought", "feeling", "benefit", "duration", "repeat", "referrals", "evidence"];

kinds.testimony = {
  draw({ ask, response, locked, h, id, label, paragraphs, answer }) {
    const now = { ...(response ?? {}) };
    const left = h("p", { class: "fc-hush", role: "status" });
    const said = () => {
      const open = TESTIMONY_FIELDS.filter((field) => !String(now[field] ?? "").trim()).length;
      left.textContent = open ? label("testimony_left", { number: open }) : `✓ ${label("testimony_done")}`;
    };
    said();
    const send = (options) => {
      said();
      answer({ ...now }, options);
    };
    const consent = () => {
      const title = id("consent");
      return h(
        "div",
        { class: "fc-card-field", "data-field": "consent" },
        h("p", { class: "fc-part-title", id: title }, label("testimony_consent")),
        h(
          "div",
          { class: "fc-pills", role: "radiogroup", "aria-labelledby": title },
          ["yes", "no", "unknown"].map((slug) =>
            h("label", { class: "fc-pill" }, h("input", { type: "radio", name: title, value: slug, checked: now.consent === slug, disabled: locked, onchange: () => { now.consent = slug; send(); } }), h("span", {}, label(`testimony_consent_${slug}`))),
          ),
        ),
      );
    };
    const field = (name) => {
      if (name === "consent") return consent();
      const unknown = now[name] === "unknown";
      let typed = unknown ? "" : now[name] ?? "";
      const area = h("textarea", { class: "fc-textarea", id: id(name), rows: 1, maxlength: 500, disabled: locked || unknown, oninput: () => { typed = now[name] = area.value; send({ typed: true }); } });
      area.value = typed;
      const box = h("input", {
        type: "checkbox",
        checked: unknown,
        disabled: locked,
        "aria-label": label("testimony_unknown_for", { field: label(`testimony_${name}`) }),
        onchange: () => {
          now[name] = box.checked ? "unknown" : typed;
          area.disabled = locked || box.checked;
          area.value = box.checked ? "" : typed;
          send();
        },
      });
      return h(
        "div",
        { class: "fc-card-field", "data-field": name },
        h("label", { class: "fc-part-title", for: area.id }, label(`testimony_${name}`)),
        h("div", { class: "fc-card-line" }, area, h("label", { class: "fc-pill" }, box, h("span", { "aria-hidden": "true" }, label("testimony_unknown")))),
      );
    };
    return h(
      "div",
      { class: "fc-testimony" },
      h("div", { class: "fc-known" }, h("p", { class: "fc-part-title" }, label("testimony_story")), paragraphs(ask.story)),
      h("p", { class: "fc-hush" }, label("testimony_help")),
      TESTIMONY_FIELDS.map(field),
      left,
    );
  },
};

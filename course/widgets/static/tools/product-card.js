// Five fields; kept when all five are filled in. Printing goes through a frame of its own, so that only the card is printed.
tools["product-card"] = ({ data, value, label, lang, title, h, id, keep, tell }) => {
  let saved = value;
  const areas = data.fields.map((field) =>
    h("textarea", { class: "fc-textarea", id: id(field.slug), rows: 2, maxlength: data.longest, "aria-describedby": `${id(field.slug)}-help ${id(field.slug)}-wrong`, oninput: () => edited(field.slug) },
      value ? value[field.slug] : ""),
  );
  const wrong = data.fields.map((field) => h("p", { class: "fc-field-wrong", id: `${id(field.slug)}-wrong` }));
  const printButton = h("button", { type: "button", class: "fc-button", onclick: () => print(), hidden: !value }, label("print_card"));

  const now = () => Object.fromEntries(data.fields.map((field, place) => [field.slug, areas[place].value]));
  const empty = () => data.fields.filter((_, place) => !areas[place].value.trim());

  function edited(slug) {
    const place = data.fields.findIndex((field) => field.slug === slug);
    mark(place, false);
    printButton.hidden = true;
    tell(saved ? label("changed") : "");
  }
  function mark(place, missing) {
    wrong[place].textContent = missing ? label("empty_field") : "";
    areas[place].setAttribute("aria-invalid", String(missing));
  }
  function save(event) {
    event.preventDefault();
    const missing = empty();
    data.fields.forEach((field, place) => mark(place, missing.includes(field)));
    if (missing.length) {
      tell(label("still_empty", { fields: missing.map((field) => field.name).join(label("comma")) }), true);
      areas[data.fields.indexOf(missing[0])].focus();
      return;
    }
    const card = now();
    keep(card).then((ok) => {
      if (!ok) return;
      saved = card;
      printButton.hidden = false;
    });
  }
  function print() {
    const frame = h("iframe", { class: "fc-print-frame", "aria-hidden": "true", tabindex: "-1" });
    document.body.append(frame);
    const page = frame.contentDocument;
    page.documentElement.lang = lang;
    page.title = title;
    page.body.style.cssText = "font:12pt/1.5 system-ui,'Noto Sans SC','PingFang SC','Microsoft YaHei','Forecourt Sans SC',sans-serif;color:#1f2933;margin:2cm";
    page.body.append(h("h1", {}, title), ...data.fields.flatMap((field) => [h("h2", { style: "font-size:12pt;margin:1em 0 0" }, field.name), h("p", { style: "margin:0;white-space:pre-wrap" }, saved[field.slug])]));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  }

  const node = h("form", { onsubmit: save, novalidate: true },
    data.fields.map((field, place) => h("div", { class: "fc-tool-field" },
      h("label", { for: id(field.slug) }, `${place + 1}. ${field.name}`),
      h("p", { class: "fc-hush", id: `${id(field.slug)}-help` }, field.help),
      areas[place],
      wrong[place])),
    h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("save_card")), printButton));
  return { node };
};

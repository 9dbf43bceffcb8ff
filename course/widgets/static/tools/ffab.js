// FFAB: four steps in order, joined by connectors into one spoken text; a step opens when the one before it is written.
tools["ffab"] = ({ data, value, label, lang, h, id, keep, tell }) => {
  const now = {
    opening: value?.opening ?? data.opening.choices[0].slug,
    texts: Object.fromEntries(data.steps.map(({ slug }) => [slug, value?.texts[slug] ?? ""])),
    connectors: Object.fromEntries(data.steps.filter(({ connectors }) => connectors.length).map(({ slug, connectors }) => [slug, value?.connectors[slug] ?? connectors[0].slug])),
  };
  const whole = h("p", { class: "fc-ffab-whole", role: "status" });
  const areas = new Map();
  const closed = new Map();

  const chosen = (list, slug) => list.find((each) => each.slug === slug).text;
  const written = (slug) => now.texts[slug].trim() !== "";
  // Chinese runs on without a space; elsewhere there is one. What ends without a mark gets the comma of its language.
  const CHINESE = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]$/u;
  const MARKED = /[.,:;!?…。，：；！？、]$/u;
  const join = (said, part) => `${said}${CHINESE.test(said) ? "" : " "}${part}`;
  const pause = (said) => (MARKED.test(said) ? said : said + (CHINESE.test(said) || lang !== "en" ? "，" : ","));

  function show() {
    let open = true;
    for (const { slug, label: name } of data.steps) {
      areas.get(slug).disabled = !open;
      closed.get(slug).hidden = open;
      open = open && written(slug);
    }
    let said = "";
    for (const { slug, connectors } of data.steps) {
      if (!written(slug)) break; // nothing is said before the step in front of it
      const lead = connectors.length ? join(pause(said), chosen(connectors, now.connectors[slug])) : chosen(data.opening.choices, now.opening);
      said = join(lead, now.texts[slug].trim());
    }
    whole.textContent = said || label("ffab_nothing");
  }
  function pick(name, list, current, changed) {
    return h("select", { class: "fc-select", "aria-label": name, onchange: (event) => { changed(event.target.value); edited(); } },
      list.map(({ slug, text }) => h("option", { value: slug, selected: slug === current }, text)));
  }
  function edited() {
    show();
    tell("");
  }
  const rows = data.steps.map((step, place) => {
    const area = h("textarea", { class: "fc-textarea", id: id(step.slug), rows: 2, maxlength: data.longest, "aria-describedby": `${id(step.slug)}-help ${id(step.slug)}-closed`, oninput: () => { now.texts[step.slug] = area.value; edited(); } });
    area.value = now.texts[step.slug];
    areas.set(step.slug, area);
    const before = data.steps[place - 1];
    const note = h("p", { class: "fc-hush", id: `${id(step.slug)}-closed` }, before ? label("ffab_first", { step: before.label }) : "");
    closed.set(step.slug, note);
    const connector = step.connectors.length > 0 && pick(label("ffab_connector", { step: step.label }), step.connectors, now.connectors[step.slug], (slug) => { now.connectors[step.slug] = slug; });
    return h("li", { class: "fc-tool-field fc-ffab-step", "data-step": step.slug },
      h("label", { for: id(step.slug) }, `${place + 1}. ${step.label}`),
      h("p", { class: "fc-hush", id: `${id(step.slug)}-help` }, step.help),
      h("div", { class: "fc-ffab-line" }, connector, area),
      note);
  });
  const first = data.steps[0].slug;
  const opening = pick(data.opening.label, data.opening.choices, now.opening, (slug) => { now.opening = slug; });
  function save(event) {
    event.preventDefault();
    const missing = data.steps.find(({ slug }) => !written(slug));
    if (missing) {
      tell(label("ffab_write", { step: missing.label }), true);
      areas.get(missing.slug).focus();
      return;
    }
    keep({ ...now, texts: { ...now.texts }, connectors: { ...now.connectors } });
  }
  show();
  const node = h("form", { onsubmit: save, novalidate: true, "data-first": first },
    h("div", { class: "fc-tool-field" }, h("p", { class: "fc-ffab-opening" }, data.opening.label), opening),
    h("ol", { class: "fc-ffab-steps" }, rows),
    h("p", { class: "fc-fab-under" }, label("ffab_said")),
    whole,
    h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("ffab_keep"))),
    h("details", { class: "fc-ffab-example" }, h("summary", {}, data.example.title), data.example.lines.map((line) => h("p", {}, line))));
  return { node };
};

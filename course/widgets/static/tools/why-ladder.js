// Three levels of need. A deeper one opens when the one above is written, and stands only with a sentence of the customer.
tools["why-ladder"] = ({ data, value, h, id, keep, tell }) => {
  let levels = value?.levels.map((level) => ({ ...level })) ?? [{ need: "", evidence: null }];
  const ladder = h("ol", { class: "fc-why" });
  const foot = h("p", { class: "fc-hush" });
  const deeper = h("button", { type: "button", class: "fc-button", onclick: () => {
    const problem = wrong();
    if (problem) return refuse(problem);
    levels.push({ need: "", evidence: null });
    tell("");
    show();
    ladder.querySelector("li:last-child select").focus();
  } }, data.deepen);
  const back = h("button", { type: "button", class: "fc-button fc-quiet", onclick: () => {
    levels.pop();
    tell("");
    show();
    ladder.querySelector("li:last-child textarea").focus();
  } }, data.back);

  /** Find the first thing that is missing: {place, field, say}. */
  function wrong() {
    for (const [place, level] of levels.entries()) {
      if (place && !level.evidence) return { place, field: "select", say: data.needs_evidence };
      if (place && levels.slice(0, place).some((each) => each.evidence === level.evidence)) return { place, field: "select", say: data.used };
      if (!level.need.trim()) return { place, field: "textarea", say: data.write_first };
    }
    return null;
  }
  function refuse({ place, field, say }) {
    tell(say, true);
    ladder.children[place].querySelector(field).focus();
  }
  function save(event) {
    event.preventDefault();
    const problem = wrong();
    if (problem) return refuse(problem);
    keep({ levels: levels.map((level) => ({ ...level })) });
  }
  function rung(level, place) {
    const told = data.levels[place];
    const mark = id(`level-${place}`);
    const area = h("textarea", { class: "fc-textarea", id: mark, rows: 2, maxlength: data.longest, "aria-describedby": `${mark}-help`, value: level.need, oninput: () => {
      level.need = area.value;
      tell("");
    } });
    const quote = place > 0 && h("div", {},
      h("label", { for: `${mark}-quote` }, data.evidence),
      h("select", { class: "fc-select", id: `${mark}-quote`, onchange: (event) => {
        level.evidence = event.target.value || null;
        tell("");
      } }, h("option", { value: "" }, data.pick), data.lines.map((line) => h("option", { value: line.slug, selected: line.slug === level.evidence }, line.name))));
    return h("li", { class: "fc-tool-field fc-why-level", "data-level": told.slug },
      quote, h("label", { for: mark }, told.name), h("p", { class: "fc-hush", id: `${mark}-help` }, told.help), area);
  }
  function show() {
    ladder.replaceChildren(...levels.map(rung));
    const most = levels.length === data.levels.length;
    deeper.hidden = most;
    back.hidden = levels.length === 1;
    foot.textContent = most ? data.no_further : "";
  }
  show();
  return { node: h("form", { onsubmit: save, novalidate: true },
    h("p", { class: "fc-wheel-case" }, data.case),
    h("p", { class: "fc-wheel-ask" }, data.talk),
    h("ul", { class: "fc-quotes" }, data.lines.map((line) => h("li", {}, line.name))),
    ladder, foot,
    h("div", { class: "fc-buttons" }, deeper, back, h("button", { type: "submit", class: "fc-button fc-primary" }, data.keep)),
    h("details", { class: "fc-tool-more" }, h("summary", {}, data.example),
      h("dl", {}, data.levels.map(({ name, example }) => h("div", {}, h("dt", {}, name), h("dd", {}, example)))))) };
};

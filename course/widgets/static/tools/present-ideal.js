// Two boxes that have to be written before the third one opens.
tools["present-ideal"] = ({ data, value, h, id, keep, tell }) => {
  const areas = Object.fromEntries(data.boxes.map(({ slug }) => [slug,
    h("textarea", { class: "fc-textarea", id: id(slug), rows: 3, maxlength: data.longest, "aria-describedby": `${id(slug)}-help${slug === "solution" ? ` ${id("gate")}` : ""}`, value: value?.[slug] ?? "", oninput: () => edited() })]));
  const gate = h("p", { class: "fc-gate", id: id("gate"), role: "status" });
  const states = ["present", "ideal"];

  function show() {
    const open = states.every((slug) => areas[slug].value.trim());
    areas.solution.disabled = !open;
    const said = `${open ? "✓" : "⊘"} ${open ? data.opened : data.blocked}`;
    if (gate.textContent !== said) gate.textContent = said; // said once, not with every letter
    gate.classList.toggle("fc-gate-open", open);
    return open;
  }
  function edited() {
    tell("");
    show();
  }
  function save(event) {
    event.preventDefault();
    if (!show()) {
      tell(data.blocked, true);
      areas[states.find((slug) => !areas[slug].value.trim())].focus();
      return;
    }
    keep(Object.fromEntries(data.boxes.map(({ slug }) => [slug, areas[slug].value])));
  }
  show();
  const box = ({ slug, name, help }) => h("div", { class: `fc-tool-field fc-pi-${slug}` },
    h("label", { for: id(slug) }, name), h("p", { class: "fc-hush", id: `${id(slug)}-help` }, help), areas[slug], slug === "solution" && gate);
  return { node: h("form", { onsubmit: save, novalidate: true },
    h("ol", { class: "fc-chain", "aria-label": data.chain_name }, data.chain.map((link) => h("li", {}, link))),
    h("div", { class: "fc-pi-boxes" }, data.boxes.map(box)),
    h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, data.keep)),
    data.examples.map((example) => h("details", { class: "fc-tool-more" },
      h("summary", {}, fill(data.example, { name: example.name })),
      h("dl", {}, data.boxes.map(({ name }, place) => h("div", {}, h("dt", {}, name), h("dd", {}, example.lines[place]))))))) };
};

// The five stages as rows; each deck is a column that can be laid over them. A table where there is room, cards where there is not.
tools["crosswalk"] = ({ data, value, h, id, keep }) => {
  let on = value?.layers ?? data.layers.slice(0, 1).map((layer) => layer.slug);
  const table = h("div", { class: "fc-cross-place" });
  const note = h("p", { class: "fc-hush", role: "status" });

  const switches = data.layers.map((layer) =>
    h("label", { class: "fc-pill", for: id(layer.slug) },
      h("input", { type: "checkbox", role: "switch", id: id(layer.slug), checked: on.includes(layer.slug), onchange: (event) => {
        on = data.layers.map((each) => each.slug).filter((slug) => (slug === layer.slug ? event.target.checked : on.includes(slug)));
        show();
        keep({ layers: on });
      } }),
      h("span", {}, layer.name)));

  const step = (one) => {
    const told = [one.parts.length > 0 && h("ul", {}, one.parts.map((part) => h("li", {}, part))), one.note && h("p", { class: "fc-hush" }, one.note)];
    return one.parts.length || one.note
      ? h("details", { class: "fc-cross-step" }, h("summary", {}, one.name), told)
      : h("p", { class: "fc-cross-step" }, one.name);
  };
  // Roles are written out, because a table that is shown as cards would lose its own.
  const cell = (name, content) => h("td", { role: "cell" }, h("span", { class: "fc-cross-label", "aria-hidden": "true" }, name), content);
  const head = (name, source) => h("th", { scope: "col", role: "columnheader" }, name, source && h("small", {}, source));

  function row(stage, layers) {
    return h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, stage.name, stage.note && " *"),
      layers.map((layer) => {
        const steps = layer.cells[stage.slug] ?? [];
        return cell(layer.name, steps.length ? steps.map(step) : h("span", { class: "fc-cross-none" }, `– ${data.no_step}`));
      }),
      cell(data.module_column, h("span", {}, stage.modules)));
  }
  function show() {
    const layers = data.layers.filter((layer) => on.includes(layer.slug));
    note.textContent = layers.length ? "" : data.none_shown;
    table.replaceChildren(h("table", { class: "fc-cross", role: "table", "aria-label": data.title },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head(data.stage_column, data.stage_source), layers.map((layer) => head(layer.name, layer.source)), head(data.module_column))),
      h("tbody", { role: "rowgroup" }, data.stages.map((stage) => row(stage, layers)))));
  }
  show();
  const notes = data.stages.filter((stage) => stage.note).map((stage) => h("p", { class: "fc-cross-notes" }, `* ${stage.name} – ${stage.note}`));
  return { node: h("div", {}, h("fieldset", { class: "fc-cross-switches" }, h("legend", {}, data.switches), switches), note, table, notes) };
};

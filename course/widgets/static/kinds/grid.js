// A grid: rows with a list in each column. On a narrow page each row is a card with its columns below each other.
kinds.grid = {
  draw(ctx) {
    const { ask, response, h, label, answer } = ctx;
    const now = Object.fromEntries(ask.rows.map(({ slug }) => [slug, { ...(response?.[slug] ?? {}) }]));
    const left = h("p", { class: "fc-hush", role: "status" });
    const done = (row) => ask.columns.every(({ slug }) => now[row][slug]);
    const said = () => {
      const open = ask.rows.filter(({ slug }) => !done(slug)).length;
      left.textContent = open ? label("grid_left", { number: open }) : `✓ ${label("grid_done")}`;
    };
    said();
    const given = () => Object.fromEntries(Object.entries(now).filter(([, picks]) => Object.keys(picks).length));
    const row = ({ slug, text }) => {
      const box = h("li", { class: "fc-grid-row", "data-row": slug });
      box.classList.toggle("fc-placed", done(slug));
      const cell = (column) => {
        const changed = (value) => {
          if (value) now[slug][column.slug] = value;
          else delete now[slug][column.slug];
          box.classList.toggle("fc-placed", done(slug));
          said();
          answer(given());
        };
        const list = choose(ctx, { options: column.options, value: now[slug][column.slug], name: label("grid_cell", { row: text, column: column.label }), changed });
        return h("div", { class: "fc-grid-cell", "data-column": column.slug }, h("span", { class: "fc-grid-name", "aria-hidden": "true" }, column.label), list);
      };
      box.append(h("span", { class: "fc-grid-text" }, text), ...ask.columns.map(cell));
      return box;
    };
    const head = h("div", { class: "fc-grid-row fc-grid-head", "aria-hidden": "true" }, h("span"), ask.columns.map((column) => h("span", {}, column.label)));
    // a list as narrow as a column would cut long options short: then each row is a card on a wide page, too
    const longest = Math.max(...ask.columns.flatMap(({ options }) => options.map(({ text }) => wide(text))));
    const cards = ask.rows.length === 1 || longest > (ask.columns.length > 2 ? 24 : 34);
    return h(
      "div",
      { class: cards ? "fc-grid fc-grid-cards" : "fc-grid", style: `--fc-columns:${ask.columns.length}` },
      h("p", { class: "fc-hush" }, label("grid_help")),
      head,
      h("ul", { class: "fc-grid-rows" }, ask.rows.map(row)),
      left,
    );
  },
};

// Contacts a year for one customer; the page multiplies, and where it is live says whether the plan fits.
kinds.budget = {
  draw(ctx) {
    const { ask, response, locked, h, id, label, answer, lang } = ctx;
    const counts = { ...(response?.counts ?? {}) };
    const ticked = new Set(Array.isArray(response?.conditions) ? response.conditions : []);
    const unit = ask.unit;
    const amount = (text) => {
      const plain = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
      return plain === "" ? null : /^[0-9]{1,5}$/.test(plain) && Number(plain) <= 10000 ? Number(plain) : NaN;
    };
    const said = (value) => { const rounded = Math.round(100 * value) / 100; return lang === "en" ? rounded.toLocaleString("en") : String(rounded); };
    const send = (options) => answer({ counts: { ...counts }, conditions: ask.conditions.map(({ slug }) => slug).filter((slug) => ticked.has(slug)) }, options);
    const bar = h("div", { class: "fc-bar", "aria-hidden": "true" });
    const lines = h("ul", { class: "fc-limits" });
    const live = h("div", { class: "fc-live" }, ask.live && bar, lines);
    const colours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"];
    const look = () => {
      const read = ask.rows.map(({ slug }) => amount(counts[slug]));
      const each = ask.rows.map(({ cost }, place) => cost * (read[place] || 0));
      const one = each.reduce((sum, part) => sum + part, 0);
      const all = one * ask.times;
      const open = read.filter((part) => part === null || Number.isNaN(part)).length;
      bar.replaceChildren(...each.map((part, place) => h("span", { style: `width:${(100 * part * ask.times) / Math.max(ask.most, all)}%;background:${colours[place % 6]}` })));
      const rest = ask.most - all;
      const verdict = rest < 0
        ? h("li", { class: "fc-broken" }, `✗ ${label("budget_over", { number: said(-rest), unit })}`)
        : open ? h("li", {}, label("budget_open", { number: open })) : h("li", { class: "fc-kept" }, `✓ ${label("budget_fits", { number: said(rest), unit })}`);
      lines.replaceChildren(
        h("li", {}, label("budget_contacts", { number: read.reduce((sum, part) => sum + (part || 0), 0) })),
        h("li", {}, label("budget_one", { number: said(one), unit })),
        h("li", {}, h("strong", {}, label("budget_all", { times: ask.times, sum: said(all), total: said(ask.most), unit }))),
        ...(ask.live ? [verdict] : []),
      );
    };
    const row = ({ slug, label: name, cost }, place) => {
      const { input, problem } = amountBox(ctx, { slug, value: counts[slug], read: amount, changed: (typed) => {
        counts[slug] = typed;
        look();
        send({ typed: true });
      } });
      return h(
        "div",
        { class: "fc-plan-row", "data-row": slug },
        h("label", { for: input.id }, ask.live && h("span", { class: "fc-dot", style: `background:${colours[place % 6]}`, "aria-hidden": "true" }), name, h("span", { class: "fc-tag" }, label("budget_each", { number: said(cost), unit }))),
        input,
        problem,
      );
    };
    const title = id("settled");
    const conditions = ask.conditions.length > 0 && h(
      "div",
      { class: "fc-part fc-budget-settled" },
      h("p", { class: "fc-part-title", id: title }, label("budget_settled")),
      h(
        "div",
        { class: "fc-options", role: "group", "aria-labelledby": title },
        ask.conditions.map(({ slug, text }) =>
          h("label", { class: "fc-option" },
            h("input", { type: "checkbox", value: slug, checked: ticked.has(slug), disabled: locked, onchange: (event) => {
              if (event.target.checked) ticked.add(slug);
              else ticked.delete(slug);
              send();
            } }),
            h("span", {}, text))),
      ),
    );
    look();
    return h("div", {}, h("div", { class: "fc-plan" }, h("div", { class: "fc-plan-rows" }, ask.rows.map(row)), live), conditions);
  },
};

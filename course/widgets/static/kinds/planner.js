// A planner: numbers in rows, with a live total and the limits in words.
kinds.planner = {
  draw(ctx) {
    const { ask, response, h, id, label, answer } = ctx;
    const now = { ...(response ?? {}) };
    const amount = (text) => {
      const plain = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}]/gu, "").replace(/(minutes?|mins?|分钟|分)$/i, "");
      if (plain === "") return null;
      return /^[0-9]+$/.test(plain) ? Number(plain) : /^[0-9]{1,3}(,[0-9]{3})+$/.test(plain) ? Number(plain.replaceAll(",", "")) : NaN;
    };
    const bar = h("div", { class: "fc-bar", "aria-hidden": "true" });
    const total = h("p", { class: "fc-total" });
    const limits = h("ul", { class: "fc-limits" });
    const live = h("div", { class: "fc-live" }, bar, total, limits);
    const unit = ask.unit;
    const inGroup = (slug) => ask.rows.filter((row) => row.group === slug).reduce((sum, row) => sum + (amount(now[row.slug]) || 0), 0);
    const percent = (value) => String(Math.round((1000 * value) / ask.total) / 10);
    const group = (slug) => ask.groups.find((each) => each.slug === slug)?.text ?? slug;
    const colours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"];
    const verdict = (holds, words) => h("li", { class: holds ? "fc-kept" : "fc-broken" }, `${holds ? "✓" : "✗"} ${label("told", { what: words, how: label(holds ? "kept" : "broken") })}`);
    const look = () => {
      const sums = ask.groups.map(({ slug }) => inGroup(slug));
      const sum = sums.reduce((all, each) => all + each, 0);
      const gap = ask.total - sum;
      const rest = gap === 0 ? `✓ ${label("adds_up")}` : gap > 0 ? label("left_over", { number: gap, unit }) : `✗ ${label("too_much", { number: -gap, unit })}`;
      total.replaceChildren(h("strong", {}, label("told", { what: label("total"), how: "" })), `${label("of_total", { sum, total: ask.total, unit })} · ${rest}`);
      bar.replaceChildren(...sums.map((each, index) => h("span", { style: `width:${Math.min(100, (100 * each) / Math.max(ask.total, sum))}%;background:${colours[index % 6]}` })));
      const finished = ask.rows.every(({ slug }) => Number.isFinite(amount(now[slug]) ?? NaN));
      limits.replaceChildren(
        ...ask.groups.map(({ slug, text }, index) => h("li", {}, h("span", { class: "fc-dot", style: `background:${colours[index % 6]}`, "aria-hidden": "true" }), label("share", { group: text, sum: sums[index], unit, percent: percent(sums[index]) }))),
        ...(ask.live && finished ? ask.limits : []).flatMap((limit) => {
          const share = (100 * inGroup(limit.group)) / ask.total;
          const said = [];
          if (limit.at_least !== null) said.push(verdict(share >= limit.at_least - 1e-9, label("at_least", { group: group(limit.group), percent: limit.at_least })));
          if (limit.at_most !== null) said.push(verdict(share <= limit.at_most + 1e-9, label("at_most", { group: group(limit.group), percent: limit.at_most })));
          return said;
        }),
      );
    };
    const row = ({ slug, label: name, group: of }) => {
      const { input, problem } = amountBox(ctx, { slug, value: now[slug], read: amount, changed: (typed) => {
        now[slug] = typed;
        look();
        answer({ ...now }, { typed: true });
      } });
      return h("div", { class: "fc-plan-row" }, h("label", { for: input.id }, name, h("span", { class: "fc-tag" }, group(of))), h("span", { class: "fc-amount" }, input, h("span", {}, unit)), problem);
    };
    const rows = ask.rows.map(row);
    look();
    return h("div", { class: "fc-plan" }, h("div", { class: "fc-plan-rows" }, rows), live);
  },
};

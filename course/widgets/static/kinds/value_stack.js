// A value stack: sliders; what is raised asks for evidence; then a verdict on the price gap.
kinds.value_stack = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const values = { ...(response?.values ?? {}) };
    const evidence = Object.fromEntries(Object.entries(response?.evidence ?? {}).filter(([, cards]) => Array.isArray(cards)).map(([slug, cards]) => [slug, [...cards]]));
    let verdict = response?.verdict ?? null;
    const number = (value) => String(Math.round(100 * value) / 100);
    const set = ({ slug, start }) => {
      const value = Number(values[slug] ?? start);
      return Number.isFinite(value) ? Math.min(ask.top, Math.max(start, value)) : start;
    };
    const sum = h("p", { class: "fc-total" });
    const bar = h("div", { class: "fc-bar", "aria-hidden": "true" });
    const colours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"];
    const look = () => {
      const all = ask.values.reduce((total, value) => total + set(value), 0);
      const raised = ask.values.reduce((total, value) => total + set(value) - value.start, 0);
      const most = ask.top * ask.values.length;
      bar.replaceChildren(...ask.values.map((value, place) => h("span", { style: `width:${(100 * set(value)) / most}%;background:${colours[place % 6]}` })));
      sum.replaceChildren(h("strong", {}, label("stack_sum", { sum: number(all) })), ` · ${label("stack_raised", { raised: number(raised), gap: number(ask.gap), unit: ask.unit })}`);
    };
    const send = (options) => {
      const laid = Object.fromEntries(Object.entries(evidence).filter(([, cards]) => cards.length).map(([slug, cards]) => [slug, [...cards]]));
      answer({ values: { ...values }, evidence: laid, ...(verdict ? { verdict } : {}) }, options);
    };
    const slider = (value, place) => {
      const { slug, label: name, start } = value;
      const output = h("output", { class: "fc-stack-number", for: id(`value-${slug}`) });
      const flat = h("p", { class: "fc-hush" }, label("stack_flat"));
      const cards = h(
        "div",
        { class: "fc-stack-cards", role: "group", "aria-label": label("stack_evidence_for", { value: name }) },
        h("p", { class: "fc-stack-ask", "aria-hidden": "true" }, label("stack_evidence")),
        ask.evidence.map((card) =>
          h(
            "label",
            { class: "fc-option" },
            h("input", {
              type: "checkbox",
              value: card.slug,
              checked: evidence[slug]?.includes(card.slug) ?? false,
              disabled: locked,
              onchange: (event) => {
                const others = (evidence[slug] ?? []).filter((each) => each !== card.slug);
                evidence[slug] = event.target.checked ? [...others, card.slug] : others;
                send();
              },
            }),
            h("span", {}, card.text),
          ),
        ),
      );
      const stand = () => {
        const at = set(value);
        output.textContent = number(at);
        input.setAttribute("aria-valuetext", number(at));
        cards.hidden = at <= start;
        flat.hidden = at > start;
      };
      const input = h("input", {
        type: "range",
        class: "fc-stack-slider",
        id: id(`value-${slug}`),
        min: start,
        max: ask.top,
        step: ask.step,
        disabled: locked,
        oninput: () => {
          values[slug] = String(Number(input.value));
          if (set(value) <= start) { // back at the start: nothing is claimed, and nothing is laid for it
            delete values[slug];
            delete evidence[slug];
            cards.querySelectorAll("input").forEach((box) => { box.checked = false; });
          }
          stand();
          look();
          send({ typed: true });
        },
      });
      input.value = String(set(value));
      stand();
      return h(
        "li",
        { class: "fc-stack-value", "data-value": slug },
        h(
          "div",
          { class: "fc-stack-line" },
          h("label", { class: "fc-stack-name", for: input.id }, h("span", { class: "fc-dot", style: `background:${colours[place % 6]}`, "aria-hidden": "true" }), name, h("span", { class: "fc-tag" }, label("stack_start", { number: number(start) }))),
          input,
          output,
        ),
        flat,
        cards,
      );
    };
    const title = id("verdict");
    const verdicts = h(
      "div",
      { class: "fc-part" },
      h("p", { class: "fc-part-title", id: title }, label("stack_verdict")),
      h(
        "div",
        { class: "fc-options", role: "radiogroup", "aria-labelledby": title },
        ask.verdicts.map(({ slug, text }) =>
          h("label", { class: "fc-option" }, h("input", { type: "radio", name: title, value: slug, checked: verdict === slug, disabled: locked, onchange: () => { verdict = slug; send(); } }), h("span", {}, text)),
        ),
      ),
    );
    look();
    return h("div", { class: "fc-stack" }, h("ul", { class: "fc-stack-values" }, ask.values.map(slider)), h("div", { class: "fc-stack-sum", role: "status" }, bar, sum), verdicts);
  },
};

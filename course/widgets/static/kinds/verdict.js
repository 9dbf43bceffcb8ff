// A verdict and the reason for it: two linked single choices.
kinds.verdict = {
  draw({ ask, response, locked, h, id, answer }) {
    const now = { ...(response ?? {}) };
    const group = (part, title, options, look) => {
      const heading = id(`${part}-title`);
      return h(
        "div",
        { class: "fc-part" },
        h("p", { class: "fc-part-title", id: heading }, title),
        h(
          "div",
          { class: look, role: "radiogroup", "aria-labelledby": heading },
          options.map(({ slug, text }) =>
            h(
              "label",
              { class: "fc-option" },
              h("input", {
                type: "radio",
                name: id(part),
                value: slug,
                checked: now[part] === slug,
                disabled: locked,
                onchange: () => {
                  now[part] = slug;
                  answer({ ...now });
                },
              }),
              h("span", {}, text),
            ),
          ),
        ),
      );
    };
    const short = ask.verdicts.every(({ text }) => text.length <= 24);
    return h(
      "div",
      {},
      group("verdict", ask.verdict_label, ask.verdicts, short ? "fc-options fc-options-row" : "fc-options"),
      group("reason", ask.reason_label, ask.reasons, "fc-options"),
    );
  },
};

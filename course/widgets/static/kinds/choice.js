// Single choice: radio buttons.
kinds.choice = {
  draw({ ask, response, locked, h, id, stem, answer }) {
    const name = id("choice");
    return h(
      "div",
      { class: "fc-options", role: "radiogroup", "aria-labelledby": stem },
      ask.options.map(({ slug, text }) =>
        h(
          "label",
          { class: "fc-option" },
          h("input", { type: "radio", name, value: slug, checked: response === slug, disabled: locked, onchange: () => answer(slug) }),
          h("span", {}, text),
        ),
      ),
    );
  },
};

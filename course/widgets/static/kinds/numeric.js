// A typed number with its unit.
kinds.numeric = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const unit = id("unit");
    return h(
      "div",
      { class: "fc-amount" },
      h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        class: "fc-input fc-input-number",
        maxlength: 40,
        "aria-label": label("number"),
        "aria-describedby": unit,
        value: response ?? "",
        disabled: locked,
        oninput: (event) => answer(event.target.value, { typed: true }),
      }),
      h("span", { id: unit }, ask.unit),
    );
  },
};

// Multi-select: check boxes; "none" and the others exclude each other.
kinds.multi = {
  draw({ ask, response, locked, h, label, stem, answer }) {
    const chosen = Array.isArray(response) ? response : [];
    const boxes = ask.options.map(({ slug }) =>
      h("input", { type: "checkbox", value: slug, checked: chosen.includes(slug), disabled: locked, onchange: (event) => changed(event.target) }),
    );
    const changed = (box) => {
      if (box.checked) for (const other of boxes) if (other !== box && (box.value === "none" || other.value === "none")) other.checked = false;
      answer(boxes.filter((each) => each.checked).map((each) => each.value));
    };
    const two = ask.options.length > 6 && ask.options.every(({ text }) => wide(text) <= 32); // a shelf of many short labels
    return h(
      "div",
      { class: `fc-options${two ? " fc-options-two" : ""}`, role: "group", "aria-labelledby": stem },
      h("p", { class: "fc-hush" }, label("several")),
      ask.options.map(({ slug, text }, index) => h("label", { class: `fc-option${slug === "none" ? " fc-option-none" : ""}` }, boxes[index], h("span", {}, text))),
    );
  },
};

// One short text.
kinds.text = {
  draw(ctx) {
    const { response, locked, h, label, answer } = ctx;
    const { element, look } = gauge(ctx);
    const box = h("textarea", {
      class: "fc-textarea",
      rows: 4,
      maxlength: 4000,
      "aria-label": label("your_text"),
      disabled: locked,
      oninput: () => {
        look([{ text: box.value }]);
        answer(box.value, { typed: true });
      },
    });
    box.value = typeof response === "string" ? response : "";
    look([{ text: box.value }]);
    return h("div", {}, box, element);
  },
};

// A writer with named boxes; the limit counts them together.
kinds.boxes = {
  draw(ctx) {
    const { ask, response, locked, h, id, answer } = ctx;
    const now = { ...(response ?? {}) };
    const { element, look } = gauge(ctx);
    const texts = () => ask.boxes.map(({ slug, label: box }) => ({ box, text: now[slug] ?? "" }));
    look(texts());
    return h(
      "div",
      {},
      ask.boxes.map(({ slug, label: name, help, rows }) => {
        const box = h("textarea", {
          class: "fc-textarea",
          id: id(`box-${slug}`),
          rows,
          maxlength: 2000,
          "aria-describedby": id(`help-${slug}`),
          disabled: locked,
          oninput: () => {
            now[slug] = box.value;
            look(texts());
            answer({ ...now }, { typed: true });
          },
        });
        box.value = now[slug] ?? "";
        return h("div", { class: "fc-box" }, h("label", { class: "fc-part-title", for: id(`box-${slug}`) }, name), h("p", { class: "fc-hush", id: id(`help-${slug}`) }, help), box);
      }),
      element,
    );
  },
};

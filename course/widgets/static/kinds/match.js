// Match one to one: a list beside each entry.
kinds.match = {
  draw(ctx) {
    const { ask, response, h, id, answer } = ctx;
    const now = { ...(response ?? {}) };
    const long = ask.right.some(({ text }) => wide(text) > 34);
    return h(
      "ul",
      { class: `fc-rows${long ? " fc-rows-long" : ""}` },
      ask.left.map(({ slug, text }) => {
        const name = id(`left-${slug}`);
        const changed = (value) => {
          if (value) now[slug] = value;
          else delete now[slug];
          answer({ ...now });
        };
        return h("li", { class: "fc-row" }, h("span", { class: "fc-row-text", id: name }, text), choose(ctx, { options: ask.right, value: now[slug], labelledby: name, changed }));
      }),
    );
  },
};

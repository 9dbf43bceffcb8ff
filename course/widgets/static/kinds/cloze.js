// Cloze: a text with a list in each gap.
kinds.cloze = {
  draw(ctx) {
    const { ask, response, h, label, answer } = ctx;
    const now = { ...(response ?? {}) };
    const gaps = new Map(ask.gaps.map(({ slug, options }, index) => [slug, { options, number: index + 1 }]));
    const gap = (slug) => {
      const changed = (value) => {
        if (value) now[slug] = value;
        else delete now[slug];
        answer({ ...now });
      };
      const { options, number } = gaps.get(slug);
      return choose(ctx, { options, value: now[slug], name: label("gap", { number }), first: `(${number}) …`, changed });
    };
    return h(
      "div",
      { class: "fc-cloze" },
      ask.text.split("\n").map((line) => h("p", {}, line.split(/\[\[([A-Za-z0-9.+-]+)\]\]/).map((piece, index) => (index % 2 && gaps.has(piece) ? gap(piece) : piece)))),
    );
  },
};

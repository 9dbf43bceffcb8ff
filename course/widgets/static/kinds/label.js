// Label reading: an oil can with its label, and a list for each of the five fields.
kinds.label = {
  draw(ctx) {
    const { ask, response, h, id, label, answer } = ctx;
    const now = { ...(response ?? {}) };
    return h(
      "div",
      {},
      h("p", { class: "fc-hush" }, label("label_help")),
      h(
        "div",
        { class: "fc-reading" },
        oilCan(ctx),
        h(
          "div",
          { class: "fc-fields" },
          ask.fields.map(({ slug, text, options }) => {
            const name = id(`field-${slug}`);
            const changed = (value) => {
              if (value) now[slug] = value;
              else delete now[slug];
              answer({ ...now });
            };
            return h("label", { class: "fc-field", for: name }, h("span", {}, text), choose(ctx, { options, value: now[slug], id: name, changed }));
          }),
        ),
      ),
    );
  },
};

/** Draw a can; the label is broken into lines of what fits. */
function oilCan({ ask, h, label }) {
  const lines = [];
  for (const word of ask.label.split(/\s+/)) {
    const last = lines[lines.length - 1];
    const begins = /^(API|SAE|ILSAC|ACEA|GB)$/.test(word); // each mark of its own stands on a line of its own
    if (last !== undefined && !begins && last.length + word.length < 16) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const size = Math.min(17, 126 / Math.max(6, ...lines.map((line) => line.length * 0.6)));
  const text = (y, size, weight, fill, content) =>
    h("svg:text", { x: 100, y, "text-anchor": "middle", "font-size": size, "font-weight": weight, fill, "font-family": "inherit" }, content);
  const top = 176 - (lines.length - 1) * 11;
  return h(
    "svg:svg",
    { class: "fc-can", viewBox: "0 0 200 260", role: "img", "aria-label": `${ask.name}. ${label("can", { label: ask.label })}` },
    h("svg:rect", { x: 44, y: 6, width: 48, height: 24, rx: 5, fill: "#52606d" }),
    h("svg:rect", { x: 50, y: 28, width: 36, height: 22, fill: "#094c90" }),
    h("svg:path", { d: "M34 46 h70 l8 10 h44 q26 0 26 26 v148 q0 22 -22 22 h-120 q-22 0 -22 -22 v-158 q0 -26 16 -26 z", fill: "#0b5cad" }),
    h("svg:path", { d: "M118 70 h34 q14 0 14 14 v20 h-14 v-14 q0 -6 -6 -6 h-28 z", fill: "#ffffff" }),
    h("svg:rect", { x: 30, y: 116, width: 140, height: 116, rx: 8, fill: "#ffffff" }),
    h("svg:path", { d: "M38 116 h124 q8 0 8 8 v22 h-140 v-22 q0 -8 8 -8 z", fill: "#ffe9a8" }),
    text(137, Math.min(15, 128 / (0.55 * wide(ask.name))), 700, "#1f2933", ask.name),
    ...lines.map((line, index) => text(top + index * 22 + 8, size, 700, "#1f2933", line)),
  );
}

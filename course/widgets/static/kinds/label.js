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
    if (last !== undefined && last.length + word.length < 15) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const size = Math.min(17, 130 / Math.max(6, ...lines.map((line) => line.length * 0.6)));
  const text = (y, size, weight, fill, content) =>
    h("svg:text", { x: 100, y, "text-anchor": "middle", "font-size": size, "font-weight": weight, fill, "font-family": "inherit" }, content);
  const top = 172 - (lines.length - 1) * 11;
  return h(
    "svg:svg",
    { class: "fc-can", viewBox: "0 0 200 260", role: "img", "aria-label": `${ask.name}. ${label("can", { label: ask.label })}` },
    h("svg:rect", { x: 58, y: 8, width: 34, height: 26, rx: 4, fill: "#52606d" }),
    h("svg:path", { d: "M52 32 h46 l6 18 h38 q22 0 22 24 v158 q0 20 -20 20 h-108 q-20 0 -20 -20 v-150 q0 -14 10 -26 z", fill: "#0b5cad" }),
    h("svg:path", { d: "M116 62 h22 q12 0 12 14 v30 h-14 v-24 q0 -6 -6 -6 h-14 z", fill: "#ffffff", opacity: 0.85 }),
    h("svg:rect", { x: 26, y: 116, width: 148, height: 116, rx: 8, fill: "#ffffff" }),
    h("svg:rect", { x: 26, y: 116, width: 148, height: 30, rx: 8, fill: "#fff4d6" }),
    text(137, [...ask.name].length > 14 ? 11 : 15, 700, "#1f2933", ask.name),
    ...lines.map((line, index) => text(top + index * 22 + 8, size, 700, "#1f2933", line)),
  );
}

// One number, by slider or typed: the share of additives. What is left is base oil.
tools["composition"] = ({ data, value, label, h, id, keep, tell }) => {
  let additives = value === null ? data.example : value;
  let later = null;

  const limits = { min: data.least, max: data.most, step: 1 };
  const slider = h("input", { type: "range", class: "fc-tool-slider", id: id("slider"), ...limits, oninput: () => set(Number(slider.value)) });
  const typed = h("input", { type: "number", class: "fc-input fc-input-number", inputmode: "numeric", id: id("typed"), ...limits, "aria-describedby": id("wrong"), oninput: () => set(read()) });
  const wrong = h("p", { class: "fc-field-wrong", id: id("wrong"), role: "alert" });
  const sum = h("output", { class: "fc-tool-sum", for: `${id("slider")} ${id("typed")}` });
  const bands = h("ul", { class: "fc-plain-list" });
  const picture = h("div", { class: "fc-tool-can" });

  function read() {
    return /^\d+$/.test(typed.value.trim()) ? Number(typed.value) : NaN;
  }
  function set(number) {
    const fits = Number.isInteger(number) && number >= data.least && number <= data.most;
    wrong.textContent = fits ? "" : label("range_only", { least: data.least, most: data.most });
    typed.setAttribute("aria-invalid", String(!fits));
    clearTimeout(later);
    if (!fits) return tell("");
    additives = number;
    show();
    later = setTimeout(() => keep(additives), 600);
  }
  function show() {
    const base = 100 - additives;
    if (Number(slider.value) !== additives) slider.value = additives;
    if (read() !== additives) typed.value = additives;
    slider.setAttribute("aria-valuetext", label("percent", { number: additives }));
    sum.textContent = label("sum", { additives, base });
    bands.replaceChildren(
      ...data.bands.map((band) => {
        const within = base >= band.low && base <= band.high;
        const sign = h("span", { class: "fc-tool-sign", "aria-hidden": "true" }, within ? "✓" : "▲");
        return h("li", { class: within ? "fc-within" : "fc-outside" }, sign, h("span", {}, h("strong", {}, `${band.mark} `), label(within ? "within" : "above", { ...band, base })));
      }),
    );
    picture.replaceChildren(can(base));
  }
  // A can 200 high: base oil below, additives hatched on top; the bands stand beside it as brackets.
  function can(base) {
    const top = 20;
    const at = (share) => top + 200 - 2 * share;
    const hatch = id("hatch");
    const named = { role: "img", "aria-label": label("drawing", { base, additives }), viewBox: "0 0 362 230", class: "fc-can-drawing" };
    const bracket = (band, x) => [
      h("svg:path", { d: `M${x - 8} ${at(band.high)}H${x}V${at(band.low)}H${x - 8}`, class: "fc-can-bracket" }),
      h("svg:text", { x: x + 6, y: at(band.low) + 4 }, `${band.mark} ${label("band", band)}`),
    ];
    return h(
      "svg:svg",
      named,
      h(
        "svg:defs",
        {},
        h(
          "svg:pattern",
          { id: hatch, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
          h("svg:rect", { width: 8, height: 8, class: "fc-can-paper" }),
          h("svg:path", { d: "M0 0V8", class: "fc-can-hatch" }),
        ),
      ),
      h("svg:rect", { x: 20, y: at(base), width: 110, height: 2 * base, class: "fc-can-base" }),
      h("svg:rect", { x: 20, y: top, width: 110, height: 2 * (100 - base), fill: `url(#${hatch})` }),
      h("svg:rect", { x: 20, y: top, width: 110, height: 200, class: "fc-can-wall" }),
      h("svg:rect", { x: 36, y: 6, width: 34, height: 14, class: "fc-can-cap" }),
      h("svg:text", { x: 75, y: at(base / 2) + 5, "text-anchor": "middle" }, label("percent", { number: base })),
      bracket(data.bands[0], 152),
      bracket(data.bands[1], 262),
    );
  }

  show();
  const node = h(
    "div",
    { class: "fc-composition" },
    h(
      "div",
      {},
      h("label", { for: id("slider") }, label("additives")),
      slider,
      h("label", { for: id("typed") }, label("additives_number")),
      typed,
      wrong,
      sum,
      bands,
    ),
    picture,
  );
  return { node, stop: () => clearTimeout(later) };
};

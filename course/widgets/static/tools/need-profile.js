// Three sliders, each with the sentence on which it stands, and the profile that they give.
tools["need-profile"] = ({ data, value, h, id, keep, tell }) => {
  const now = Object.fromEntries(data.dimensions.map(({ slug }) => [slug, { strength: value?.[slug]?.strength ?? 0, quote: value?.[slug]?.quote ?? null }]));
  const most = 5;
  const bars = h("ul", { class: "fc-profile-bars" });
  const selects = {};

  function show() {
    bars.replaceChildren(...data.dimensions.map(({ slug, name }) => {
      const { strength, quote } = now[slug];
      return h("li", { "data-dimension": slug },
        h("span", {}, fill(data.bar, { name, strength })),
        h("span", { class: "fc-profile-bar", "aria-hidden": "true" }, Array.from({ length: most }, (_, step) => h("i", { class: step < strength ? "fc-on" : null }))),
        h("span", { class: "fc-hush" }, quote ? data.lines.find((line) => line.slug === quote).name : `○ ${data.no_quote}`));
    }));
  }
  function wrong() {
    const seen = [];
    for (const { slug, name } of data.dimensions) {
      const { quote } = now[slug];
      if (!quote) return { slug, say: fill(data.needs_quote, { name }) };
      if (seen.includes(quote)) return { slug, say: data.used };
      seen.push(quote);
    }
    return null;
  }
  function save(event) {
    event.preventDefault();
    const problem = wrong();
    if (problem) {
      tell(problem.say, true);
      selects[problem.slug].focus();
      return;
    }
    keep(structuredClone(now));
  }
  function edited() {
    tell("");
    show();
  }
  function row({ slug, name, help }) {
    const mark = id(slug);
    const out = h("output", { for: mark }, fill(data.bar, { name: data.strength, strength: now[slug].strength }));
    const slider = h("input", { type: "range", class: "fc-tool-slider", id: mark, min: 0, max: most, step: 1, value: now[slug].strength, "aria-describedby": `${mark}-help`, oninput: () => {
      now[slug].strength = Number(slider.value);
      out.textContent = fill(data.bar, { name: data.strength, strength: now[slug].strength });
      edited();
    } });
    selects[slug] = h("select", { class: "fc-select", id: `${mark}-quote`, onchange: (event) => {
      now[slug].quote = event.target.value || null;
      edited();
    } }, h("option", { value: "" }, data.pick), data.lines.map((line) => h("option", { value: line.slug, selected: line.slug === now[slug].quote }, line.name)));
    return h("div", { class: "fc-tool-field fc-profile-row", role: "group", "aria-label": name },
      h("label", { for: mark }, name), h("p", { class: "fc-hush", id: `${mark}-help` }, help), slider, out,
      h("label", { for: `${mark}-quote` }, data.quote), selects[slug]);
  }
  show();
  return { node: h("form", { onsubmit: save, novalidate: true },
    h("p", { class: "fc-wheel-case" }, data.case),
    h("p", { class: "fc-wheel-ask" }, data.talk),
    h("ul", { class: "fc-quotes" }, data.lines.map((line) => h("li", {}, line.name))),
    h("div", { class: "fc-profile-board" }, h("div", {}, data.dimensions.map(row)),
      h("div", { class: "fc-profile-side" }, h("p", { class: "fc-wheel-ask" }, data.profile), bars)),
    h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, data.keep))) };
};

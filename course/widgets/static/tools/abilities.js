// Eight self-ratings and a net with eight spokes, drawn anew with each. The same is said in words.
tools["abilities"] = ({ data, value, label, h, id, keep }) => {
  const marks = { ...(value ?? {}) };
  const most = 5;
  const [width, height, reach] = [460, 310, 110]; // the drawing's size, and how long a spoke is
  const svg = h("svg:svg", { class: "fc-net", viewBox: `0 0 ${width} ${height}`, role: "img" });
  const told = h("p", { class: "fc-net-told", role: "status" });

  const point = (place, share) => {
    const angle = (2 * Math.PI * place) / data.abilities.length - Math.PI / 2;
    return [width / 2 + share * reach * Math.cos(angle), height / 2 + share * reach * Math.sin(angle)];
  };
  const ring = (shares) => shares.map((share, place) => point(place, share).map((number) => number.toFixed(1)).join(",")).join(" ");
  const anchor = (x) => (Math.abs(x - width / 2) < 5 ? "middle" : x > width / 2 ? "start" : "end");

  function draw() {
    const rated = data.abilities.map(({ slug }) => marks[slug] ?? 0);
    svg.replaceChildren(
      ...Array.from({ length: most }, (_, step) => h("svg:polygon", { class: "fc-net-ring", points: ring(rated.map(() => (step + 1) / most)) })),
      ...rated.map((_, place) => {
        const [x, y] = point(place, 1);
        return h("svg:line", { class: "fc-net-spoke", x1: width / 2, y1: height / 2, x2: x, y2: y });
      }),
      h("svg:polygon", { class: "fc-net-area", points: ring(rated.map((mark) => mark / most)) }),
      ...rated.flatMap((mark, place) => {
        const [x, y] = point(place, mark / most);
        return mark ? [h("svg:circle", { class: "fc-net-dot", cx: x, cy: y, r: 5 })] : [];
      }),
      ...data.abilities.map(({ short, slug }, place) => {
        const [x, y] = point(place, 1.16);
        return h("svg:text", { class: "fc-net-name", x, y: y + 5, "text-anchor": anchor(x) }, `${short} ${marks[slug] ?? "–"}`);
      }),
    );
    const words = data.abilities.map(({ slug, short }) => fill(data.mark, { name: short, mark: marks[slug] ?? "–" }));
    svg.setAttribute("aria-label", fill(data.drawing, { marks: words.join(label("comma")) }));
  }
  function tell() {
    const rated = data.abilities.filter(({ slug }) => marks[slug]);
    const values = rated.map(({ slug }) => marks[slug]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const names = (mark) => rated.filter(({ slug }) => marks[slug] === mark).map(({ short }) => short).join(label("comma"));
    const parts = [fill(data.progress, { done: rated.length, total: data.abilities.length })];
    if (rated.length > 1) parts.push(...(low === high ? [data.even] : [fill(data.highest, { names: names(high) }), fill(data.lowest, { names: names(low) })]));
    told.textContent = parts.join(" ");
  }
  const row = (ability, place) =>
    h("fieldset", { class: "fc-net-row", "data-ability": ability.slug },
      h("legend", {}, `${place + 1}. ${ability.name}`),
      h("p", { class: "fc-hush" }, fill(data.liked, { liked: ability.liked })),
      h("div", { class: "fc-net-marks" }, Array.from({ length: most }, (_, step) =>
        h("label", { class: "fc-pill", for: id(`${ability.slug}-${step + 1}`) },
          h("input", { type: "radio", name: id(ability.slug), id: id(`${ability.slug}-${step + 1}`), checked: marks[ability.slug] === step + 1, onchange: () => {
            marks[ability.slug] = step + 1;
            draw();
            tell();
            keep({ ...marks });
          } }),
          h("span", {}, step + 1)))));
  draw();
  tell();
  return { node: h("div", { class: "fc-net-board" },
    h("div", {}, h("p", { class: "fc-hush" }, data.scale), data.abilities.map(row)),
    h("div", { class: "fc-net-side" }, svg, told)) };
};

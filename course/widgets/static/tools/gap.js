// Three dimensions; the side from which they are seen is chosen. Every side shows all three.
tools["gap"] = ({ data, value, h, id, keep }) => {
  let side = value?.side ?? data.sides[0].slug;
  const cards = h("div", { class: "fc-gap-cards", "aria-live": "polite" });
  const named = (slug) => data.sides.find((each) => each.slug === slug).name;
  const sides = data.sides.map((each) =>
    h("label", { class: "fc-pill", for: id(each.slug) },
      h("input", { type: "radio", name: id("side"), id: id(each.slug), checked: each.slug === side, onchange: () => {
        side = each.slug;
        show();
        keep({ side });
      } }),
      h("span", {}, each.name)));
  const view = (dimension, from) => h("div", { class: `fc-gap-view fc-gap-${from}`, "data-side": from },
    h("p", { class: "fc-gap-who" }, named(from)),
    h("ul", {}, dimension[from].map((line) => h("li", {}, line))));
  function show() {
    cards.replaceChildren(...data.dimensions.map((dimension) =>
      h("section", { class: "fc-gap-card", "data-dimension": dimension.slug },
        h("h4", {}, dimension.name),
        (side === "both" ? ["seller", "customer"] : [side]).map((from) => view(dimension, from)),
        side === "both" && h("p", { class: "fc-gap-bridge" }, h("strong", {}, data.bridge), h("span", {}, dimension.bridge)))));
  }
  show();
  return { node: h("div", {}, h("fieldset", {}, h("legend", {}, data.which), sides), cards) };
};

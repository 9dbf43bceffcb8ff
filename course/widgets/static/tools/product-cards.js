// Product cards: choose a product, read its card, and hear its two customers.
tools["product-cards"] = ({ data, value, label, h, id, keep }) => {
  let shown = data.cards.some(({ slug }) => slug === value) ? value : data.cards[0].slug;
  const place = h("div", { class: "fc-fab-table" });
  const list = (name, texts) => h("ul", { class: name }, texts.map((text) => h("li", {}, text)));
  function show() {
    const card = data.cards.find(({ slug }) => slug === shown);
    place.replaceChildren(
      h("div", { class: "fc-fab-card" },
        h("p", { class: "fc-fab-title" }, card.name),
        h("p", { class: "fc-fab-under" }, label("card_facts")),
        list("", [...card.facts, card.price]),
        h("p", { class: "fc-fab-under" }, label("card_not_claimed")),
        list("fc-fab-not", card.not_claimed)),
      h("div", {},
        h("p", { class: "fc-fab-under" }, label("card_customers")),
        card.customers.map(({ name, need }) => h("div", { class: "fc-fab-customer" }, h("p", { class: "fc-fab-title" }, name), h("blockquote", { class: "fc-fab-need" }, label("card_said", { words: need }))))));
  }
  const pills = data.cards.map(({ slug, name }) =>
    h("label", { class: "fc-pill", for: id(slug) },
      h("input", { type: "radio", name: id("card"), id: id(slug), value: slug, checked: slug === shown, onchange: () => { shown = slug; show(); keep(slug); } }),
      h("span", {}, name)));
  show();
  const node = h("div", {}, h("fieldset", { class: "fc-cards-choice" }, h("legend", {}, label("card_which")), h("div", { class: "fc-pills" }, pills)), place);
  return { node };
};

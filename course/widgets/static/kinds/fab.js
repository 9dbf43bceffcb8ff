// The FAB workshop: the product card and the customer, three boxes, and what the rule says of the text.
const FAB_BOXES = ["feature", "advantage", "benefit"];
const FAB_NAMES = { feature: "fab_feature", advantage: "fab_advantage", benefit: "fab_benefit" };
const FAB_HELP = { feature: "fab_feature_help", advantage: "fab_advantage_help", benefit: "fab_benefit_help" };

kinds.fab = {
  ruled: true, // the graded form shows the rule's notes too: card, need and rule are open to everybody
  keeps: true, // the notes stay while the text is revised, and say that they are about the text before

  draw(ctx) {
    const { ask, response, locked, h, id, label, answer } = ctx;
    const text = (list, slug) => list.find((each) => each.slug === slug)?.text;
    const now = {};
    for (const slug of FAB_BOXES) {
      if (text(ask.given, slug) === undefined) now[slug] = response?.[slug] ?? text(ask.draft, slug) ?? "";
    }
    const { element, look } = gauge(ctx);
    const texts = () => FAB_BOXES.map((slug) => ({ box: label(FAB_NAMES[slug]), text: now[slug] ?? text(ask.given, slug) }));
    look(texts());
    const box = (slug) => {
      const letter = h("span", { class: "fc-fab-letter", "aria-hidden": "true" }, slug[0].toUpperCase());
      const help = h("p", { class: "fc-hush", id: id(`help-${slug}`) }, label(FAB_HELP[slug]));
      const given = text(ask.given, slug);
      if (given !== undefined) {
        return h("div", { class: "fc-box fc-fab-box", "data-box": slug },
          h("p", { class: "fc-part-title" }, letter, label(FAB_NAMES[slug]), h("span", { class: "fc-tag" }, label("fab_given"))), help,
          h("p", { class: "fc-fab-given" }, given));
      }
      const area = h("textarea", {
        class: "fc-textarea",
        id: id(`box-${slug}`),
        rows: 2,
        maxlength: 6000,
        "aria-describedby": id(`help-${slug}`),
        disabled: locked,
        oninput: () => {
          now[slug] = area.value;
          look(texts());
          answer({ ...now }, { typed: true });
        },
      });
      area.value = now[slug];
      return h("div", { class: "fc-box fc-fab-box", "data-box": slug },
        h("label", { class: "fc-part-title", for: id(`box-${slug}`) }, letter, label(FAB_NAMES[slug])), help, area);
    };
    return h("div", {}, fabTable(ask, h, label), ask.draft.length > 0 && h("p", { class: "fc-hush" }, label("fab_repair")), FAB_BOXES.map(box), element);
  },

  /** What the rule says, under the item's own notes. */
  told(result, { h, label }) {
    if (!result.fab) return null;
    const { groups, findings, first, gate } = result.fab;
    const row = ({ label: name, points, most, outcome, first: before, counts }) => !counts
      ? h("li", { class: "fc-fab-criterion fc-fab-uncounted" },
        h("span", { class: "fc-note-sign", "aria-hidden": "true" }, "–"),
        h("span", { class: "fc-fab-name" }, name),
        h("span", { class: "fc-fab-points" }, label("fab_uncounted")))
      : h("li", { class: `fc-fab-criterion fc-note-${outcome}` },
        h("span", { class: "fc-note-sign" }, h("span", { "aria-hidden": "true" }, SIGNS[outcome])),
        h("span", { class: "fc-fab-name" }, name),
        h("span", { class: "fc-fab-points" }, label(before === null || before === points ? "fab_points" : "fab_points_from", { points, most, first: before })));
    const finding = ({ box, words, reason, advice, sure }) =>
      h("li", { class: "fc-fab-finding" },
        h("strong", {}, box || label("fab_whole")),
        words.map((each) => h("q", { class: "fc-fab-words" }, each)),
        h("p", {}, sure ? reason : `${label("fab_unsure")} ${reason}`),
        advice && h("p", { class: "fc-fab-try" }, h("span", { "aria-hidden": "true" }, "→ "), advice));
    return h("div", { class: "fc-fab-told" },
      gate && h("p", { class: "fc-fab-gate" }, gate),
      findings.length > 0 && h("ul", { class: "fc-fab-findings" }, findings.map(finding)),
      groups.map(({ title, rows }) => [title && h("p", { class: "fc-fab-group" }, title), h("ul", { class: "fc-fab-criteria" }, rows.map(row))]),
      first && h("div", { class: "fc-fab-first" },
        first.line && h("p", {}, h("strong", {}, first.line)),
        h("details", {}, h("summary", {}, label("fab_first_text")), first.texts.map(({ box, text }) => h("p", {}, h("strong", {}, `${box} `), h("span", { class: "fc-fab-typed" }, text))))));
  },
};

/** The product card and the customer, side by side. */
function fabTable({ card, customer }, h, label) {
  return h("div", { class: "fc-fab-table" },
    h("div", { class: "fc-fab-card" },
      h("p", { class: "fc-fab-title" }, card.name),
      h("p", { class: "fc-fab-under" }, label("fab_facts")),
      h("ul", {}, [...card.facts, card.price].map((fact) => h("li", {}, fact))),
      h("p", { class: "fc-fab-under" }, label("fab_not_claimed")),
      h("ul", { class: "fc-fab-not" }, card.not_claimed.map((each) => h("li", {}, each)))),
    h("div", { class: "fc-fab-customer" },
      h("p", { class: "fc-fab-title" }, customer.name),
      h("blockquote", { class: "fc-fab-need" }, label("fab_said", { words: customer.need }))));
}

// Classify: a board of cards, each with a button for every group.
kinds.classify = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const now = { ...(response ?? {}) };
    const left = h("p", { class: "fc-hush", role: "status" });
    const said = () => {
      const open = ask.cards.filter(({ slug }) => !now[slug]).length;
      left.textContent = open ? label("to_place", { number: open }) : `✓ ${label("all_placed")}`;
    };
    said();
    const card = ({ slug, text }) => {
      const name = id(`card-${slug}`);
      const box = h("li", { class: `fc-tile${now[slug] ? " fc-placed" : ""}`, "data-card": slug });
      box.append(
        h("span", { class: "fc-tile-text", id: name }, text),
        h(
          "span",
          { class: "fc-pills", role: "radiogroup", "aria-labelledby": name },
          ask.groups.map((group) =>
            h(
              "label",
              { class: "fc-pill" },
              h("input", {
                type: "radio",
                name: `${name}-group`,
                value: group.slug,
                checked: now[slug] === group.slug,
                disabled: locked,
                onchange: () => {
                  now[slug] = group.slug;
                  box.classList.add("fc-placed");
                  said();
                  answer({ ...now });
                },
              }),
              h("span", {}, group.text),
            ),
          ),
        ),
      );
      return box;
    };
    const wide = ask.groups.reduce((sum, { text }) => sum + [...text].length, 0) > 40;
    return h("div", {}, h("p", { class: "fc-hush" }, label("place_help")), h("ul", { class: `fc-board${wide ? " fc-board-wide" : ""}` }, ask.cards.map(card)), left);
  },
};

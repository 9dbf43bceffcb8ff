// Order: up and down buttons, dragging as an extra, and a button for whoever finds the order right as it stands.
kinds.order = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const texts = Object.fromEntries(ask.steps.map(({ slug, text }) => [slug, text]));
    const given = Array.isArray(response?.order) ? response.order.filter((slug) => slug in texts) : [];
    let steps = [...given, ...ask.steps.map(({ slug }) => slug).filter((slug) => !given.includes(slug))];
    let confirmed = given.length > 0;
    const blanks = { ...(response?.blanks ?? {}) };
    const first = ask.pinned.length;
    const list = h("ol", { class: "fc-steps" });
    const spoken = h("span", { class: "fc-said", role: "status" });
    const noted = h("span", { class: "fc-hush", role: "status" });
    const send = (options) => answer({ order: confirmed ? [...steps] : [], blanks: { ...blanks } }, options);
    const confirm = () => {
      confirmed = true;
      noted.textContent = `✓ ${label("my_order_kept")}`;
      send();
    };
    const move = (from, to) => {
      if (to < first || to >= steps.length || from === to) return;
      const [slug] = steps.splice(from, 1);
      steps.splice(to, 0, slug);
      paint();
      spoken.textContent = label("moved", { text: texts[slug], number: to + 1, total: steps.length });
      confirm();
    };
    const button = (sign, kind, slug, from, to) =>
      h(
        "button",
        {
          type: "button",
          class: "fc-button fc-square",
          "data-move": kind,
          disabled: locked || to < first || to >= steps.length,
          "aria-label": label(kind, { text: texts[slug] }),
          onclick: () => {
            move(from, to);
            const row = list.children[to];
            (row.querySelector(`[data-move="${kind}"]:enabled`) ?? row.querySelector("button:enabled"))?.focus();
          },
        },
        sign,
      );
    const paint = () => {
      list.replaceChildren(
        ...steps.map((slug, index) => {
          const pinned = ask.pinned.includes(slug);
          const row = h(
            "li",
            { class: `fc-step${pinned ? " fc-step-pinned" : ""}`, draggable: pinned || locked ? null : "true", "data-slug": slug },
            h("span", { class: "fc-step-number", "aria-hidden": "true" }, index + 1),
            h("span", { class: "fc-step-text" }, texts[slug], pinned && h("span", { class: "fc-tag" }, label("pinned"))),
            !pinned && h("span", { class: "fc-step-buttons" }, button("▲", "up", slug, index, index - 1), button("▼", "down", slug, index, index + 1)),
          );
          if (!pinned && !locked) {
            row.addEventListener("dragstart", (event) => {
              event.dataTransfer.setData("text/x-forecourt", `${id("drag")}|${index}`);
              event.dataTransfer.effectAllowed = "move";
            });
            row.addEventListener("dragover", (event) => {
              event.preventDefault();
              event.stopPropagation();
              row.classList.add("fc-over");
            });
            row.addEventListener("dragleave", () => row.classList.remove("fc-over"));
            row.addEventListener("drop", (event) => {
              event.preventDefault();
              event.stopPropagation();
              row.classList.remove("fc-over");
              const [from, place] = event.dataTransfer.getData("text/x-forecourt").split("|");
              if (from === id("drag")) move(Number(place), index);
            });
          }
          return row;
        }),
      );
    };
    paint();
    if (confirmed) noted.textContent = `✓ ${label("my_order_kept")}`;
    return h(
      "div",
      {},
      h("p", { class: "fc-hush" }, label("order_help")),
      list,
      spoken,
      h("div", { class: "fc-confirm" }, h("button", { type: "button", class: "fc-button", disabled: locked, onclick: confirm }, label("my_order")), noted),
      ask.blanks.length > 0 &&
        h(
          "div",
          { class: "fc-part" },
          h("p", { class: "fc-part-title" }, label("blanks")),
          ask.blanks.map(({ slug, text }) =>
            h(
              "label",
              { class: "fc-field" },
              h("span", {}, text),
              h("input", {
                type: "text",
                class: "fc-input",
                maxlength: 200,
                value: blanks[slug] ?? "",
                disabled: locked,
                oninput: (event) => {
                  blanks[slug] = event.target.value;
                  send({ typed: true });
                },
              }),
            ),
          ),
        ),
    );
  },
};

// Lanes: cards go from a tray into lanes and are put in order there. Buttons do everything; dragging is an extra.
kinds.lanes = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const texts = Object.fromEntries(ask.cards.map(({ slug, text }) => [slug, text]));
    const lanes = [...ask.lanes, ...(ask.nowhere ? [{ slug: "nowhere", text: label("lanes_nowhere") }] : [])];
    const names = Object.fromEntries(lanes.map(({ slug, text }) => [slug, text]));
    const now = {};
    const seen = new Set();
    for (const { slug } of lanes) {
      const kept = Array.isArray(response?.[slug]) ? response[slug] : [];
      now[slug] = kept.filter((card) => card in texts && !seen.has(card) && seen.add(card));
    }
    const tray = () => ask.cards.map(({ slug }) => slug).filter((slug) => !lanes.some((lane) => now[lane.slug].includes(slug)));
    const spoken = h("span", { class: "fc-said", role: "status" });
    const left = h("p", { class: "fc-hush", role: "status", tabindex: "-1" });
    const board = h("div", { class: "fc-lanes" });
    const pool = h("ul", { class: "fc-lane-cards" });
    let opened = null; // the card whose lanes are on show

    const send = () => answer(Object.fromEntries(Object.entries(now).filter(([, cards]) => cards.length).map(([lane, cards]) => [lane, [...cards]])));
    const take = (card) => lanes.forEach((lane) => { now[lane.slug] = now[lane.slug].filter((each) => each !== card); });
    /** Put a card at a place of a lane; without a lane it goes back to the tray. */
    const put = (card, lane, place = Infinity) => {
      take(card);
      if (lane) now[lane].splice(place, 0, card);
      opened = null;
      paint();
      spoken.textContent = lane
        ? label("lanes_now", { text: texts[card], lane: names[lane], number: now[lane].indexOf(card) + 1, total: now[lane].length })
        : label("lanes_now_back", { text: texts[card] });
      send();
    };
    const row = (card) => [...board.querySelectorAll("[data-card]"), ...pool.querySelectorAll("[data-card]")].find((each) => each.dataset.card === card);
    const focus = (card, wanted) => {
      const box = card && row(card);
      (box?.querySelector(`${wanted}:enabled`) ?? box?.querySelector("button:enabled") ?? left).focus({ preventScroll: true });
    };

    const button = (sign, name, more) => h("button", { type: "button", class: "fc-button fc-lane-button", disabled: locked, "aria-label": name, ...more }, sign);
    const targets = (card, from) =>
      h(
        "span",
        { class: "fc-lane-targets" },
        lanes.filter(({ slug }) => slug !== from).map(({ slug, text }) =>
          button(`→ ${text}`, label("lanes_to", { lane: text, text: texts[card] }), {
            "data-to": slug,
            onclick: () => {
              const next = from ? card : tray()[tray().indexOf(card) + 1] ?? tray().find((each) => each !== card);
              put(card, slug);
              focus(from ? card : next, from ? "[data-move]" : "[data-to]");
            },
          }),
        ),
        from && button(`↩ ${label("lanes_back")}`, label("lanes_back_card", { text: texts[card] }), { "data-to": "", onclick: () => { put(card, null); focus(card, "[data-to]"); } }),
      );
    const step = (sign, kind, card, lane, to) =>
      button(sign, label(kind, { text: texts[card] }), {
        class: "fc-button fc-square",
        "data-move": kind,
        disabled: locked || to < 0 || to >= now[lane].length,
        onclick: () => { put(card, lane, to); focus(card, `[data-move="${kind}"]`); },
      });
    const placed = (card, lane, place) => {
      const more = opened === card;
      return dragged(
        h(
          "li",
          { class: "fc-tile fc-placed fc-lane-card", "data-card": card },
          h("span", { class: "fc-lane-line" }, lane !== "nowhere" && h("span", { class: "fc-step-number", "aria-hidden": "true" }, place + 1), h("span", { class: "fc-tile-text" }, texts[card])),
          h(
            "span",
            { class: "fc-lane-tools" },
            lane !== "nowhere" && step("▲", "up", card, lane, place - 1),
            lane !== "nowhere" && step("▼", "down", card, lane, place + 1),
            button(`⇄ ${label("lanes_move")}`, label("lanes_move_card", { text: texts[card] }), { "data-open": "", "aria-expanded": String(more), onclick: () => { opened = more ? null : card; paint(); focus(card, more ? "[data-open]" : "[data-to]"); } }),
          ),
          more && targets(card, lane),
        ),
        card,
      );
    };
    const loose = (card) => dragged(h("li", { class: "fc-tile fc-lane-card", "data-card": card }, h("span", { class: "fc-tile-text" }, texts[card]), targets(card, null)), card);

    const dragged = (box, card) => {
      if (locked) return box;
      box.setAttribute("draggable", "true");
      box.addEventListener("dragstart", (event) => {
        event.dataTransfer.setData("text/x-forecourt", `${id("drag")}|${card}`);
        event.dataTransfer.effectAllowed = "move";
      });
      return box;
    };
    /** Let cards be dropped on `box`; `place` tells where in the lane. */
    const catching = (box, lane, place) => {
      if (locked) return box;
      box.addEventListener("dragover", (event) => {
        event.preventDefault();
        event.stopPropagation();
        box.classList.add("fc-over");
      });
      box.addEventListener("dragleave", () => box.classList.remove("fc-over"));
      box.addEventListener("drop", (event) => {
        event.preventDefault();
        event.stopPropagation();
        box.classList.remove("fc-over");
        const [from, card] = event.dataTransfer.getData("text/x-forecourt").split("|");
        if (from === id("drag") && card in texts) put(card, lane, place);
      });
      return box;
    };

    const paint = () => {
      const open = tray();
      pool.replaceChildren(...(open.length ? open.map(loose) : [h("li", { class: "fc-hush" }, label("lanes_tray_empty"))]));
      board.replaceChildren(
        ...lanes.map(({ slug, text }) => {
          const cards = now[slug].map((card, place) => catching(placed(card, slug, place), slug, place));
          const name = id(`lane-${slug}`);
          return catching(
            h(
              "div",
              { class: `fc-lane${slug === "nowhere" ? " fc-lane-nowhere" : ""}`, role: "group", "aria-labelledby": name, "data-lane": slug },
              h("p", { class: "fc-lane-name", id: name }, text),
              cards.length ? h("ol", { class: "fc-lane-cards" }, cards) : h("p", { class: "fc-hush fc-lane-empty" }, label("lanes_empty")),
            ),
            slug,
          );
        }),
      );
      left.textContent = open.length ? label("to_place", { number: open.length }) : `✓ ${label("all_placed")}`;
    };
    paint();
    const title = id("tray");
    return h(
      "div",
      {},
      h("p", { class: "fc-hush" }, label("lanes_help")),
      catching(h("div", { class: "fc-tray", role: "group", "aria-labelledby": title }, h("p", { class: "fc-lane-name", id: title }, label("lanes_tray")), pool), null),
      board,
      spoken,
      left,
    );
  },
};

// Two ladders, two layers. The list is what everybody can use; the picture is drawn by the kernel when it is wanted.
tools["ladder"] = ({ data, value, label, h, id, ask, keep, tell }) => {
  const state = { ladder: "gasoline", layers: ["deck", "today"], ...(value || {}) };
  const open = new Set();
  let pictureWanted = false;
  let turn = 0;

  const list = h("ol", { class: "fc-rungs" });
  const picture = h("div", { class: "fc-ladder-picture" });
  const pictureButton = h("button", { type: "button", class: "fc-button", "aria-expanded": "false", onclick: () => {
    pictureWanted = !pictureWanted;
    showPicture();
  } });
  const has = (layer) => state.layers.includes(layer);

  const ladders = ["gasoline", "diesel"].map((name) =>
    h("label", { class: "fc-pill", for: id(name) },
      h("input", { type: "radio", name: id("ladder"), id: id(name), checked: state.ladder === name, onchange: () => set({ ladder: name }) }),
      h("span", {}, label(name))),
  );
  const layers = ["deck", "today"].map((name) =>
    h("label", { class: "fc-pill", for: id(name) },
      h("input", { type: "checkbox", role: "switch", id: id(name), checked: has(name), onchange: (event) => {
        const others = state.layers.filter((layer) => layer !== name);
        set({ layers: event.target.checked ? [...others, name] : others });
      } }),
      h("span", {}, label(`show_${name}`))),
  );

  function set(change) {
    Object.assign(state, change);
    show();
    showPicture();
    keep({ ladder: state.ladder, layers: state.layers });
  }
  function show() {
    const rungs = data[state.ladder].filter((rung) => has("today") || (has("deck") && rung.deck));
    if (!state.layers.length) return list.replaceChildren(h("li", { class: "fc-rung-note" }, label("nothing_shown")));
    const stops = has("deck") ? rungs.findIndex((rung) => rung.deck) : -1;
    list.replaceChildren(
      ...rungs.flatMap((rung, place) => [
        place === stops && h("li", { class: "fc-rung-note fc-deck-stops" }, `▲ ${label("deck_stops")}`),
        row(rung),
      ]).filter(Boolean),
    );
  }
  function row(rung) {
    const today = has("today");
    const looks = ["fc-rung", today && rung.obsolete && "fc-obsolete", today && rung.kind === "side" && "fc-side", rung.kind === "coming" && "fc-coming"];
    const details = h("details", { open: open.has(rung.name), ontoggle: (event) => (event.target.open ? open.add(rung.name) : open.delete(rung.name)) },
      h("summary", {},
        h("strong", { class: "fc-rung-name" }, rung.name),
        has("deck") && h("span", { class: "fc-rung-deck" }, rung.deck ? rung.deck_says : ""),
        today && h("span", { class: "fc-rung-state" }, rung.state)),
      h("p", {}, rung.told));
    return h("li", { class: looks.filter(Boolean).join(" ") }, details);
  }
  function showPicture() {
    pictureButton.textContent = label(pictureWanted ? "picture_away" : "picture");
    pictureButton.setAttribute("aria-expanded", String(pictureWanted));
    const mine = ++turn;
    if (!pictureWanted || !state.layers.length) return picture.replaceChildren();
    picture.replaceChildren(h("p", { role: "status" }, label("drawing_now")));
    ask({ ladder: state.ladder, layers: state.layers }).then(
      (answer) => mine === turn && picture.replaceChildren(h("img", { src: answer.src, alt: answer.alt })),
      (error) => {
        if (mine !== turn) return;
        picture.replaceChildren();
        tell(error.message, true);
      },
    );
  }

  show();
  showPicture();
  const node = h("div", {},
    h("div", { class: "fc-switches" },
      h("fieldset", {}, h("legend", {}, label("which_ladder")), ladders),
      h("fieldset", {}, h("legend", {}, label("which_layer")), layers)),
    h("div", { class: "fc-buttons" }, pictureButton),
    picture,
    list);
  return { node };
};

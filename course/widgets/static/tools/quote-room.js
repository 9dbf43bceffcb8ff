// Before a quote: three ticks open it; the room is prepared; one of three seatings is chosen with a reason.
tools["quote-room"] = ({ data, value, label, h, id, keep, tell }) => {
  const now = { conditions: [], quoted: false, room: [], seat: "", reason: "", ...(value ?? {}) };
  let seat = now.seat; // chosen on the page; kept together with its reason
  let reason = now.reason;
  const all = () => data.conditions.every(({ slug }) => now.conditions.includes(slug));
  const toggled = (list, slug, on) => (on ? [...list.filter((each) => each !== slug), slug] : list.filter((each) => each !== slug));

  const said = h("div", { class: "fc-gate-out", role: "status" });
  const quote = h("button", { type: "button", class: "fc-button fc-primary", id: id("quote"), "aria-describedby": id("why"), onclick: () => { now.quoted = true; stand(); keep({ ...now }); } }, label("quote_now"));
  const why = h("p", { class: "fc-hush", id: id("why") });
  function stand() {
    quote.disabled = !all();
    why.textContent = all() ? "" : data.shut;
    said.replaceChildren(...(now.quoted ? [h("p", { class: "fc-gate-open" }, h("strong", {}, `✓ ${data.quote}`))] : []));
  }
  const tick = (field, { slug, text }, then) => {
    const box = h("input", { type: "checkbox", value: slug, checked: now[field].includes(slug), onchange: () => { now[field] = toggled(now[field], slug, box.checked); then(); keep({ ...now }); } });
    return h("label", { class: "fc-option" }, box, h("span", {}, text));
  };
  const conditions = data.conditions.map((each) => tick("conditions", each, () => { if (!all()) now.quoted = false; stand(); }));

  const ready = h("p", { class: "fc-hush", role: "status" });
  const count = () => { ready.textContent = label("quote_ready", { number: now.room.length, total: data.room.length }); };
  const room = data.room.map((each) => tick("room", each, count));

  const about = h("p", { class: "fc-gate-rule", role: "status", hidden: true });
  const told = () => {
    const one = data.seats.find(({ slug }) => slug === seat);
    about.hidden = !one;
    about.textContent = one?.told ?? "";
  };
  const seats = data.seats.map(({ slug, name }) =>
    h("label", { class: "fc-option fc-seat" },
      h("input", { type: "radio", name: id("seat"), value: slug, checked: seat === slug, onchange: () => { seat = slug; told(); tell(""); } }),
      h("span", {}, plan(slug), h("span", {}, name))));
  const area = h("textarea", { class: "fc-textarea", id: id("reason"), rows: 2, maxlength: data.longest, "aria-describedby": id("wrong"), oninput: () => { reason = area.value; wrong.textContent = ""; tell(""); } }, reason);
  const wrong = h("p", { class: "fc-field-wrong", id: id("wrong") });
  function seated(event) {
    event.preventDefault();
    const problem = !seat ? label("quote_seat_missing") : !reason.trim() ? label("quote_reason_missing") : "";
    wrong.textContent = problem;
    if (problem) return tell(problem, true);
    Object.assign(now, { seat, reason });
    keep({ ...now });
  }
  /** A table from above, the clerk dark and the customer light, each with a letter. */
  function plan(slug) {
    const places = { side: [[30, 64], [56, 64]], face: [[43, 8], [43, 64]], diagonal: [[20, 8], [66, 64]] }[slug] ?? [];
    return h("svg:svg", { viewBox: "0 -2 86 76", class: "fc-seat-plan", "aria-hidden": "true" },
      h("svg:rect", { x: 12, y: 20, width: 62, height: 32, rx: 4, class: "fc-seat-table" }),
      places.map(([x, y], who) => h("svg:circle", { cx: x, cy: y, r: 8, class: who ? "fc-seat-customer" : "fc-seat-clerk" })));
  }

  stand();
  count();
  told();
  const title = (text, name) => h("p", { class: "fc-tool-name", id: id(name) }, text);
  const group = (name, text, ...inside) => h("div", { class: "fc-quote-part", role: "group", "aria-labelledby": id(name) }, title(text, name), ...inside);
  return {
    node: h("div", {},
      group("gate", label("quote_gate"), h("div", { class: "fc-options" }, conditions), h("div", { class: "fc-buttons" }, quote), why, said),
      group("room", label("quote_room"), h("div", { class: "fc-options fc-options-two" }, room), ready),
      h("form", { novalidate: true, onsubmit: seated },
        group("seats", label("quote_seats"), h("p", { class: "fc-hush" }, label("quote_seats_key")), h("div", { class: "fc-options fc-seats" }, seats), about,
          h("div", { class: "fc-tool-field" }, h("label", { for: id("reason") }, label("quote_reason")), area, wrong),
          h("div", { class: "fc-buttons" }, h("button", { type: "submit", class: "fc-button fc-primary" }, label("quote_keep")))))),
  };
};

// Parts of a morning by the clock: a start time each, and how long some of them last; the bars show who is where when.
kinds.timetable = {
  draw({ ask, response, locked, h, id, label, answer }) {
    const now = Object.fromEntries(ask.slots.map(({ slug }) => [slug, { ...(response?.[slug] ?? {}) }]));
    const time = (text) => { // the same forms as course.engine.clock
      const typed = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}]/gu, "").toLowerCase();
      if (typed === "") return null;
      const found = /^(上午|早上)?(下午|晚上)?(?:(\d{1,2})(?:[:.。h点时](\d{2})分?|[点时]整?|(点半))|(\d{3,4}))(a\.?m\.?)?(p\.?m\.?)?$/.exec(typed);
      if (!found) return NaN;
      const [, early, late, hours, minutes, half, row, am, pm] = found;
      let hour = Number(row ? row.slice(0, -2) : hours);
      const minute = Number(row ? row.slice(-2) : half ? 30 : minutes ?? 0);
      if ((late || pm) && hour < 12) hour += 12;
      else if ((early || am) && !(late || pm) && hour === 12) hour = 0;
      return hour <= 23 && minute < 60 ? 60 * hour + minute : NaN;
    };
    const whole = (text) => {
      const typed = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}]/gu, "").replace(/(minutes?|mins?|分钟|分)$/i, "");
      return typed === "" ? null : /^[0-9]{1,4}$/.test(typed) && Number(typed) > 0 && Number(typed) <= 1440 ? Number(typed) : NaN;
    };
    const written = (at) => `${Math.floor(at / 60) % 24}:${String(at % 60).padStart(2, "0")}`;
    const begin = time(ask.begin);
    const end = time(ask.end);
    const colours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"];
    const send = () => answer(Object.fromEntries(Object.entries(now).map(([slug, row]) => [slug, { ...row }])), { typed: true });
    const row = ({ slug, label: name, minutes, at_least: least }, place) => {
      const told = h("span", { class: "fc-slot-told", id: id(`told-${slug}`) });
      const bar = h("span", { class: "fc-slot-bar", style: `background:${colours[place % 6]}` });
      const input = (field, words, narrow) => {
        const box = h("input", {
          type: "text",
          inputmode: field === "minutes" ? "numeric" : "text",
          autocomplete: "off",
          maxlength: 12,
          class: `fc-input fc-input-number ${narrow}`,
          "aria-label": words,
          "aria-describedby": told.id,
          value: now[slug][field] ?? "",
          disabled: locked,
          oninput: () => {
            now[slug][field] = box.value;
            look();
            send();
          },
        });
        return box;
      };
      const start = input("start", label("table_starts_for", { part: name }), "fc-slot-start");
      const lasts = least === null ? null : input("minutes", label("table_minutes_for", { part: name }), "fc-slot-minutes");
      const look = () => {
        const from = time(now[slug].start);
        const long = least === null ? minutes : whole(now[slug].minutes);
        start.setAttribute("aria-invalid", String(Number.isNaN(from)));
        lasts?.setAttribute("aria-invalid", String(Number.isNaN(long)));
        const bad = Number.isNaN(from) ? label("table_unreadable", { time: written(begin) }) : Number.isNaN(long) ? label("table_unreadable_minutes") : "";
        const known = !bad && from !== null && long !== null;
        told.textContent = bad || (known ? label("table_until", { time: written(from + long) }) : "");
        told.classList.toggle("fc-problem", bad !== "");
        const share = (at) => Math.max(0, Math.min(100, (100 * (at - begin)) / (end - begin)));
        bar.hidden = !known;
        if (known) Object.assign(bar.style, { left: `${share(from)}%`, width: `${Math.max(0.5, share(from + long) - share(from))}%` });
      };
      look();
      return h(
        "li",
        { class: "fc-slot", "data-slot": slug },
        h("span", { class: "fc-slot-name" }, name, h("span", { class: "fc-tag" }, least === null ? label("table_lasts", { number: minutes }) : label("table_at_least", { number: least }))),
        h("span", { class: "fc-slot-field" }, h("span", { class: "fc-slot-word", "aria-hidden": "true" }, label("table_starts")), start),
        h("span", { class: "fc-slot-field" }, lasts && h("span", { class: "fc-slot-word", "aria-hidden": "true" }, label("table_minutes")), lasts),
        told,
        h("span", { class: "fc-slot-track", "aria-hidden": "true" }, bar),
      );
    };
    return h(
      "div",
      { class: "fc-slots" },
      h("ul", { class: "fc-terms" }, h("li", {}, label("table_frame", { begin: written(begin), end: written(end) }))),
      h("ul", { class: "fc-slot-rows" }, ask.slots.map(row)),
    );
  },
};

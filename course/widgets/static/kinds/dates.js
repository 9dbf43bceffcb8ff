// A calendar of contacts: a date each, typed or chosen; what was read is said back with its weekday.
kinds.dates = {
  draw({ ask, response, locked, h, id, label, answer, lang }) {
    const now = { ...(response ?? {}) };
    const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const names = "january|february|september|october|november|december|august|march|april|june|july|sept|" + months.join("|");
    const forms = [ // the same as in course.engine.day
      /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})\.?$/,
      /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
      /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})[日号]?$/,
      /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})?$/,
      new RegExp(`^(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:of)?(?<name>${names})\\.?,?(?<year>\\d{4})?$`),
      new RegExp(`^(?<name>${names})\\.?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?(?<year>\\d{4}))?$`),
    ];
    const two = (number) => String(number).padStart(2, "0");
    const real = (year, month, day) => { // as ISO text; null where there is no such day
      const at = new Date(Date.UTC(year, month - 1, day));
      at.setUTCFullYear(year);
      const iso = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
      return month >= 1 && month <= 12 && year >= 1 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? iso : null;
    };
    const read = (text) => {
      const typed = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}]/gu, "").toLowerCase();
      if (typed === "") return null;
      for (const form of forms) {
        const parts = form.exec(typed)?.groups;
        if (!parts) continue;
        const month = parts.name ? months.indexOf(parts.name.slice(0, 3)) + 1 : Number(parts.month);
        if (parts.year) return real(Number(parts.year), month, Number(parts.day)) ?? NaN;
        const since = Number(ask.sale.slice(0, 4));
        for (let year = since; year < since + 9; year += 1) {
          const iso = real(year, month, Number(parts.day));
          if (iso && iso >= ask.sale) return iso;
        }
        return NaN;
      }
      return NaN;
    };
    const say = (iso) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
    const send = (options) => answer({ ...now }, options);
    const row = ({ slug, text: name }) => {
      const told = h("span", { class: "fc-date-told", id: id(`told-${slug}`) });
      let before = "";
      const typed = now[slug] === "none" && ask.none ? "" : now[slug] ?? "";
      const box = h("input", {
        type: "text",
        autocomplete: "off",
        maxlength: 30,
        class: "fc-input fc-date-input",
        "aria-label": label("dates_for", { part: name }),
        "aria-describedby": told.id,
        value: typed,
        oninput: () => {
          now[slug] = box.value;
          look();
          send({ typed: true });
        },
      });
      const calendar = h("input", {
        type: "date",
        class: "fc-date-native",
        tabindex: "-1",
        "aria-hidden": "true",
        "aria-label": label("dates_pick", { part: name }),
        onchange: () => {
          if (!calendar.value) return;
          box.value = now[slug] = calendar.value;
          look();
          send();
        },
      });
      const pick = h("button", {
        type: "button",
        class: "fc-button fc-square fc-date-pick",
        "aria-label": label("dates_pick", { part: name }),
        onclick: () => {
          const iso = read(box.value);
          calendar.value = typeof iso === "string" ? iso : ask.sale;
          calendar.showPicker?.();
        },
      }, h("span", { class: "fc-date-icon", "aria-hidden": "true" }));
      const none = ask.none && h("input", {
        type: "checkbox",
        value: slug,
        checked: now[slug] === "none",
        disabled: locked,
        onchange: () => {
          if (none.checked) before = box.value;
          box.value = none.checked ? "" : before; // taken back, the date is there again
          now[slug] = none.checked ? "none" : before;
          look();
          send();
        },
      });
      const look = () => {
        const open = !none?.checked;
        box.disabled = pick.disabled = locked || !open;
        const iso = open ? read(box.value) : null;
        const bad = Number.isNaN(iso);
        box.setAttribute("aria-invalid", String(bad));
        told.textContent = bad ? label("dates_unreadable", { date: ask.sale }) : iso ? say(iso) : "";
        told.classList.toggle("fc-problem", bad);
      };
      look();
      return h(
        "li",
        { class: "fc-date", "data-slot": slug },
        h("span", { class: "fc-date-name" }, name),
        h("span", { class: "fc-date-field" }, box, h("span", { class: "fc-date-choose" }, calendar, pick)),
        ask.none && h("label", { class: "fc-pill" }, none, h("span", {}, h("span", { class: "fc-said" }, `${name}: `), ask.none)),
        told,
      );
    };
    return h(
      "div",
      { class: "fc-dates" },
      h("ul", { class: "fc-terms" }, h("li", {}, label("dates_sale", { date: say(ask.sale) }))),
      h("ul", { class: "fc-date-rows" }, ask.slots.map(row)),
    );
  },
};

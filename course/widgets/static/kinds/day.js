// A day at the station: the strip of the meetings, the present one as bubbles, and the turn to decide. The kernel has the
// day; each step is sent, and the next state comes back.
const DAY_PAUSE = 500; // ms after a turn is shown: the second click of a double one must not decide the next turn
const DAY_SIGNS = { met: "✓", now: "▶", ahead: "○" };

kinds.day = {
  steps: true,

  draw(ctx) {
    const player = new DayPlayer(ctx);
    ctx.onstate((state) => player.stand(state));
    return player.root;
  },

  /** The chart of the debrief, above the notes; its picture comes a moment later. */
  charted(result, { h, label }) {
    if (!result.chart) return null;
    const { alt, rows } = result.chart;
    return h("div", { class: "fc-day-chart" },
      h("img", { alt, hidden: true }),
      h("details", {}, h("summary", {}, label("day_chart_words")),
        h("dl", {}, rows.map((row) => [h("dt", {}, row.skill), h("dd", {}, row.text)]))));
  },

  /** Show the picture; where it could not be drawn, open the words. */
  picture(result, source) {
    const [image, words] = result.querySelectorAll(".fc-day-chart > :is(img, details)");
    if (!image) return;
    image.hidden = !source;
    if (source) image.src = source;
    else words.open = true;
  },
};

class DayPlayer {
  constructor(ctx) {
    Object.assign(this, ctx);
    this.voice = ctx.h("p", { class: "fc-said", "aria-live": "polite" });
    this.notice = ctx.h("p", { class: "fc-day-notice", role: "status" });
    this.place = ctx.h("div", { class: "fc-day-place" });
    this.root = ctx.h("div", { class: "fc-day" }, this.place, this.notice, this.voice);
    this.day = ctx.state.day;
    this.show();
  }

  /** Show how the day stands after a message; the focus goes on with whoever is at work here. */
  stand({ day, notice }) {
    this.hold(false);
    this.notice.textContent = notice ?? "";
    const moved = day.turn !== this.day.turn || day.seed !== this.day.seed || day.begun !== this.day.begun;
    this.day = day;
    if (!moved) return;
    const at = this.place.contains(document.activeElement);
    this.show();
    this.voice.textContent = this.spoken();
    if (at) this.bring();
  }

  show() {
    const { day, h, label } = this;
    this.shown = performance.now();
    this.root.dataset.turn = day.turn;
    this.root.dataset.over = String(day.over);
    this.root.dataset.begun = String(day.begun);
    if (!day.begun) {
      this.place.replaceChildren(this.opening());
      return;
    }
    this.place.replaceChildren(...[
      day.strip.length > 0 && this.strip(),
      day.before && this.justBefore(day.before),
      h("h4", { class: "fc-day-title", tabindex: "-1" }, day.title),
      day.setting && h("p", { class: "fc-day-setting" }, day.setting),
      this.earlier(),
      day.now ? this.moment(day.now) : this.ending(),
    ].filter(Boolean));
    for (const field of this.locked ? this.place.querySelectorAll("button, input") : []) field.disabled = true;
  }

  opening() {
    const { h, label, day } = this;
    return h("div", { class: "fc-day-opening" },
      h("p", {}, label("day_rule")),
      h("p", {}, h("strong", {}, label(day.graded ? "day_once" : "day_trial"))),
      h("button", { type: "button", class: "fc-button fc-primary fc-big", "data-begin": "", disabled: this.locked, onclick: () => this.begin() }, label("day_begin")));
  }

  begin() {
    this.send("begin", { seed: this.day.seed });
  }

  strip() {
    const { h, label, day } = this;
    return h("ol", { class: "fc-day-strip", "aria-label": label("day_strip") }, day.strip.map(({ slug, time, who, state }) =>
      h("li", { class: `fc-day-stop fc-day-${state}`, "data-stop": slug, "data-state": state, "aria-current": state === "now" ? "step" : null },
        h("span", { class: "fc-day-time" }, h("span", { "aria-hidden": "true" }, `${DAY_SIGNS[state]} `), time),
        h("span", { class: "fc-day-who" }, who),
        h("span", { class: "fc-said" }, label(`day_${state}`)))));
  }

  bubble(who, text, name) {
    return this.h("div", { class: `fc-day-bubble ${name}` }, this.h("span", { class: "fc-day-by" }, who), this.paragraphs(text));
  }

  /** How the meeting before ended: its last word must not be lost when the next customer stands there. */
  justBefore({ title, who, said, reply }) {
    return this.h("div", { class: "fc-day-before" },
      this.h("p", { class: "fc-day-before-title" }, title),
      this.bubble(this.label("you"), said, "fc-day-ours"),
      this.bubble(who, reply, "fc-day-theirs"));
  }

  exchange({ who, stage, says, said, reply }) {
    return this.h("div", { class: "fc-day-exchange" },
      stage && this.h("p", { class: "fc-day-stage" }, stage),
      this.bubble(who, says, "fc-day-theirs"),
      this.bubble(this.label("you"), said, "fc-day-ours"),
      this.bubble(who, reply, "fc-day-theirs"));
  }

  /** What was said in this meeting: the last exchange stands open, those before it are folded. */
  earlier() {
    const { log } = this.day;
    if (!log.length) return null;
    const before = log.slice(0, -1);
    return this.h("div", { class: "fc-day-log" },
      before.length > 0 && this.h("details", {},
        this.h("summary", {}, this.label("day_so_far", { number: before.length })), before.map((each) => this.exchange(each))),
      this.exchange(log[log.length - 1]));
  }

  moment(now) {
    const { h, id } = this;
    return h("div", { class: "fc-day-now" },
      now.stage && h("p", { class: "fc-day-stage" }, now.stage),
      this.bubble(now.who, now.says, "fc-day-theirs"),
      now.number ? this.number(now) : this.choices(now));
  }

  choices(now) {
    const { h, id, label } = this;
    return h("div", { role: "group", "aria-labelledby": id("ask") },
      h("p", { class: "fc-day-ask", id: id("ask"), tabindex: "-1" }, label("day_ask")),
      h("div", { class: "fc-day-choices" }, now.choices.map(({ slug, text }) =>
        h("button", { type: "button", class: "fc-day-choice", "data-choice": slug, onclick: (event) => this.choose(now, slug, event) }, text))));
  }

  /** A click of the mouse counts when there was time to read; the keyboard has to find the choice first anyway. */
  choose(now, slug, event) {
    if (event.detail > 0 && performance.now() - this.shown < DAY_PAUSE) return;
    this.move(now, slug);
  }

  number(now) {
    const { h, id, label } = this;
    const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "fc-input fc-input-number", id: id("number"), maxlength: 40,
      "aria-describedby": id("unit"), onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) give(); } });
    const give = () => {
      if (/\p{Nd}/u.test(input.value)) this.move(now, input.value);
      else {
        this.notice.textContent = label("day_unreadable");
        input.focus();
      }
    };
    return h("div", { class: "fc-day-number" },
      h("label", { class: "fc-day-ask", for: id("number") }, now.number.ask),
      h("span", { class: "fc-amount" }, input, h("span", { id: id("unit") }, now.number.unit),
        h("button", { type: "button", class: "fc-button fc-primary", "data-answer": "", onclick: give }, label("day_answer"))));
  }

  ending() {
    const { h, label, day } = this;
    return h("div", { class: "fc-day-ending" },
      h("p", { class: "fc-day-ask", tabindex: "-1" }, `● ${label("day_over")}`),
      day.graded
        ? h("p", {}, label("day_over_graded"))
        : h("p", { class: "fc-day-again" },
          h("button", { type: "button", class: "fc-button", "data-begin": "", onclick: () => this.begin() }, label("day_another")),
          h("span", {}, label("day_another_help"))));
  }

  move(now, given) {
    this.send("turn", { seed: this.day.seed, turn: this.day.turn, at: now.at, given });
  }

  send(t, more) {
    if (this.held || this.locked) return;
    this.notice.textContent = "";
    this.hold(true);
    this.step(t, more);
  }

  /** While a step is on its way no second one can be made; it is sent again by itself until it is saved. */
  hold(on) {
    this.held = on;
    for (const button of this.place.querySelectorAll("button")) button.setAttribute("aria-disabled", String(on));
    this.root.classList.toggle("fc-day-held", on);
  }

  spoken() {
    const { day } = this;
    const last = day.log?.[day.log.length - 1] ?? day.before;
    const opens = day.now && !day.log.length ? [day.title, day.setting] : [];
    return [last?.reply, ...opens, day.now?.stage, day.now?.says, day.over && this.label("day_over")].filter(Boolean).join(" ");
  }

  /** Bring the reply and what is to be decided into sight, and the focus there; where both do not fit, begin with the reply. */
  bring() {
    const goal = this.place.querySelector("h4");
    const ask = this.day.now?.number ? this.place.querySelector("input") : this.place.querySelector(".fc-day-ask");
    (ask ?? goal)?.focus({ preventScroll: true });
    const replies = this.place.querySelectorAll(".fc-day-before, .fc-day-log > .fc-day-exchange > .fc-day-bubble:last-child");
    const first = replies[replies.length - 1] ?? goal ?? this.place;
    const last = this.place.lastElementChild;
    let scroller = this.root.parentElement;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement;
    const room = Math.min(scroller?.clientHeight ?? window.innerHeight, window.innerHeight);
    if (last.getBoundingClientRect().bottom - first.getBoundingClientRect().top > room) first.scrollIntoView({ block: "start" });
    else {
      first.scrollIntoView({ block: "nearest" });
      last.scrollIntoView({ block: "nearest" });
    }
  }
}

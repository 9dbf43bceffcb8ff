// The scene player: the customer's card, the talk as bubbles, the lines to choose from, the ending, and the debrief turn by turn.

const TYPED = 600; // ms after the last key until the learner's own words are sent
const LIGHTS = { green: "●", amber: "▲", red: "■" }; // another shape for each, so that the colour is an extra
const PHASES = { now: "▶", been: "✓", tried: "◐", passed: "–", open: "○" };
let players = 0; // so that two scenes on one page never share an id

function render({ model, el }) {
  const view = model.get("view");
  const player = new Player(model, view, page(el, view.lang, view.title));
  return () => player.close();
}

class Player {
  constructor(model, view, root) {
    Object.assign(this, { model, view, root, play: view.play, prefix: `fcs${++players}` });
    this.label = (key, values) => fill(view.labels[key] ?? key, values);
    this.outbox = new Outbox(model, view.key, (item, state, sentence) => this.saving(item, state, sentence));
    this.received = (reply) => this.receive(reply);
    this.pending = [];
    model.on("msg:custom", this.received);
    root.classList.add("fc-scene");
    root.dataset.scene = view.name;
    this.side = h("div", { class: "fc-sc-side", role: "group", "aria-label": this.label("customer") });
    this.main = h("div", { class: "fc-sc-main" });
    this.after = h("div", { class: "fc-sc-after" });
    this.status = h("p", { class: "fc-sc-status", role: "status" });
    this.voice = h("p", { class: "fc-sc-voice", "aria-live": "polite" });
    this.strip = h("ol", { class: "fc-sc-phases", "aria-label": this.label("phases"), hidden: !view.play.phases.length });
    root.append(this.head(), this.strip, h("div", { class: "fc-sc-stage" }, this.side, this.main), this.status, this.after, this.voice);
    this.draw();
    root.dataset.ready = "";
  }

  head() {
    const { view, label } = this;
    return h(
      "div",
      { class: "fc-sc-head" },
      h("h3", {}, view.title, " ", h("small", {}, label("minutes", { minutes: view.minutes }))),
      paragraphs(view.setting, "fc-sc-setting"),
      h("p", { class: "fc-sc-task" }, this.strong("task"), view.task),
      view.locked && h("p", { class: "fc-sc-notice", role: "alert" }, view.locked),
    );
  }

  draw() {
    const { play, view } = this;
    this.flush();
    this.root.dataset.turn = play.turn;
    this.root.dataset.ending = play.ending?.slug ?? "";
    this.side.replaceChildren(...this.card());
    this.strip.replaceChildren(...play.phases.map((phase) => this.phase(phase)));
    this.main.replaceChildren();
    this.after.replaceChildren();
    if (play.notice) this.main.append(h("p", { class: "fc-sc-notice", role: "note" }, play.notice));
    this.main.append(...this.exchanges());
    if (play.now) this.main.append(this.moment(play.now));
    if (play.ending) {
      this.main.append(this.ending(play.ending));
      this.after.append(this.debrief(play.debrief), this.again());
    }
    if (play.earlier.length) this.after.append(this.earlier());
    for (const field of view.locked ? this.root.querySelectorAll("button, textarea") : []) field.disabled = true;
  }

  phase({ name, state, word }) {
    return h("li", { class: `fc-sc-phase fc-sc-phase-${state}`, "data-state": state, "aria-current": state === "now" ? "step" : null },
      h("span", { class: "fc-sc-phase-name" }, name),
      h("span", { class: "fc-sc-phase-word" }, h("span", { "aria-hidden": "true" }, `${PHASES[state]} `), word));
  }

  form(rows) {
    return h("div", { class: "fc-sc-form" },
      h("p", { class: "fc-sc-form-title" }, this.label("form")),
      h("ul", {}, rows.map((row) => h("li", { "data-row": row.slug, "data-open": String(!row.answer) },
        h("span", { class: "fc-sc-form-ask" }, row.ask),
        h("span", { class: "fc-sc-form-answer" }, row.answer ? `✓ ${row.answer}` : `○ ${this.label("form_open")}`)))));
  }

  light(light) {
    return light && h("span", { class: `fc-sc-light fc-sc-light-${light.slug}`, "data-light": light.slug },
      h("span", { class: "fc-sc-lamp", "aria-hidden": "true" }, LIGHTS[light.slug]), " ", light.word);
  }

  card() {
    const { persona, props } = this.view;
    const { mood, mood_word: word, meters, form } = this.play;
    return [
      h("div", { class: "fc-sc-who" },
        face(persona.portrait, mood, `${persona.looks}. ${this.label("mood", { mood: word })}`),
        h("div", {},
          h("p", { class: "fc-sc-name" }, persona.name),
          h("p", { class: "fc-sc-role" }, persona.role),
          h("p", { class: "fc-sc-mood" }, this.label("mood", { mood: word })),
        ),
      ),
      h("ul", { class: "fc-sc-meters", "aria-label": this.label("meters") }, meters.map((meter) =>
        h("li", { "data-meter": meter.slug },
          h("span", {}, this.label("meter", meter)),
          h("span", { class: "fc-sc-bar", "aria-hidden": "true" }, Array.from({ length: 10 }, (_, step) => h("i", { class: step < meter.value ? "fc-on" : null }))),
        ))),
      form.length > 0 && this.form(form),
      props.length > 0 && h("details", { class: "fc-sc-props", open: true },
        h("summary", {}, this.label("props")),
        h("ul", {}, props.map((each) => h("li", {}, each))),
      ),
    ].filter(Boolean);
  }

  // English sets a space after the colon, Chinese does not.
  headed(text) {
    return this.label("headed", { label: text }).replace(/:$/, ": ");
  }

  strong(key) {
    return h("strong", {}, this.headed(this.label(key)));
  }

  bubble(who, text, name, extra) {
    return h("div", { class: `fc-sc-bubble ${name}` }, h("span", { class: "fc-sc-by" }, who), paragraphs(text), extra);
  }

  exchange(each, withCue) {
    const { persona } = this.view;
    return h("div", { class: "fc-sc-exchange" },
      withCue && h("p", { class: "fc-sc-aside" }, each.stage),
      withCue && this.bubble(persona.name, each.says, "fc-sc-theirs"),
      this.bubble(this.label("you"), each.said, "fc-sc-ours", this.light(each.light)),
      this.bubble(this.label("by_mood", { name: persona.name, mood: each.mood_word }), each.reply, "fc-sc-theirs"),
    );
  }

  // The last exchange stands open, those before it are folded, so that the lines to choose from stay on the screen.
  exchanges() {
    const { log } = this.play;
    if (!log.length) return [];
    const last = log[log.length - 1];
    const before = log.slice(0, -1);
    return [
      before.length > 0 && h("details", { class: "fc-sc-log" },
        h("summary", {}, this.label("so_far", { turns: before.length })),
        before.map((each) => this.exchange(each, true)),
      ),
      this.exchange(last, false),
    ].filter(Boolean);
  }

  moment(now) {
    const id = `${this.prefix}-ask`;
    this.ask = h("h4", { id, tabindex: "-1", class: "fc-sc-ask" }, this.label("begin", { turn: this.play.turn + 1 }));
    return h("div", { class: "fc-sc-now" },
      h("p", { class: "fc-sc-aside" }, now.stage),
      this.bubble(this.view.persona.name, now.says, "fc-sc-theirs"),
      this.ask,
      h("div", { class: "fc-sc-choices", role: "group", "aria-labelledby": id }, now.choices.map((choice) =>
        choice.closed ? this.closed(choice)
          : h("button", { type: "button", class: "fc-sc-choice", "data-choice": choice.slug, onclick: () => this.choose(now.node, choice.slug) }, choice.text))),
    );
  }

  // A line that cannot be chosen yet stays in the way of the keyboard, so that its reason is heard too.
  closed(choice) {
    const id = `${this.prefix}-closed-${choice.slug}`;
    // Emptied first, so that a screen reader says it again at the second try.
    const told = () => {
      this.status.textContent = "";
      this.status.classList.add("fc-sc-wait");
      requestAnimationFrame(() => { this.status.textContent = choice.closed; });
    };
    return h("div", { class: "fc-sc-closed" },
      h("button", { type: "button", class: "fc-sc-shut", "data-choice": choice.slug, "aria-disabled": "true", "aria-describedby": id, onclick: told }, choice.text),
      h("p", { id, class: "fc-sc-reason" }, h("span", { "aria-hidden": "true" }, "⊘ "), choice.closed));
  }

  choose(node, choice) {
    this.hold(true);
    this.outbox.send({ t: "move", item: this.view.name, turn: this.play.turn, node, choice });
  }

  // While a line is on its way no second one can be chosen; the focus stays where it was.
  hold(on) {
    for (const button of this.root.querySelectorAll(".fc-sc-choice, .fc-sc-again button")) {
      button.setAttribute("aria-disabled", String(on));
      button.style.pointerEvents = on ? "none" : "";
    }
    this.held = on;
  }

  ending(ending) {
    const red = ending.kind === "red";
    this.ask = h("h4", { tabindex: "-1", class: "fc-sc-ask" }, `${red ? "■" : "●"} ${this.headed(this.label(red ? "stopped" : "ended"))}${ending.title}`);
    return h("div", { class: `fc-sc-ending fc-sc-${ending.kind}`, "data-kind": ending.kind },
      this.ask,
      paragraphs(ending.text),
      red && h("p", {}, this.strong("red"), ending.red),
      h("p", {}, this.strong("why"), ending.why),
    );
  }

  debrief(debrief) {
    const { label } = this;
    return h("div", { class: "fc-sc-debrief" },
      h("h4", {}, label("scores")),
      h("p", { class: `fc-sc-verdict ${debrief.passed ? "fc-sc-good" : "fc-sc-open"}` }, debrief.passed ? label("passed") : `○ ${label("not_passed")}`),
      h("dl", { class: "fc-sc-scores" }, debrief.scores.map((score) =>
        h("div", { "data-score": score.slug }, h("dt", {}, label(score.slug)), h("dd", {}, label("score", score))))),
      h("p", { class: "fc-sc-rule" }, label("rule")),
      debrief.facts.length > 0 && [
        h("h4", {}, label("hidden")),
        h("ul", { class: "fc-sc-facts" }, debrief.facts.map((fact) =>
          h("li", {}, `${fact.found ? "✓" : "○"} ${fact.text} `, h("small", {}, label("aside", { text: [fact.drawn && label("drawn"), label(fact.found ? "found" : "not_found")].filter(Boolean).join(" · ") }))))),
      ],
      h("h4", {}, label("debrief")),
      h("ol", { class: "fc-sc-turns" }, debrief.turns.map((turn, index) => this.reviewed(turn, index))),
    );
  }

  reviewed(turn, index) {
    const { label } = this;
    const id = `${this.prefix}-own-${index}`;
    const item = `${this.view.name}.${turn.node}`;
    const note = h("span", { class: "fc-sc-kept", role: "status", "data-own": item });
    const box = h("textarea", { id, rows: 2, maxlength: 2000, "aria-describedby": `${id}-help`, value: this.outbox.kept(item) ?? turn.own });
    let timer;
    const send = () => {
      clearTimeout(timer);
      if (box.value === turn.own) return;
      turn.own = box.value;
      this.outbox.send({ t: "answer", item, response: box.value });
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(send, TYPED);
    });
    box.addEventListener("change", send);
    this.pending.push(send);
    if (this.outbox.kept(item) !== undefined) send();
    const sign = ["✗", "◐", "✓"][turn.craft];
    return h("li", { class: "fc-sc-turn", "data-craft": turn.craft },
      h("h5", {}, this.headed(label("turn", { turn: index + 1 })), h("span", { class: `fc-sc-craft fc-sc-craft-${turn.craft}` }, `${sign} ${turn.craft_word}`)),
      h("p", { class: "fc-sc-quote" }, this.strong("customer_said"), turn.says),
      h("p", { class: "fc-sc-quote" }, this.strong("you_said"), turn.said, " ", h("small", {}, label("aside", { text: label("tone", { tone: turn.tone }) }))),
      turn.light && h("p", {}, this.light(turn.light)),
      h("p", {}, this.strong("it_did"), turn.did, turn.changes.length > 0 && h("span", { class: "fc-sc-changes" }, ` ${label("aside", { text: turn.changes.join(" · ") })}`)),
      turn.better ? h("p", { class: "fc-sc-better" }, this.strong("better"), turn.better) : h("p", {}, label("best")),
      h("label", { for: id }, h("strong", {}, label("own"))),
      h("p", { id: `${id}-help`, class: "fc-sc-help" }, label("own_help")),
      box,
      note,
    );
  }

  again() {
    return h("div", { class: "fc-sc-again" },
      h("button", { type: "button", onclick: () => this.restart() }, this.label("again")),
      h("span", {}, this.label("again_help")),
    );
  }

  restart() {
    this.flush();
    this.hold(true);
    this.outbox.send({ t: "restart", item: this.view.name });
  }

  earlier() {
    const { label } = this;
    return h("details", { class: "fc-sc-earlier" },
      h("summary", {}, label("earlier")),
      h("ul", {}, this.play.earlier.map((each) => h("li", {}, each.ending
        ? label("earlier_line", { ...each, passed: label(each.passed ? "passed" : "not_passed") })
        : label("earlier_open", each)))),
    );
  }

  saving(item, state, sentence) {
    const own = item !== this.view.name;
    const place = own ? this.after.querySelector(`[data-own="${CSS.escape(item)}"]`) : this.status;
    if (!place) return;
    const lost = state === "lost";
    place.textContent = lost
      ? `${this.label("not_saved")} – ${sentence || this.label(own ? "words_not_saved" : "not_saved_then")}`
      : this.label(state);
    place.classList.toggle("fc-sc-lost", lost);
    place.classList.remove("fc-sc-wait");
    if (!own && lost) this.hold(false);
  }

  receive(reply) {
    if (!reply || (reply.t !== "ack" && reply.t !== "fail")) return;
    const newest = this.outbox.receive(reply);
    if (!reply.play || reply.item !== this.view.name) return;
    const moved = reply.play.turn !== this.play.turn || reply.play.number !== this.play.number;
    if (!moved) return;
    this.play = reply.play;
    this.draw();
    if (newest || reply.t === "fail") this.speak();
  }

  // The focus goes to the next question, and the customer's words are read out.
  speak() {
    const last = this.play.log[this.play.log.length - 1];
    this.voice.textContent = [last?.reply, this.play.now?.stage, this.play.now?.says].filter(Boolean).join(" ");
    this.ask?.focus({ preventScroll: true });
    this.bring();
  }

  // Bring the last exchange and the lines to choose from into sight; where both do not fit, begin with the customer's answer.
  bring() {
    const answers = this.main.querySelectorAll(":scope > .fc-sc-exchange .fc-sc-theirs");
    const first = answers[answers.length - 1] ?? this.main;
    const last = this.main.querySelector(".fc-sc-choices, .fc-sc-ending") ?? this.main;
    let scroller = this.root.parentElement;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement;
    const room = Math.min(scroller?.clientHeight ?? window.innerHeight, window.innerHeight);
    const needed = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
    if (needed > room) first.scrollIntoView({ block: "start" });
    else {
      first.scrollIntoView({ block: "nearest" });
      last.scrollIntoView({ block: "nearest" });
    }
  }

  flush() {
    for (const send of this.pending) send();
    this.pending = [];
  }

  close() {
    this.flush();
    this.model.off("msg:custom", this.received);
    this.outbox.close();
  }
}

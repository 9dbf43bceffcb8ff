// The shell of a section: a card for each question, its buttons, what is said about the answer, and whether it is saved.

const kinds = {};
const SIGNS = { correct: "✓", partial: "◐", wrong: "✗", unattempted: "○", missed: "○", known: "✓", look: "◐", new: "☆", open: "○" };
const TYPING = 600; // ms after the last key until a typed answer is sent

/** Tell whether the graded form of this kind shows its rule's notes. */
const openRule = (role, kind) => role === "graded" && Boolean(kinds[kind].ruled);

/** Tell whether a section of this role is checked here; a guess and a graded answer are only kept. */
const checking = (role) => ["after", "practice", "exercise"].includes(role);

function render({ model, el }) {
  const view = model.get("view");
  const label = (key, values) => fill(view.labels[key] ?? key, values);
  const root = page(el, view.lang, view.title);
  root.dataset.sheet = view.name;
  root.dataset.role = view.role;
  const cards = new Map();
  const outbox = new Outbox(model, view.key, (item, state, sentence) => (item === view.name ? drill : cards.get(item))?.saving(state, sentence));

  const count = h("span", { class: "fc-count", role: "status" });
  const progress = (now) => {
    if (drill) return; // it tells by itself how one stands
    count.textContent = label(checking(view.role) ? "progress_checked" : "progress", now);
    count.classList.toggle("fc-count-all", now.done === now.total);
  };
  root.append(
    h("div", { class: "fc-top" }, view.title && h("h3", { class: "fc-title" }, view.title), count),
    ...(view.drill ? [drillRule(view, label)] : paragraphs(view.intro, "fc-intro")),
  );
  if (["before", "precheck", "graded"].includes(view.role)) root.append(h("p", { class: "fc-hush" }, label(`${view.role}_intro`)));
  if (view.locked) root.append(h("p", { class: "fc-locked", role: "alert" }, view.locked));

  const prefix = unique();
  const place = h("div");
  const deal = (items, from = 0) => items.forEach((item, index) => {
    const card = new Card({ item, index: from + index, view, label, outbox, prefix: `${prefix}-${from + index}` });
    cards.set(item.id, card);
    place.append(card.element);
  });
  const drill = view.drill ? new Drill({ view, label, outbox, cards, deal, count }) : null;
  progress(view.progress);
  deal(view.items, drill?.from());
  root.append(place);
  if (drill) root.append(drill.element);

  const map = h("section", { class: "fc-map", "aria-label": label("precheck_map"), hidden: !view.map });
  const drawMap = (stages) => map.replaceChildren(
    h("h4", { class: "fc-map-title" }, label("precheck_map")),
    h("ol", { class: "fc-map-stages" }, stages.map((stage) =>
      h("li", { class: `fc-map-stage fc-map-${stage.state}`, "data-stage": stage.id, "data-state": stage.state },
        h("span", { class: "fc-map-name" }, `${stage.number} ${stage.name}`),
        h("span", { class: "fc-map-word" }, h("span", { "aria-hidden": "true" }, `${SIGNS[stage.state]} `), stage.word)))),
  );
  if (view.map) drawMap(view.map);
  root.append(map);

  const received = (reply) => {
    if (!reply || (reply.t !== "ack" && reply.t !== "fail")) return;
    const newest = outbox.receive(reply);
    if (reply.t !== "ack") return;
    progress(reply.progress);
    if (reply.map) drawMap(reply.map);
    drill?.hear(reply);
    if (newest) cards.get(reply.item)?.stand(reply.state);
  };
  model.on("msg:custom", received);
  cards.forEach((card) => card.resend());
  root.dataset.ready = "";
  return () => {
    model.off("msg:custom", received);
    cards.forEach((card) => card.flush());
    outbox.close();
  };
}

class Card {
  constructor({ item, index, view, label, outbox, prefix }) {
    Object.assign(this, { item, view, label, outbox, prefix });
    this.locked = Boolean(view.locked);
    this.state = item.state;
    this.steps = Boolean(kinds[item.kind].steps); // the kernel goes step by step: what is kept is a step, no answer
    const unsaved = outbox.kept(item.id);
    this.unsaved = unsaved !== undefined && !this.locked && !this.steps;
    this.unsentStep = this.steps && !this.locked ? unsaved : undefined;
    this.response = this.unsaved ? unsaved : item.state.response;
    this.practice = checking(view.role);
    this.build(index);
    this.stand(item.state, { first: true });
  }

  build(index) {
    const { item, label } = this;
    const stem = `${this.prefix}-stem`;
    this.status = h("span", { class: "fc-status", role: "status" });
    this.body = h("div", { class: `fc-body fc-kind-${item.kind}` });
    this.sure = h("div", { class: "fc-sure" });
    this.buttons = h("div", { class: "fc-buttons" });
    this.hints = h("div", { class: "fc-hints", "aria-live": "polite" });
    this.result = h("div", { class: "fc-result-place", "aria-live": "polite" });
    this.solution = h("div", { class: "fc-solution-place", "aria-live": "polite" });
    const points = item.points === null || item.points === undefined ? null : item.points === 1 ? label("point") : label("points", { points: item.points });
    this.element = h(
      "div",
      { class: "fc-card", role: "group", "aria-labelledby": stem, "data-item": item.id, "data-kind": item.kind },
      h("div", { class: "fc-stem", id: stem }, h("span", { class: "fc-number", "aria-hidden": "true" }, index + 1), h("div", {}, paragraphs(item.ask.stem))),
      item.ask.figure_source && h("img", { class: "fc-figure", src: item.ask.figure_source, alt: item.ask.figure_alt }),
      this.body,
      this.sure,
      h("div", { class: "fc-foot" }, this.buttons, h("span", { class: "fc-foot-end" }, points && h("span", { class: "fc-points" }, points), this.status)),
      this.hints,
      this.result,
      this.solution,
    );
    this.draw = () =>
      this.body.replaceChildren(
        kinds[item.kind].draw({
          item,
          ask: item.ask,
          wording: this.view.wording,
          lang: this.view.lang,
          response: this.response ?? null,
          locked: this.locked,
          stem,
          h,
          label,
          paragraphs,
          id: (suffix) => `${this.prefix}-${suffix}`,
          state: this.state,
          role: this.view.role,
          step: (t, more) => this.ask(t, more),
          onstate: (follow) => { this.onstate = follow; },
          answer: (response, options) => this.answer(response, options),
        }),
      );
    this.draw();
    if (openRule(this.view.role, item.kind)) {
      this.ruleButton = h("button", { type: "button", class: "fc-button", disabled: this.locked, onclick: () => this.ask("check") }, label("fab_rule"));
      this.buttons.append(this.ruleButton);
    }
    if (this.view.role === "precheck") {
      this.giveButton = h("button", { type: "button", class: "fc-button fc-primary", disabled: this.locked, onclick: () => this.ask("check") }, label("precheck_answer"));
      this.buttons.append(this.giveButton);
    }
    if (!this.practice) return;
    this.checkButton = h("button", { type: "button", class: "fc-button fc-primary", disabled: this.locked, onclick: () => this.ask("check") }, label("check"));
    this.hintButton = h("button", { type: "button", class: "fc-button", disabled: this.locked, onclick: () => this.ask("hint") });
    this.solutionButton = h("button", { type: "button", class: "fc-button", disabled: this.locked, onclick: () => this.askSolution() }, label("solution"));
    this.buttons.append(this.checkButton, this.hintButton, this.solutionButton);
    this.buildSure();
  }

  buildSure() {
    const name = `${this.prefix}-sure`;
    const title = `${name}-title`;
    this.sureInputs = !this.item.sure ? [] : ["guess", "fairly", "certain"].map((value) =>
      h("input", { type: "radio", name, value, disabled: this.locked, onchange: () => this.ask("sure", { value }) }),
    );
    if (!this.sureInputs.length) return;
    this.sure.append(
      h("span", { class: "fc-sure-title", id: title }, this.label("sure")),
      h(
        "span",
        { class: "fc-pills", role: "radiogroup", "aria-labelledby": title },
        this.sureInputs.map((input) => h("label", { class: "fc-pill" }, input, h("span", {}, this.label(input.value)))),
      ),
    );
  }

  /** Take an answer from the question; a typed one waits until the typing pauses. */
  answer(response, { typed = false } = {}) {
    if (this.locked) return;
    this.response = response;
    clearTimeout(this.typing);
    this.outbox.keep(this.item.id, response);
    this.element.classList.add("fc-answered");
    this.dropResult();
    if (this.giveButton) this.giveButton.hidden = false;
    if (typed) {
      this.saving("saving");
      this.typing = setTimeout(() => this.post(), TYPING);
      this.unsent = true;
    } else this.post();
  }

  /** What was said belongs to the answer before: it goes as soon as the answer changes. */
  dropResult() {
    if (kinds[this.item.kind].keeps && this.result.firstChild) this.aged();
    else if (this.view.role !== "before") this.result.replaceChildren();
    if (this.practice) this.standSure(true, false);
  }

  /** The notes stay in sight while the text is changed, and say that they are about the text before. */
  aged() {
    this.result.firstChild.classList.add("fc-stale");
    this.result.firstChild.dataset.outcome = "before";
  }

  /** How sure one is, is asked between the answer and its check: after the result it is too late until the answer changes. */
  standSure(begun, checked) {
    this.sure.hidden = checked ? !this.state.sure : !begun;
    this.sureInputs.forEach((input) => { input.disabled = this.locked || checked; });
  }

  askSolution() {
    this.awaited = true;
    this.ask("solution");
  }

  post() {
    this.unsent = false;
    this.outbox.send({ t: "answer", item: this.item.id, response: this.response });
  }

  /** Send a typed answer at once. */
  flush() {
    clearTimeout(this.typing);
    if (this.unsent) this.post();
  }

  /** Send again what an earlier form of this name could not save. */
  resend() {
    if (this.unsaved) this.post();
    if (this.unsentStep?.t) this.outbox.send(this.unsentStep);
  }

  ask(t, more) {
    this.flush();
    this.outbox.send({ t, item: this.item.id, ...more });
  }

  /** Show whether it is saved. */
  saving(state, sentence) {
    this.status.dataset.state = state;
    if (state === "saving") this.status.textContent = this.label("saving");
    if (state === "saved") this.status.textContent = this.label("saved");
    if (state === "lost") this.status.replaceChildren(h("strong", {}, this.label("not_saved")), ` – ${sentence || this.label("not_saved_then")}`);
    this.element.classList.toggle("fc-lost", state === "lost");
  }

  /** Show how the item stands, as the kernel says. */
  stand(state, { first = false } = {}) {
    this.state = state;
    this.element.classList.toggle("fc-answered", Boolean(state.done));
    if (first && !this.unsaved && state.done) {
      this.status.dataset.state = "saved";
      this.status.textContent = this.label("saved");
    }
    if (first && !state.done && this.view.role === "graded") this.status.textContent = `○ ${this.label("not_answered")}`;
    if (this.giveButton) this.standGiven(state);
    if (this.practice) this.standPractice(state, first && this.unsaved);
    if (first && this.unsaved) return; // what is said belongs to an older answer than the one on the page
    if (this.steps) {
      this.response = state.response;
      if (!first) this.onstate?.(state);
    } else if (!first && !this.unsent) this.follow(state.response);
    if (this.unsent || (state.result?.stale && this.result.firstChild)) return; // what is there already is not read out again
    if (state.chart !== undefined) { // only the picture came: what stands there already is not read out again
      kinds[this.item.kind].picture(this.result, state.chart);
      return;
    }
    this.result.replaceChildren(...(state.result ? [this.drawResult(state.result)] : []));
    if (state.result?.chart) this.ask("chart");
    if (state.result?.stale) this.aged();
  }

  /** An answer of a pre-check is given for good: what was chosen stays in sight, and cannot be changed. */
  standGiven(state) {
    const focused = this.element.contains(document.activeElement); // before the button that has it goes
    this.giveButton.hidden = state.checked || !(state.begun || this.response);
    if (!state.checked || this.given) return;
    this.given = true;
    this.locked = true;
    this.response = state.response;
    this.draw();
    if (focused) {
      this.result.setAttribute("tabindex", "-1");
      this.result.focus({ preventScroll: true });
    }
  }

  /** Show what was answered in another view of this form, unless somebody is at work in this one. */
  follow(response) {
    const same = JSON.stringify(response ?? null) === JSON.stringify(this.response ?? null);
    if (same || this.body.contains(document.activeElement)) return;
    this.response = response;
    this.draw();
  }

  standPractice(state, unsaved) {
    this.checkButton.textContent = this.label(state.checked ? "check_again" : "check");
    this.checkButton.hidden = this.steps;
    this.hintButton.hidden = state.hints_left === 0;
    this.hintButton.textContent = state.hints.length ? this.label("next_hint", { left: state.hints_left }) : this.label("hint");
    this.solutionButton.hidden = !state.checked || state.solution !== null || (this.steps && !state.day.over);
    this.standSure(state.begun || Boolean(state.sure) || unsaved, Boolean(state.result) && state.checked && !unsaved);
    this.sureInputs.forEach((input) => { input.checked = input.value === state.sure; });
    this.hints.replaceChildren(
      ...state.hints.map((hint, index) => h("div", { class: "fc-hint" }, h("strong", {}, this.label("hint_number", { number: index + 1 })), paragraphs(hint))),
    );
    if (state.solution === null) this.solution.replaceChildren();
    else if (!this.solution.firstChild) {
      const title = h("summary", {}, this.label("solution_title"));
      const opened = h("details", { class: "fc-solution", open: true }, title, paragraphs(state.solution));
      this.solution.append(opened);
      if (this.awaited) { // the button that was pressed is gone: the focus goes to what it brought
        title.focus({ preventScroll: true });
        opened.scrollIntoView({ block: "nearest" });
      }
      this.awaited = false;
    }
  }

  drawResult(result) {
    const outcome = result.outcome ?? "guess";
    return h(
      "div",
      { class: `fc-result fc-${outcome}`, "data-outcome": outcome },
      h("p", { class: "fc-headline" }, h("span", { class: "fc-sign", "aria-hidden": "true" }, SIGNS[outcome] ?? "i"), result.headline),
      kinds[this.item.kind].keeps && h("p", { class: "fc-stale-line" }, this.label("stale")),
      kinds[this.item.kind].charted?.(result, { h, label: this.label }),
      result.notes.length > 0 && h("ul", { class: "fc-notes" }, this.asShown(result.notes).map((note) => this.drawNote(note, result))),
      kinds[this.item.kind].told?.(result, { h, label: this.label }),
      this.drawRead(result),
    );
  }

  /** Give the notes in the order in which the card shows what they are about: options are shuffled, notes were not. */
  asShown(notes) {
    const shown = Object.values(this.item.ask).filter(Array.isArray).flat().map((each) => each?.slug);
    const place = ({ part }) => {
      const found = shown.indexOf(String(part).split(":")[0]);
      return found < 0 ? shown.length : found;
    };
    return [...notes].sort((one, other) => place(one) - place(other));
  }

  drawNote(note, result) {
    const shown = note.outcome !== null && (result.notes.length > 1 || note.outcome !== result.outcome);
    return h(
      "li",
      { class: `fc-note fc-note-${note.outcome ?? "guess"}` },
      shown && h("span", { class: "fc-note-sign" }, h("span", { "aria-hidden": "true" }, SIGNS[note.outcome]), h("span", { class: "fc-said" }, this.label(note.outcome))),
      h("span", { class: "fc-note-text" }, note.label && h("strong", { class: "fc-note-label" }, note.label), paragraphs(note.text)),
    );
  }

  /** After a guess the section stands below anyway; after a check the way back to it is a button. */
  drawRead({ read, outcome }) {
    if (!read?.cell || outcome === null || outcome === "correct") return null;
    const said = h("span", { class: "fc-hush", role: "status" });
    const text = read.title ? this.label("read_again", { title: read.title }) : this.label("read_again_plain");
    const go = () => {
      const place = findReading(this.element, read);
      if (place) {
        place.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
        place.setAttribute("tabindex", "-1");
        place.focus({ preventScroll: true });
      } else said.textContent = this.label("not_found", { title: read.title });
    };
    return h("div", { class: "fc-read" }, h("button", { type: "button", class: "fc-button fc-quiet", onclick: go }, `↑ ${text}`), said);
  }
}

/** Find the reading cell: by its anchor, by its heading, or by the sheet of questions before it. */
function findReading(from, read) {
  const notebook = from.closest(".jp-Notebook") ?? document;
  const anchor = notebook.querySelector(`[id="${CSS.escape(read.cell)}"], [data-jupyter-id="${CSS.escape(read.cell)}"]`);
  if (anchor) return anchor;
  const plain = (text) => text.replace(/[¶\s]+/g, " ").trim().toLowerCase();
  const wanted = plain(read.title ?? "");
  if (wanted) {
    for (const heading of notebook.querySelectorAll(".jp-RenderedMarkdown :is(h1,h2,h3,h4)")) {
      if (plain(heading.textContent).includes(wanted)) return heading;
    }
  }
  return notebook.querySelector(`.fc[data-sheet="${CSS.escape(`${read.cell}-before`)}"]`);
}

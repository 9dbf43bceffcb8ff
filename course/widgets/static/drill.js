// What a drill adds to a section: one case at a time, a button for another one, and how many were right at the first try.

/** The rule stands open above the first case; who comes back for more opens it when it is needed. */
function drillRule(view, label) {
  return h("details", { class: "fc-drill-rule", open: view.drill.number < 2 }, h("summary", {}, label("drill_rule")), paragraphs(view.intro));
}

class Drill {
  constructor({ view, label, outbox, cards, deal, count }) {
    Object.assign(this, { view, label, outbox, cards, deal, count });
    this.status = h("span", { class: "fc-status", role: "status" });
    this.button = h("button", { type: "button", class: "fc-button", disabled: Boolean(view.locked), onclick: () => this.ask() });
    this.help = h("p", { class: "fc-hush" });
    this.element = h("div", { class: "fc-drill" }, this.help, h("div", { class: "fc-drill-foot" }, this.button, count, this.status)); // told where one looks after a check
    this.stand(view.drill);
  }

  /** The number of the case that is shown, as the index of its card. */
  from() {
    return Math.max(0, this.now.number - 1);
  }

  stand(now) {
    this.now = now;
    this.count.textContent = now.say;
    this.count.hidden = !now.say;
    this.button.textContent = this.label(now.number ? "drill_next" : "drill_first");
    this.button.classList.toggle("fc-primary", !now.number);
    this.help.textContent = now.number ? "" : this.label("drill_intro", { minutes: now.minutes });
    this.help.hidden = Boolean(now.number);
  }

  /** Ask for the next case; what is typed in this one goes first. */
  ask() {
    this.cards.forEach((card) => card.flush());
    this.asked = true;
    this.outbox.send({ t: "draw", item: this.view.name, after: this.now.number });
  }

  /** Take what a reply says of the drill; a new case takes the place of the one before. */
  hear(reply) {
    if (!reply.drill) return;
    this.stand(reply.drill);
    if (!reply.items) return;
    const asked = this.asked;
    this.asked = false;
    if (reply.items.every((item) => this.cards.has(item.id))) return;
    this.cards.forEach((card) => {
      card.flush();
      card.element.remove();
    });
    this.cards.clear();
    this.deal(reply.items, this.from());
    if (!asked) return; // another view of this drill: nobody pressed anything in this one
    const stem = [...this.cards.values()][0]?.element.querySelector(".fc-stem");
    stem?.setAttribute("tabindex", "-1");
    stem?.focus({ preventScroll: true });
    stem?.scrollIntoView({ block: "nearest" });
  }

  saving(state, sentence) {
    this.status.dataset.state = state;
    this.button.disabled = state === "saving" || Boolean(this.view.locked);
    if (state === "saving") this.status.textContent = this.label("saving");
    if (state === "saved") this.status.textContent = "";
    if (state === "lost") this.status.replaceChildren(h("strong", {}, this.label("not_saved")), ` – ${sentence || this.label("hand_in_silent")}`);
  }
}

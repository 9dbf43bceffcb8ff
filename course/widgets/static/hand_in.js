// The button at the end of a stage. It says what happened, in the words of the room that hands in.

function render({ model, el }) {
  const patience = 30000; // ms: an exchange on a network drive may be slow
  let n = 0;
  let timer = null;
  let input = null; // the box for the name, while it is shown
  let warned = false; // that nothing is answered yet: said once, before it goes
  const view = model.get("view");
  const label = (key, values) => fill(model.get("view").labels[key] ?? key, values);
  const root = page(el, view.lang, view.title);
  root.dataset.role = "hand-in";
  const told = h("p", { class: "fc-p" }, view.say);
  const who = h("div", { class: "fc-who" });
  const answer = h("div", { class: "fc-result-place", "aria-live": "polite" });
  const before = h("p", { class: "fc-p" });
  const button = h("button", { type: "button", class: "fc-button fc-primary fc-big", onclick: () => handIn() });
  root.append(
    h("div", { class: "fc-card" }, h("h3", { class: "fc-title" }, view.title), before, told, who, h("p", { class: "fc-hush" }, view.help), h("div", { class: "fc-buttons" }, button), answer),
  );

  /** Show under which name this is handed in, or the box that asks for it. */
  const name = (asked) => {
    const { learner, may_change: own } = model.get("view");
    if (!own || (learner && !asked)) {
      input = null;
      const change = own ? h("button", { type: "button", class: "fc-button", onclick: () => { name(true); input.focus(); input.select(); } }, label("name_change")) : null;
      who.replaceChildren(h("p", { class: "fc-p" }, h("strong", {}, label("handing_in_as", { name: learner }))), ...(change ? [h("div", { class: "fc-buttons" }, change)] : []));
      return;
    }
    const why = unique();
    const keys = (event) => event.key === "Enter" && !event.isComposing && !button.disabled && handIn();
    input = h("input", { type: "text", class: "fc-input", maxlength: 60, autocomplete: "off", required: true, "aria-describedby": why, value: learner, onkeydown: keys, oninput: () => input.removeAttribute("aria-invalid") });
    who.replaceChildren(h("label", { class: "fc-field" }, h("span", {}, label("name_asked")), input), h("p", { class: "fc-hush", id: why }, label("name_why")));
  };
  const show = (outcome, headline, text) => {
    button.disabled = false;
    button.textContent = label("hand_in_again");
    answer.replaceChildren(
      h("div", { class: `fc-result fc-${outcome}` }, h("p", { class: "fc-headline" }, h("span", { class: "fc-sign", "aria-hidden": "true" }, outcome === "correct" ? "✓" : "!"), headline), paragraphs(text)),
    );
  };
  const handIn = () => {
    if (!warned && !model.get("view").progress.done) {
      warned = true;
      show("partial", label("hand_in_blank"), label("hand_in_blank_then"));
      button.textContent = label("hand_in_anyway");
      return;
    }
    button.disabled = true;
    button.textContent = label("handing_in");
    clearTimeout(timer);
    timer = setTimeout(() => show("partial", label("hand_in_failed"), label("hand_in_silent")), patience);
    try {
      model.send({ t: "hand_in", n: ++n, ...(input ? { name: input.value } : {}) });
    } catch {
      // the timer says it
    }
  };
  const received = (reply) => {
    if (reply?.n !== n) return;
    clearTimeout(timer);
    if (reply.t === "ack") {
      show("correct", label("handed_in"), reply.say);
      name(false);
    }
    if (reply.t === "fail") {
      show("partial", label("hand_in_failed"), reply.say);
      if (reply.field !== "name") return;
      button.textContent = label("hand_in"); // nothing was handed in yet
      if (!input) name(true);
      input?.setAttribute("aria-invalid", "true");
      input?.focus();
    }
  };
  /** Say when it was handed in before: from here, or from the start page. */
  const earlier = () => {
    const { handed_in: when } = model.get("view");
    before.hidden = !when;
    before.textContent = when ? `✓ ${when}` : "";
    button.textContent = label(when ? "hand_in_again" : "hand_in");
  };
  const follow = () => {
    told.textContent = model.get("view").say;
    if (!button.disabled) earlier();
    if (!input) name(false); // what is being typed stays
  };
  earlier();
  name(false);
  model.on("msg:custom", received);
  model.on("change:view", follow);
  root.dataset.ready = "";
  return () => {
    clearTimeout(timer);
    model.off("msg:custom", received);
    model.off("change:view", follow);
  };
}

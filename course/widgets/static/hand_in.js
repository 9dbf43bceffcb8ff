// The button at the end of a stage. It says what happened, in the words of the room that hands in.

function render({ model, el }) {
  const patience = 30000; // ms: an exchange on a network drive may be slow
  let n = 0;
  let timer = null;
  const draw = () => {
    const view = model.get("view");
    const label = (key, values) => fill(view.labels[key] ?? key, values);
    return { view, label };
  };
  const { view, label } = draw();
  const root = page(el, view.lang, view.title);
  root.dataset.role = "hand-in";
  const told = h("p", { class: "fc-p" }, view.say);
  const answer = h("div", { class: "fc-result-place", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "fc-button fc-primary fc-big", onclick: () => handIn() }, label("hand_in"));
  root.append(
    h("div", { class: "fc-card" }, h("h3", { class: "fc-title" }, view.title), told, h("p", { class: "fc-hush" }, view.help), h("div", { class: "fc-buttons" }, button), answer),
  );
  const show = (outcome, headline, text) => {
    button.disabled = false;
    button.textContent = label("hand_in_again");
    answer.replaceChildren(
      h("div", { class: `fc-result fc-${outcome}` }, h("p", { class: "fc-headline" }, h("span", { class: "fc-sign", "aria-hidden": "true" }, outcome === "correct" ? "✓" : "!"), headline), paragraphs(text)),
    );
  };
  const handIn = () => {
    button.disabled = true;
    button.textContent = label("handing_in");
    timer = setTimeout(() => show("partial", label("hand_in_failed"), label("hand_in_silent")), patience);
    try {
      model.send({ t: "hand_in", n: ++n });
    } catch {
      // the timer says it
    }
  };
  const received = (reply) => {
    if (reply?.n !== n) return;
    clearTimeout(timer);
    if (reply.t === "ack") show("correct", label("handed_in"), reply.say);
    if (reply.t === "fail") show("partial", label("hand_in_failed"), reply.say);
  };
  const follow = () => { told.textContent = model.get("view").say; };
  model.on("msg:custom", received);
  model.on("change:view", follow);
  root.dataset.ready = "";
  return () => {
    clearTimeout(timer);
    model.off("msg:custom", received);
    model.off("change:view", follow);
  };
}

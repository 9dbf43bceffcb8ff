// Five steps around the need, and the offer in the end. What comes too early is refused with the reason.
tools["need-wheel"] = ({ data, value, label, h, id, keep, tell }) => {
  let done = value?.done ?? [];
  let told = []; // the steps that stand in the log
  const offer = data.steps[data.steps.length - 1];
  const around = data.steps.slice(0, -1);
  const svg = h("svg:svg", { class: "fc-wheel", viewBox: "0 0 320 320", role: "img" });
  const log = h("ol", { class: "fc-wheel-log" });
  const refused = h("div", { class: "fc-wheel-refused", role: "alert" });
  const buttons = data.steps.map((step) => h("button", { type: "button", class: "fc-button", "data-step": step.slug, onclick: () => take(step) }));
  const again = h("button", { type: "button", class: "fc-button fc-quiet", onclick: () => {
    done = [];
    refused.replaceChildren();
    tell("");
    show();
    buttons[0].focus();
  } }, data.again);

  const names = (slugs) => data.steps.filter(({ slug }) => slugs.includes(slug)).map(({ name }) => name).join(label("comma"));
  function take(step) {
    const missing = step.after.filter((slug) => !done.includes(slug));
    if (done.includes(step.slug)) return;
    if (missing.length) {
      refused.replaceChildren(h("strong", {}, `⊘ ${data.refused}`), h("p", {}, step.early), h("p", {}, fill(data.missing, { steps: names(missing) })));
      return;
    }
    done = [...done, step.slug];
    refused.replaceChildren();
    show();
    keep({ done });
  }
  function slice(step, place) {
    const turn = (share) => (2 * Math.PI * share) / around.length - Math.PI / 2;
    const at = (share, radius) => [160 + radius * Math.cos(turn(share)), 160 + radius * Math.sin(turn(share))].map((number) => number.toFixed(1));
    const is = done.includes(step.slug);
    const [x, y] = at(place + 0.5, 104);
    const edge = `M${at(place + 0.02, 60)} L${at(place + 0.02, 150)} A150 150 0 0 1 ${at(place + 0.98, 150)} L${at(place + 0.98, 60)} A60 60 0 0 0 ${at(place + 0.02, 60)} Z`;
    return h("svg:g", { class: is ? "fc-wheel-done" : "fc-wheel-open" },
      h("svg:path", { d: edge }),
      h("svg:text", { x, y: Number(y) - 2, "text-anchor": "middle" }, step.name),
      h("svg:text", { class: "fc-wheel-sign", x, y: Number(y) + 20, "text-anchor": "middle" }, is ? "✓" : "○"));
  }
  function show() {
    const all = done.length === data.steps.length;
    svg.replaceChildren(...around.map(slice), h("svg:text", { class: "fc-wheel-centre", x: 160, y: 166, "text-anchor": "middle" }, done.includes(offer.slug) ? `✓ ${offer.name}` : "?"));
    svg.setAttribute("aria-label", fill(data.drawing, { done: names(done) || "–" }));
    buttons.forEach((button, place) => {
      const is = done.includes(data.steps[place].slug);
      button.textContent = `${is ? "✓" : "○"} ${data.steps[place].name}`;
      button.setAttribute("aria-label", `${data.steps[place].name}: ${is ? data.done : data.open}`);
      button.setAttribute("aria-disabled", String(is));
    });
    // Only what is new is added, so that a screen reader says the new line and not the whole talk again.
    if (!told.length || !done.length) log.replaceChildren(...(done.length ? [] : [h("li", { class: "fc-hush" }, data.nothing)]));
    log.append(...done.slice(done.length ? told.length : 0).map((slug) => {
      const step = data.steps.find((each) => each.slug === slug);
      return h("li", {}, h("strong", {}, step.name), h("span", {}, step.happens));
    }));
    if (all && told.length < done.length) log.append(h("li", { class: "fc-wheel-end" }, `✓ ${data.finished}`));
    told = done;
    again.hidden = !done.length;
  }
  show();
  return { node: h("div", { class: "fc-wheel-board" },
    h("div", { class: "fc-wheel-side" }, svg),
    h("div", {}, h("p", { class: "fc-wheel-case" }, data.case),
      h("p", { class: "fc-wheel-ask", id: id("ask") }, data.choose),
      h("div", { class: "fc-buttons fc-wheel-buttons", role: "group", "aria-labelledby": id("ask") }, buttons),
      refused,
      h("p", { class: "fc-wheel-ask" }, data.log),
      h("div", { "aria-live": "polite" }, log),
      again)) };
};

// Six prompts of some seconds each. Time is measured, not counted, so that a slept tab does not stretch the routine.
tools["timer"] = ({ data, value, label, h, id, keep }) => {
  const marks = data.prompts.map(() => "open");
  let now = -1; // the prompt that runs; -1 before the start, prompts.length at the end
  let used = 0; // milliseconds of it, up to the last pause
  let since = null; // when it went on; null while it stands

  const seated = h("input", { type: "checkbox", id: id("seated"), onchange: () => show(true) });
  const counter = h("p", { class: "fc-timer-counter" });
  const prompt = h("p", { class: "fc-timer-prompt", "aria-live": "polite" });
  const breath = h("div", { class: "fc-timer-breath", "aria-hidden": "true" });
  const bar = h("progress", { max: data.seconds, value: 0, "aria-label": label("seconds_left", { seconds: data.seconds }) });
  const left = h("p", { class: "fc-timer-left", "aria-hidden": "true" });
  const go = h("button", { type: "button", class: "fc-button fc-primary", onclick: () => toggle() });
  const skip = h("button", { type: "button", class: "fc-button", onclick: () => next("skipped") }, label("skip"));
  const again = h("button", { type: "button", class: "fc-button", onclick: () => restart() }, label("again"));
  const rows = data.prompts.map(() => h("li", {}));
  const last = h("p", { class: "fc-hush" });

  const signs = { open: "○", now: "▶", done: "✓", skipped: "–" };
  const spent = () => used + (since === null ? 0 : performance.now() - since);
  const running = () => since !== null;
  const finished = () => now >= data.prompts.length;
  const said = (one) => (seated.checked ? one.seated : one.text);

  function toggle() {
    if (finished() || now < 0) return restart(true);
    if (running()) {
      used = spent();
      since = null;
    } else since = performance.now();
    show();
  }
  function restart(start = true) {
    marks.fill("open");
    now = 0;
    used = 0;
    since = start ? performance.now() : null;
    show(true);
  }
  function next(mark) {
    if (now < 0 || finished()) return;
    marks[now] = mark;
    now += 1;
    used = 0;
    if (since !== null) since = performance.now();
    if (finished()) {
      since = null;
      const named = (wanted) => data.prompts.filter((_, place) => marks[place] === wanted).map((one) => one.slug);
      const kept = { done: named("done"), skipped: named("skipped") };
      keep(kept).then((ok) => ok && remember(kept));
    }
    show(true);
  }
  function remember(kept) {
    last.textContent = label("last_time", { done: kept.done.length, skipped: kept.skipped.length });
  }
  function tick() {
    if (running() && spent() >= data.seconds * 1000) next("done");
    time();
  }
  function time() {
    const seconds = Math.min(data.seconds, spent() / 1000);
    bar.value = finished() ? data.seconds : seconds;
    left.textContent = now < 0 || finished() ? "" : label("seconds_left", { seconds: Math.ceil(data.seconds - seconds) });
  }
  function show(anew = false) {
    const total = data.prompts.length;
    counter.textContent = now < 0 || finished() ? "" : label("prompt", { number: now + 1, total });
    if (anew) prompt.textContent = now < 0 ? label("waiting") : finished() ? label("finished") : said(data.prompts[now]);
    breath.classList.toggle("fc-running", running() && data.prompts[now].slug === "breathe");
    go.textContent = now < 0 ? label("start") : finished() ? label("again") : running() ? label("pause") : label("go_on");
    skip.hidden = again.hidden = now < 0 || finished();
    rows.forEach((row, place) => {
      const mark = place === now ? "now" : marks[place];
      row.className = `fc-timer-${mark}`;
      row.replaceChildren(
        h("span", { class: "fc-timer-sign", "aria-hidden": "true" }, signs[mark]),
        h("span", {}, said(data.prompts[place])),
        h("span", { class: "fc-timer-word" }, label(`mark_${mark}`)),
      );
    });
    time();
  }

  if (value) remember(value);
  show(true);
  const clock = setInterval(tick, 250);
  const node = h(
    "div",
    {},
    h("label", { class: "fc-pill", for: id("seated") }, seated, h("span", {}, label("seated"))),
    h("div", { class: "fc-timer-face" }, counter, prompt, breath, bar, left),
    h("div", { class: "fc-buttons" }, go, skip, again),
    h("ol", { class: "fc-timer-list" }, rows),
    last,
  );
  return { node, stop: () => clearInterval(clock) };
};

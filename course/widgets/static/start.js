// The start page: where am I, what comes next, one big button. Everything shown comes from the kernel; nothing is kept here.

const SIGNS = { coming: "…", new: "○", going: "◐", done: "✓", read: "▤", broken: "!" };
const STANDINGS = { known: "✓", look: "◐", new: "☆" }; // what the pre-check said of a stage, beside its words
const PATIENCE = 45000; // ms

function render({ model, el }) {
  let n = 0;
  let timer = null;
  let message = null; // {id, kind, text}: the last answer of the kernel, and the stage it belongs to
  let waiting = false;
  const warned = new Set(); // stages of which was said, before they went, that nothing in them is answered yet
  const opened = new Map(); // which stages the learner folded open or shut

  const root = page(el, model.get("view").lang, "Forecourt");
  root.className = "fc fc-start";
  const label = (key, values) => fill(model.get("view").labels[key] ?? key, values);

  /** A link that the course's extension follows without loading the page anew; anywhere else it is a plain link. */
  const link = (target, name, ...children) => {
    const [path] = target.split("#");
    const plain = path.split("/").map(encodeURIComponent).join("/");
    return h("a", { class: name, href: plain, "data-forecourt-open": target }, ...children);
  };
  const sign = (state) => h("span", { class: "fcs-sign", "aria-hidden": "true" }, SIGNS[state] ?? "○");
  const glossary = makeGlossary({ model, link, label, lang: model.get("view").lang });

  const ask = (content, id) => {
    waiting = true;
    message = { id, kind: "wait", text: label({ lang: "changing", fetch: "looking" }[content.t] ?? "handing_in") };
    draw();
    timer = setTimeout(() => answer("partial", label("silent")), PATIENCE);
    try {
      model.send({ ...content, n: ++n });
    } catch {
      // the timer says it
    }
  };
  const answer = (kind, text) => {
    clearTimeout(timer);
    waiting = false;
    message = { id: message?.id ?? "", kind, text };
    draw();
  };
  const told = (id) =>
    h("div", { class: "fcs-told", "aria-live": "polite" }, message?.id === id ? h("p", { class: `fcs-box fcs-${message.kind}` }, message.text) : null);

  // What is not saved yet in open pages is saved first, so that no cell of the learner's own is lost.
  const change = (lang) => {
    const go = () => ask({ t: "lang", lang }, "top");
    const heard = !document.dispatchEvent(new CustomEvent("forecourt:save", { cancelable: true, detail: { done: go } }));
    if (!heard) go();
  };

  const top = (view) =>
    h("div", { class: "fcs-top" },
      h("h1", { class: "fcs-hello" }, label("hello", { name: view.learner })),
      view.languages && h("div", { class: "fcs-langs", role: "group", "aria-label": label("language") },
        [["en", "English"], ["zh-CN", "中文"]].map(([lang, name]) =>
          h("button", { type: "button", class: "fcs-lang", lang, "aria-pressed": String(view.lang === lang), disabled: waiting,
            onclick: () => view.lang !== lang && change(lang) }, view.lang === lang ? "✓ " : "", name))));

  const foot = (view) => h("p", { class: "fcs-hush" }, label("station"), label("colon"), view.station, " · ", label("station_change"));

  const strip = (view) =>
    h("nav", { "aria-label": label("map") },
      h("h2", { class: "fcs-h2" }, label("map")),
      h("p", { class: "fcs-hush" }, label("map_help")),
      h("ol", { class: "fcs-strip" },
        view.stages.map((stage) => {
          const inside = [
            h("span", { class: "fcs-number" }, stage.number ? label("stage", { n: stage.number }) : label("way_in")),
            h("span", { class: "fcs-name" }, stage.short),
            stage.sale_stage ? h("span", { class: "fcs-state" }, label("sale_stage", stage.sale_stage)) : null,
            h("span", { class: "fcs-state" }, sign(stage.state), " ", label(`state_${stage.state}`)),
            stage.standing ? h("span", { class: "fcs-standing", "data-standing": stage.standing.state }, h("span", { "aria-hidden": "true" }, `${STANDINGS[stage.standing.state]} `), stage.standing.word) : null,
            stage.total ? h("span", { class: "fcs-bar", "aria-hidden": "true" }, h("span", { style: `width:${(100 * stage.done) / stage.total}%` })) : null,
          ];
          const here = stage.id === view.following;
          return h("li", { class: `fcs-stage-box fcs-is-${stage.state}${here ? " fcs-here" : ""}`, "aria-current": here ? "step" : null },
            stage.open ? link(stage.open, "fcs-stage-link", inside) : h("div", { class: "fcs-stage-link" }, inside));
        })));

  const next = (view) => {
    const stage = view.stages.find((each) => each.id === view.following);
    if (!stage) {
      return h("section", { class: "fcs-next" }, h("h2", { class: "fcs-h2" }, label("all_done")), h("p", {}, label("practice_again")));
    }
    const going = stage.state === "going";
    return h("section", { class: "fcs-next", "aria-label": label("next") },
      h("div", { class: "fcs-next-what" },
        h("p", { class: "fcs-hush" }, label("next"), " · ", stage.title),
        h("p", { class: "fcs-next-title" }, stage.next.title),
        h("p", { class: "fcs-hush" }, label(`kind_${stage.next.kind}`), " · ", label("minutes", { n: stage.next.minutes }), " · ", label("minutes_left", { n: stage.minutes_left }))),
      link(stage.next.open, "fcs-button fcs-primary fcs-go", label(going ? "continue" : "begin"), " →"),
      stage.ten && h("p", { class: "fcs-ten" }, label("ten"), " ", link(stage.ten.open, "fcs-link", stage.ten.say), " (", label("minutes", { n: stage.ten.minutes }), ")"));
  };

  const feedback = (stage) =>
    stage.feedback.length
      ? h("div", { class: "fcs-box fcs-back" }, h("strong", {}, "✉ ", label("feedback"), label("colon")),
          h("ul", { class: "fcs-plain" }, stage.feedback.map((page, index) =>
            h("li", {}, link(page.open, "fcs-link", index ? label("feedback_page", { when: page.when }) : `${label("look")} (${page.when})`)))))
      : null;

  const begin = (stage) => {
    if (stage.graded.done || warned.has(stage.id)) return ask({ t: "hand_in", assignment: stage.assignment }, stage.id);
    warned.add(stage.id);
    message = { id: stage.id, kind: "partial", text: `${label("hand_in_blank")} ${label("hand_in_blank_then")}` };
    draw();
  };
  const pressing = (stage) =>
    !stage.graded.done && warned.has(stage.id) ? "hand_in_anyway" : stage.handed_in ? "hand_in_again" : "hand_in";

  const handIn = (view, stage) =>
    h("div", { class: "fcs-hand-in" },
      h("div", { class: "fcs-grow" },
        h("p", { class: "fcs-strong" }, label("graded"), label("colon"), label("graded_done", stage.graded)),
        stage.graded.open ? h("p", {}, label("graded_open", stage.graded)) : null,
        h("p", { class: "fcs-hush" }, label("handing_in_as", { name: view.learner_id })),
        h("p", { class: "fcs-hush" }, stage.handed_in ? `✓ ${label("handed_in", stage.handed_in)}` : label("not_handed_in")),
        stage.handed_in && message?.id !== stage.id ? h("p", { class: "fcs-hush" }, stage.handed_in.say) : null),
      stage.handed_in?.exchange
        ? h("button", { type: "button", class: "fcs-button", disabled: waiting, onclick: () => ask({ t: "fetch", assignment: stage.assignment }, stage.id) }, label("look_for"))
        : null,
      h("button", { type: "button", class: "fcs-button", disabled: waiting, onclick: () => begin(stage) }, label(pressing(stage))),
      told(stage.id));

  const stops = (stage) =>
    h("table", { class: "fcs-stops" },
      h("thead", {}, h("tr", {}, [label("part_word"), label("minutes_word"), label("result_word")].map((word) => h("th", { scope: "col" }, word)))),
      h("tbody", {}, stage.stops.map((stop) =>
        h("tr", { class: `fcs-is-${stop.state}` },
          h("th", { scope: "row" }, link(stop.open, "fcs-link", stop.title), h("span", { class: "fcs-kind" }, label(`kind_${stop.kind}`))),
          h("td", { class: "fcs-minutes" }, label("minutes", { n: stop.minutes })),
          h("td", { class: stop.passed === true ? "fcs-passed" : stop.passed === false ? "fcs-missed" : "" },
            h("span", { class: "fcs-sign", "aria-hidden": "true" }, stop.passed === true ? "✓" : stop.passed === false ? "◐" : SIGNS[stop.state]), " ",
            stop.result || label(`state_${stop.state}`))))));

  const stageCard = (view, stage) => {
    if (stage.state === "coming") return null;
    if (stage.state === "broken") return h("section", { class: "fcs-card" }, h("h2", { class: "fcs-h2" }, stage.title), h("p", { class: "fcs-box fcs-partial" }, stage.problem));
    const open = opened.get(stage.id) ?? (stage.id === view.following || stage.feedback.length > 0);
    return h("details", { class: "fcs-card", open, ontoggle: (event) => opened.set(stage.id, event.target.open) },
      h("summary", {}, h("span", { class: "fcs-h2" }, sign(stage.state), " ", stage.number ? label("stage", { n: stage.number }) : label("way_in"), " · ", stage.title),
        h("span", { class: "fcs-hush" }, label(`state_${stage.state}`), " · ", stage.minutes_left && stage.state !== "new" ? label("minutes_left", { n: stage.minutes_left }) : label("minutes_all", { n: stage.minutes }))),
      h("p", {}, stage.purpose),
      stage.problem ? h("p", { class: "fcs-box fcs-partial", role: "alert" }, stage.problem) : null,
      feedback(stage),
      stage.quiz.total ? h("p", {}, h("strong", {}, label("questions"), label("colon")), stage.quiz.result) : null,
      stops(stage),
      handIn(view, stage));
  };

  const draw = () => {
    const view = model.get("view");
    const active = document.activeElement;
    const focused = active && root.contains(active) ? path(root, active) : null;
    root.lang = view.lang;
    root.replaceChildren(
      ...[top(view), told("top"), view.problem ? h("p", { class: "fcs-box fcs-partial", role: "alert" }, view.problem) : null, next(view), strip(view),
        ...view.stages.map((stage) => stageCard(view, stage)), glossary.element, foot(view)].filter(Boolean));
    root.dataset.ready = "";
    if (focused) (glossary.element.contains(active) ? active : follow(root, focused))?.focus({ preventScroll: true });
  };

  const received = (reply) => {
    if (!reply || reply.n !== n) return;
    if (reply.t === "ack") answer("correct", reply.say);
    else if (reply.t === "fail") answer("partial", reply.say);
    else if (reply.t === "reload") {
      const heard = !document.dispatchEvent(new CustomEvent("forecourt:reload", { cancelable: true }));
      if (!heard) answer("correct", label("reload"));
    }
  };
  model.on("msg:custom", received);
  model.on("change:view", draw);

  // Coming back to this page shows what was done meanwhile.
  let seen = true;
  const watch = new IntersectionObserver((entries) => {
    const now = entries.some((entry) => entry.isIntersecting);
    if (now && !seen && !waiting) model.send({ t: "refresh" });
    seen = now;
  });
  watch.observe(el);
  draw();
  return () => {
    clearTimeout(timer);
    watch.disconnect();
    glossary.close();
    model.off("msg:custom", received);
    model.off("change:view", draw);
  };
}

/** Name the place of an element by its steps from the root, so that drawing anew keeps the keyboard's place. */
function path(root, element) {
  const steps = [];
  for (let each = element; each !== root; each = each.parentNode) steps.unshift([...each.parentNode.children].indexOf(each));
  return steps;
}

function follow(root, steps) {
  return steps.reduce((each, step) => each?.children[step], root);
}

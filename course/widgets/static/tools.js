// The shell of all tools: heading, words, keeping a value, asking the kernel. Each tool is tools["name"] = (ctx) => ({ node, stop? }).
const tools = {};

const PATIENCE = 8000; // milliseconds: a chart takes one second to draw, a dead kernel never answers (T24)

let toolsShown = 0;

// A line to the kernel: every message has a number and gets one answer, or a sentence why not.
function lineTo(model, silent) {
  const waiting = new Map();
  let last = 0;
  const received = (reply) => {
    const one = waiting.get(reply && reply.n);
    if (!one) return;
    waiting.delete(reply.n);
    clearTimeout(one.alarm);
    if (reply.t === "fail") one.fail(new Error(reply.say));
    else one.done(reply);
  };
  model.on("msg:custom", received);
  return {
    send: (message) =>
      new Promise((done, fail) => {
        const n = ++last;
        const alarm = setTimeout(() => received({ t: "fail", n, say: silent }), PATIENCE);
        waiting.set(n, { done, fail, alarm });
        try {
          model.send({ ...message, n });
        } catch {
          received({ t: "fail", n, say: silent }); // a widget whose kernel is gone throws here
        }
      }),
    close: () => {
      model.off("msg:custom", received);
      waiting.forEach((one) => clearTimeout(one.alarm));
    },
  };
}

function render({ model, el }) {
  const view = model.get("view");
  // Each cell loads this module afresh, so counting alone would give two tools of a page the same ids
  const mark = `fc-tool-${++toolsShown}-${Math.random().toString(36).slice(2, 8)}`;
  const line = lineTo(model, view.labels.silent);
  const label = (key, values) => fill(view.labels[key], values);
  const status = h("p", { class: "fc-tool-status", role: "status" });
  const tell = (text, failed = false) => {
    status.textContent = text;
    status.classList.toggle("fc-tool-failed", failed);
  };
  const failed = (error) => tell(`${label("not_saved")} – ${error.message}`, true);
  let newest = 0;
  const ctx = {
    data: view.data,
    value: view.value,
    lang: view.lang,
    title: view.title,
    label,
    tell,
    h,
    id: (suffix) => `${mark}-${suffix}`,
    // Keep a value in the journal; "saved" is said when the kernel has written it, and of the newest value only: of two
    // that follow each other quickly the first one's reply says nothing about the second. Gives true when it was written.
    keep: (value) => {
      const turn = ++newest;
      tell(label("saving"));
      return line.send({ t: "keep", value }).then(
        () => {
          if (turn === newest) tell(label("saved"));
          return true;
        },
        (error) => {
          if (turn === newest) failed(error);
          return false;
        },
      );
    },
    ask: (question) => line.send({ t: "ask", question }).then((reply) => reply.answer),
  };
  const tool = tools[view.name](ctx);
  const root = page(el, view.lang, view.title);
  root.classList.add("fc-tool", `fc-tool-${view.name}`);
  // "page" keeps keydown in; JupyterLab listens to the other two as well (T23).
  for (const event of ["keypress", "keyup"]) {
    root.addEventListener(event, (key) => {
      if (!(key.ctrlKey || key.metaKey || key.altKey)) key.stopPropagation();
    });
  }
  // A browser cuts what is pasted into a full field without a word.
  const full = h("p", { class: "fc-hush", role: "status" });
  root.addEventListener("input", ({ target }) => {
    const longest = target.maxLength;
    full.textContent = longest > 0 && target.value.length >= longest ? label("full", { longest }) : "";
  });
  root.append(
    h("h3", { class: "fc-title" }, view.title),
    h("p", { class: "fc-intro" }, view.intro),
    h("div", { class: "fc-card" }, tool.node, full, status),
  );
  root.dataset.ready = "";
  return () => {
    line.close();
    if (tool.stop) tool.stop();
  };
}

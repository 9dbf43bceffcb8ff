// The kernel reads the label (one truth for tools, questions and marking); this shows what it says.
tools["decoder"] = ({ data, value, label, h, id, ask, keep, tell }) => {
  const typed = h("input", { type: "text", class: "fc-input", id: id("typed"), maxlength: data.longest, autocomplete: "off", spellcheck: "false", value });
  const shown = h("div", { class: "fc-decoded", role: "status" });
  let asked = 0;

  function read(store = true) {
    const text = typed.value;
    const turn = ++asked;
    ask(text).then(
      (answer) => {
        if (turn !== asked) return;
        typed.setAttribute("aria-invalid", String("problem" in answer));
        shown.replaceChildren("problem" in answer ? h("p", { class: "fc-told-wrong" }, `⚠ ${answer.problem}`) : table(answer));
        if (store && !("problem" in answer)) keep(text);
        else tell("");
      },
      (error) => tell(error.message, true),
    );
  }
  function table(answer) {
    return h(
      "div",
      {},
      h("p", { class: "fc-decoded-plain" }, h("strong", {}, `${label("in_words")}: `), answer.plain),
      answer.warnings.map((text) => h("p", { class: "fc-told-careful" }, h("strong", {}, `⚠ ${label("warning")}: `), text)),
      h(
        "dl",
        {},
        answer.rows.map((row) => h("div", {}, h("dt", {}, row.name), h("dd", {}, h("strong", {}, row.value), row.told && h("span", {}, row.told)))),
      ),
    );
  }
  const send = (event) => {
    event.preventDefault();
    read();
  };
  const example = (text) =>
    h("button", { type: "button", class: "fc-button fc-example", onclick: () => { typed.value = text; read(); } }, text);

  if (value) read(false);
  const node = h(
    "form",
    { onsubmit: send, novalidate: true },
    h("label", { for: id("typed") }, label("label_text")),
    h("div", { class: "fc-decoder-line" }, typed, h("button", { type: "submit", class: "fc-button fc-primary" }, label("read"))),
    h("div", { class: "fc-buttons fc-examples" }, h("span", {}, label("examples")), data.examples.map(example)),
    shown,
  );
  return { node, stop: () => { asked += 1; } };
};

// A checklist for oneself, which can be printed.
kinds.checklist = {
  draw({ ask, response, locked, lang, h, label, stem, answer }) {
    const ticked = Array.isArray(response) ? response : [];
    const boxes = ask.entries.map(({ slug }) =>
      h("input", {
        type: "checkbox",
        value: slug,
        checked: ticked.includes(slug),
        disabled: locked,
        onchange: () => answer(boxes.filter((box) => box.checked).map((box) => box.value)),
      }),
    );
    const print = () => {
      const frame = h("iframe", { title: ask.stem, style: "position:fixed;width:0;height:0;border:0;visibility:hidden" });
      document.body.append(frame);
      const page = frame.contentDocument;
      page.documentElement.lang = lang;
      page.title = ask.stem;
      page.body.style.cssText = "font:14pt/1.6 system-ui,'Noto Sans SC','PingFang SC','Microsoft YaHei','Forecourt Sans SC',sans-serif;margin:2cm";
      page.body.append(
        h("h1", { style: "font-size:18pt" }, ask.stem),
        h("ol", {}, ask.entries.map(({ text }, index) => h("li", { style: "margin:8pt 0" }, `${boxes[index].checked ? "☑" : "☐"} ${text}`))),
      );
      frame.contentWindow.addEventListener("afterprint", () => frame.remove());
      frame.contentWindow.print();
    };
    return h(
      "div",
      {},
      h("div", { class: "fc-options", role: "group", "aria-labelledby": stem }, ask.entries.map(({ text }, index) => h("label", { class: "fc-option" }, boxes[index], h("span", {}, text)))),
      ask.printable && h("div", { class: "fc-confirm" }, h("button", { type: "button", class: "fc-button", onclick: print }, label("print"))),
    );
  },
};

// A price talk as a plan: offers one after the other, each with what the customer gives for it.
kinds.concessions = {
  draw(ctx) {
    const { ask, response, locked, h, id, label, answer } = ctx;
    const kept = Array.isArray(response?.offers) ? response.offers : [];
    const now = kept.map((row) => ({ price: row?.price ?? "", for: row?.for ?? "", extra: row?.extra ?? null }));
    if (!now.length) now.push({ price: "", for: "", extra: null });
    const most = ask.most + 3; // one can go wrong here: the rule is the learner's to keep
    const list = h("ol", { class: "fc-offers" });
    const unit = ask.unit;
    const plain = (price) => String(Math.round(100 * price) / 100);
    const read = (text) => {
      const typed = String(text ?? "").normalize("NFKC").replace(/[\s\p{Cf}¥元]/gu, "").replace(/yuan$|rmb$/i, "").replace("。", ".");
      if (/^[0-9]{1,3}(,[0-9]{3})+$/.test(typed)) return Number(typed.replaceAll(",", ""));
      return typed === "" ? null : /^[0-9]+([.,][0-9]*)?$/.test(typed) ? Number(typed.replace(",", ".")) : NaN;
    };
    const send = (options) => answer({ offers: now.map((row) => ({ ...row, extra: row.extra || null })) }, options);
    const looks = [];
    const look = () => looks.forEach((each) => each());
    const before = (place) => {
      for (let back = place - 1; back >= 0; back -= 1) {
        const price = read(now[back].price);
        if (price !== null && !Number.isNaN(price)) return price;
      }
      return ask.list_price;
    };
    const offer = (row, place) => {
      const title = id(`offer-${place}`);
      const step = h("p", { class: "fc-offer-step", id: id(`step-${place}`) });
      const price = h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        maxlength: 12,
        class: "fc-input fc-input-number",
        id: id(`price-${place}`),
        "aria-describedby": step.id,
        value: row.price,
        disabled: locked,
        oninput: () => {
          row.price = price.value;
          look();
          send({ typed: true });
        },
      });
      looks.push(() => {
        const value = read(row.price);
        const bad = Number.isNaN(value);
        price.setAttribute("aria-invalid", String(bad));
        step.classList.toggle("fc-problem", bad);
        if (bad) step.textContent = label("offer_unreadable");
        else if (value === null) step.textContent = "";
        else {
          const less = before(place) - value;
          const name = Math.abs(less) < 0.005 ? "offer_same" : less > 0 ? "offer_less" : "offer_more";
          step.textContent = label(name, { number: plain(Math.abs(less)), unit });
        }
      });
      const pick = (name, options, value, changed, first) =>
        h("label", { class: "fc-field" }, h("span", {}, label(name)), choose(ctx, { options, value, changed, ...(first ? { first } : {}) }));
      return h(
        "li",
        { class: "fc-offer", "data-offer": place + 1 },
        h("p", { class: "fc-part-title", id: title }, label("offer", { number: place + 1 })),
        h(
          "div",
          { class: "fc-offer-fields", role: "group", "aria-labelledby": title },
          h("div", { class: "fc-field" }, h("label", { for: price.id }, label("offer_price")), h("span", { class: "fc-amount" }, price, h("span", {}, unit)), step),
          pick("offer_for", [...ask.give, { slug: "none", text: label("offer_none") }], row.for, (value) => { row.for = value; send(); }),
          ask.extras.length > 0 && pick("offer_extra", ask.extras, row.extra, (value) => { row.extra = value || null; send(); }, label("offer_no_extra")),
        ),
      );
    };
    const add = h("button", { type: "button", class: "fc-button", "data-add": "", onclick: () => {
      now.push({ price: "", for: "", extra: null });
      paint();
      list.lastChild.querySelector("input").focus();
    } }, `+ ${label("offer_add")}`);
    const remove = h("button", { type: "button", class: "fc-button", "data-remove": "", onclick: () => {
      now.pop();
      paint();
      send();
      (remove.disabled ? add : remove).focus();
    } }, `− ${label("offer_remove")}`);
    const paint = () => {
      looks.length = 0;
      list.replaceChildren(...now.map(offer));
      add.disabled = locked || now.length >= most;
      remove.disabled = locked || now.length < 2;
      look();
    };
    paint();
    return h(
      "div",
      { class: "fc-talk-plan" },
      h(
        "ul",
        { class: "fc-terms" },
        h("li", {}, label("offers_list", { price: plain(ask.list_price), unit })),
        h("li", {}, label("offers_most", { number: ask.most })),
        ask.lowest !== null && h("li", {}, label("offers_lowest", { price: plain(ask.lowest), unit })),
      ),
      list,
      h("div", { class: "fc-buttons" }, add, remove),
    );
  },
};

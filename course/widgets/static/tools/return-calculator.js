// Four cells of customers; the returners are the deck's rates times the counts. The same in a bar and in words.
tools["return-calculator"] = ({ data, value, h, id, keep }) => {
  const all = data.customers;
  const groups = Object.fromEntries(data.cells.map(({ slug }, place) => [slug, value?.groups?.[slug] ?? (place ? 0 : all)]));
  let factor = value?.factor ?? data.factor;
  let later;
  const save = () => {
    clearTimeout(later);
    later = setTimeout(() => keep({ groups: { ...groups }, factor }), 400);
  };
  const rounded = (number) => String(Math.round(10 * number) / 10);
  const bar = h("div", { class: "fc-bar", "aria-hidden": "true" });
  const told = h("p", { class: "fc-return-told" });
  const cost = h("p", {});
  const share = h("p", { class: "fc-hush" });
  const looks = [];
  function look() {
    looks.forEach((each) => each());
    const placed = Object.values(groups).reduce((sum, count) => sum + count, 0);
    const back = data.cells.reduce((sum, { slug, rate }) => sum + (groups[slug] * rate) / 100, 0);
    const lost = Math.max(0, placed - back);
    bar.replaceChildren(h("span", { class: "fc-return-back", style: `width:${(100 * back) / Math.max(all, placed)}%` }), h("span", { class: "fc-return-lost", style: `width:${(100 * lost) / Math.max(all, placed)}%` }));
    told.replaceChildren(h("strong", {}, fill(data.result, { back: rounded(back), all: placed, lost: rounded(lost) })));
    cost.textContent = fill(data.cost, { lost: rounded(lost), keeping: rounded(lost * factor), factor });
    share.textContent = placed === all ? "" : placed < all ? fill(data.left, { number: all - placed }) : fill(data.too_many, { number: placed - all });
  }
  const cell = ({ slug, service, product, rate }) => {
    const names = { service: data[service], product: data[product] };
    const wrong = h("p", { class: "fc-field-wrong", id: id(`${slug}-wrong`) });
    const returned = h("span", { class: "fc-return-part" });
    const set = (count) => {
      groups[slug] = count;
      look();
      save();
    };
    const box = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 6, class: "fc-input fc-input-number", id: id(slug), "aria-label": fill(data.cell, names), "aria-describedby": wrong.id, value: String(groups[slug]), oninput: () => {
      const typed = box.value.normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
      const good = /^[0-9]{1,4}$/.test(typed) && Number(typed) <= all;
      wrong.textContent = good ? "" : fill(data.whole, { customers: all });
      box.setAttribute("aria-invalid", String(!good));
      if (!good) return;
      slider.value = typed;
      set(Number(typed));
    } });
    const slider = h("input", { type: "range", class: "fc-return-slider", min: 0, max: all, step: 1, "aria-label": fill(data.cell_slider, names), oninput: () => {
      box.value = slider.value;
      wrong.textContent = "";
      box.setAttribute("aria-invalid", "false");
      set(Number(slider.value));
    } });
    slider.value = String(groups[slug]);
    looks.push(() => { returned.textContent = fill(data.back, { number: rounded((groups[slug] * rate) / 100) }); });
    return h("td", { "data-cell": slug }, h("p", { class: "fc-return-rate" }, fill(data.returns, { rate })), h("div", { class: "fc-return-fields" }, box, slider), returned, wrong);
  };
  const at = (service) => data.cells.filter((each) => each.service === service);
  const head = (name, which) => fill(data.head, { what: data[name], which: data[which] });
  const table = h("table", { class: "fc-return-table" },
    h("thead", {}, h("tr", {}, h("td", {}), ["good", "bad"].map((which) => h("th", { scope: "col" }, head("product", which))))),
    h("tbody", {}, ["good", "bad"].map((which) => h("tr", {}, h("th", { scope: "row" }, head("service", which)), at(which).map(cell)))));
  const number = h("output", { class: "fc-return-factor", for: id("factor") }, String(factor));
  const slider = h("input", { type: "range", class: "fc-return-slider", id: id("factor"), min: 1, max: 10, step: 1, oninput: () => {
    factor = Number(slider.value);
    number.textContent = slider.value;
    look();
    save();
  } });
  slider.value = String(factor);
  look();
  return { stop: () => clearTimeout(later), node: h("div", {},
    h("p", { class: "fc-return-warning" }, "⚠ ", data.warning), table, share,
    h("div", { class: "fc-return-result", role: "status" }, bar, told, cost),
    h("div", { class: "fc-return-cost" }, h("label", { for: id("factor") }, data.cost_factor), slider, number)) };
};

// Which channel: for one customer by consent and taste, for a firm by the deck's tier.
tools["channel-picker"] = ({ data, value, h, id, keep }) => {
  const now = { mode: data.modes[0].slug, consent: "", likes: "", heavy: "", tier: "", ...(value ?? {}) };
  const out = h("div", { class: "fc-channel-out", role: "status" });
  const row = (name, title, options) =>
    h("fieldset", { class: "fc-tool-field", "data-field": name }, h("legend", {}, title),
      h("div", { class: "fc-pills" }, options.map(({ slug, name: text }) =>
        h("label", { class: "fc-pill" }, h("input", { type: "radio", name: id(name), value: slug, checked: now[name] === slug, onchange: () => {
          now[name] = slug;
          show();
          keep({ ...now });
        } }), h("span", {}, text)))));
  const person = h("div", {}, row("consent", data.consent, data.consents), row("likes", data.likes, data.ways), row("heavy", data.heavy, data.heavies));
  const firm = h("div", {}, row("tier", data.tier, data.tiers), h("p", { class: "fc-hush" }, data.deck));
  const said = (good, text) => h("p", { class: good ? "fc-channel-yes" : "fc-channel-no" }, h("strong", {}, `${good ? "✓" : "✗"} ${good ? data.allowed : data.shut}`), " ", text);
  function show() {
    const single = now.mode === "person";
    person.hidden = !single;
    firm.hidden = single;
    if (single) {
      const way = data.ways.find(({ slug }) => slug === now.likes);
      if (now.consent === "refused") out.replaceChildren(said(false, data.refused), said(true, data.fulfil));
      else if (now.consent && way && now.heavy) out.replaceChildren(said(true, way.says), ...(now.heavy === "heavyweight" ? [said(true, data.heavyweight)] : []));
      else out.replaceChildren(h("p", { class: "fc-hush" }, data.choose));
    } else {
      const tier = data.tiers.find(({ slug }) => slug === now.tier);
      if (!tier) out.replaceChildren(h("p", { class: "fc-hush" }, data.choose));
      else if (!tier.channels.length) out.replaceChildren(h("p", { class: "fc-channel-no" }, `○ ${data.none}`));
      else out.replaceChildren(...data.channels.filter(({ slug }) => tier.channels.includes(slug)).map(({ name }) => said(true, name)));
    }
  }
  show();
  return { node: h("div", {}, row("mode", data.which, data.modes), person, firm, out) };
};

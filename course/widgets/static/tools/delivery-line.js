// Five blocks of steps: each opens when the one before is complete, and "Delivered" when all are.
tools["delivery-line"] = ({ data, value, h, id, keep }) => {
  const done = new Set(value?.done ?? []);
  let delivered = value?.delivered ?? false;
  const all = data.blocks.flatMap((block) => block.steps.map(({ slug }) => slug));
  const complete = (block) => block.steps.every(({ slug }) => done.has(slug));
  const open = (place) => data.blocks.slice(0, place).every(complete);
  const meter = h("div", { class: "fc-line-meter", "aria-hidden": "true" });
  const told = h("p", { class: "fc-line-told", role: "status" });
  const save = () => keep({ done: all.filter((slug) => done.has(slug)), delivered });
  const blocks = data.blocks.map((block, place) => {
    const count = h("span", { class: "fc-line-count" });
    const shut = h("p", { class: "fc-hush" });
    const steps = h("div", { class: "fc-line-steps" }, block.steps.map(({ slug, name }) =>
      h("label", { class: "fc-option", for: id(slug) },
        h("input", { type: "checkbox", id: id(slug), checked: done.has(slug), onchange: (event) => {
          if (event.target.checked) done.add(slug);
          else done.delete(slug);
          delivered = false;
          look();
          save();
        } }),
        h("span", {}, name))));
    const stand = () => {
      const ready = complete(block);
      const number = block.steps.filter(({ slug }) => done.has(slug)).length;
      count.textContent = ready ? `✓ ${data.block_done}` : fill(data.block_progress, { done: number, total: block.steps.length });
      steps.hidden = !open(place);
      shut.hidden = open(place);
      if (place) shut.textContent = fill(data.shut, { total: block.steps.length, block: data.blocks[place - 1].name });
      node.classList.toggle("fc-line-done", ready && open(place));
      node.classList.toggle("fc-line-shut", !open(place));
    };
    const node = h("fieldset", { class: "fc-line-block", "data-block": block.slug }, h("legend", {}, block.name, " ", count), shut, steps);
    return { node, stand };
  });
  const deliver = h("button", { type: "button", class: "fc-button fc-primary", "data-deliver": "", onclick: () => {
    delivered = true;
    look();
    save();
    again.focus();
  } }, data.delivered);
  const again = h("button", { type: "button", class: "fc-button", onclick: () => {
    done.clear();
    delivered = false;
    blocks.forEach(({ node }) => node.querySelectorAll("input").forEach((box) => { box.checked = false; }));
    look();
    save();
    blocks[0].node.querySelector("input").focus();
  } }, data.again);
  function look() {
    blocks.forEach((block) => block.stand());
    const left = all.length - done.size;
    meter.replaceChildren(h("span", { style: `width:${(100 * done.size) / all.length}%` }));
    const progress = fill(data.progress, { done: done.size, total: all.length });
    told.textContent = `${progress} · ${delivered ? `✓ ${data.done}` : left ? fill(data.not_yet, { left }) : data.ready}`;
    deliver.disabled = left > 0;
    deliver.hidden = delivered;
    again.hidden = done.size === 0;
  }
  look();
  return { node: h("div", {}, h("div", { class: "fc-line-blocks" }, blocks.map(({ node }) => node)), meter, told, h("div", { class: "fc-buttons" }, deliver, again)) };
};

// A box for one typed amount, and the line that says so when it is no number. `read` gives NaN for what cannot be read.
function amountBox({ h, id, label, locked }, { slug, value, read, changed }) {
  const problem = h("span", { class: "fc-problem", id: id(`problem-${slug}`) });
  const judge = () => {
    const bad = Number.isNaN(read(input.value));
    problem.textContent = bad ? label("unreadable") : "";
    input.setAttribute("aria-invalid", String(bad));
  };
  const input = h("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    class: "fc-input fc-input-number",
    maxlength: 12,
    id: id(`row-${slug}`),
    "aria-describedby": problem.id,
    value: value ?? "",
    disabled: locked,
    oninput: () => {
      judge();
      changed(input.value);
    },
  });
  judge();
  return { input, problem };
}

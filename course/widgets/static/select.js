// A list to choose one entry from, with "Choose …" as long as nothing is chosen. Used by several kinds.
function choose({ h, label, locked }, { options, value, name, labelledby, changed, first = label("choose"), id = null }) {
  const known = options.some(({ slug }) => slug === value);
  const select = h(
    "select",
    { class: "fc-select", id, "aria-label": name ?? null, "aria-labelledby": labelledby ?? null, disabled: locked, onchange: (event) => changed(event.target.value) },
    h("option", { value: "" }, first),
    options.map(({ slug, text }) => h("option", { value: slug }, text)),
  );
  select.value = known ? value : "";
  return select;
}

/** Give the width of a text in letters; a Chinese character is two wide. */
function wide(text) {
  return [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0);
}

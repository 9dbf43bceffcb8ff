// What all our forms share: building elements, filling in words, keeping the page's own shortcuts out.
// Nothing here ever sets innerHTML: every text of the course goes in as text.

const SVG = "http://www.w3.org/2000/svg";
// Every form has its own copy of this module, so a counter would give two forms the same ids and radio groups.
const unique = () => `fc-${Math.random().toString(36).slice(2, 10)}`;

/** Build an element. `attrs`: on… is a listener, `class`, `value`, `checked`, `disabled` as one expects; null and false are left out. */
function h(tag, attrs, ...children) {
  const element = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attrs ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put values into the {name} places of a text. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
}

/** Give a text as paragraphs. */
function paragraphs(text, name = "fc-p") {
  return String(text ?? "").split("\n").filter((line) => line.trim()).map((line) => h("p", { class: name }, line));
}

/** Draw the root of a form. Keys without Ctrl, Meta or Alt stay in it: Lab would take B for a new cell (T23). */
function page(el, lang, name) {
  // A group and no landmark: the practice and the graded form of an exercise may have the same name on one page.
  const root = h("div", { class: "fc", lang, role: "group", "aria-label": name || null });
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.altKey)) event.stopPropagation();
  });
  // Lab's own dragging of cells must not begin inside a form.
  root.addEventListener("dragstart", (event) => event.stopPropagation());
  el.replaceChildren(root);
  return root;
}

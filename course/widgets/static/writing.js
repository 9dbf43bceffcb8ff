// What both writers share: the live count against the limit, and absolute words marked while typing.

/** Count as the engine does: words of letters and digits; Chinese characters one by one. */
function counted(text, { wording }) {
  const plain = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const characters = (plain.match(/\p{Script=Han}/gu) ?? []).length;
  const words = (plain.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? []).length;
  return wording.counts === "characters" ? characters + words : words + characters;
}

/** Give the absolute words that stand in a text, each once. */
function absolute(text, { wording }) {
  const plain = text.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase();
  return wording.absolute.filter((word) => {
    const wanted = word.toLowerCase();
    if (!/^[\p{Script=Latin}\p{N}]/u.test(wanted)) return plain.includes(wanted);
    const safe = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])${safe}(?![\\p{L}\\p{N}])`, "u").test(plain);
  });
}

/** The line under a writer; `look(texts)` brings it up to date. */
function gauge({ ask, h, label }) {
  const count = h("span", { class: "fc-gauge" });
  const flags = h("p", { class: "fc-flags", role: "status" });
  const unit = ask.wording.counts;
  const look = (texts) => {
    const used = texts.reduce((sum, text) => sum + counted(text, ask), 0);
    const limit = ask.limit[unit];
    const over = used > limit;
    count.textContent = over ? `✗ ${label("too_long", { used, limit })}` : label(`${unit}_used`, { used, limit });
    count.classList.toggle("fc-over-limit", over);
    const found = ask.honest ? [...new Set(texts.flatMap((text) => absolute(text, ask)))] : [];
    const said = found.length ? `⚠ ${label("absolute", { words: found.join(" · ") })}` : "";
    if (flags.textContent !== said) flags.textContent = said;
  };
  return { element: h("div", { class: "fc-writing" }, count, flags), look };
}

// Mark in a transcript: a list beside each line of a talk.
kinds.transcript = {
  draw(ctx) {
    const { ask, response, h, label, answer } = ctx;
    const now = { ...(response ?? {}) };
    const voices = [...new Set(ask.lines.map(({ who }) => who))];
    return h(
      "div",
      {},
      h("p", { class: "fc-hush" }, label("transcript_help")),
      h(
        "ol",
        { class: "fc-talk" },
        ask.lines.map(({ slug, who, text }) => {
          const box = h("li", { class: `fc-line fc-voice-${voices.indexOf(who) % 2}${now[slug] ? " fc-marked" : ""}` });
          const changed = (value) => {
            if (value) now[slug] = value;
            else delete now[slug];
            box.classList.toggle("fc-marked", Boolean(value));
            answer({ ...now });
          };
          box.append(
            h("p", { class: "fc-line-said" }, h("strong", {}, label("told", { what: who, how: "" })), text),
            choose(ctx, { options: ask.cues, value: now[slug], name: label("mark_for", { text }), first: label("no_mark"), changed }),
          );
          return box;
        }),
      ),
    );
  },
};

// A small drawn face. The mood moves brows, lids and mouth; the word for it stands beside the drawing, never in colour alone.

const MOODS = {
  calm: { brows: ["M40 50 Q47 47 54 50", "M66 50 Q73 47 80 50"], mouth: "M50 83 Q60 87 70 83", lids: 0 },
  pleased: { brows: ["M40 47 Q47 42 54 47", "M66 47 Q73 42 80 47"], mouth: "M46 80 Q60 95 74 80", lids: 0 },
  curious: { brows: ["M40 49 Q47 46 54 49", "M66 44 Q73 38 80 43"], mouth: "M53 84 Q60 86 67 83", lids: 0 },
  doubtful: { brows: ["M40 46 Q47 42 54 47", "M66 51 Q73 50 80 47"], mouth: "M50 86 Q57 82 70 84", lids: 0.25 },
  annoyed: { brows: ["M40 45 L54 51", "M66 51 L80 45"], mouth: "M48 88 Q60 79 72 88", lids: 0.2 },
  tired: { brows: ["M40 51 Q47 47 54 47", "M66 47 Q73 47 80 51"], mouth: "M51 85 Q60 84 69 86", lids: 0.55 },
};
const HAIR = { black: "#2b2b33", grey: "#8a9199", brown: "#6b4a2f" };
const TOPS = { blue: "#2f6690", green: "#3b7a57", red: "#a4443c", yellow: "#b98a1d", white: "#dfe5ea", grey: "#6b7680" };
const SKIN = "#f2cfae";
const LINE = "#1f2933";

/** Draw the face; `told` is its text alternative. */
function face(portrait, mood, told) {
  const hair = HAIR[portrait.colour] ?? HAIR.black;
  const { brows, mouth, lids } = MOODS[mood] ?? MOODS.calm;
  const stroke = { stroke: LINE, "stroke-width": 3, "stroke-linecap": "round", fill: "none" };
  const eye = (x) => [
    h("svg:ellipse", { cx: x, cy: 60, rx: 5, ry: 5.5, fill: LINE }),
    lids > 0 && h("svg:rect", { x: x - 7, y: 53, width: 14, height: 13 * lids, fill: SKIN }),
    lids > 0 && h("svg:path", { d: `M${x - 7} ${53 + 13 * lids} H${x + 7}`, ...stroke, "stroke-width": 2 }),
  ];
  return h(
    "svg:svg",
    { viewBox: "0 0 120 120", role: "img", "aria-label": told, class: "fc-face", "data-mood": mood },
    behind(portrait.hair, hair),
    h("svg:path", { d: "M14 120 Q18 101 44 99 H76 Q102 101 106 120 Z", fill: TOPS[portrait.top] ?? TOPS.blue }),
    h("svg:path", { d: "M50 90 H70 V102 Q60 110 50 102 Z", fill: "#e4b98f" }),
    h("svg:ellipse", { cx: 60, cy: 63, rx: 30, ry: 35, fill: SKIN }),
    h("svg:circle", { cx: 30, cy: 65, r: 6, fill: SKIN }),
    h("svg:circle", { cx: 90, cy: 65, r: 6, fill: SKIN }),
    before(portrait.hair, hair),
    hat(portrait.hat),
    eye(47),
    eye(73),
    brows.map((d) => h("svg:path", { d, ...stroke })),
    h("svg:path", { d: "M60 64 Q57 72 61 73", ...stroke, "stroke-width": 2 }),
    portrait.moustache && h("svg:path", { d: "M48 79 Q54 74 60 78 Q66 74 72 79 Q66 81 60 80 Q54 81 48 79 Z", fill: hair }),
    h("svg:path", { d: mouth, ...stroke }),
    portrait.glasses && [
      h("svg:circle", { cx: 47, cy: 60, r: 10.5, ...stroke, "stroke-width": 2 }),
      h("svg:circle", { cx: 73, cy: 60, r: 10.5, ...stroke, "stroke-width": 2 }),
      h("svg:path", { d: "M57.5 60 H62.5 M36.5 59 L31 57 M83.5 59 L89 57", ...stroke, "stroke-width": 2 }),
    ],
  );
}

function behind(style, fill) {
  if (style === "bun") return h("svg:circle", { cx: 60, cy: 22, r: 13, fill });
  if (style === "long") return h("svg:path", { d: "M27 60 Q25 24 60 23 Q95 24 93 60 L97 104 H23 Z", fill });
  return null;
}

function before(style, fill) {
  const cap = "M29 60 Q27 26 60 25 Q93 26 91 60 Q86 42 74 40 Q52 42 38 41 Q31 46 29 60 Z";
  if (style === "bald") return [h("svg:path", { d: "M29 66 Q27 52 32 44 L34 62 Z", fill }), h("svg:path", { d: "M91 66 Q93 52 88 44 L86 62 Z", fill })];
  if (style === "curly") return [[38, 38], [50, 30], [64, 28], [78, 32], [87, 43], [32, 48]].map(([cx, cy]) => h("svg:circle", { cx, cy, r: 10, fill }));
  return h("svg:path", { d: cap, fill });
}

function hat(kind) {
  if (kind === "cap") return [h("svg:path", { d: "M28 42 Q30 19 60 18 Q90 19 92 42 Q60 34 28 42 Z", fill: "#46525e" }), h("svg:path", { d: "M26 43 Q60 30 98 46 Q62 40 26 43 Z", fill: "#323c46" })];
  if (kind === "straw") return [h("svg:path", { d: "M36 38 Q38 16 60 16 Q82 16 84 38 Z", fill: "#dcb765" }), h("svg:ellipse", { cx: 60, cy: 39, rx: 44, ry: 6, fill: "#c79f49" })];
  if (kind === "helmet") return [h("svg:path", { d: "M28 42 Q28 14 60 14 Q92 14 92 42 Z", fill: "#d9a400" }), h("svg:rect", { x: 24, y: 40, width: 72, height: 5, rx: 2, fill: "#b58900" })];
  return null;
}

"""The two-minute pre-shift routine with six prompts (m1-f03, m1-f05; system s12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from course.content import Lang

SECONDS = 20  # each; six of them are two minutes

# slug -> what to do, and what to do instead when seated. Interface strings.
_PROMPTS = {
    "move": (
        "Move: roll your shoulders, stretch your arms, take a few big steps on the spot.",
        "Seated: roll your shoulders and stretch your arms as far as is comfortable.",
    ),
    "breathe": (
        "Breathe: four slow, deep breaths, out longer than in.",
        "Seated: both feet on the floor if you can, four slow, deep breaths.",
    ),
    "smile": (
        "Change your face: relax the jaw, then smile and keep the smile.",
        "Seated: relax the jaw, then smile and keep the smile.",
    ),
    "posture": (
        "Stand upright and walk a few steps with energy, as you will walk to the pump.",
        "Seated: sit upright, look ahead, let the shoulders drop.",
    ),
    "champion": (
        "Picture yourself today as the company's sales champion: what does a customer see?",
        "Seated: close your eyes if you like, and picture yourself as the company's sales champion.",
    ),
    "helpful": (
        "Picture yourself with any customer, at any time, with any product: calm, honest and sure of what fits.",
        "Seated: picture yourself with any customer: calm, honest and sure of what fits.",
    ),
}


def _data(lang: Lang) -> dict[str, Any]:
    prompts = [
        {"slug": slug, "text": say(text, lang), "seated": say(seated, lang)}
        for slug, (text, seated) in _PROMPTS.items()
    ]
    return {"seconds": SECONDS, "prompts": prompts}


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep {"done": [slugs], "skipped": [slugs]}, every prompt in one of the two."""
    if (
        isinstance(value, dict)
        and value.keys() == {"done", "skipped"}
        and all(isinstance(part, list) for part in value.values())
    ):
        named = [*value["done"], *value["skipped"]]
        if all(isinstance(slug, str) for slug in named) and sorted(named) == sorted(_PROMPTS):
            return None
    return not_taken(lang)


TIMER = Tool(
    name="timer",
    title=lambda lang: say("Two minutes before the shift", lang),
    intro=lambda lang: say(
        "Six prompts, 20 seconds each. Skip what your body does not allow, or choose the seated version.", lang
    ),
    data=_data,
    refuse=_refuse,
)

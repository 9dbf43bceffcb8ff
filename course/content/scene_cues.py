"""Cues that give the best line of a scene away without its being read: its length, its place, its tone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from course.content.text import LANGUAGES
from course.engine import scene as engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content.moment import Line, Moment
    from course.content.scene import Scene

BEST = 2
_OFTEN = 0.6  # a cue is one when it points at the best line in more than this share of the moments


def cues(scene: Scene) -> Iterator[str]:
    """Tell each cue in a sentence."""
    moments = list(scene.nodes.values())
    for lang in LANGUAGES:
        share = sum(_longest_is_best(moment, lang == "en") for moment in moments) / len(moments)
        if share > _OFTEN:
            yield f"the best line is the longest one in {share:.0%} of the moments ({lang})"
    places = Counter(_first_best(moment) for moment in moments)
    place, often = places.most_common(1)[0]
    if place is not None and often / len(moments) > _OFTEN:
        yield f"the best line stands in place {place + 1} in {often} of {len(moments)} moments"
    for tone in engine.TONES:
        having = [line for line in _lines(scene) if line.tone == tone]
        best = [line for line in having if BEST in line.crafts()]
        if len(best) > len(moments) / 2 and len(best) / len(having) > _OFTEN:
            yield f"the tone '{tone}' gives the best line away: {len(best)} of its {len(having)} lines are best"


def _longest_is_best(moment: Moment, english: bool) -> bool:  # noqa: FBT001  one of two languages
    longest = max(moment.choices.values(), key=lambda line: len(line.text.en if english else line.text.zh))
    return BEST in longest.crafts()


def _first_best(moment: Moment) -> int | None:
    return next((place for place, line in enumerate(moment.choices.values()) if BEST in line.crafts()), None)


def repeats(scene: Scene) -> Iterator[str]:
    """Tell each text that stands more than once."""
    told = Counter(
        text
        for line in _lines(scene)
        for each in (line.reply, line.did, *(way.did for way in line.otherwise if way.did))
        for text in (each.en, each.zh)
    )
    for text, times in told.items():
        if times > 1:
            yield f"the text '{text[:40]}' stands {times} times; each line has its own"


def _lines(scene: Scene) -> list[Line]:
    return [line for moment in scene.nodes.values() for line in moment.choices.values()]

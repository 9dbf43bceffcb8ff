"""What an author has to mend in a scene: structure, texts, and cues that give the best line away."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from course.content.scene import Line, Moment, Scene, When
from course.content.text import LANGUAGES
from course.engine import scene as engine
from course.engine.scene.walk import FEWEST, MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

BEST = 2
_OFTEN = 0.6  # a cue is one when it points at the best line in more than this share of the moments
_POLITE_LIMIT = 7.0  # issue: always the most polite tone stays below 70 %
_FULL_MARKS = 9.0


def problems(scene: Scene) -> list[str]:
    """List what is wrong with ``scene``, a sentence each; empty when all is well."""
    found = [*_names(scene), *_lines(scene)]
    if found:  # the walk needs a graph whose names all exist
        return found
    return [*_paths(scene), *_play(scene), *_cues(scene), *_repeats(scene)]


def _names(scene: Scene) -> Iterator[str]:
    places = scene.nodes.keys() | scene.endings.keys()
    known = {*scene.facts, *scene.flags}
    if both := scene.nodes.keys() & scene.endings.keys():
        yield f"'{min(both)}' is the name of a node and of an ending; rename one"
    if scene.begin.node not in scene.nodes:
        yield f"begin.node '{scene.begin.node}' is not a node"
    if scene.leaves not in scene.endings or scene.endings[scene.leaves].kind != "left":
        yield f"leaves '{scene.leaves}' is not an ending of the kind 'left'"
    for place, line in _all_lines(scene):
        for to in (line.to, *(each.to for each in line.otherwise)):
            if to not in places:
                yield f"{place} leads to '{to}', which is neither a node nor an ending"
        whens: list[When] = [line.when, *(each.when for each in line.otherwise)]
        set_here = [line.learns, line.sets, *(each.sets for each in line.otherwise)]
        for flag in chain(*set_here, *(each.has + each.lacks for each in whens)):
            if flag not in known:
                yield f"{place} names '{flag}', which is neither in facts nor in flags"


def _lines(scene: Scene) -> Iterator[str]:
    for slug, moment in scene.nodes.items():
        always = [line for line in moment.choices.values() if line.when == When()]
        if len(always) < 3 and len({line.when.model_dump_json() for line in moment.choices.values()}) < 2:  # noqa: PLR2004
            yield f"nodes.{slug} offers fewer than three lines"
        if not any(line.craft == BEST for line in always):
            yield f"nodes.{slug} has no line with craft 2 that is always offered"
    for place, line in _all_lines(scene):
        if line.craft < BEST and line.better is None:
            yield f"{place} needs 'better': a better line, because its craft is below 2"
        if line.craft == BEST and line.better is not None:
            yield f"{place} has 'better', but its craft is 2; lower the craft or take 'better' out"
        ends_red = line.to in scene.endings and scene.endings[line.to].kind == "red"
        if ends_red and line.red is None:
            yield f"{place} ends red and needs 'red': the calm explanation"
        if line.red is not None and not ends_red:
            yield f"{place} has 'red', but does not lead to a red ending"


def _paths(scene: Scene) -> Iterator[str]:
    seen = engine.survey(scene.graph)
    if seen.endless:
        yield f"the path {' > '.join(seen.endless)} has not ended after {MOST} turns"
    if seen.shortest and seen.shortest < FEWEST:
        yield f"a full talk can be over after {seen.shortest} turns; the fewest are {FEWEST}"
    for slug in scene.nodes.keys() - seen.nodes:
        yield f"nodes.{slug} is never reached"
    for slug in scene.endings.keys() - seen.endings.keys():
        yield f"endings.{slug} is never reached"
    for slug, moment in scene.nodes.items():
        for name in moment.choices:
            if slug in seen.nodes and (slug, name) not in seen.choices:
                yield f"nodes.{slug}.{name} can never be said"
    if unlearnt := scene.facts.keys() - set(chain.from_iterable(line.learns for _, line in _all_lines(scene))):
        yield f"facts.{min(unlearnt)} can never come out: no line learns it"


def _play(scene: Scene) -> Iterator[str]:
    talk = engine.Talk.begin(scene.graph)
    try:
        for choice in scene.model_play:
            talk = talk.play(choice)
    except engine.MoveError as error:
        yield f"model_play cannot be played: {error}"
        return
    scored = engine.score(talk)
    if scored is None or scored.final < _FULL_MARKS:
        yield f"model_play does not earn full marks: {scored}"
    polite = most_polite(scene)
    if polite >= _POLITE_LIMIT:
        yield f"always the most polite line earns {polite} of 10; it must stay below {_POLITE_LIMIT:.0f}"


def most_polite(scene: Scene) -> float:
    """Give the best final score (0 to 10) that a clerk gets who always says a line of the most polite tone on offer."""
    waiting = [engine.Talk.begin(scene.graph)]
    best = 0.0
    while waiting:
        talk = waiting.pop()
        if scored := engine.score(talk):
            best = max(best, scored.final)
            continue
        top = max(engine.COURTESY[each.tone] for each in talk.choices)
        waiting += [talk.play(each.slug) for each in talk.choices if engine.COURTESY[each.tone] == top]
    return best


def _cues(scene: Scene) -> Iterator[str]:
    moments = list(scene.nodes.values())
    for lang in LANGUAGES:
        share = sum(_longest_is_best(moment, lang == "en") for moment in moments) / len(moments)
        if share > _OFTEN:
            yield f"the best line is the longest one in {share:.0%} of the moments ({lang})"
    places = Counter(_first_best(moment) for moment in moments)
    place, often = places.most_common(1)[0]
    if often / len(moments) > _OFTEN:
        yield f"the best line stands in place {place + 1} in {often} of {len(moments)} moments"
    for tone in engine.TONES:
        having = [line for _, line in _all_lines(scene) if line.tone == tone]
        best = [line for line in having if line.craft == BEST]
        if len(best) > len(moments) / 2 and len(best) / len(having) > _OFTEN:
            yield f"the tone '{tone}' gives the best line away: {len(best)} of its {len(having)} lines are best"


def _longest_is_best(moment: Moment, english: bool) -> bool:  # noqa: FBT001  one of two languages
    longest = max(moment.choices.values(), key=lambda line: len(line.text.en if english else line.text.zh))
    return longest.craft == BEST


def _first_best(moment: Moment) -> int:
    return next(place for place, line in enumerate(moment.choices.values()) if line.craft == BEST)


def _repeats(scene: Scene) -> Iterator[str]:
    told = Counter(
        text for _, line in _all_lines(scene) for each in (line.reply, line.did) for text in (each.en, each.zh)
    )
    for text, times in told.items():
        if times > 1:
            yield f"the text '{text[:40]}' stands {times} times; each line has its own"


def _all_lines(scene: Scene) -> Iterator[tuple[str, Line]]:
    for slug, moment in scene.nodes.items():
        for name, line in moment.choices.items():
            yield f"nodes.{slug}.{name}", line

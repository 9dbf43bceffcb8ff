"""What an author has to mend in a scene: structure, texts, and cues that give the best line away."""

from __future__ import annotations

from itertools import chain
from random import Random
from typing import TYPE_CHECKING

from course.content.moment import When
from course.content.scene_cues import BEST, cues, repeats
from course.content.scene_score import most_polite, random_clickers
from course.engine import scene as engine
from course.engine.scene.walk import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content.moment import Line, Otherwise
    from course.content.scene import Scene

_POLITE_LIMIT = 7.0  # issue: always the most polite tone stays below 70 %
_RANDOM_LIMIT = 4.0  # issue: random clickers stay below 40 % on average
_CLICKERS, _SEED = 1_000, 20261122
_FULL_MARKS = 9.0
_MOST_DRAWINGS = 12


def problems(scene: Scene) -> list[str]:
    """List what is wrong with ``scene``, a sentence each; empty when all is well."""
    found = [*_names(scene), *_flags(scene), *_steps(scene), *_drawn(scene), *_lines(scene)]
    if found:  # the walk needs a graph whose names all exist
        return found
    found = [*_paths(scene), *_play(scene), *cues(scene), *repeats(scene)]
    # A talk without an end has no score.
    return found if any(" has not ended after " in each for each in found) else [*found, *_scores(scene)]


def _names(scene: Scene) -> Iterator[str]:
    places = scene.nodes.keys() | scene.endings.keys()
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


def _flags(scene: Scene) -> Iterator[str]:
    known = {*scene.facts, *scene.flags, *scene.draws}
    drawn = set(chain.from_iterable(scene.draws.values()))
    for place, line in _all_lines(scene):
        whens: list[When] = [line.when, *(each.when for each in line.otherwise)]
        set_here = _set_by(line)
        for flag in chain(set_here, *(each.has + each.lacks for each in whens)):
            if flag not in known:
                yield f"{place} names '{flag}', which is neither in facts nor in flags"
        for flag in drawn & set(set_here):
            yield f"{place} learns '{flag}', which is drawn; name the draw ('learns: [{_draw_of(scene, flag)}]')"
    for flag in set(scene.begin.knows) - scene.facts.keys():
        yield f"begin.knows names '{flag}', which is not in facts"


def _set_by(line: Line) -> list[str]:
    ways: list[Line | Otherwise] = [line, *line.otherwise]
    return [flag for each in ways for flag in (*each.learns, *each.sets)]


def _draw_of(scene: Scene, fact: str) -> str:
    return next(name for name, facts in scene.draws.items() if fact in facts)


def _steps(scene: Scene) -> Iterator[str]:
    for slug, moment in scene.nodes.items():
        if moment.phase is None and scene.phases:
            yield f"nodes.{slug} needs 'phase', because the scene has phases"
        if moment.phase is not None and moment.phase not in scene.phases:
            yield f"nodes.{slug} names the phase '{moment.phase}', which is not in phases"
    for slug in scene.phases.keys() - {moment.phase for moment in scene.nodes.values()}:
        yield f"phases.{slug} has no node"
    for slug, row in scene.form.items():
        if row.fact not in {*scene.facts, *scene.draws}:
            yield f"form.{slug} names the fact '{row.fact}', which is neither in facts nor in draws"
    for place, line in _all_lines(scene):
        if line.needs_form and not scene.form:
            yield f"{place} has 'needs_form', but the scene has no form"
    if scene.form and not any(line.needs_form for _, line in _all_lines(scene)):
        yield "form is never needed: no line has 'needs_form'"


def _drawn(scene: Scene) -> Iterator[str]:
    drawn = list(chain.from_iterable(scene.draws.values()))
    for name, facts in scene.draws.items():
        if name in scene.facts or name in scene.flags:
            yield f"draws.{name} is also the name of a fact or a flag; rename it"
        for fact in facts:
            if fact not in scene.facts:
                yield f"draws.{name} names '{fact}', which is not in facts"
            if drawn.count(fact) > 1:
                yield f"draws.{name} names '{fact}' and another draw does too, or it stands twice"
            if fact in scene.begin.knows:
                yield f"begin.knows names '{fact}', which is drawn: it cannot be seen at once"
    if len(engine.drawings(scene.graph)) > _MOST_DRAWINGS:
        yield f"draws can fall in more than {_MOST_DRAWINGS} ways; take facts out"
    if isinstance(scene.model_play, dict):
        for fact in scene.model_play.keys() - set(drawn):
            yield f"model_play.{fact} is not a fact of a draw"


def _lines(scene: Scene) -> Iterator[str]:
    for slug, moment in scene.nodes.items():
        always = [line for line in moment.choices.values() if line.when == When() and not line.needs_form]
        if len(always) < 3 and len({line.when.model_dump_json() for line in moment.choices.values()}) < 2:  # noqa: PLR2004
            yield f"nodes.{slug} offers fewer than three lines"
    for place, line in _all_lines(scene):
        if line.craft < BEST and line.better is None:
            yield f"{place} needs 'better': a better line, because its craft is below 2"
        if line.craft == BEST and line.better is not None:
            yield f"{place} has 'better', but its craft is 2; lower the craft or take 'better' out"
        yield from _ways(place, line)
        ends_red = _ends_red(scene, line.to) or any(_ends_red(scene, each.to) for each in line.otherwise)
        if ends_red and line.red is None:
            yield f"{place} ends red and needs 'red': the calm explanation"
        if line.red is not None and not ends_red:
            yield f"{place} has 'red', but does not lead to a red ending"


def _ends_red(scene: Scene, to: str) -> bool:
    return to in scene.endings and scene.endings[to].kind == "red"


def _ways(place: str, line: Line) -> Iterator[str]:
    for number, way in enumerate(line.otherwise, 1):
        if way.craft is not None and way.craft != line.craft and way.did is None:
            yield f"{place} is worth something else in its otherwise {number}, which needs a 'did' of its own"
        if (line.craft if way.craft is None else way.craft) < BEST and (way.better or line.better) is None:
            yield f"{place} needs 'better' in its otherwise {number}, because its craft is below 2 there"
        if way.craft == BEST and way.better is not None:
            yield f"{place} has 'better' in its otherwise {number}, but its craft is 2 there; take one of them out"


def _paths(scene: Scene) -> Iterator[str]:
    seen = engine.survey(scene.graph, scene.most)
    if seen.endless:
        yield f"the path {' > '.join(seen.endless)} has not ended after {scene.most} turns"
    for slug in seen.poor:
        yield f"nodes.{slug} has no line with craft 2 to choose on some path"
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
    yield from _unlearnt(scene)


def _unlearnt(scene: Scene) -> Iterator[str]:
    learnt = {*scene.begin.knows, *chain.from_iterable(_set_by(line) for _, line in _all_lines(scene))}
    for name in scene.draws.keys() - learnt:
        yield f"draws.{name} can never come out: no line learns it"
    if unlearnt := scene.facts.keys() - learnt - set(chain.from_iterable(scene.draws.values())):
        yield f"facts.{min(unlearnt)} can never come out: no line learns it"


def _play(scene: Scene) -> Iterator[str]:
    for drawn in engine.drawings(scene.graph):
        case = f" when {' and '.join(drawn.values())} was drawn" if drawn else ""
        moves = scene.model_moves(drawn)
        if not moves:
            yield f"model_play has no talk{case}"
            continue
        talk = engine.Talk.begin(scene.graph, drawn)
        try:
            for choice in moves:
                talk = talk.play(choice)
        except engine.MoveError as error:
            yield f"model_play cannot be played{case}: {error}"
            continue
        scored = engine.score(talk)
        if scored is None or scored.final < _FULL_MARKS:
            yield f"model_play does not earn full marks{case}: {scored}"


def _scores(scene: Scene) -> Iterator[str]:
    polite = most_polite(scene)
    if polite >= _POLITE_LIMIT:
        yield f"always the most polite line earns {polite} of 10; it must stay below {_POLITE_LIMIT:.0f}"
    average = random_clickers(scene, _CLICKERS, Random(_SEED))  # noqa: S311  seeded on purpose
    if average >= _RANDOM_LIMIT:
        yield f"{_CLICKERS} random clickers earn {average:.1f} of 10; they must stay below {_RANDOM_LIMIT:.0f}"


def _all_lines(scene: Scene) -> Iterator[tuple[str, Line]]:
    for slug, moment in scene.nodes.items():
        for name, line in moment.choices.items():
            yield f"nodes.{slug}.{name}", line

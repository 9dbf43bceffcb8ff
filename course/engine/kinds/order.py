"""Score an order of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of
from course.engine.scoring import ordering

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


def score(response: Any, *, answers: Sequence[Sequence[str]], pinned: Collection[str] = ()) -> Score:
    """Give the best credit that ``course.engine.scoring.ordering`` finds over the accepted orders.

    Each step is a part, in the order of the accepted order that fits best. Misplaced are the fewest steps that one
    would have to move to put everything right (those outside a longest run that is in order already). Their notes:
    the pairs that stand the wrong way round, named ``earlier>later`` or ``later>earlier``, the nearest first, then
    the step itself.

    Args:
        response: ``{"order": [step, …], "blanks": {…}}``; what is written into the blanks is not scored.
        answers: The accepted orders, each with all steps.
        pinned: Steps that cannot be moved: they earn nothing, and are no parts.

    """
    listed = response.get("order") if isinstance(response, dict) else None
    if not isinstance(listed, list):
        return UNATTEMPTED
    keys = [[step for step in each if step not in pinned] for each in answers]
    given = list(dict.fromkeys(step for step in listed if isinstance(step, str) and step in keys[0]))
    if not given:
        return UNATTEMPTED
    key = max(keys, key=lambda each: ordering(given, each).tau)  # of equal ones the first
    credit = ordering(given, key).credit
    return Score(outcome_of(credit), credit, tuple(_parts(given, key)))


def _parts(given: Sequence[str], key: Sequence[str]) -> Iterator[PartScore]:
    settled = _in_order(given, key)
    for step in key:
        if step not in given:
            yield PartScore(step, Outcome.UNATTEMPTED, 0.0)
        elif step in settled:
            yield PartScore(step, Outcome.CORRECT, 1.0, (step,))
        else:
            yield PartScore(step, Outcome.WRONG, 0.0, (*_inverted(step, given, key), step))


def _in_order(given: Sequence[str], key: Sequence[str]) -> frozenset[str]:
    """Give a longest run of steps, not necessarily neighbours, that stand in the key's order."""
    place = {step: index for index, step in enumerate(key)}
    runs: list[tuple[str, ...]] = []
    for step in given:
        longest: tuple[str, ...] = ()
        for run in runs:
            if place[run[-1]] < place[step] and len(run) > len(longest):
                longest = run
        runs.append((*longest, step))
    size = max(len(run) for run in runs)
    return frozenset(next(run for run in runs if len(run) == size))


def _inverted(step: str, given: Sequence[str], key: Sequence[str]) -> Iterator[str]:
    """Name the pairs of ``step`` that stand the wrong way round, the key's neighbours first."""
    home = key.index(step)
    for other in sorted(given, key=lambda each: abs(key.index(each) - home)):
        right_way = key.index(other) < home
        if other != step and (given.index(other) < given.index(step)) != right_way:
            earlier, later = (other, step) if right_way else (step, other)
            yield from (f"{earlier}>{later}", f"{later}>{earlier}")

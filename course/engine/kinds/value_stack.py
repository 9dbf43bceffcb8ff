"""Score a value stack: values raised with evidence, and a verdict on the price gap (m4-x3, s44)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of
from course.engine.typed import is_typed, number
from course.engine.value import Stack, stack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

WORTH, NOT_YET = "worth", "not-yet"  # the two verdicts
VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Case:
    """What a stack is weighed against.

    Attributes:
        start: Each value's start.
        top: How high a value can be set.
        gap: The price gap, in the unit of the values.
        cards: All evidence cards.
        true: For each value the cards that are true and speak for it.

    """

    start: Mapping[str, float]
    top: float
    gap: float
    cards: Collection[str]
    true: Mapping[str, Collection[str]]

    @property
    def reachable(self) -> bool:
        """Tell whether the true cards can carry the gap at all."""
        most = {slug: self.top for slug in self.start if self.true.get(slug)}
        return stack(self.start, most, self.true, self.true, gap=self.gap).enough


def score(response: Any, *, case: Case) -> Score:
    """Give half for the stack and half for the verdict.

    Stack: the shown gain's share of the gap, times the share of the raised values that are shown. Where the cards
    cannot carry the gap, only the second share counts, and a stack left as it is is right.

    Verdict: "worth" is right only when the shown gain reaches the gap and every raised value has a true card (m4-x3).
    "not-yet" is right where the cards cannot carry the gap; wrong when the learner's own stack carries it; half right
    when it could be carried and the stack does not: honest, but not finished.

    Parts: each raised value (notes ``<value>``; ``<value>:bare`` without a card; ``<value>:<card>``, then
    ``<value>:card`` with one that does not speak for it), then ``verdict`` (notes ``verdict:worth``, ``verdict:short``,
    ``verdict:bare``, ``verdict:not-yet``, ``verdict:enough``, ``verdict:more``).

    Args:
        response: ``{"values": {value: number as typed}, "evidence": {value: [card, …]}, "verdict": slug}``.
        case: What it is weighed against.

    """
    given = response if isinstance(response, dict) else {}
    values, cards = _values(given.get("values"), case), _cards(given.get("evidence"), case)
    said = given.get(VERDICT) if given.get(VERDICT) in [WORTH, NOT_YET] else None  # a list: anything may be in it
    weighed = stack(case.start, values, cards, case.true, gap=case.gap)
    if said is None and not weighed.raised:
        return UNATTEMPTED
    verdict = _verdict(said, weighed, reachable=case.reachable)
    credit = (_built(weighed, reachable=case.reachable) + verdict.credit) / 2
    parts = (*_raised(weighed, cards, case), verdict)
    return Score(outcome_of(credit), credit, parts)


def _built(weighed: Stack, *, reachable: bool) -> float:
    shown = len(weighed.carried) / len(weighed.raised) if weighed.raised else float(not reachable)
    return shown * (min(1.0, weighed.gain / weighed.gap) if reachable and not weighed.enough else 1.0)


def _raised(weighed: Stack, cards: Mapping[str, list[str]], case: Case) -> Iterator[PartScore]:
    for slug in weighed.raised:
        if slug in weighed.carried:
            yield PartScore(slug, Outcome.CORRECT, 1.0, (slug,))
        elif not cards.get(slug):
            yield PartScore(slug, Outcome.WRONG, 0.0, (f"{slug}:bare",))
        else:
            false = next(card for card in cards[slug] if card not in case.true.get(slug, ()))
            yield PartScore(slug, Outcome.WRONG, 0.0, (f"{slug}:{false}", f"{slug}:card"))


def _verdict(said: str | None, weighed: Stack, *, reachable: bool) -> PartScore:
    if said is None:
        return PartScore(VERDICT, Outcome.UNATTEMPTED, 0.0)
    if said == WORTH and weighed.worth:
        return PartScore(VERDICT, Outcome.CORRECT, 1.0, ("verdict:worth",))
    if said == WORTH:
        return PartScore(VERDICT, Outcome.WRONG, 0.0, ("verdict:bare" if weighed.enough else "verdict:short",))
    if not reachable:
        return PartScore(VERDICT, Outcome.CORRECT, 1.0, ("verdict:not-yet",))
    if weighed.worth:
        return PartScore(VERDICT, Outcome.WRONG, 0.0, ("verdict:enough",))
    return PartScore(VERDICT, Outcome.PARTIAL, 0.5, ("verdict:more",))


def _values(given: Any, case: Case) -> dict[str, float]:
    """Read the values that were set; what cannot be read stands at its start, and nothing is above the top."""
    typed = given if isinstance(given, dict) else {}
    read = {slug: number(typed[slug]) for slug in case.start if is_typed(typed.get(slug))}
    return {slug: min(value, case.top) for slug, value in read.items() if value is not None}


def _cards(given: Any, case: Case) -> dict[str, list[str]]:
    listed = given if isinstance(given, dict) else {}
    return {
        slug: [card for card in listed[slug] if isinstance(card, str) and card in case.cards]
        for slug in case.start
        if isinstance(listed.get(slug), list)
    }

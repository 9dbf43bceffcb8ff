"""What the review of a FAB says, in words: the six criteria with their points, and each note with what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.kinds.fab import MOST
from course.engine.outcome import outcome_of
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.content.text import Lang
    from course.engine.fab import Review

BOX_NAMES = {"feature": "Feature", "advantage": "Advantage", "benefit": "Benefit"}
BOX_HELP = {
    "feature": "A fact that stands on the card, in your words.",
    "advantage": "What this fact does, in a car or at home.",
    "benefit": "What this customer has of it: a sentence with “you” that answers what was said.",
}
CRITERIA_NAMES = {
    "parts": "Three parts, each in its own box",
    "true": "The feature is true to the card",
    "advantage": "The advantage says what the feature does",
    "need": "The benefit answers what this customer said",
    "plain": "Plain, short, and from the customer's side",
    "honest": "Honest and fair",
}
GATE = "honest"  # a criterion without which the others do not count


def criteria(review: Review, lang: Lang, only: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Give the criteria with their points: ``name``, ``label``, ``points``, ``most``, ``outcome``.

    Args:
        review: What the rule found.
        lang: The language to say it in.
        only: The criteria wanted; all where none is named.

    """
    return [
        {
            "name": name,
            "label": say(CRITERIA_NAMES[name], lang),
            "points": points,
            "most": MOST,
            "outcome": str(outcome_of(points / MOST)),
        }
        for name, points in review.criteria.items()
        if not only or name in only
    ]


def findings(review: Review, lang: Lang) -> list[dict[str, Any]]:
    """Give the notes: ``box`` (named), ``words`` (a list, as typed: plain text), ``reason``, ``advice``, ``sure``.

    What is said of several words of a box is said once. Reason and advice are in the language of the text.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for note in review.notes:
        box = say(BOX_NAMES[note.part], lang) if note.part in BOX_NAMES else ""
        same = found.setdefault(
            (box, note.reason, note.advice, note.sure),
            {"box": box, "words": [], "reason": note.reason, "advice": note.advice, "sure": note.sure},
        )
        if note.words and note.words not in same["words"]:
            same["words"].append(note.words)
    return list(found.values())


def verdict(review: Review, lang: Lang, *, whole: bool) -> str:
    """Say the verdict in one sentence."""
    if not whole:
        return say("A box is still empty: a FAB has three parts.", lang)
    if review.verdict == "pass":
        # A pass may still hold a hint: then the sentence must not say that there is nothing to say.
        return say(
            "It holds, and could still be better:" if review.notes else "It holds: the rule finds nothing against it.",
            lang,
        )
    if review.verdict == "review":
        return say("Not sure: here a person should look.", lang)
    if review.criteria[GATE] == 0:
        return say("Not yet: without honesty nothing else counts.", lang)
    return say("Not yet: see what is still missing.", lang)

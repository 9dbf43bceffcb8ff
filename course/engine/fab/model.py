"""What a review takes and gives: product card, need, findings, notes, criteria, codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping

Verdict = Literal["pass", "review", "fail"]
Part = Literal["feature", "advantage", "benefit", ""]
Weight = Literal["wrong", "ask", "hint"]

PARTS: tuple[Part, ...] = ("feature", "advantage", "benefit")

# The six criteria of the marking sheet, in its order.
CRITERIA: tuple[str, ...] = ("parts", "true", "advantage", "need", "plain", "honest")

CODES: tuple[str, ...] = (
    "MISSING_PART",
    "FEATURE_ONLY",
    "FALSE_CLAIM",
    "COMPETITOR_BASHING",
    "JARGON",
    "WRONG_CUSTOMER",
    "PROMPT_COPY",
    "EMPTY",
    "TOO_LONG",
    "LANGUAGE_MIX",
    "INJECTION",
    "PARTS_SWAPPED",
)


class Card(TypedDict):
    """A product card: its name, the facts that are true of it, and what is *not* claimed of it."""

    name: str
    facts: list[str]
    not_claimed: list[str]


class Need(TypedDict):
    """What the customer said (``text``), and the ideas that an answer has to touch (``concepts``)."""

    text: str
    concepts: list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule has seen.

    Attributes:
        kind: Which rule: a table of ``engine/data/fab-notes.toml``.
        part: The box it was seen in; ``""`` for all of them together.
        words: The words it is about, as typed.
        weight: ``"wrong"`` brings the rule's criteria to 0, ``"ask"`` to 1 and sends the text to a person, ``"hint"``
            brings them to 1 and nothing else.

    """

    kind: str
    part: Part
    words: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Note:
    """What the writer or the marker reads about one finding, in the language of the review.

    Attributes:
        code: One of ``CODES``; ``""`` for a hint without one.
        part: ``"feature"``, ``"advantage"``, ``"benefit"``, or ``""`` for the whole text.
        words: The words it is about, as typed (plain text: escape it where it is shown); ``""`` when there are none.
        reason: One or two sentences: what the rule saw.
        advice: One sentence: what to try.
        sure: Whether the rule is sure; if not, a person decides.

    """

    code: str
    part: Part
    words: str
    reason: str
    advice: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The result of a review.

    Attributes:
        verdict: ``"fail"`` when a criterion is 0, else ``"review"`` when a rule was unsure, else ``"pass"``.
        flags: The codes that were found; empty for a pass.
        criteria: Each name of ``CRITERIA`` with 0, 1 or 2 points.
        notes: What was seen, the gravest first.

    """

    verdict: Verdict
    flags: frozenset[str]
    criteria: Mapping[str, int]
    notes: tuple[Note, ...]

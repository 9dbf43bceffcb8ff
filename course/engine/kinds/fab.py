"""Score a feature–advantage–benefit text by what ``course.engine.fab.review`` says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from course.engine.outcome import Outcome, PartScore, Score, outcome_of
from course.engine.typed import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from course.engine.fab import Review

BOXES = ("feature", "advantage", "benefit")
MOST = 2  # points of a criterion

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def language(texts: Iterable[str], page: Literal["en", "zh-CN"] = "en") -> Literal["en", "zh-CN"]:
    """Tell in which language a text is written: Chinese when it has more Chinese characters than other words.

    A text is judged in the language in which it was written, so that a form that is shown in the other language later
    says the same of it. Names and codes of a label ("API SP") do not make a Chinese text English.

    Args:
        texts: What was typed.
        page: The language of the page: that of a text which has none, as digits, codes and pictures have.

    """
    said = " ".join(texts)
    han, words = len(_HAN.findall(said)), _WORD.findall(_HAN.sub(" ", said))
    if not han and all(each.isupper() for each in words):
        return page
    return "zh-CN" if han > len(words) else "en"


def says_nothing(text: str) -> bool:
    """Tell whether a text has neither a letter nor a digit: blank, dots, pictures."""
    return not any(each.isalnum() for each in clean(text))


def score(review: Review, *, whole: bool, points_for: Sequence[str] = ()) -> Score:
    """Turn a review into a score: a part ``""`` for the whole text, then one for each criterion.

    Args:
        review: What the rule found.
        whole: Whether every box that the learner had to fill has a text.
        points_for: The criteria that the credit is for, where a person judges the others (the graded form). Where none
            is named (practice) a pass is worth everything and a fail nothing; in between stands what the rule is not
            sure of, with the share of the criteria, and a text that is not whole yet.

    """
    points = {name: review.criteria[name] for name in points_for or review.criteria}
    share = sum(points.values()) / (MOST * len(points))
    if points_for:
        credit, outcome = share, outcome_of(share)
    elif not whole or review.verdict == "review":
        credit, outcome = min(share, 0.9), Outcome.PARTIAL  # never full: the rule did not pass it
    else:
        credit = float(review.verdict == "pass")
        outcome = outcome_of(credit)
    return Score(outcome, credit, (_whole(review, outcome, credit, whole=whole), *_criteria(review)))


def _whole(review: Review, outcome: Outcome, credit: float, *, whole: bool) -> PartScore:
    notes = {"pass": ("pass",), "review": ("review", "draft"), "fail": ("draft",)}[review.verdict]
    return PartScore("", outcome, credit, notes if whole else ())


def _criteria(review: Review) -> Iterable[PartScore]:
    for name, points in review.criteria.items():
        notes = (name,) if points < MOST else ()
        yield PartScore(name, outcome_of(points / MOST), points / MOST, notes)

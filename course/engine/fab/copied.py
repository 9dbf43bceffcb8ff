"""Text that was copied from the task instead of written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.engine.fab.boxes import empty, speaks_to_you
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.said import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.engine.fab.case import Case

_RUN = {"en": 4, "zh": 6}  # words, or characters, that in one run count as copied
_MOSTLY = 0.8


def copied(case: Case) -> list[Finding]:
    """Find a benefit that is the customer's sentence, and a text that is wholly the card's."""
    need = [case.need, *case.concepts]
    # A short answer may well be one of the ideas ("you see the road"); all of them in a row are a copy.
    asked = [case.need]
    found = []
    for part in ("advantage", "benefit"):
        text = case.boxes[part]
        ideas = [" ".join(case.concepts)] if len(case.concepts) > 1 and not speaks_to_you(text) else []
        if not empty(text) and _share(text, [*asked, *ideas], case.lang) >= _MOSTLY:
            found.append(Finding("copied_need", part, text.strip()[:80], "wrong"))
    if not empty(case.boxes["feature"]) and _share(case.boxes["feature"], [case.need], case.lang) >= _MOSTLY:
        found.append(Finding("copied_need", "feature", case.boxes["feature"].strip()[:80], "wrong"))
    if not any(empty(case.boxes[part]) for part in PARTS):
        sources = [*case.facts, *case.not_claimed, *need, case.name]
        if all(_share(case.boxes[part], sources, case.lang) >= _MOSTLY for part in PARTS):
            found.append(Finding("copied_all", "", case.boxes["benefit"].strip()[:80], "wrong"))
        elif _share(case.boxes["benefit"], case.facts, case.lang) >= _MOSTLY:
            found.append(Finding("copied_fact", "benefit", case.boxes["benefit"].strip()[:80], "wrong"))
    return found


def _pieces(text: str, lang: str) -> list[str]:
    plain = "".join(each if each.isalnum() else " " for each in fold(text)[0])
    return [each for each in plain if each != " "] if lang == "zh" else plain.split()


def _share(text: str, sources: Iterable[str], lang: str) -> float:
    """Give the share of a text that stands word for word in one of the sources, in runs of some length."""
    own = _pieces(text, lang)
    if not own:
        return 0.0
    best = 0.0
    for source in sources:
        other = _pieces(source, lang)
        size = min(_RUN[lang], len(own), len(other))
        if size < min(2, len(own)) or not other or (len(own) < _RUN[lang] and own != other):
            continue
        runs = {tuple(other[place : place + size]) for place in range(len(other) - size + 1)}
        covered = [False] * len(own)
        for place in range(len(own) - size + 1):
            if tuple(own[place : place + size]) in runs:
                covered[place : place + size] = [True] * size
        best = max(best, sum(covered) / len(own))
    return best

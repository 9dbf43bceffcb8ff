"""What the card does not say: another kind, an unknown feature, an effect."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from course.engine.fab.boxes import empty
from course.engine.fab.claims import claims, keys_of, signs
from course.engine.fab.derived import known
from course.engine.fab.lexicon import lexicon
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.needs import ideas, words
from course.engine.fab.quantities import quantities
from course.engine.fab.said import said
from course.engine.fab.search import hits, index, listed

if TYPE_CHECKING:
    from course.engine.fab.case import Case
    from course.engine.fab.model import Weight
    from course.engine.fab.search import Index

# Kinds that a feature may not have when the card is silent about them, and those that no box may change.
_NAMED = frozenset({"origin", "material", "make"})
_FIXED = frozenset({"origin", "make", "fuel"})


@cache
def _exclusive() -> Index:
    return index(
        (entry, f"{group}/{name}")
        for group, members in lexicon().words["exclusive"].items()
        for name, each in members.items()
        for entry in [*each["en"], *each["zh"]]
    )


def exclusive(case: Case) -> list[Finding]:
    """Find words that name another kind than the card's: mineral for synthetic, steel for plastic."""
    card = {hit.name for hit in hits(said(case.card), _exclusive())}
    groups = {each.partition("/")[0] for each in card}
    wanted = {hit.name for text in (case.need, *case.concepts) for hit in hits(said(text), _exclusive())}
    found = []
    for part in PARTS:
        typed = case.boxes[part]
        sign = signs(typed)
        for hit in hits(said(typed), _exclusive()):
            group = hit.name.partition("/")[0]
            if hit.name in card | wanted or sign[hit.index[0]] < 0:
                continue
            sure = group in groups and part == "feature"
            doubtful = group in _NAMED if part == "feature" else group == "origin" or group in groups & _FIXED
            if sure or doubtful:
                words_about = said(typed).quote(hit.start, hit.end)
                found.append(Finding("other_kind", part, words_about, "wrong" if sure else "ask"))
    return found


def unsupported(case: Case) -> list[Finding]:
    """Find a feature of which the card knows nothing, and effects that nobody may claim without the card."""
    found = [*_effects(case)]
    typed = case.boxes["feature"]
    if empty(typed):
        return found
    facts = (*case.facts, case.name)
    on_card = frozenset(word for text in facts for word in words(text))
    keys = frozenset(key for text in facts for key in keys_of(text))
    unclaimed = frozenset(word for text in case.not_claimed for word in words(text))
    about = frozenset(idea for text in facts for idea in ideas(text))
    numbers = known(case)
    if not (words(typed) & on_card or keys_of(typed) & keys or {each.measure for each in quantities(typed)} & numbers):
        return [*found, Finding("feature_unknown", "feature", typed.strip(), "ask")]
    for each in claims(typed):
        clause = said(typed).quote(each.start, each.end)
        # What is not claimed may be denied here; where it is claimed, unclaimed.py says so.
        said_of_it = (
            words(clause) & (on_card | unclaimed)
            or each.keys.keys() & keys
            or each.numbers & numbers
            or ideas(clause) & about
        )
        # Chinese clauses are too short for this: half of a good one may be in other words.
        if case.lang == "en" and len(words(clause)) > 1 and not said_of_it:
            found.append(Finding("feature_unknown", "feature", clause, "ask"))
    return found


_EFFECTS: tuple[tuple[str, Weight], ...] = (
    ("claim.sure_en", "wrong"),
    ("claim.sure_zh", "wrong"),
    ("claim.ask_en", "ask"),
    ("claim.ask_zh", "ask"),
)


def _effects(case: Case) -> list[Finding]:
    found = []
    for name, weight in _EFFECTS:
        said_by_others = (case.card, case.need, *case.concepts)
        on_card = {hit.name for text in said_by_others for hit in hits(said(text), listed(name))}
        for part in PARTS:
            typed = case.boxes[part]
            sign = signs(typed)
            found += [
                Finding("effect", part, said(typed).quote(hit.start, hit.end), weight)
                for hit in hits(said(typed), listed(name))
                if hit.name not in on_card and sign[hit.index[0]] > 0
            ]
    return found

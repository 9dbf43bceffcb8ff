"""The engine's tables as the charts and the ladder tool show them: which category stands on which ladder."""

from __future__ import annotations

from typing import NamedTuple

from course.engine.oils import DIESEL, GASOLINE, Category
from course.locale import say

BEFORE = "<"  # how the table writes "before" a year that the deck prints


class DieselLadder(NamedTuple):
    """The diesel categories by their place in the picture, each oldest first."""

    main: tuple[Category, ...]  # the rungs: CH-4 to CK-4
    side: tuple[Category, ...]  # FA-4
    coming: tuple[Category, ...]  # announced, not licensed yet
    ended: tuple[Category, ...]  # out of licence, and shown in the deck


def gasoline_ladder() -> tuple[Category, ...]:
    """Give the gasoline categories, the oldest first."""
    return GASOLINE


def diesel_ladder() -> DieselLadder:
    """Give the diesel ladder. Supplements (CI-4 PLUS) are no rungs: the order is CH-4, CI-4, CJ-4, CK-4 (m1-x1)."""
    current = [each for each in DIESEL if each.licensed and "PLUS" not in each.name]
    return DieselLadder(
        main=tuple(each for each in current if each.branch == "C"),
        side=tuple(each for each in current if each.branch == "F"),
        coming=tuple(each for each in DIESEL if each.status == "announced"),
        ended=tuple(each for each in DIESEL if each.status == "obsolete" and each.deck),
    )


def in_use(category: Category, lang: str) -> str:
    """Say that a category is in use, with its first year where that was looked up."""
    if category.year and category.checked:
        return say("in use, since {year}", lang, year=category.year)
    return say("in use", lang)


def out_of_use(category: Category, lang: str) -> str:
    """Say that a category is out of use: gasoline grades are obsolete (C02), diesel grades no longer licensed (C06)."""
    return say("obsolete", lang) if category.branch == "S" else say("no longer licensed", lang)


def deck_year(category: Category, lang: str) -> str:
    """Give the year that the deck prints; empty where it prints none."""
    if category.deck.startswith(BEFORE):
        return say("before {year}", lang, year=category.deck.removeprefix(BEFORE))
    return category.deck if category.deck.isdigit() else ""

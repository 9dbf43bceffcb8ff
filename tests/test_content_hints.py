"""Hints: there is one wherever there is something to find out, they are staged, and none is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from course.content import library, modules
from course.content.text import LANGUAGES

if TYPE_CHECKING:
    from course.content.items import Item


def _practised(module: str) -> list[Item]:
    books = library(module)
    guessed = {name for sheet in books.sheets.values() if sheet.guesses for name in sheet.items}
    items = [item for item in books.items.values() if item.id not in guessed]
    return [*items, *(part for each in books.exercises.values() for part in each.parts)]


@pytest.mark.parametrize("module", modules())
def test_whoever_is_stuck_finds_a_hint(module: str) -> None:
    assert [item.id for item in _practised(module) if not item.hints and item.ask.kind != "checklist"] == []


@pytest.mark.parametrize("module", modules())
def test_there_are_two_stages_of_hints(module: str) -> None:
    assert [item.id for item in _practised(module) if len(item.hints) < 2 and item.ask.kind != "checklist"] == []


@pytest.mark.parametrize("module", modules())
def test_no_hint_stands_twice_in_a_module_or_says_the_worked_solution(module: str) -> None:
    for lang in LANGUAGES:
        said = [hint.of(lang) for item in _practised(module) for hint in item.hints]
        assert len(said) == len(set(said))
        assert not set(said) & {item.solution.of(lang) for item in _practised(module)}

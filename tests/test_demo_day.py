"""The demo's drawn days: the credit that each must earn is known from how it was drawn, and the scorer agrees."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from course.content.library import Library
from course.demo.answers import answer
from course.engine.outcome import Outcome

ITEM = Library(Path(__file__).parent / "content" / "m9").item("m9-x2.day")


def drawn(ability: float, seed: int) -> tuple[Any, float]:
    return answer(ITEM.ask, ITEM.key, ability, "en", Random(seed))  # noqa: S311  a simulation


@pytest.mark.parametrize("ability", [0.0, 0.3, 0.7, 0.95, 1.0])
def test_the_drawn_credit_is_the_scored_credit(ability: float) -> None:
    for seed in range(200):
        response, credit = drawn(ability, seed)
        assert ITEM.key.score(ITEM.ask, response).credit == pytest.approx(credit), response


def test_who_knows_everything_earns_everything_and_who_knows_nothing_earns_little() -> None:
    assert {drawn(1.0, seed)[1] for seed in range(20)} == {1.0}
    assert sum(drawn(0.0, seed)[1] for seed in range(100)) < 30


def test_no_two_demo_learners_get_the_same_day_and_some_leave_it_early() -> None:
    days = [drawn(0.3, seed)[0] for seed in range(60)]
    assert len({each["seed"] for each in days}) == 60
    left = [each for each in days if ITEM.ask.answered(each)[0] < ITEM.ask.answered(each)[1]]
    assert left
    assert all(ITEM.key.score(ITEM.ask, each).parts[-1].outcome is Outcome.UNATTEMPTED for each in left)

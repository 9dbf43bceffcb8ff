"""Drawing fresh cases: the same seed always draws the same, and everything gets its turn."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.drills.chance import Chance, in_turn

SEEDS = st.text(min_size=1, max_size=20)
NUMBERS = st.integers(min_value=1, max_value=10_000)


def test_the_draws_of_a_seed_are_the_same_in_every_version_of_python() -> None:
    chance = Chance("forecourt", "m1-d1", 1)
    assert [chance.whole(1, 100) for _ in range(8)] == [12, 8, 20, 27, 41, 57, 10, 67]
    assert "".join(Chance("forecourt", "m1-d1", 2).shuffled("abcdef")) == "fceabd"


def test_only_random_random_is_asked_because_only_its_values_are_promised() -> None:
    asked = ("randrange", "randint", "choice", "choices", "shuffle", "sample", "getrandbits")
    with patch.multiple(Random, **dict.fromkeys(asked, None)):
        chance = Chance("a")
        chance.whole(1, 6), chance.pick("abc"), chance.yes(), chance.shuffled("abc"), chance.some("abc", 2)
        in_turn("abc", 5, "a")


@given(SEEDS, st.integers(-50, 50), st.integers(0, 40), st.integers(1, 7))
def test_a_whole_number_lies_between_its_bounds_and_on_a_step(seed: str, low: int, wide: int, step: int) -> None:
    drawn = Chance(seed).whole(low, low + wide, step)
    assert low <= drawn <= low + wide
    assert (drawn - low) % step == 0


@given(SEEDS, NUMBERS, st.integers(3, 6))
def test_of_twelve_turns_in_a_row_each_thing_has_one_and_none_comes_twice_running(
    seed: str, first: int, many: int
) -> None:
    things = "abcdef"[:many]
    turns = [in_turn(things, number, seed) for number in range(first, first + 12)]
    assert set(turns) == set(things)
    assert all(one != other for one, other in pairwise(turns))


def test_two_things_are_no_pile() -> None:
    with pytest.raises(ValueError, match="at least three"):
        in_turn("ab", 1, "seed")

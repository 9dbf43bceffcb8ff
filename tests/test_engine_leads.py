"""Leads and the time they get (curriculum m2-x1, m2-x2, m2-f01 to m2-f03)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.errors import CourseError
from course.engine.leads import grade, time_split

# m2-x1: need, money, decision-maker, key
LEADS = {
    "L1": (1, 1, 1, "red"),
    "L2": (1, 1, 0, "green"),
    "L3": (0, 0, 1, "rotten"),
    "L4": (0, 1, 1, "green"),
    "L5": (1, 0, 1, "green"),
    "L6": (1, 1, 0, "green"),
    "L7": (1, 1, 1, "red"),
    "L8": (0, 1, 0, "rotten"),
    "L9": (1, 1, 1, "red"),
    "L10": (0, 1, 0, "rotten"),
    "L11": (1, 1, 1, "red"),
    "L12": (1, 0, 0, "rotten"),
}


@pytest.mark.parametrize("lead", LEADS)
def test_every_lead_of_m2_x1_gets_its_grade(lead: str) -> None:
    need, money, decides, key = LEADS[lead]
    assert grade(bool(need), bool(money), bool(decides)) == key


def test_m2_x1_holds_four_of_each() -> None:
    keys = [key for *_, key in LEADS.values()]
    assert {key: keys.count(key) for key in keys} == {"red": 4, "green": 4, "rotten": 4}


def test_nobody_of_the_three_is_not_a_lead() -> None:
    assert grade(need=False, money=False, decision_maker=False) == "none"


@pytest.mark.parametrize(
    ("red", "green", "rotten", "broken"),
    [
        (360, 180, 60, ()),  # the key at the limits: 4 x 90, 4 x 45, 4 x 15
        (420, 180, 0, ()),  # minutes taken from rotten may be moved up
        (360, 240, 0, ()),
        (359, 181, 60, ("red:min",)),
        (361, 179, 60, ("green:min",)),
        (360, 170, 70, ("green:min", "rotten:max")),
        (200, 170, 230, ("red:min", "green:min", "rotten:max")),
        (360, 180, 59, ("total",)),
        (400, 200, 60, ("total",)),
        (0, 0, 0, ("total", "red:min", "green:min")),
    ],
)
def test_the_limits_of_m2_x2_hold_or_are_named(red: int, green: int, rotten: int, broken: tuple[str, ...]) -> None:
    split = time_split(red, green, rotten, 600)
    assert split.broken == broken
    assert split.ok == (not broken)


@given(st.integers(1, 10_000), st.data())
def test_the_rotten_limit_follows_from_the_other_two(total: int, data: st.DataObject) -> None:
    red = data.draw(st.integers(0, total))
    green = data.draw(st.integers(0, total - red))
    split = time_split(red, green, total - red - green, total)
    assert "total" not in split.broken
    assert split.ok == (100 * red >= 60 * total and 100 * green >= 30 * total)


@pytest.mark.parametrize("minutes", [(-1, 300, 301, 600), (1, 2, 3, 0), (0, 0, 0, -5), (float("nan"), 1, 1, 2)])
def test_minutes_below_nothing_are_refused(minutes: tuple[float, float, float, float]) -> None:
    with pytest.raises(CourseError):
        time_split(*minutes)

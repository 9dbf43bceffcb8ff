"""Times and dates as people type them are read, and what could mean two things is not guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.clock import minutes, written
from course.engine.day import day

SALE = date(2026, 3, 5)
SIXTH = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        *((each, "09:05") for each in ("9:05", "09:05", "9.05", "9：05", "905", "0905", " 9 : 05 ", "9点05分", "9h05")),
        *((each, "13:30") for each in ("13:30", "1:30 pm", "下午1:30", "下午一点半".replace("一", "1"), "1.30 p.m.")),
        *((each, "12:00") for each in ("12:00", "12点", "12点整", "12:00 pm", "1200")),
        ("12:00 am", "00:00"),
        (1025, "10:25"),
    ],
)
def test_a_time_is_read_in_the_forms_that_people_type(typed: Any, time: str) -> None:
    read = minutes(typed)
    assert read is not None
    assert written(read) == time


@pytest.mark.parametrize(
    "typed", ["", " ", "9", "10", "24:00", "9:60", "half past ten", "十点半", "10:5", "-9:05", None, [], {}]
)
def test_what_is_no_time_of_day_is_not_read(typed: Any) -> None:
    assert minutes(typed) is None


@given(st.integers(0, 24 * 60 - 1))
def test_every_time_is_read_as_it_is_written(time: int) -> None:
    assert minutes(written(time)) == time


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-03-06", "2026/3/6", "2026.3.6", "20260306", "2026年3月6日", "3月6日", "3 月 6 号", "6.3.", "6.3.2026"),
        *("6 March", "March 6", "6 Mar 2026", "6th of March, 2026", "March 6, 2026", "２０２６-０３-０６"),
    ],
)
def test_a_date_is_read_in_the_forms_that_people_type(typed: str) -> None:
    assert day(typed, SALE) == SIXTH


def test_without_a_year_it_is_the_first_such_day_from_the_sale_on() -> None:
    assert day("5.3.", SALE) == SALE
    assert day("3月4日", SALE) == date(2027, 3, 4)
    assert day("29 Feb", SALE) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed", ["3/6", "3.6", "6-3", "2026-02-30", "31.4.", "0月5日", "2026-13-01", "soon", "none", "", None, [], 3]
)
def test_what_is_no_date_or_could_be_two_is_not_read(typed: Any) -> None:
    assert day(typed, SALE) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1), max_value=date(9990, 1, 1)))
def test_every_date_is_read_as_iso_writes_it_and_without_a_year_lies_within_eight_years(
    told: date, since: date
) -> None:
    assert day(told.isoformat(), since) == told
    found = day(f"{told.day}.{told.month}.", since)
    assert found is not None
    assert (found.day, found.month) == (told.day, told.month)
    assert timedelta() <= found - since < timedelta(days=366 * 9)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_without_an_error(typed: str) -> None:
    time = minutes(typed)
    assert time is None or 0 <= time < 24 * 60
    day(typed, SALE)

"""The decay log's figure: the rule is the course's (m7-x4), and only the falling account breaks it."""

from __future__ import annotations

import pytest

from course.charts import decay_log


def test_m7_x4_account_b_falls_below_half_of_95_and_account_a_does_not() -> None:
    assert decay_log.half(decay_log.ACCOUNTS["B"]) == 47.5
    assert decay_log.signals(decay_log.ACCOUNTS["B"]) == [4, 5, 6]
    assert decay_log.signals(decay_log.ACCOUNTS["A"]) == []


@pytest.mark.parametrize(
    ("volumes", "months"),
    [
        ((60, 70, 50, 28, 27, 60), [4, 5]),  # m7-s8's example
        ((60, 70, 50, 28, 60, 28), []),  # a single month is none
        ((60, 70, 50, 30, 30, 31), [4, 5]),  # the half itself is within
        ((60, 70, 50, 61, 62, 29), []),
    ],
)
def test_two_months_in_a_row_at_or_below_half_make_a_signal(volumes: tuple[int, ...], months: list[int]) -> None:
    assert decay_log.signals(volumes) == months


def test_the_words_name_the_line_the_signal_and_its_absence() -> None:
    said = decay_log.text("en")
    for words in ("100, 95, 90, 40, 35", "line at 47.5", "signal: months 4, 5", "no signal"):
        assert words in said

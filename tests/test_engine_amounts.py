"""Numbers in figures and in words, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.amounts import amounts


def read(text: str) -> list[list[float]]:
    return [sorted(each.readings) for each in amounts(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("He told three friends.", [[3]]),
        ("介绍了三位朋友", [[3]]),
        ("介绍了３位朋友", [[3]]),
        ("for two years", [[2, 24]]),
        ("用了两年", [[2, 24]]),
        ("24 months", [[24]]),
        ("二十四个月", [[24]]),
        ("half a year", [[0.5, 6]]),
        ("半年", [[0.5, 6]]),
        ("a year", [[1, 12]]),
        ("一年", [[1, 12]]),
        ("9,800 km", [[9800]]),
        ("twenty-five thousand km", [[25000]]),
        ("一万二千公里", [[12000]]),
        ("两百五十块", [[250]]),
        ("二零二五", [[2025]]),
        ("一百八", [[180]]),
        ("一百零八", [[108]]),
        ("twice, and a third time", [[2], [3]]),
        ("on 12 March", [[12], [3]]),
        ("10 %，百分之十", [[10], [10]]),
    ],
)
def test_a_number_is_read_however_it_is_said(text: str, numbers: list[list[float]]) -> None:
    assert read(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "one of our drivers, a good one",
        "一位货车司机一直十分满意",
        "千万别忘，万一不行",
        "may I march in?",
        "5W-30 SP, CI-4, C3, ACEA A3/B4",
        "several friends, 很多朋友, 几次",
        "一位开五菱的司机四季都用",
        "a young couple",
        "",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert read(text) == []


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(each.readings and each.words for each in amounts(text))


@given(st.integers(2, 9_999_999))
def test_every_number_in_figures_is_found(number: int) -> None:
    assert float(number) in amounts(f"about {number} of them")[0].readings

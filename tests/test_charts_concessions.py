"""The picture of four price talks holds what the curriculum's table of m5-x3 says."""

from __future__ import annotations

from course.charts import concessions


def test_m5_x3_the_steps_of_the_four_logs_are_those_of_the_table() -> None:
    assert {log.name: log.steps() for log in concessions.LOGS} == {
        "A": [10, 5, 2],
        "B": [5, 7],
        "C": [8, 6, 4, 2],
        "D": [5, 5],
    }


def test_m5_x3_each_log_breaks_what_its_key_says() -> None:
    assert {log.name: log.breaches() for log in concessions.LOGS} == {
        "A": {},
        "B": {"no-return": [1], "not-smaller": [2]},
        "C": {"too-many": [4]},
        "D": {"not-smaller": [2]},
    }


def test_m5_f22_a_talk_without_a_breach_is_said_to_have_none() -> None:
    assert "Log A: 10, 5, 2 yuan; no breach." in concessions.text("en")

"""The coverage table of the real course: nothing of the curriculum without a row, no objective without practice."""

from __future__ import annotations

import pytest

from course.check.coverage import CURRICULUM
from course.check.table import aims, reading_minutes, rows
from course.content import modules

KINDS = {"drill", "reading", "question", "exercise", "talk", "chart", "tool"}


@pytest.mark.parametrize("module", CURRICULUM)
def test_every_id_of_the_curriculum_has_a_row_that_says_what_teaches_it_or_why_not(module: str) -> None:
    told = {row.name: row for row in rows(module)}
    assert set(CURRICULUM[module].ids(module)) <= told.keys()
    for row in told.values():
        assert row.says
        assert bool(row.taught) != bool(row.why_not)
        assert row.taught.keys() <= KINDS


@pytest.mark.parametrize("module", modules())
def test_every_objective_has_four_practice_items_and_something_graded(module: str) -> None:
    for aim in aims(module):
        assert aim.practice >= 4, aim
        assert aim.graded, aim


def test_the_curriculum_is_counted_whole() -> None:
    ids = [name for module in CURRICULUM for name in CURRICULUM[module].ids(module)]
    facts = [name for name in ids if "-f" in name]
    systems = [name for name in ids if name.startswith("s")]
    assert (len(facts), len(systems)) == (243, 102)  # as the curriculum's own counts say
    assert len([name for name in ids if "-q" in name]) == 54
    assert len([name for name in ids if "-x" in name]) == 38
    assert len([name for name in ids if "-r" in name]) == 9


def test_the_reading_of_the_whole_course_takes_six_to_nine_hours() -> None:
    assert 6 * 60 <= sum(map(reading_minutes, modules())) <= 9 * 60

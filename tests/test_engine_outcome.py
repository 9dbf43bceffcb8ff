"""The pass mark of quizzes and exercises (curriculum 0.3: 80 %)."""

import pytest

from course.engine.outcome import passes


@pytest.mark.parametrize(("share", "passed"), [(1.0, True), (0.8, True), (0.79, False), (0.0, False)])
def test_eighty_percent_passes_and_less_does_not(share: float, passed: bool) -> None:  # noqa: FBT001  a parameter of the table
    assert passes(share) is passed


def test_a_mean_of_eighty_percent_passes_however_its_floats_were_added() -> None:
    share = sum([0.1] * 8)  # eight tenths, added one by one, stay a hair below
    assert share < 0.8
    assert passes(share)

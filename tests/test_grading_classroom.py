"""A course root worked with nbgrader's own commands: what they say is heard, and a failure is one clean error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from course.engine.errors import CourseError
from course.grading.classroom import Classroom

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.nbgrader


def test_each_line_of_a_command_is_heard_and_given(tmp_path: Path) -> None:
    heard: list[str] = []
    said = Classroom(tmp_path, "c").run("--version", hear=heard.append)
    assert said == "".join(heard)
    assert "nbgrader version" in said


def test_a_command_that_fails_is_told_with_its_last_lines_and_the_place(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="'nbgrader autograde nothing' failed") as caught:
        Classroom(tmp_path, "c").run("autograde", "nothing")
    assert caught.value.where == str(tmp_path)
    assert "run it again" in caught.value.then


def test_what_is_interrupted_ends_its_command(tmp_path: Path) -> None:
    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Classroom(tmp_path, "c").run("autograde", "nothing", hear=stop)

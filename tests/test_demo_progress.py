"""How the demo shows that it goes on: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import io

from rich.console import Console

from course.demo import Step
from course.demo.progress import PAUSE, progress


def test_in_a_file_or_pipe_there_is_a_line_every_few_seconds_and_no_more() -> None:
    said, seconds = io.StringIO(), iter([0.0, 1.0, PAUSE, PAUSE + 1, 3 * PAUSE])
    with progress(Console(file=said, width=60), clock=lambda: next(seconds)) as hear:
        for number in range(1, 6):
            hear(Step(number, 5, f"step [{number}]"))
    assert said.getvalue().splitlines() == ["1/5 step [1]", "3/5 step [3]", "5/5 step [5]"]


def test_in_a_terminal_there_is_a_bar_that_leaves_nothing_behind() -> None:
    said = io.StringIO()
    with progress(Console(file=said, width=60, force_terminal=True)) as hear:
        hear(Step(1, 2, "release"))
    assert "release" in said.getvalue() or "done" in said.getvalue()

"""The workers that make pages: forks of a process that has settings, templates and marks in memory already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from course.grading.autograde.crew import Crew

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from course.grading.autograde.settings import Setup
    from course.grading.feedback.pages import Pages


class PageCrew(Crew):
    """Processes that make the pages of several assignments' submissions."""

    def __init__(self, setup: Setup, pages: Mapping[str, Pages], size: int) -> None:
        super().__init__(setup, {}, size)
        self._pages = pages

    def work(self, line: socket.socket) -> None:
        """In the worker: make what is asked until nobody asks any more."""
        with line.makefile("rb") as asked:
            for each in asked:
                name, learner, folder = json.loads(each)
                made = self._pages[name].make(learner, Path(folder))
                line.sendall(json.dumps(made.data()).encode() + b"\n")

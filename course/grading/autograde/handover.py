"""What cannot be graded here in the same way: nbgrader's own converter does it, a submission at a time."""

from __future__ import annotations

import glob
import logging
import re
from typing import TYPE_CHECKING, Any

from nbgrader.converters import Autograde, NbGraderException

from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.settings import Listener
from course.grading.preprocessors.fenced import fenced

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.grading.autograde.settings import Setup

_ERROR = re.compile(r"^(?:[\w.]+\.)?(?P<said>\w*(?:Error|Exception|Warning|Interrupt)\b.*)$")
_THEN = "For the whole story: nbgrader {command} {assignment} --student={learner!r} --force"


def grade(setup: Setup, assignment: str, learner: str) -> Graded:
    """Let nbgrader's ``Autograde`` grade one submission anew, learners' code in the fence. It writes all of it."""

    def make() -> Any:
        converter = Autograde(coursedir=setup.directory, parent=setup.app, force=True)
        converter.autograde_preprocessors = fenced(converter.autograde_preprocessors)
        return converter

    return hand_over(setup, assignment, learner, make, "autograde")


def hand_over(setup: Setup, assignment: str, learner: str, make: Callable[[], Any], command: str) -> Graded:
    """Let a converter of nbgrader's take one submission anew: that which ``make`` makes, and ``command`` runs."""
    graded, said = Graded(learner), list[str]()
    then = _THEN.format(command=command, assignment=assignment, learner=learner)
    listening = Listener(said, logging.ERROR)
    setup.app.log.addHandler(listening)
    kept = setup.directory.student_id
    setup.directory.assignment_id = assignment
    setup.directory.student_id = glob.escape(learner)
    try:
        make().start()
    except (NbGraderException, SystemExit):
        graded.problem = Problem(_reason(said, command), then)
    except Exception as error:  # noqa: BLE001  one submission never stops the others
        graded.problem = Problem(f"{type(error).__name__}: {error}", then)
    finally:
        setup.directory.student_id = kept
        setup.app.log.removeHandler(listening)
    return graded


def _reason(said: list[str], command: str) -> str:
    """Find the error among what nbgrader wrote: the last line of the first traceback."""
    for each in said:
        for line in reversed(each.strip().splitlines()):
            if found := _ERROR.match(line.strip()):
                return found["said"]
    return said[0].strip().splitlines()[0] if said and said[0].strip() else f"nbgrader {command} could not do it."

"""What cannot be graded here in the same way: nbgrader's own converter does it, a submission at a time."""

from __future__ import annotations

import glob
import logging
import re
from typing import TYPE_CHECKING, Any

from nbgrader.converters import Autograde, NbGraderException

from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.settings import Listener

if TYPE_CHECKING:
    from course.grading.autograde.settings import Setup

_ERROR = re.compile(r"^(?:[\w.]+\.)?(?P<said>\w*(?:Error|Exception|Warning|Interrupt)\b.*)$")
_THEN = "For the whole story: nbgrader {command} {assignment} --student={learner!r} --force"


def grade(
    setup: Setup, assignment: str, learner: str, *, converter: Any = Autograde, command: str = "autograde"
) -> Graded:
    """Let a converter of nbgrader's, ``Autograde``, take one submission anew. It writes everything itself."""
    graded, said = Graded(learner), list[str]()
    then = _THEN.format(command=command, assignment=assignment, learner=learner)
    listening = Listener(said, logging.ERROR)
    setup.app.log.addHandler(listening)
    kept = setup.directory.student_id
    setup.directory.assignment_id = assignment
    setup.directory.student_id = glob.escape(learner)
    try:
        converter(coursedir=setup.directory, parent=setup.app, force=True).start()
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

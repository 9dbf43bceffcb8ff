"""Asking the warm process, which is started at the first question and ended when nobody asks for a while."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from course.engine.errors import CourseError
from course.grading.warm.messages import Job, RanNotebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# After a pause the process is started anew: Formgrader's server lives for days, and must not grade with what the course
# was when it began.
PAUSE = 30.0


class Stove:
    """One warm process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "course.grading.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment, "PYDEVD_DISABLE_FILE_VALIDATION": "1"},  # or the debugger, unused here, grumbles
            cwd=Path(sys.executable).anchor,
        )
        self._ask, self._answer = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        self.asked = time.monotonic()

    def run(self, job: Job) -> RanNotebook:
        """Let it run one notebook.

        Raises:
            CourseError: The process is gone; it says why on standard error.

        """
        try:
            self._ask.write(json.dumps(job.data()).encode() + b"\n")
            self._ask.flush()
            line = self._answer.readline()
        except OSError:
            line = b""
        self.asked = time.monotonic()
        if not line:
            self.close()
            raise CourseError(
                "The process that runs the cells has ended.",
                then="Nothing was graded by it. Try 'course doctor', and autograde again.",
            )
        return RanNotebook.read(json.loads(line))

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # what was not sent any more
            self._ask.close()
        self._answer.close()


_lit: dict[int, Stove] = {}  # by process: a fork of this one must not talk into its parent's pipe
_turn = threading.Lock()


def available() -> bool:
    """Say whether this system can fork; elsewhere the cells run in a kernel of their own."""
    return hasattr(os, "fork")


def run(folder: Path, sources: Sequence[str], *, environment: Mapping[str, str], seconds: float) -> RanNotebook:
    """Run code cells in ``folder`` and give what they published.

    Args:
        folder: The working directory.
        sources: The cells, in order.
        environment: The environment variables.
        seconds: How long all of them together may take.

    Raises:
        CourseError: The warm process could not be kept alive.

    """
    with _turn:
        stove = _hot(environment)
        try:
            return stove.run(Job(str(folder), list(sources), dict(environment), seconds))
        except CourseError:
            _lit.pop(os.getpid(), None)
            raise


def light(environment: Mapping[str, str]) -> None:
    """Start the warm process now, so that it is ready when the first notebook is."""
    with _turn:
        _hot(environment)


def _hot(environment: Mapping[str, str]) -> Stove:
    stove = _lit.get(os.getpid())
    if stove is not None and time.monotonic() - stove.asked > PAUSE:
        stove.close()
        stove = None
    if stove is None:
        stove = _lit[os.getpid()] = Stove(environment)
    return stove


@atexit.register
def put_out() -> None:
    """End this process's warm process, if there is one."""
    stove = _lit.pop(os.getpid(), None)
    if stove is not None:
        stove.close()

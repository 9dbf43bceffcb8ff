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
from typing import IO, TYPE_CHECKING, Any, cast

from course.engine.errors import CourseError
from course.grading.fence.layers import Ground, Layers
from course.grading.fence.running import clean, command
from course.grading.warm.messages import Job, RanNotebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.grading.fence.limits import Limits

# After a pause the process is started anew: Formgrader's server lives for days, and must not grade with what the course
# was when it began.
PAUSE = 30.0
PATIENCE = 2.0  # seconds that it has to end by itself


class Stove:
    """One warm process.

    Args:
        environment: Its environment variables.
        command: The program; the one without a fence where nothing is said.

    """

    def __init__(self, environment: Mapping[str, str], command: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter
            command or [sys.executable, "-m", "course.grading.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environment, "PYDEVD_DISABLE_FILE_VALIDATION": "1"},  # or the debugger, unused here, grumbles
            cwd=Path(sys.executable).anchor,
        )
        self._ask, self._answer = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        self.asked = time.monotonic()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def run(self, job: Job) -> RanNotebook:
        """Let it run one notebook.

        Raises:
            CourseError: The process is gone; it says why on standard error. Or its fence did not hold up.

        """
        try:
            self._ask.write(json.dumps(job.data()).encode() + b"\n")
            self._ask.flush()
            line = self._answer.readline()
        except OSError:
            line = b""
        self.asked = time.monotonic()
        return RanNotebook.read(self._told(line))

    def layers(self) -> Layers:
        """Give the layers of a fenced process, which it tells first.

        Raises:
            CourseError: It has none, or too few.

        """
        return Layers.read(self._told(self._answer.readline())["layers"])

    def _told(self, line: bytes) -> dict[str, Any]:
        if not line:
            self.close()
            raise CourseError(
                "The process that runs the cells has ended.",
                then="Nothing was graded by it. Try 'course doctor', and autograde again.",
            )
        told: dict[str, Any] = json.loads(line)
        if "failed" in told:
            raise CourseError(told["failed"], where=told["where"], then=told["then"])
        return told

    def close(self) -> None:
        """End it: it goes when nobody asks any more, and is made to when it does not."""
        with suppress(OSError):  # what was not sent any more
            self._ask.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._answer.close()


# By process (a fork of this one must not talk into its parent's pipe) and by what the fence stands on, if there is one.
_lit: dict[tuple[int, Ground | None], Stove] = {}
_turn = threading.Lock()


def available() -> bool:
    """Say whether this system can fork; elsewhere the cells run in a kernel of their own."""
    return hasattr(os, "fork")


def run(
    folder: Path,
    sources: Sequence[str],
    *,
    environment: Mapping[str, str],
    seconds: float,
    fence: Limits | None = None,
    ground: Ground | None = None,
    apart: Sequence[int] = (),
) -> RanNotebook:
    """Run code cells in ``folder`` and give what they published.

    Args:
        folder: The working directory.
        sources: The cells, in order.
        environment: The environment variables.
        seconds: How long all of them together may take.
        fence: What they may use, where learners' code is among them; ``course.grading.fence.run_fenced`` says more.
        ground: What the fence stands on.
        apart: In the fence: which cells run in a process of their own.

    Raises:
        CourseError: The warm process could not be kept alive, or the fence did not hold up.

    """
    ground = None if fence is None else ground or Ground()
    with _turn:
        try:
            stove = _hot(environment, ground)
            return stove.run(Job(str(folder), list(sources), dict(environment), seconds, fence, list(apart)))
        except CourseError:
            if (gone := _lit.pop((os.getpid(), ground), None)) is not None:
                gone.close()
            raise


def light(environment: Mapping[str, str]) -> None:
    """Start the warm process now, so that it is ready when the first notebook is."""
    with _turn:
        _hot(environment, None)


def _hot(environment: Mapping[str, str], ground: Ground | None) -> Stove:
    key = os.getpid(), ground
    stove = _lit.get(key)
    if stove is not None and time.monotonic() - stove.asked > PAUSE:
        stove.close()
        stove = None
    if stove is None:
        stove = _lit[key] = _light(environment, ground)
    return stove


def _light(environment: Mapping[str, str], ground: Ground | None) -> Stove:
    if ground is None:
        return Stove(environment)
    stove = Stove(clean(environment), command(ground))
    try:
        stove.layers()
    except CourseError:
        stove.close()
        raise
    return stove


@atexit.register
def put_out() -> None:
    """End this process's warm processes, if there are any."""
    for key in [key for key in _lit if key[0] == os.getpid()]:
        _lit.pop(key).close()

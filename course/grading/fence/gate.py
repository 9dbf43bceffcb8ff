"""The gate: hands submissions into the yard, and takes what comes out; it stands outside the fence."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import tempfile
import time
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.grading.fence import answer
from course.grading.fence.exchange import Exchange, hear
from course.grading.fence.layers import NAMESPACES, Ground, Layers
from course.grading.fence.limits import Limits
from course.grading.fence.running import TRUST
from course.grading.fence.yard import message_for, open_yard

if TYPE_CHECKING:
    from course.grading.warm.kernel import Kernel
    from course.grading.warm.messages import Job, RanNotebook

# What cells learn of the grader's environment: language, place, Python's settings, that nbgrader grades; no secrets.
_KEPT = ("LANG", "LANGUAGE", "TZ", "PATH", "FORECOURT_GRADING", "MPLBACKEND")
_KEPT_BEGINNINGS = ("LC_", "PYTHON", "NBGRADER_", "OPENBLAS_", "OMP_", "MKL_")


_PATIENCE, _TICK = 1.0, 0.01  # seconds


class Gate:
    """The way into one yard.

    Args:
        kernel: The warm kernel; None where only the layers are asked for.
        ground: What the fence stands on.

    Raises:
        CourseError: No yard could be opened, or it has too few layers.

    """

    def __init__(self, kernel: Kernel | None, ground: Ground) -> None:
        self._kernel = kernel
        why = "left out as asked" if NAMESPACES in ground.without else ""
        self.layers, said = self._open(ground, why)
        if self.layers is None and not why:
            self.layers, said = self._open(ground, said or "the process ended")
        if self.layers is None:
            raise CourseError(
                f"The fence could not be put up: {said}.", then="Nothing was graded. 'course doctor' tells more."
            )
        if kernel is not None and not (self.layers.enough or ground.trusted):
            raise CourseError(
                f"This machine cannot fence learners' code: {self.layers}.",
                then=f"Nothing was graded. Grade on a Linux machine that can, or trust these learners: {TRUST}.",
            )

    def _open(self, ground: Ground, why_not_apart: str) -> tuple[Layers | None, str]:
        self._talk, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._yard = os.fork()
        if self._yard == 0:
            self._talk.close()
            try:
                open_yard(self._kernel, ground, theirs, why_not_apart)
            finally:
                os._exit(1)
        theirs.close()
        told = hear(self._talk)
        if "layers" in told:
            return Layers.read(told["layers"]), ""
        self.close()
        return None, str(told.get("failed", ""))

    def run(self, job: Job) -> RanNotebook:
        """Let one submission run.

        Raises:
            CourseError: The fence did not hold up: the machine's fault, not the learner's.

        """
        limits = Limits(**job.fence) if isinstance(job.fence, dict) else (job.fence or Limits())
        apart = self.layers is not None and self.layers.has(NAMESPACES)
        scratch = "" if apart else tempfile.mkdtemp(prefix="forecourt-")
        try:
            data, why, late = self._pass(job, limits, os.path.realpath(scratch) if scratch else "")
        finally:
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)
        if said := answer.failed(data):
            raise CourseError(
                f"The fence did not start: {said.rstrip('.')}.",
                where=job.folder,
                then="This is no fault of the learner.",
            )
        language = self._kernel.language if self._kernel else {}
        return answer.read(data, len(job.sources), language, why, late)

    def close(self) -> None:
        """End the yard and whatever is in it: it goes when nobody talks to it, and is made to when it does not."""
        self._talk.close()
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if os.waitpid(self._yard, os.WNOHANG)[0]:
                return
            time.sleep(_TICK)
        try:
            os.kill(self._yard, signal.SIGKILL)
        finally:
            os.waitpid(self._yard, 0)

    def _pass(self, job: Job, limits: Limits, scratch: str) -> tuple[bytes, str, list[int]]:
        """Hand the job in, and take what comes out, why it was stopped, and which cells were interrupted."""
        ours, theirs = socket.socketpair()
        with ours:
            message = message_for(os.path.realpath(job.folder), scratch, limits, apart=bool(job.apart))
            try:
                socket.send_fds(self._talk, [json.dumps(message).encode()], [theirs.fileno()])
            except OSError as error:
                raise CourseError("The fenced process has ended.", then="Nothing was graded by it.") from error
            finally:
                theirs.close()
            asked = {"sources": job.sources, "environment": environment(job.environment), "apart": job.apart}
            exchange = Exchange(ours, self._talk, limits)
            return *exchange.run(json.dumps(asked).encode() + b"\n"), exchange.late


def environment(given: dict[str, str]) -> dict[str, str]:
    """Give what cells may know of the grader's environment."""
    return {name: value for name, value in given.items() if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)}

"""One submission's talk with the gate: the job goes in while the answer comes out, and nobody makes the gate wait."""

from __future__ import annotations

import json
import math
import select
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.fence.yard import LINE

if TYPE_CHECKING:
    import socket

    from course.grading.fence.limits import Limits

_BLOCK = 1 << 18
GRACE = 4.0  # seconds that an interrupted cell has to end; nbclient waits as long
_NOTHING = memoryview(b"")


class Exchange:
    """The talk, until nothing of the submission is alive.

    Args:
        channel: The line to the submission.
        yard: The line to the yard, which says when it has ended.
        limits: What it may use; the gate counts its output, and how long a cell takes.

    Attributes:
        late: Which cells (by their place) took too long and were interrupted.

    """

    def __init__(self, channel: socket.socket, yard: socket.socket, limits: Limits) -> None:
        channel.setblocking(False)
        self._channel, self._yard, self._limits = channel, yard, limits
        self._left = _NOTHING
        self._found: list[bytes] = []
        self._taken = 0
        self._stopped = ""
        self._told: dict[str, Any] | None = None
        self._listening = True
        self._lines = 0
        self._interrupted = False
        self.late: list[int] = []
        self._patience = limits.cell_seconds or math.inf
        self._late = time.monotonic() + self._patience

    def run(self, asked: bytes) -> tuple[bytes, str]:
        """Say what is asked, and give the answer and why it was stopped.

        Raises:
            CourseError: The yard failed.

        """
        self._left = memoryview(asked)
        while self._listening or self._told is None:
            self._once()
        if self._told is None or "ended" not in self._told:
            said = (self._told or {}).get("failed", "its process has ended")
            raise CourseError(
                f"The fence did not hold up: {said}.",
                then="This is no fault of the learner. Try 'course doctor', and grade again.",
            )
        return b"".join(self._found), self._stopped or str(self._told["ended"])

    def _once(self) -> None:
        watched = [*([self._channel] if self._listening else []), *([self._yard] if self._told is None else [])]
        writing = [self._channel] if self._left and self._listening else []
        hurried = not self._stopped and self._patience < math.inf
        wait = max(0.0, self._late - time.monotonic()) if hurried else None
        ready, free, _ = select.select(watched, writing, [], wait)
        if self._yard in ready:
            self._told = hear(self._yard)
            self._left = _NOTHING
            # Whoever is left of a yard that died may hold the channel for ever.
            self._listening = self._listening and bool(self._told)
        if free and self._left:
            self._say()
        if self._channel in ready:
            self._take()
        elif wait == 0.0:
            self._hurry()

    def _say(self) -> None:
        try:
            self._left = self._left[self._channel.send(self._left) :]
        except OSError:  # it does not listen any more
            self._left = _NOTHING

    def _take(self) -> None:
        try:
            block = self._channel.recv(_BLOCK)
        except ConnectionError:
            block = b""
        self._listening = bool(block)
        self._taken += len(block)
        if self._taken > self._limits.output_bytes:
            self._stop(self._limits.too_much_output)
            return
        self._found.append(block)
        if b"\n" in block:  # a cell has ended, and the next one begins
            self._lines += block.count(b"\n")
            self._interrupted = False
            self._late = time.monotonic() + self._patience

    def _hurry(self) -> None:
        """Interrupt the cell that takes too long; stop the notebook when that was of no use."""
        cell = self._lines - 1  # the first line only says that it is inside
        if not self._limits.interrupts or self._interrupted or cell < 0:
            self._stop(self._limits.cell_too_long)
            return
        self._interrupted = True
        self.late.append(cell)
        self._late = time.monotonic() + GRACE
        with suppress(OSError):  # it has just ended by itself
            self._yard.send(json.dumps({"interrupt": True}).encode())

    def _stop(self, why: str) -> None:
        if not self._stopped:
            self._stopped = why
            with suppress(OSError):  # it has just ended by itself
                self._yard.send(json.dumps({"stop": why}).encode())


def hear(yard: socket.socket) -> dict[str, Any]:
    """Give what the yard says; nothing when it has gone."""
    try:
        heard = yard.recv(LINE)
        told: dict[str, Any] = json.loads(heard) if heard else {}
    except OSError:
        return {}
    return told

"""All processes that a submission started: who they are, what memory they hold, and their end."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 20.0  # seconds for killed processes to be gone
_EVERYBODY = -1
_KERNEL_KNOWS = os.path.exists(f"/proc/self/task/{os.getpid()}/children")


class Family:
    """The processes of the submission that runs.

    Args:
        apart: Whether this process is the first of a pid namespace, in which there is nobody else.

    """

    def __init__(self, *, apart: bool) -> None:
        self._apart = apart
        self._me = os.getpid()
        self._base = self._anonymous(self._me)

    def members(self) -> list[int]:
        """Give their process ids."""
        if self._apart:
            return [number for number in _everybody() if number != self._me]
        children = _children if _KERNEL_KNOWS else _children_by_parent()
        found, rest = [], [self._me]
        while rest:
            new = children(rest.pop())
            found += new
            rest += new
        return found

    def threads(self, members: list[int]) -> int:
        """Count their threads."""
        count = 0
        for member in members:
            with suppress(OSError):
                count += os.stat(f"/proc/{member}/task").st_nlink - 2
        return count

    def roughly(self, members: list[int]) -> int:
        """Give the memory that they hold beyond this process's own, in bytes; too much where they share it."""
        return sum(max(0, self._anonymous(member) - self._base) for member in members)

    def exactly(self, members: list[int]) -> int:
        """Give the memory that they hold beyond this process's own, in bytes, with what they share counted once."""
        total = -self._base  # each may hold a part of it; together they hold it once at most
        for member in members:
            total += _kilobytes(f"/proc/{member}/smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))
        return total

    def send(self, number: signal.Signals) -> None:
        """Send all of them a signal."""
        for member in self.members():
            with suppress(ProcessLookupError):
                os.kill(member, number)

    def end(self) -> None:
        """End all of them, and come back when they are gone.

        Raises:
            CourseError: One of them cannot be ended.

        """
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self._apart:
                with suppress(ProcessLookupError):
                    os.kill(_EVERYBODY, signal.SIGKILL)  # all at once: none of them can start another meanwhile
            elif members := self.members():
                for number in (signal.SIGSTOP, signal.SIGKILL):
                    for member in members:
                        with suppress(ProcessLookupError, PermissionError):
                            os.kill(member, number)
            if _bury():
                return
        raise CourseError(
            "A process that a submission started cannot be ended.",
            then="Look for it in the list of processes; restart the machine if it stays.",
        )

    @staticmethod
    def _anonymous(number: int) -> int:
        return _kilobytes(f"/proc/{number}/status", ("RssAnon:", "RssShmem:"))


def _bury() -> bool:
    """Take leave of children that have ended; tell whether there are none left."""
    try:
        while True:
            if os.waitpid(_EVERYBODY, os.WNOHANG)[0] == 0:
                time.sleep(0.0005)
                return False
    except ChildProcessError:
        return True


def _kilobytes(path: str, names: tuple[str, ...]) -> int:
    """Add up lines of a file of the kernel, in bytes."""
    try:
        text = Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(names))


def _everybody() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


def _children(number: int) -> list[int]:
    """Give a process's children, those of all its threads."""
    found: list[int] = []
    with suppress(OSError):  # it has ended
        for thread in os.listdir(f"/proc/{number}/task"):
            found += map(int, Path(f"/proc/{number}/task/{thread}/children").read_text(encoding="ascii").split())
    return found


def _children_by_parent() -> Callable[[int], list[int]]:
    """Give the same for kernels that do not list children, from everybody's parent."""
    found: dict[int, list[int]] = {}
    for number in _everybody():
        found.setdefault(_parent(number), []).append(number)
    return lambda number: found.get(number, [])


def _parent(number: int) -> int:
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])

"""The watchdog: looks at what a running submission takes, and says when it is too much."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from course.grading.fence import folder as folders

if TYPE_CHECKING:
    from course.grading.fence.family import Family
    from course.grading.fence.limits import Limits

TICK = 0.02  # seconds between two looks at memory; a processor fills some 50 MB meanwhile
_FILES_TICK = 0.25
_SHARE = 20  # looking takes a twentieth of the time at most


class Watch:
    """Looks at one submission.

    Args:
        family: Its processes.
        places: Folders that it may write to and that have no size of their own.
        limits: What it may use.

    """

    def __init__(self, family: Family, places: list[str], limits: Limits) -> None:
        self._family, self._limits = family, limits
        self._places = [(place, folders.content(place)) for place in places]
        self._end = time.monotonic() + limits.seconds
        self._next_files = time.monotonic() + _FILES_TICK
        self._next_members = 0.0

    def look(self) -> str:
        """Say what was broken; empty when nothing was."""
        now = time.monotonic()
        if now > self._end:
            return self._limits.too_long
        if now >= self._next_members:
            broken = self._members()
            self._next_members = time.monotonic() + (time.monotonic() - now) * _SHARE
            if broken:
                return broken
        return self.files() if now >= self._next_files else ""

    def files(self) -> str:
        """Say whether it wrote too much."""
        began = time.monotonic()
        for place, before in self._places:
            if broken := folders.too_much(place, before, self._limits):
                return broken
        self._next_files = time.monotonic() + max(_FILES_TICK, (time.monotonic() - began) * _SHARE)
        return ""

    def _members(self) -> str:
        members = self._family.members()
        if self._family.threads(members) > self._limits.processes:
            return self._limits.too_many_processes
        if self._family.roughly(members) <= self._limits.memory_bytes:
            return ""
        self._family.send(signal.SIGSTOP)  # it must not grow while it is measured
        try:
            if self._family.exactly(self._family.members()) > self._limits.memory_bytes:
                return self._limits.too_much_memory
        finally:
            self._family.send(signal.SIGCONT)
        return ""

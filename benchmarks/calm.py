"""Waiting for a calm moment on a machine that others use too: chosen before something is measured, never afterwards."""

from __future__ import annotations

import time
from pathlib import Path

CALM = 0.5  # the share of all cores that is idle


class Patience:
    """How long a calm moment is waited for, in seconds; ``--calm`` sets it."""

    longest = 5.0


def calm(look: float = 0.3) -> bool:
    """Wait until half of all cores were idle for ``look`` seconds, but not for ever; say whether they were.

    Where the system does not say (no /proc), it counts as calm.
    """
    until = time.monotonic() + Patience.longest
    while True:
        before = _idle()
        time.sleep(look)
        after = _idle()
        if after[1] == before[1] or (after[0] - before[0]) / (after[1] - before[1]) >= CALM:
            return True
        if time.monotonic() > until:
            return False


def _idle() -> tuple[int, int]:
    """Give the time that all cores were idle, and all time."""
    try:
        counts = [int(each) for each in Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]]
    except OSError:
        return (0, 0)
    return (counts[3], sum(counts))

"""Limits that the kernel itself holds, for each process of a submission."""

from __future__ import annotations

import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.grading.fence.limits import Limits

OPEN_FILES = 256
OF_THE_FENCE = 2  # processes of the same user, in the same namespace, that are not the submission's
SLACK = 128  # processes that others of the same user may start meanwhile, where these are counted together


def restrict(limits: Limits, others: int, held: int) -> None:
    """Put the limits on this process and its children.

    Args:
        limits: What the submission may use.
        others: Processes that the kernel counts together with those of the submission.
        held: What ``data_held`` gave: a fork's limit begins above it.

    Raises:
        OSError: The kernel refused.

    """
    wanted = {
        resource.RLIMIT_DATA: held + limits.memory_bytes,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NPROC: others + limits.processes,
        resource.RLIMIT_CPU: int(limits.seconds) * (os.cpu_count() or 1) + 2,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name in ("RLIMIT_MSGQUEUE", "RLIMIT_MEMLOCK", "RLIMIT_RTPRIO"):  # Linux only
        if hasattr(resource, name):
            wanted[getattr(resource, name)] = 0
    for which, value in wanted.items():
        hard = resource.getrlimit(which)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (least, least))


def data_held() -> int:
    """Give the memory for data that this process holds, in bytes."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData")), 0)


def processes_of_this_user() -> int:
    """Count the processes and threads of this user, with some slack for those to come."""
    count, user = SLACK, os.getuid()
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                if process.stat().st_uid == user:
                    count += len(os.listdir(process / "task"))
            except OSError:  # it has ended
                continue
    return count

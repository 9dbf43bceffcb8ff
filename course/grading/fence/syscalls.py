"""The kernel's calls that Python has no function for, by their numbers.

libc has no wrapper for Landlock, and its ``unshare`` and ``mount`` are reached the same way, so that there is one way.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform
from typing import Any

# name: (x86_64, aarch64); None where the machine has no such call. From the kernel's own unistd headers.
NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "unshare": (272, 97),
    "mount_setattr": (442, 442),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    "capset": (126, 91),
    "prctl": (157, 167),
    "seccomp": (317, 277),
}
MACHINES = {"x86_64": 0, "aarch64": 1}


class CallError(OSError):
    """The kernel refused; the text says what was asked and why not."""


def machine() -> int | None:
    """Give this machine's column in ``NUMBERS``, or None for one that has none here."""
    return MACHINES.get(platform.machine()) if platform.system() == "Linux" else None


@functools.cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def call(name: str, *args: int | bytes | None, about: str = "") -> int:
    """Ask the kernel.

    Args:
        name: The call, as in ``NUMBERS``.
        args: Numbers, bytes ended by a zero (Python's are), or None for a null pointer.
        about: What it is for; stands in the error.

    Raises:
        CallError: It said no.

    """
    column = machine()
    number = None if column is None else NUMBERS[name][column]
    if number is None:
        raise CallError(0, f"{name}: not known on this machine")
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in args]
    answer = int(_libc().syscall(ctypes.c_long(number), *given))
    if answer < 0:
        code = ctypes.get_errno()
        raise CallError(code, f"{' '.join(part for part in (name, about) if part)}: {os.strerror(code)}")
    return answer


def process_control(option: int, value: int = 0) -> None:
    """Set one of the process's own switches (``prctl``).

    Raises:
        CallError: The kernel refused.

    """
    call("prctl", option, value, 0, 0, 0, about=str(option))


PARENT_DEATH = 1
DUMPABLE = 4
CHILD_SUBREAPER = 36
NO_NEW_PRIVILEGES = 38

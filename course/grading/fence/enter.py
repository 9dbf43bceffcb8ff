"""Going in: what a forked child does before the first line of a submission runs, and what nobody undoes afterwards."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.grading.fence import landlock, privileges, rlimits, seccomp, view
from course.grading.fence.layers import (
    LANDLOCK,
    NAMESPACES,
    RLIMITS,
    SECCOMP,
    WATCHDOG,
    Ground,
    Layer,
    Layers,
)
from course.grading.fence.namespaces import WHAT
from course.grading.fence.readable import DEVICES, readable
from course.grading.fence.syscalls import DUMPABLE, PARENT_DEATH, machine, process_control

if TYPE_CHECKING:
    from course.grading.fence.limits import Limits

_LEFT_OUT = "left out as asked"


@dataclass(frozen=True, slots=True)
class Footing:
    """What was found and set up once, for every submission.

    Attributes:
        layers: What is active.
        shown: What may be read.
        abi: Landlock's version; 0 where it is not used.
        user: The user whom a submission becomes; None where it stays who it is.
        held: Memory for data that the process holds that is forked, in bytes.

    """

    layers: Layers
    shown: tuple[str, ...]
    abi: int
    user: int | None
    held: int

    @property
    def apart(self) -> bool:
        """Whether submissions stand in namespaces."""
        return self.layers.has(NAMESPACES)


def prepare(ground: Ground, shown: tuple[str, ...], outside: str) -> Footing:
    """Find out what this machine has, and make the view; once, in the process that forks.

    Args:
        ground: What the fence stands on.
        shown: What ``readable`` gave while the whole machine was seen.
        outside: Why there are no namespaces; empty where this is the first process in them.

    Raises:
        OSError: The view cannot be made; namespaces are of no use here.

    """
    turn = int(os.readlink("/proc/self").rsplit("/", 1)[-1]) if os.path.islink("/proc/self") else os.getpid()
    if not outside:
        view.build(shown)
    known = machine() is not None
    abi = 0 if LANDLOCK in ground.without else landlock.abi()
    layers = Layers(
        (
            Layer(NAMESPACES, active=not outside, why=outside or WHAT),
            _landlock(abi, apart=not outside, asked=LANDLOCK not in ground.without),
            Layer(SECCOMP, active=known and SECCOMP not in ground.without, why=_seccomp(ground, known=known)),
            Layer(RLIMITS, active=RLIMITS not in ground.without, why=_LEFT_OUT if RLIMITS in ground.without else ""),
            Layer(
                WATCHDOG, active=os.path.isdir("/proc/self"), why="it looks at all processes' memory, again and again"
            ),
        )
    )
    return Footing(layers, shown, abi, privileges.spare_user(turn), rlimits.data_held())


def _landlock(abi: int, *, apart: bool, asked: bool) -> Layer:
    if not asked:
        return Layer(LANDLOCK, active=False, why=_LEFT_OUT)
    if not abi:
        return Layer(LANDLOCK, active=False, why="this kernel has none (5.13 or later), or it is switched off")
    if abi < landlock.TRUNCATION and not apart:
        why = "without namespaces it needs Linux 6.2 or later: before, it did not keep files from being emptied"
        return Layer(LANDLOCK, active=False, why=why)
    return Layer(LANDLOCK, active=True, why=f"version {abi}")


def _seccomp(ground: Ground, *, known: bool) -> str:
    if SECCOMP in ground.without:
        return _LEFT_OUT
    return "" if known else "only known for x86_64 and aarch64"


def enter(footing: Footing, folder: str, scratch: str, limits: Limits, others: int) -> None:
    """Go in. What comes after runs inside, and so does everything that it starts.

    Args:
        footing: What ``prepare`` gave.
        folder: The submission's folder: the only one that it may change.
        scratch: A folder that is thrown away afterwards.
        limits: What it may use.
        others: Processes of the same user that the kernel counts together with the submission's.

    Raises:
        OSError: A layer could not be put up: the machine's fault.
        CourseError: Python cannot be read inside.

    """
    layers = footing.layers
    if footing.apart:
        view.narrow(folder, limits.file_bytes, footing.user)
    os.chdir(folder)
    if layers.has(RLIMITS):
        rlimits.restrict(limits, rlimits.OF_THE_FENCE + others, footing.held)
    if machine() is not None:
        privileges.drop(footing.user)
        process_control(PARENT_DEATH, signal.SIGKILL)
        process_control(DUMPABLE, 1)  # the yard, whose user it may share, has to count its memory
    if layers.has(LANDLOCK):
        processes = "/proc" if footing.apart else "/proc/self"
        try:
            landlock.restrict([*footing.shown, *DEVICES, processes], [folder], [scratch, "/dev/null"], footing.abi)
        except PermissionError as error:  # a folder around it is closed to the submission's user
            raise _unreadable(folder) from error
    if layers.has(SECCOMP):
        inside = footing.apart or footing.abi >= landlock.SCOPES
        seccomp.restrict(mounts=footing.apart, signals=inside)
    _look_around(folder)


def _look_around(folder: str) -> None:
    """See whether Python and the folder can be read: else every import would be a learner's error."""
    try:
        with open(os.__file__, "rb") as library:
            library.read(1)
        os.listdir(".")
    except OSError as error:
        raise _unreadable(error.filename or folder) from error


def _unreadable(path: str) -> CourseError:
    return CourseError(
        f"Inside the fence {path} cannot be read.",
        then="Install Python, the course and the class where every user may read them, or grade as an ordinary user.",
    )


def shown_by(ground: Ground) -> tuple[str, ...]:
    """Give what fenced cells may read on this machine."""
    return readable(ground.read_only)

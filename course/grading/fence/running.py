"""Asking the fenced warm process, from wherever submissions are graded."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.fence.layers import Ground, Layers, available

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.grading.fence.limits import Limits
    from course.grading.warm.messages import RanNotebook

NOWHERE = (
    "only Linux can fence what a learner's code does; grade coding assignments on a Linux machine (WSL 2 and a virtual "
    "machine are such)"
)
TRUST = "course grade --trust-submissions, or c.RunCourseCells.trust_submissions = True for nbgrader autograde"


@functools.cache
def layers(ground: Ground | None = None) -> Layers:
    """Give the layers that this machine has, by putting them up once around nothing.

    Raises:
        CourseError: Not even the process could be started.

    """
    ground = ground or Ground()
    if not available():
        return Layers.none(NOWHERE)
    ran = subprocess.run(  # noqa: S603  our own interpreter
        command(ground, "--layers"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        cwd=Path(sys.executable).anchor,
        env=clean(os.environ),
    )
    try:
        told: dict[str, Any] = json.loads(ran.stdout)
    except ValueError:
        told = {}
    if "layers" in told:
        return Layers.read(told["layers"])
    raise CourseError(
        f"The fence could not be tried: {told.get('failed', 'its process ended')}",
        then="Try 'course doctor', and look at what stands above this line.",
    )


def run_fenced(
    folder: Path,
    sources: Sequence[str],
    limits: Limits,
    *,
    environment: Mapping[str, str],
    ground: Ground | None = None,
    apart: Sequence[int] = (),
) -> RanNotebook:
    """Run code cells in ``folder`` inside the fence, and give what they published.

    Args:
        folder: The submission's folder: the only one that the cells may change.
        sources: The cells, in order.
        limits: What they may use, all together.
        environment: The grader's environment; cells learn its language and Python's settings of it. With
            ``PYTHONSAFEPATH`` nothing that lies beside the notebook can be imported (T43).
        ground: What the fence stands on. Another ground than before starts another warm process.
        apart: Which cells (by their place in ``sources``) are tests that run in a process of their own; they reach the
            learner's functions with ``call``.

    Returns:
        The cells that ran to their end, and in ``stopped`` which limit was broken, if one was.

    Raises:
        CourseError: The fence did not start or did not hold up, or this machine has too few layers. Never the learner's
            fault, and never a zero.

    """
    from course.grading.warm.stove import run

    if not available():
        raise CourseError(
            f"Learners' code cannot be run here: {NOWHERE}.",
            where=str(folder),
            then=f"Or trust these learners: {TRUST}.",
        )
    return run(
        folder, sources, environment=environment, seconds=limits.seconds, fence=limits, ground=ground, apart=apart
    )


def command(ground: Ground, *options: str) -> list[str]:
    """Give the command that starts the fenced process; no folder of a learner is on its path (T43)."""
    return [sys.executable, "-P", "-m", "course.grading.fence", *options, json.dumps(ground.data())]


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the environment to start it with. A process's memory keeps it, so there is no secret in it."""
    from course.grading.fence.gate import environment as kept

    given = kept(dict(environment))
    home = {name: environment[name] for name in ("HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME") if name in environment}
    # One thread: a process of several cannot be forked safely, nor leave its user namespace.
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    entries = [entry for entry in given.get("PYTHONPATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    return {
        **given,
        **home,
        **single,
        "PYTHONPATH": os.pathsep.join(entries),
        "PYTHONSAFEPATH": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # or the debugger, unused here, grumbles
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as a kernel sets it
    }

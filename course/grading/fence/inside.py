"""Inside the fence: the cells run one after another, and each is told as soon as it has run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from course.grading.fence.second import Visitor

if TYPE_CHECKING:
    from course.grading.warm.kernel import Kernel
    from course.grading.warm.messages import Ran

_BLOCK = 1 << 18


def run(kernel: Kernel | None, channel: int, scratch: str, *, abi: int, apart: bool) -> None:
    """Hear what is to run, run it, and tell.

    Args:
        kernel: The warm kernel.
        channel: The way to the gate and from it.
        scratch: A folder for temporary files.
        abi: Landlock's version.
        apart: Whether some cells are tests that run apart from the learner's.

    """
    if kernel is None:
        return
    # Before anything is heard: the learner's process must not inherit the tests.
    visitor = Visitor(kernel, channel, abi) if apart else None
    job = _hear(channel)
    settle(job["environment"], scratch)
    if visitor is not None:
        visitor.ask({"environment": job["environment"], "scratch": scratch}, None)
    tests = set(job["apart"])
    _tell(channel, {"inside": True})
    for index, source in enumerate(job["sources"]):
        ran = _interruptible(kernel, source) if visitor is None or index in tests else visitor.run(source)
        _tell(channel, {"cell": {"messages": ran.messages, "reply": ran.reply}})
    _tell(channel, {"done": True})


def _interruptible(kernel: Kernel, source: str) -> Ran:
    """Run a cell that the gate may interrupt; it is never meant for what stands between the cells."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return kernel.run(source)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def settle(environment: dict[str, str], scratch: str) -> None:
    """Forget what the warm process found out about where it is."""
    from ipykernel import zmqshell

    os.environ.clear()
    os.environ.update(environment)
    os.environ.update(dict.fromkeys(("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"), scratch))
    tempfile.tempdir = None
    if not environment.get("PYTHONSAFEPATH"):
        sys.path.insert(0, "")  # as a kernel has it: files beside the notebook can be imported
    if (drawing := sys.modules.get("numpy.random")) is not None:
        drawing.seed()  # or all learners draw the same numbers
    vars(zmqshell)["system"] = _system


def _system(command: str) -> int:
    """Run a ``!command``: as IPython does, but without a terminal, of which there is none inside."""
    ran = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S602  the learner's own line, inside
    lines = ran.stdout.decode("utf-8", "replace").replace("\n", "\r\n")  # as a terminal gives them
    print(lines, end="")  # noqa: T201  as IPython does
    return ran.returncode


def _hear(channel: int) -> dict[str, Any]:
    """Give the job: one line of JSON."""
    found: list[bytes] = []
    while not (found and found[-1].endswith(b"\n")):
        block = os.read(channel, _BLOCK)
        if not block:
            break
        found.append(block)
    heard: dict[str, Any] = json.loads(b"".join(found))
    return heard


def _tell(channel: int, message: dict[str, Any]) -> None:
    left = memoryview(json.dumps(message).encode() + b"\n")
    while left:
        left = left[os.write(channel, left) :]

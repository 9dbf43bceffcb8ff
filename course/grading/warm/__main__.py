"""The warm process itself: reads jobs from standard input, forks a child for each, writes what it answered."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sys
import time
from contextlib import suppress
from typing import Any

from course.grading.warm.kernel import Kernel
from course.grading.warm.messages import Job, RanNotebook

_MARKED = re.compile(r'\bmark\("(?P<exercise>[^"]+)"')
_BLOCK = 1 << 18


def main() -> None:
    """Serve until standard input is closed."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints by itself is no answer
    kernel = Kernel()
    kernel.warm_up()
    for line in sys.stdin:
        job = Job(**json.loads(line))
        _read_ahead(job.sources)
        answer = _in_child(kernel, job, out)
        _write(out, json.dumps(answer.data()).encode() + b"\n")


def _read_ahead(sources: list[str]) -> None:
    """Read the modules whose exercises will be marked once, here, and not in every child."""
    import course.grading.shown  # noqa: F401  for the children
    from course.content import library, module_of
    from course.engine.errors import CourseError

    for module in {module_of(found["exercise"]) for source in sources for found in _MARKED.finditer(source)}:
        try:
            exercises = library(module).graded.values()
        except CourseError:
            continue  # the cell says what is wrong
        if any(part.ask.kind == "day" for each in exercises for part in each.parts):
            _warm_charts()


def _warm_charts() -> None:
    """Draw a chart once, here: importing matplotlib in every child takes longer than all the rest of its marking.

    numpy must not start threads of its own, which would not live on in the children.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(Exception):  # then the children tell the day in words
        from course.charts import day

        day.source((), (), "en")


def _in_child(kernel: Kernel, job: Job, out: int) -> RanNotebook:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        os.close(out)  # only its own pipe: it cannot answer for another notebook
        os.close(0)
        _run(kernel, job, theirs)
    os.close(theirs)
    data, late = _read(ours, time.monotonic() + job.seconds)
    os.close(ours)
    _end(child)
    try:
        return RanNotebook.read(json.loads(data))
    except (ValueError, KeyError, TypeError):
        said = f"it took longer than {job.seconds:g} seconds" if late else "the process ended by itself"
        return RanNotebook(stopped=said)


def _run(kernel: Kernel, job: Job, pipe: int) -> None:
    """In the child: run the cells, tell, and end without any of the parent's farewells."""
    status = 1
    try:
        os.setsid()  # so that whatever it starts can be ended with it
        os.environ.clear()
        os.environ.update(job.environment)
        os.chdir(job.folder)
        cells = [kernel.run(source) for source in job.sources]
        _write(pipe, json.dumps(RanNotebook(cells, kernel.language).data()).encode())
        status = 0
    finally:
        os._exit(status)


def _read(pipe: int, until: float) -> tuple[bytes, bool]:
    found: list[bytes] = []
    while (left := until - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        block = os.read(pipe, _BLOCK)
        if not block:
            return b"".join(found), False
        found.append(block)
    return b"".join(found), True


def _end(child: int) -> None:
    """End the child and everything that it started."""
    for send in (os.killpg, os.kill):
        try:
            send(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    os.waitpid(child, 0)


def _write(pipe: int, data: bytes) -> None:
    left: Any = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


if __name__ == "__main__":
    main()

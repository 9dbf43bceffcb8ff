"""The warm process itself: reads jobs from standard input, forks a child for each, writes what it answered."""

from __future__ import annotations

import gc
import json
import os
import re
import select
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from course.grading.warm.ending import end_with_parent
from course.grading.warm.kernel import Kernel
from course.grading.warm.messages import Job, RanNotebook

_MARKED = re.compile(r"^from course\.grading import mark$", re.MULTILINE)
_EXERCISE = re.compile(r'\bmark\("(?P<exercise>[^"]+)"')
_BLOCK = 1 << 18
MOST_REHEARSED = 200  # cells; a course has some fifty in two languages


def main() -> None:
    """Serve until standard input is closed."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints by itself is no answer
    kernel = Kernel()
    kernel.warm_up()
    known: set[str] = set()
    for line in sys.stdin:
        job = Job(**json.loads(line))
        answer = _in_child(kernel, job, out)
        _write(out, json.dumps(answer.data()).encode() + b"\n")
        if not answer.stopped:
            _rehearse(kernel, job, known)


def _rehearse(kernel: Kernel, job: Job, known: set[str]) -> None:
    """Run the course's marking cells once in this process too, where nobody has answered anything.

    What they import and read, the exercises above all, is then here, and not made anew in every child. Only what a
    child ran to its end is run, each cell once, and nothing but a call of the course.
    """
    new = [each for each in job.sources if each not in known and _MARKED.search(each)]
    if not new or len(known) >= MOST_REHEARSED:
        return
    known.update(new)
    kept = dict(os.environ)
    with tempfile.TemporaryDirectory() as empty:
        os.environ.update(job.environment)
        os.chdir(empty)
        try:
            kernel.rehearse(new)
            _rehearse_day(new)
        finally:
            os.chdir(Path(sys.executable).anchor)
            os.environ.clear()
            os.environ.update(kept)
    gc.collect()
    gc.freeze()  # the children's collector need not look at it, which would copy it


def _rehearse_day(sources: list[str]) -> None:
    """Draw a chart once, here: importing matplotlib in every child takes longer than all the rest of a day's marking.

    numpy must not start threads of its own, which would not live on in the children.
    """
    with suppress(Exception):  # then the children tell the day in words
        from course.content import library, module_of

        modules = {module_of(found["exercise"]) for source in sources for found in _EXERCISE.finditer(source)}
        asked = (part.ask for each in modules for graded in library(each).graded.values() for part in graded.parts)
        if not any(ask.kind == "day" for ask in asked):
            return
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from course.charts import day

        day.source((), (), "en")


def _in_child(kernel: Kernel, job: Job, out: int) -> RanNotebook:
    ours, theirs = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        end_with_parent(parent)
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
        ready = select.select([pipe, 0], [], [], left)[0]
        if pipe not in ready:
            break  # too late; or nobody waits for the answer any more: one asks one thing at a time
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

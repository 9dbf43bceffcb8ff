"""Worker processes: each is a fork of this one, grades one submission at a time, and has a warm process of its own.

This process starts no threads, so it can fork at any time: a worker that was killed is replaced, and its submission is
given to another once more.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from course.grading import warm
from course.grading.autograde.jobs import Job
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.submission import Grader
from course.grading.preprocessors.run import grading_environment
from course.grading.warm.ending import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.settings import Setup

TICK = 0.2  # seconds between two looks at the clock while nothing comes
FAREWELL = 5.0  # seconds that a worker without work may take to end by itself
TRIES = 2  # how many workers a submission may cost
_BLOCK = 1 << 16


class Crew:
    """The workers. Use it with ``with``: at its end no process of it is alive."""

    def __init__(self, setup: Setup, assignments: Mapping[str, Assignment], size: int) -> None:
        self._setup, self._assignments, self._size = setup, assignments, size
        self._workers: list[_Worker] = []
        self._again: list[Job] = []

    def __enter__(self) -> Self:
        for _ in range(self._size):
            self._start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for worker in self._workers:
            worker.line.close()  # it hears that nobody asks any more
        for worker in self._workers:
            worker.end(FAREWELL if kind is None else 0.0)
        self._workers.clear()

    def grade(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Graded] | None]:
        """Grade all; give each as it is done, and None now and then while nothing is."""
        with selectors.DefaultSelector() as waiting:
            while True:
                for worker in [each for each in self._workers if each.job is None]:
                    job = self._again.pop() if self._again else next(jobs, None)
                    if job is None:
                        break
                    worker.ask(job)
                busy = [each for each in self._workers if each.job is not None]
                if not busy:
                    return
                for worker in busy:
                    waiting.register(worker.line, selectors.EVENT_READ, worker)
                ready = [key.data for key, _ in waiting.select(TICK)]
                for worker in busy:
                    waiting.unregister(worker.line)
                if not ready:
                    yield None
                for worker in ready:
                    done = self._hear(worker)
                    if done is not None:
                        yield done

    def work(self, line: socket.socket) -> None:
        """In the worker: do what is asked until nobody asks any more."""
        _work(line, self._setup, self._assignments)

    def _hear(self, worker: _Worker) -> tuple[Job, Graded] | None:
        answer = worker.hear()
        if answer is None:
            return None  # more of it is to come
        job = worker.take()
        if answer:
            return job, Graded.read(json.loads(answer))
        self._workers.remove(worker)
        worker.end()
        self._start()
        if job.tries < TRIES:
            self._again.append(Job(job.assignment, job.learner, job.folder, job.tries + 1))
            return None
        what = f"The process that worked on it was ended {TRIES} times, by the system or by somebody."
        problem = Problem(what, "Is there memory enough? Try again with: --workers 1")
        return job, Graded(job.learner, problem=problem)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        parent, lines = os.getpid(), [each.line for each in self._workers]
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        number = os.fork()
        if number == 0:
            try:
                end_with_parent(parent)
                for each in (ours, *lines):
                    each.close()
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who hands out the work
                self.work(theirs)
            finally:
                os._exit(0)
        theirs.close()
        self._workers.append(_Worker(number, ours))


class _Worker:
    """One worker, as it is seen from outside."""

    def __init__(self, number: int, line: socket.socket) -> None:
        self.number, self.line = number, line
        self.job: Job | None = None
        self._heard = b""

    def ask(self, job: Job) -> None:
        """Give it a submission."""
        self.job = job
        with suppress(OSError):  # it is gone, which is heard next
            self.line.sendall(json.dumps([job.assignment, job.learner, job.folder]).encode() + b"\n")

    def hear(self) -> bytes | None:
        """Give its whole answer; empty when it is gone, None when there is more to come."""
        try:
            block = self.line.recv(_BLOCK)
        except OSError:
            block = b""
        if not block:
            return b""
        self._heard += block
        if not block.endswith(b"\n"):
            return None
        answer, self._heard = self._heard, b""
        return answer

    def take(self) -> Job:
        """Give the job that it was asked, and let it be free again."""
        job, self.job = self.job, None
        if job is None:
            raise RuntimeError("A worker answered without being asked.")
        return job

    def end(self, patience: float = 0.0) -> None:
        """End it, at once or after ``patience`` seconds; what it started ends with it."""
        self.line.close()
        until = time.monotonic() + patience
        with suppress(ChildProcessError):
            while time.monotonic() < until:
                if os.waitpid(self.number, os.WNOHANG)[0]:
                    return
                time.sleep(0.01)
            with suppress(ProcessLookupError):
                os.kill(self.number, signal.SIGKILL)
            os.waitpid(self.number, 0)


def _work(line: socket.socket, setup: Setup, assignments: Mapping[str, Assignment]) -> None:
    """In the worker: grade what is asked until nobody asks any more."""
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader sets it while cells run
    if setup.execution().own:
        warm.light(grading_environment())
    graders: dict[str, Grader] = {}
    with line.makefile("rb") as asked:
        for each in asked:
            name, learner, folder = json.loads(each)
            try:
                if name not in graders:
                    graders = {name: Grader(setup, assignments[name])}
                told = graders[name].grade(learner, Path(folder))
            except Exception as error:  # noqa: BLE001  of the assignment's own files
                told = Graded(learner, problem=Problem(f"{type(error).__name__}: {error}", "Look at source/."))
            line.sendall(json.dumps(told.data()).encode() + b"\n")
    warm.put_out()

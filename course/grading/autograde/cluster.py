"""The workers of a dask cluster, seen from here: submissions go to them as bytes, and come back graded.

Only this process knows the gradebook. A worker that is lost costs its time: dask gives its submissions to another. One
that costs several workers is told as not graded, never as a zero. See docs/scale.md, also for who must be kept away.
"""

from __future__ import annotations

import shutil
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from course.engine.errors import CourseError
from course.grading.autograde import remote
from course.grading.autograde.parcel import Parcel
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.submission import KILO, problem_of, set_permissions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.jobs import Job
    from course.grading.autograde.settings import Setup

TICK = 0.2  # seconds between two looks at the clock while nothing comes
COUNT = 2.0  # seconds between two counts of the workers, who come and go
AHEAD = 3  # submissions sent for each worker: one is graded while others travel
ALONE = 60.0  # seconds without any worker


class Cluster:
    """The workers behind a scheduler. Use it with ``with``: at its end they have nothing of this run any more."""

    def __init__(self, setup: Setup, assignments: Mapping[str, Assignment], address: str) -> None:
        self._setup, self._assignments, self._address = setup, assignments, address
        self._run, self._converter = uuid4().hex, setup.converter()
        self._client: Any = None
        self._kits: dict[str, Any] = {}
        self._sent: dict[Any, Job] = {}
        self._room, self._counted, self._seen = 0, 0.0, 0.0

    def __enter__(self) -> Self:
        try:
            from distributed import Client
        except ImportError as error:
            raise CourseError(
                "Grading on a cluster needs dask.distributed, which is not installed.",
                where="--scheduler",
                then="pip install 'forecourt[cluster]'",
            ) from error
        try:
            self._client = Client(self._address)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise CourseError(
                f"No scheduler answers: {error}.", where=self._address, then="Is it running? Start one: dask scheduler"
            ) from error
        try:
            self._look()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(Exception):  # the scheduler may be gone, which was told
            self._client.cancel([*self._sent, *self._kits.values()])
            if self._client.status == "running":
                # A worker that is still grading, after a stop, hears of it when it is done.
                self._client.run(remote.put_away, wait=kind is None, on_error="ignore")
        self._sent.clear()
        self._kits.clear()
        self._client.close()

    def grade(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Graded] | None]:
        """Grade all; give each as it is done, and None now and then while nothing is."""
        job = next(jobs, None)
        while job or self._sent:
            self._count()
            while job and len(self._sent) < self._room:
                try:
                    self._send(job)
                except (OSError, CourseError) as error:
                    yield job, Graded(job.learner, problem=problem_of(error))
                job = next(jobs, None)
            done = self._wait()
            if not done:
                yield None
            arrived = self._fetch(done)
            for each in done:
                sent = self._sent.pop(each)
                yield sent, self._take(sent, each, arrived.get(each))

    def _look(self) -> None:
        """See that there are workers, and that they would grade as this machine does."""
        try:
            self._client.wait_for_workers(1, timeout=ALONE)
        except TimeoutError as error:
            raise self._nobody() from error
        ours = remote.course_print()
        for worker, found in self._client.run(remote.course_print, on_error="return").items():
            if found != ours:
                said = f": {found}" if isinstance(found, Exception) else ""
                raise CourseError(
                    f"The worker {worker} has not the same course and nbgrader as this machine{said}.",
                    where=self._address,
                    then="Install the same version of forecourt there, then start the worker again.",
                )

    def _count(self) -> None:
        now = time.monotonic()
        if self._room and now - self._counted < COUNT:
            return
        self._room, self._counted = AHEAD * sum(self._client.nthreads().values()), now
        if self._room:
            self._seen = now
        elif now - self._seen > ALONE:
            raise self._nobody()

    def _nobody(self) -> CourseError:
        return CourseError(
            f"The scheduler has had no worker for {ALONE:g} seconds.",
            where=self._address,
            then=f"Start some: dask worker {self._address} --nthreads 1. Then type the same command again.",
        )

    def _send(self, job: Job) -> None:
        directory = self._setup.directory
        submission = Parcel.of(
            Path(directory.format_path(directory.submitted_directory, job.learner, job.assignment)),
            most=directory.max_file_size * KILO,
        )
        if job.assignment not in self._kits:
            self._kits[job.assignment] = self._client.submit(remote.same, self._kit(job.assignment), pure=False)
        future = self._client.submit(
            remote.grade, self._kits[job.assignment], job.learner, submission, key=f"course-grade-{uuid4().hex}"
        )
        self._sent[future] = job

    def _kit(self, name: str) -> remote.Kit:
        directory, config = self._setup.directory, deepcopy(self._setup.app.config)
        for secret in ("db_url", "root", "submitted_directory", "source_directory", "directory_structure"):
            config.CourseDirectory.pop(secret, None)  # the gradebook, its password, and folders of this machine
        config.RunCourseCells.trust_submissions = config.FencedExecute.trust_submissions = False
        return remote.Kit(
            name=f"{self._run} {name}",
            course=remote.course_print(),
            config=config,
            assignment=self._assignments[name],
            source=Parcel.of(Path(directory.format_path(directory.source_directory, ".", name))),
            translations=Parcel.of(Path(directory.root) / "translations"),
        )

    def _wait(self) -> list[Any]:
        """Give those that are done by now."""
        from distributed import wait

        if not self._sent:
            time.sleep(TICK)
            return []
        try:
            done = wait(list(self._sent), timeout=TICK, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            done = set()
        except CancelledError as error:
            raise self._lost() from error
        if self._client.status != "running":
            raise self._lost()
        return list(done)

    def _fetch(self, done: list[Any]) -> dict[Any, Any]:
        """Give what they gave, all at one time: one after another, each would wait for its own way over the network."""
        fine = [each for each in done if each.status == "finished"]
        try:
            return dict(zip(fine, self._client.gather(fine), strict=True))
        except Exception:  # noqa: BLE001  one of them; which, and why, is told when each is asked alone
            return {}

    def _lost(self) -> CourseError:
        return CourseError(
            "The scheduler is gone.",
            where=self._address,
            then="What was graded is kept. Start it and its workers, then type the same command again.",
        )

    def _take(self, job: Job, future: Any, arrived: Any = None) -> Graded:
        """Put the graded folder where the job wants it."""
        from distributed import KilledWorker

        try:
            data, files = arrived or future.result()
        except KilledWorker:
            what = "Each worker that took it was ended, by the system or by somebody."
            then = "Have the workers memory enough? Try this one without --scheduler."
            return Graded(job.learner, problem=Problem(what, then))
        except CancelledError as error:
            raise self._lost() from error
        except Exception as error:  # noqa: BLE001  whatever happened there, it is no zero
            return Graded(job.learner, problem=problem_of(error))
        graded, folder = Graded.read(data), Path(job.folder)
        if graded.problem is None:
            try:
                files.unpack(folder)
                set_permissions(folder, self._converter)
                graded.folder = job.folder
            except (OSError, CourseError) as error:
                shutil.rmtree(folder, ignore_errors=True)
                graded.problem = problem_of(error)
        return graded

"""``course grade --check``: looks at what was handed in, and mends it. Nothing is graded."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.grading.autograde.gradebook import connect
from course.grading.autograde.plan import alone, assignments_of, submissions_of
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.run import Step
from course.grading.autograde.settings import read_setup
from course.grading.autograde.submission import ASK_AGAIN
from course.grading.repair.fault import Fault, State, shown
from course.grading.repair.look import Looker
from course.grading.repair.notebooks import Seen
from course.grading.repair.original import Original

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from course.grading.autograde.settings import Setup


@dataclass(frozen=True, slots=True)
class Checked:
    """A submission with which something was not as it should be."""

    assignment: str
    learner: str
    faults: tuple[Fault, ...]

    @property
    def state(self) -> State:
        """The state that matters most: a person's, then what was mended."""
        return next(state for state in State if any(fault.state is state for fault in self.faults))


@dataclass(slots=True)
class Report:
    """What became of a check.

    Attributes:
        looked_at: How many submissions were looked at.
        found: Those with which something was not as it should be.
        kept_in: Where the originals of what was mended are.
        stopped: Whether Ctrl+C ended it before its end.

    """

    looked_at: int = 0
    found: list[Checked] = field(default_factory=list)
    kept_in: Path | None = None
    stopped: bool = False
    seconds: float = 0.0

    def count(self, state: State) -> int:
        """Count the submissions of a state."""
        return sum(each.state is state for each in self.found)


def check(
    root: Path,
    wanted: str | None,
    *,
    learners: Sequence[str] = (),
    tell: Callable[[Step], None] = lambda _: None,
) -> Report:
    """Look at what was handed in, and mend what can be mended without touching an answer.

    Args:
        root: The course folder.
        wanted: The assignment, or the beginning of its name up to the first hyphen; None for all.
        learners: Only these learners' submissions.
        tell: Hears how far it is.

    Raises:
        CourseError: Nothing can be looked at, and why. What is wrong with one submission is in the report.

    """
    began, report = time.monotonic(), Report()
    setup = read_setup(root)
    connect(setup.directory.db_url).dispose()  # says what to do where there is no gradebook
    with alone(Path(setup.directory.root)):
        assignments = assignments_of(setup, wanted)
        found = submissions_of(setup, assignments, wanted, learners)
        total = sum(map(len, found.values()))
        try:
            for name, submissions in found.items():
                looker = Looker(setup, assignments[name])
                for learner, folder in submissions:
                    original = Original(setup.directory, learner, name, looker.largest)
                    faults = _check(looker, original, folder)
                    report.looked_at += 1
                    if faults:
                        report.found.append(Checked(name, learner, tuple(faults)))
                    if any(fault.state is State.MENDED for fault in faults):
                        report.kept_in = report.kept_in or _top(setup, original.place)
                    tell(Step(report.looked_at, total, name, _graded(learner, faults)))
        except KeyboardInterrupt:
            report.stopped = True
    report.seconds = time.monotonic() - began
    return report


def _check(looker: Looker, original: Original, folder: Path) -> list[Fault]:
    """Look at one submission and mend it; whatever happens is told."""
    seen = Seen()
    try:
        original.clear(folder)
        seen = looker.look(folder)
        if seen.changes:
            original.change(folder, seen.changes)
    except CourseError as error:
        return [*_undone(seen), Fault(State.YOU, error.what, error.then)]
    except OSError as error:
        why = error.strerror or str(error)
        what = f"{why}: {Path(error.filename).name if error.filename else 'a file'}."
        return [*_undone(seen), Fault(State.YOU, what, _MACHINE)]
    except RecursionError:
        return [Fault(State.YOU, "Its notebook is nested too deeply to be read.", ASK_AGAIN)]
    except MemoryError:
        return [Fault(State.YOU, "It does not fit into memory.", "Look at the size of what was handed in.")]
    except Exception as error:  # noqa: BLE001  one submission never stops the others
        return [*_undone(seen), Fault(State.YOU, f"{type(error).__name__}: {error}", ASK_AGAIN)]
    return seen.faults


def _undone(seen: Seen) -> list[Fault]:
    """Give what was seen, where it could not be mended."""
    return [
        Fault(State.YOU, each.what, "Not mended: see below.") if each.state is State.MENDED else each
        for each in seen.faults
    ]


_MACHINE = "Is there room on the disk, and may you read and write submitted/ and what is beside it? Then check again."


def _top(setup: Setup, place: Path) -> Path:
    """Give the folder beside submitted/ in which a kept submission lies."""
    root = Path(setup.directory.root)
    return Path(place.relative_to(root).parts[0]) if place.is_relative_to(root) else place.parents[1]


def _graded(learner: str, faults: Sequence[Fault]) -> Graded:
    """Give it as the progress bar hears it."""
    problem = next((Problem(fault.what, fault.then) for fault in faults if fault.state is State.YOU), None)
    return Graded(shown(learner), told=[fault.what for fault in faults], problem=problem)

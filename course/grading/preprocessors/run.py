"""Running the course's cells, and seeing to it that each graded one gave its points."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from course.engine.errors import CourseError
from course.grading import warm
from course.grading.preprocessors.fenced import NO_LIMIT, FencedExecute
from course.grading.preprocessors.submission import Submission
from course.record.place import GRADING


class RunCourseCells(FencedExecute):
    """nbgrader's ``Execute`` for the course's own cells: nothing of the learner's folder is imported.

    Where the system can fork, the cells run in a fork of a warm process (``course.grading.warm``), else in a kernel of
    their own. The outputs are the same: nbclient makes them of the same messages. Learners' own code, where an
    instructor lets it run, runs in the fence.
    """

    kept_warm = Bool(
        default_value=True, help="Run the cells in a fork of a warm process, where the system can fork."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run every code cell.

        Raises:
            CourseError: The course's own cells did not run to their end, or there is no fence for a learner's.
                nbgrader reports the submission and grades the others.

        """
        cells = self.runs(nb)
        own = all(cell.metadata.get("nbgrader", {}).get("locked") for _, cell in cells)
        if not (self.kept_warm and warm.available()) if own else self.trust_submissions:
            return self.in_a_kernel(nb, resources, km)
        submission = self._begin(nb, resources)
        if own:
            return self._end(nb, cells, self._warmly(submission, cells))
        return self._end(nb, cells, self.fenced(submission, cells, environment=grading_environment()))

    def _warmly(self, submission: Submission, cells: list[tuple[int, Any]]) -> warm.RanNotebook:
        ran = warm.run(
            submission.folder,
            [cell.source for _, cell in cells],
            environment=grading_environment(),
            seconds=max(len(cells), 1) * float(self.timeout or NO_LIMIT),
        )
        if ran.stopped:
            raise CourseError(
                f"The notebook did not run to its end: {ran.stopped}.",
                where=submission.learner,
                then="This is no fault of the learner. Try 'course doctor', and autograde again.",
            )
        return ran

    def start_new_kernel(self, **kwargs: Any) -> Any:
        """Start the kernel with the environment for grading."""
        return super().start_new_kernel(**{**kwargs, "env": grading_environment()})


def grading_environment() -> dict[str, str]:
    """Give the environment of a kernel that grades: this process's, with no folder of the learner on the path (T43)."""
    environment = {**os.environ, "PYTHONSAFEPATH": "1", GRADING: "1"}
    entries = [entry for entry in environment.get("PYTHONPATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    environment["PYTHONPATH"] = os.pathsep.join(entries)
    return environment


class PointsGiven(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """After running: a marking cell without its number is a fault of the set-up, never zero or full marks (T02)."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:  # noqa: ARG002  nbconvert's signature
        """Look at the outputs of one marking cell.

        Raises:
            CourseError: It gave no points. nbgrader reports the submission and grades the others.

        """
        metadata = cell.metadata.get("nbgrader", {})
        if (
            cell.cell_type != "code"
            or not metadata.get("grade")
            or "from course.grading import mark" not in cell.source
        ):
            return cell, resources
        # Whatever a library said on the side would cost all points (T01); the cell's own number is what counts.
        cell.outputs = [each for each in cell.outputs if not (each.output_type == "stream" and each.name == "stderr")]
        points = [_number(each) for each in cell.outputs if each.output_type == "execute_result"]
        if len(points) != 1 or points[0] is None or not 0 <= points[0] <= float(metadata["points"]):
            said = next(
                (f"{each.ename}: {each.evalue}" for each in cell.outputs if each.output_type == "error"), "no number"
            )
            raise CourseError(
                f"The graded cell gave no points ({said}).",
                where=f"{Submission.of(resources).learner}, {metadata['grade_id']}",
                then="This is no fault of the learner. Try 'course doctor', mend what it names, and autograde again.",
            )
        return cell, resources


def _number(output: Any) -> float | None:
    try:
        return float(output.data["text/plain"])
    except (KeyError, TypeError, ValueError):
        return None

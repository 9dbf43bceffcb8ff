"""Running the course's cells, and seeing to it that each graded one gave its points."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from course.engine.errors import CourseError
from course.grading.preprocessors.submission import Submission
from course.record.place import GRADING


class RunCourseCells(Execute):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's ``Execute`` in a kernel that imports nothing from the learner's folder and knows that it grades."""

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

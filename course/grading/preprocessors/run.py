"""Running the course's cells, and seeing to it that each graded one gave its points."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Int

from course.engine.errors import CourseError
from course.grading import fence, warm
from course.grading.preprocessors.submission import Submission
from course.record.place import GRADING

NO_LIMIT = 3600.0  # seconds, where an instructor took the time limit away


class RunCourseCells(Execute):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's ``Execute`` for the course's own cells: nothing of the learner's folder is imported.

    Where the system can fork, the cells run in a fork of a warm process (``course.grading.warm``), else in a kernel of
    their own. The outputs are the same: nbclient makes them of the same messages. Learners' own code, where an
    instructor lets it run, runs in the fence (``course.grading.fence``).
    """

    kept_warm = Bool(
        default_value=True, help="Run the cells in a fork of a warm process, where the system can fork."
    ).tag(config=True)

    trust_submissions = Bool(
        default_value=False,
        help="Where learners' code runs: run it in a kernel with your rights, without a fence, as stock nbgrader does.",
    ).tag(config=True)

    memory_limit = Int(1000, help="Where learners' code runs: how many MB of memory one submission may use.").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run every code cell.

        Raises:
            CourseError: The course's own cells did not run to their end, or there is no fence for a learner's.
                nbgrader reports the submission and grades the others.

        """
        cells = [(index, cell) for index, cell in enumerate(nb.cells) if self._runs(cell)]
        own = all(cell.metadata.get("nbgrader", {}).get("locked") for _, cell in cells)
        if not (self.kept_warm and warm.available()) if own else self.trust_submissions:
            return cast("tuple[Any, Any]", super().preprocess(nb, resources, km))
        NotebookClient.__init__(self, nb)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        submission = Submission.of(resources)
        ran = self._warmly(submission, cells) if own else self._fenced(submission, cells)
        for (index, cell), each in zip(cells, ran.cells, strict=True):
            self._fill(cell, index, each)
        nb.metadata["language_info"] = from_dict(ran.language)
        self.set_widgets_metadata()
        return nb, resources

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

    def _fenced(self, submission: Submission, cells: list[tuple[int, Any]]) -> warm.RanNotebook:
        """Run a learner's code; what it did not come to has an error, and gets no points."""
        cell_seconds = float(self.timeout or NO_LIMIT)
        limits = fence.Limits(
            seconds=max(len(cells), 1) * cell_seconds,
            cell_seconds=cell_seconds,
            memory_bytes=self.memory_limit * 1_000_000,
        )
        ran = fence.run_fenced(
            submission.folder,
            [cell.source for _, cell in cells],
            limits,
            environment=grading_environment(),
            apart=[number for number, (_, cell) in enumerate(cells) if _tests(cell)],
        )
        if ran.stopped:
            self.log.warning("%s: the notebook was stopped: %s.", submission.learner, ran.stopped)
        return warm.RanNotebook(fence.to_the_end(ran, len(cells)), ran.language, ran.stopped)

    def _runs(self, cell: Any) -> bool:
        """Tell whether nbclient would run the cell: foreign code is tagged to be skipped (design 6)."""
        skipped = self.skip_cells_with_tag in cell.metadata.get("tags", [])
        return bool(cell.cell_type == "code" and cell.source.strip() and not skipped)

    def _fill(self, cell: Any, index: int, ran: warm.Ran) -> None:
        """Make the cell's outputs, as ``NotebookClient.async_execute_cell`` does from a kernel's messages."""
        cell.outputs = []
        self.clear_before_next_output = False
        if self.record_timing:
            cell.metadata["execution"] = NotebookNode()
        for message in ran.messages:
            heading = {"msg_type": message["msg_type"], "date": datetime.fromisoformat(message["date"])}
            self.process_message(
                {
                    "msg_type": message["msg_type"],
                    "header": heading,
                    "content": message["content"],
                    "parent_header": {},
                },
                cell,
                index,
            )
        self.on_cell_executed(cell=cell, cell_index=index, execute_reply={"content": ran.reply})

    def start_new_kernel(self, **kwargs: Any) -> Any:
        """Start the kernel with the environment for grading."""
        return super().start_new_kernel(**{**kwargs, "env": grading_environment()})


def _tests(cell: Any) -> bool:
    """Tell whether a cell is the instructor's and tests the learner's functions from a process of its own."""
    locked = cell.metadata.get("nbgrader", {}).get("locked", False)
    return bool(locked and "from course.grading.fence import" in cell.source)


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

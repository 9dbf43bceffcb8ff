"""nbgrader's ``Execute``, with learners' code in the fence in the place of a kernel."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import Execute
from traitlets import Bool, Int, List, Unicode

from course.engine.errors import CourseError
from course.grading import fence, warm
from course.grading.preprocessors.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_LIMIT = 3600.0  # seconds, where an instructor took the time limit away


class FencedExecute(Execute):  # type: ignore[misc]  # nbgrader has no types
    """Runs a notebook in a fork of a warm process, inside the fence (``course.grading.fence``).

    For any course of nbgrader's: what ``Execute`` is told (``c.Execute.timeout``) holds here too, and the outputs are
    the same: nbclient makes them of the same messages.
    """

    trust_submissions = Bool(
        default_value=False,
        help="Where learners' code runs: run it in a kernel with your rights, without a fence, as stock nbgrader does.",
    ).tag(config=True)

    memory_limit = Int(1000, help="Where learners' code runs: how many MB of memory one submission may use.").tag(
        config=True
    )

    readable = List(
        Unicode(), help="Files and folders that learners' code may read besides Python, the course and its own folder."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run every code cell.

        Raises:
            CourseError: There is no fence, or it cannot run such a notebook. nbgrader reports the submission and grades
                the others.

        """
        if self.trust_submissions:
            return self.in_a_kernel(nb, resources, km)
        cells = self.runs(nb)
        submission = self._begin(nb, resources)
        see_that_it_is_ours(nb, submission)
        return self._end(nb, cells, self.fenced(submission, cells, environment=dict(os.environ)))

    def in_a_kernel(self, nb: Any, resources: Any, km: Any) -> tuple[Any, Any]:
        """Run the cells as nbgrader does."""
        return cast("tuple[Any, Any]", super().preprocess(nb, resources, km))

    def runs(self, nb: Any) -> list[tuple[int, Any]]:
        """Give the cells that nbclient would run, each with its place, without what is tagged to be skipped."""
        return [
            (index, cell)
            for index, cell in enumerate(nb.cells)
            if cell.cell_type == "code"
            and cell.source.strip()
            and self.skip_cells_with_tag not in cell.metadata.get("tags", [])
        ]

    def fenced(
        self, submission: Submission, cells: list[tuple[int, Any]], *, environment: Mapping[str, str]
    ) -> warm.RanNotebook:
        """Run a learner's code; what it did not come to has an error, and gets no points."""
        cell_seconds = float(self.timeout) if self.timeout and self.timeout > 0 else NO_LIMIT
        apart = [number for number, (_, cell) in enumerate(cells) if _tests(cell)]
        limits = fence.Limits(
            seconds=max(len(cells), 1) * (cell_seconds + fence.GRACE),
            cell_seconds=cell_seconds,
            interrupts=not apart,
            memory_bytes=self.memory_limit * 1_000_000,
        )
        ran = fence.run_fenced(
            submission.folder,
            [cell.source for _, cell in cells],
            limits,
            environment=environment,
            ground=fence.Ground(read_only=tuple(self.readable)),
            apart=apart,
        )
        if ran.stopped:
            self.log.warning(
                "%s: the notebook was stopped: %s; what came after got nothing.", submission.learner, ran.stopped
            )
        elif ran.late:
            self.log.warning("%s: %s, and was interrupted.", submission.learner, limits.cell_too_long)
        return warm.RanNotebook(fence.to_the_end(ran, len(cells)), ran.language, ran.stopped, ran.late)

    def _begin(self, nb: Any, resources: Any) -> Submission:
        """Do what nbconvert's ``ExecutePreprocessor`` does before it starts a kernel."""
        NotebookClient.__init__(self, nb)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        return Submission.of(resources)

    def _end(self, nb: Any, cells: list[tuple[int, Any]], ran: warm.RanNotebook) -> tuple[Any, Any]:
        for number, ((index, cell), each) in enumerate(zip(cells, ran.cells, strict=True)):
            reply = each.reply
            if number in ran.late and self.error_on_timeout:
                reply = {**self.error_on_timeout, "status": "error"}
            self._fill(cell, index, each.messages, reply)
        nb.metadata["language_info"] = from_dict(ran.language)
        self.set_widgets_metadata()
        return nb, self.resources

    def _fill(self, cell: Any, index: int, messages: list[dict[str, Any]], reply: dict[str, Any]) -> None:
        """Make the cell's outputs, as ``NotebookClient.async_execute_cell`` does from a kernel's messages."""
        cell.outputs = []
        self.clear_before_next_output = False
        if self.record_timing:
            cell.metadata["execution"] = NotebookNode()
        for message in messages:
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
        self.on_cell_executed(cell=cell, cell_index=index, execute_reply={"content": reply})


def see_that_it_is_ours(nb: Any, submission: Submission) -> None:
    """See that the notebook wants Python, which is what runs in the fence.

    Raises:
        CourseError: It wants another kernel.

    """
    name = nb.metadata.get("kernelspec", {}).get("name", "python3")
    try:
        found = KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel as error:
        raise CourseError(
            f"There is no kernel '{name}' here.", where=submission.learner, then="Install it, or name another."
        ) from error
    if found.language != "python" or "ipykernel_launcher" not in found.argv:
        raise CourseError(
            f"The kernel '{name}' cannot be fenced; only this Python can.",
            where=submission.learner,
            then=f"Do you trust these learners? Then grade it without a fence: {fence.TRUST}.",
        )


def _tests(cell: Any) -> bool:
    """Tell whether a cell is the instructor's and tests the learner's functions from a process of its own."""
    locked = cell.metadata.get("nbgrader", {}).get("locked", False)
    return bool(locked and "from course.grading.fence import" in cell.source)


def fenced(steps: Sequence[Any]) -> list[Any]:
    """Give nbgrader's steps with the fence in the place of ``Execute``."""
    return [FencedExecute if each in _EXECUTE else each for each in steps]


_EXECUTE = (Execute, "nbgrader.preprocessors.Execute", "nbgrader.preprocessors.execute.Execute")

"""Before a release: what would hurt learners later is refused (T05, T43)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from course.engine.errors import CourseError
from course.record.place import ANSWERS


class LockCheck(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """First at release: every cell that calls the course is locked, and no journal lies in source/."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Check a source notebook.

        Raises:
            CourseError: With the cell, and what to do.

        """
        folder = Path(resources["metadata"]["path"])
        if (folder / ANSWERS).exists():
            raise CourseError(
                f"A file {ANSWERS} here would overwrite every learner's answers.",
                where=str(folder),
                then="Move it out of source/; it belongs to a trial of your own.",
            )
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Check one cell."""
        metadata = cell.metadata.get("nbgrader", {})
        calls = cell.cell_type == "code" and ("from course" in cell.source or "import course" in cell.source)
        if calls and not (metadata.get("grade_id") and (metadata.get("locked") or metadata.get("grade"))):
            raise CourseError(
                "A cell that calls the course is not locked, so a learner's change to it would be run.",
                where=f"cell {cell.get('id', index + 1)}",
                then="In 'Create Assignment', make it 'Read-only' or 'Autograder tests'.",
            )
        return cell, resources

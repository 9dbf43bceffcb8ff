"""One notebook through nbgrader's two lists of steps, in memory.

Mirrored from nbconvert: ``Exporter.from_filename``, ``from_notebook_node`` and ``_preprocess`` (resources, normalising,
validating), ``NotebookExporter.from_notebook_node`` (writing). nbconvert makes the steps anew for each of the two
passes of each notebook, writes and reads between them, and validates after each step. Here they are made once; the
notebook stays in memory, and is validated before the first step and after the last one.
"""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4.nbjson import BytesEncoder
from nbformat.v4.rwbase import split_lines, strip_transient
from nbformat.validator import normalize
from traitlets.utils.importstring import import_item

from course.grading.autograde.steps import IN_MEMORY

if TYPE_CHECKING:
    from pathlib import Path

    from course.grading.autograde.assignment import Notebook
    from course.grading.autograde.result import GradedNotebook


class Steps:
    """The steps of ``converter`` (nbgrader's ``Autograde``), made once."""

    def __init__(self, converter: Any) -> None:
        self._database = converter.coursedir.db_url
        self._clean = [_made(each, converter.exporter) for each in converter.sanitize_preprocessors]
        self._grade = [_made(each, converter.exporter) for each in converter.autograde_preprocessors]
        replaced = tuple(IN_MEMORY.values())
        self._without_database: list[Any] = [
            each for each in [*self._clean, *self._grade] if isinstance(each, replaced)
        ]

    def take(
        self, file: Path, folder: Path, learner: str, assignment: str, notebook: Notebook, graded: GradedNotebook
    ) -> None:
        """Grade the notebook in ``file`` and write it into ``folder``; what it earned goes into ``graded``."""
        for step in self._without_database:
            step.notebook, step.graded = notebook, graded
        names = {
            "student": learner,
            "assignment": assignment,
            "notebook": notebook.name,
            "db_url": self._database,
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of cells without an id, which normalising gives one
            nb = nbformat.read(file, as_version=4)
            if not has_ids(nb):
                nb = normalize(nb)[1]
            validate(nb)
            for place, steps in ((file.parent, self._clean), (folder, self._grade)):
                resources = _resources(notebook.name, place, names)
                for step in steps:
                    nb, resources = step(nb, resources)
            validate(nb)
        (folder / file.name).write_text(_text(nb), encoding="utf-8")


def _made(step: Any, exporter: Any) -> Any:
    """Make one step as ``Exporter.register_preprocessor`` does; what asks a database is replaced."""
    found = import_item(step) if isinstance(step, str) else step
    return IN_MEMORY.get(found, found)(parent=exporter)


def _resources(name: str, place: Path, names: dict[str, str]) -> Any:
    made: Any = ResourcesDict()
    made.update(unique_key=name, output_files_dir=f"{name}_files", output_extension=".ipynb", nbgrader=dict(names))
    made["metadata"] = ResourcesDict()
    made["metadata"].update(name=name, path=str(place))
    return made


def has_ids(nb: Any) -> bool:
    """Tell whether there is nothing to normalise: each cell has an id of its own."""
    ids = [cell.get("id") for cell in nb.cells]
    return (nb.nbformat, nb.nbformat_minor) >= (4, 5) and None not in ids and len(set(ids)) == len(ids)


def validate(nb: Any) -> None:
    """Validate as nbconvert does between its steps: further properties may be there."""
    nbformat.validate(nb, relax_add_props=True)


def _text(nb: Any) -> str:
    """Give the notebook as ``nbformat.v4.writes`` does, which first makes a copy of it; here ``nb`` is used up."""
    nb = strip_transient(split_lines(nb))
    text = json.dumps(nb, cls=BytesEncoder, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    return f"{text}\n"

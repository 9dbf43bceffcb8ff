"""A notebook as learners got it: each of its cells, without what release takes out.

The gradebook has the cells with their hidden tests and mark schemes. What is put into a learner's notebook must be
without them, and what a learner's notebook is compared with, too.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import compute_checksum

from course.content import LANGUAGES
from course.engine.errors import CourseError
from course.grading.autograde.settings import steps_of
from course.grading.preprocessors.cells import CourseCell, label_of
from course.grading.preprocessors.language import TranslateAgain
from course.grading.preprocessors.submission import language
from course.grading.translate import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.grading.autograde.assignment import Notebook
    from course.grading.autograde.settings import Setup

_GIVEN = ("id", "metadata", "attachments")  # what the gradebook does not have
_LONGEST_ID = 64  # characters; nbformat's rule
_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass(frozen=True)
class Released:
    """A released notebook.

    Attributes:
        name: The notebook's name.
        cells: Its cells as the gradebook has them, by name, in the notebook's order.
        nodes: For each language its cells as learners got them, by name.
        others: Further texts that learners may have got, for each cell.
        plain: The texts of cells without a name that learners got.

    """

    name: str
    cells: Mapping[str, CourseCell]
    nodes: Mapping[str, Mapping[str, Any]]
    others: Mapping[str, str]
    plain: frozenset[str]

    def node(self, name: str, nb: Any) -> Any:
        """Give a cell anew, in the language of the learner's notebook."""
        return deepcopy(self._node(name, nb))

    def text(self, name: str, nb: Any) -> str:
        """Give a cell's text, in the language of the learner's notebook."""
        return str(self._node(name, nb).source)

    def _node(self, name: str, nb: Any) -> Any:
        lang = language(nb)
        return self.nodes[lang if lang in self.nodes else "en"][name]

    def is_released(self, name: str, text: str) -> bool:
        """Tell whether ``text`` is what learners got as the cell's text, in any language."""
        return text == self.others.get(name) or any(nodes[name].source == text for nodes in self.nodes.values())

    def says(self, name: str, nb: Any, text: str) -> bool:
        """Tell whether ``text`` is what the learner got as the cell's text."""
        if len(self.nodes) > 1 and language(nb) not in self.nodes:
            return True  # it cannot be told without a translation; grading puts its own text there
        return text in {self.text(name, nb), self.others.get(name)}

    def may_edit(self, name: str) -> bool:
        """Tell whether the cell's text is the learner's."""
        return not self.cells[name].locked

    @cached_property
    def ids(self) -> dict[str, str]:
        """The name of each cell that learners answer in, by the cell's id."""
        return {node["id"]: name for name, node in self.nodes["en"].items() if "id" in node and self.may_edit(name)}


def read_released(setup: Setup, assignment: str, notebook: Notebook) -> Released:
    """Put together what learners got, from the gradebook and from what lies in ``release/`` (else in ``source/``)."""
    handed_out = _handed_out(setup, assignment, notebook.name)
    given = {name: cell for cell in handed_out if (name := label_of(cell))}
    order = list(given)
    cells = sorted(notebook.cells, key=lambda cell: order.index(cell.name) if cell.name in given else len(order))
    english = _cleared(setup, cells, given)
    nodes = {"en": english}
    if TranslateAgain in steps_of(setup.converter()):
        nodes |= _translated(setup, assignment, english)
    others = {name: cell.source for name, cell in given.items()}
    plain = frozenset(cell.source for cell in handed_out if not label_of(cell))
    return Released(notebook.name, {cell.name: cell for cell in cells}, nodes, others, plain)


def _handed_out(setup: Setup, assignment: str, notebook: str) -> list[Any]:
    directory = setup.directory
    for step in (directory.release_directory, directory.source_directory):
        file = Path(directory.format_path(step, ".", assignment)) / f"{notebook}.ipynb"
        try:
            return list(nbformat.read(file, as_version=4).cells)
        except (OSError, ValueError, AttributeError, nbformat.ValidationError):
            continue  # it only brings tags, pictures and ids; the gradebook has what is graded
    return []


def _cleared(setup: Setup, cells: list[CourseCell], given: Mapping[str, Any]) -> dict[str, Any]:
    steps = [ClearHiddenTests(parent=setup.app), ClearMarkScheme(parent=setup.app)]
    found = {}
    for cell in cells:
        metadata: dict[str, Any] = {"deletable": False} | ({"editable": False} if cell.locked else {})
        new: Any = _NEW[cell.kind]
        node = new(source=cell.source, metadata=metadata, id=cell.name[:_LONGEST_ID])
        template = given.get(cell.name)
        if template is not None and template.cell_type == cell.kind:
            node.update({part: deepcopy(template[part]) for part in _GIVEN if part in template})
        node.metadata["nbgrader"] = cell.metadata()
        if cell.grade or cell.task:
            for step in steps:
                node, _ = step.preprocess_cell(node, {}, 0)
        node.metadata["nbgrader"]["checksum"] = compute_checksum(node)
        found[cell.name] = node
    return found


def _translated(setup: Setup, assignment: str, english: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for lang in LANGUAGES:
        try:
            nb = translate(
                new_notebook(cells=list(english.values())),
                lang,
                assignment,
                folder=Path(setup.directory.root) / "translations",
            )
        except CourseError:
            continue  # grading goes on in English, and so does this
        found[lang] = dict(zip(english, nb.cells, strict=True))
    return found

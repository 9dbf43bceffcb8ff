"""Mending one notebook: what a learner may edit stays as it is, whatever was done to the notebook."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import foreign_course as foreign
import pytest
from foreign_course import again, by_name, labelled, without
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.notebooknode import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.nbgraderformat import MetadataValidator
from released_cells import CELLS, EDITABLE, NAMES, RELEASED, handed_in

from course.grading.preprocessors.cells import label_of
from course.grading.repair.fault import LONGEST, State, several, shown
from course.grading.repair.mend import mend, share
from course.grading.repair.reading import bytes_of


def sentences(nb: Any, state: State) -> list[str]:
    return [fault.what for fault in mend(nb, RELEASED) if fault.state is state]


def test_what_is_as_it_should_be_is_left_alone() -> None:
    nb = handed_in()
    assert mend(nb, RELEASED) == []
    assert nb == handed_in()


def test_a_deleted_cell_comes_back_to_its_place() -> None:
    for name in NAMES:
        nb = handed_in()
        without(name)(nb)
        mend(nb, RELEASED)
        assert [label_of(cell) for cell in nb.cells] == list(NAMES)


def test_between_two_cells_of_ones_own_a_deleted_cell_comes_after_the_cell_before_it() -> None:
    nb = handed_in()
    nb.cells.insert(2, new_code_cell("helper = 1"))
    without("tests")(nb)
    mend(nb, RELEASED)
    assert [label_of(cell) for cell in nb.cells] == ["imports", "double", "tests", "", "words", "draw"]


def test_in_an_old_format_a_cell_comes_back_without_an_id() -> None:
    nb = handed_in()
    nb.nbformat_minor = 4
    for cell in nb.cells:
        del cell["id"]
    without("tests")(nb)
    mend(nb, RELEASED)
    assert not any("id" in cell for cell in nb.cells)


def test_of_copies_of_a_locked_cell_the_last_with_the_released_text_keeps_the_name() -> None:
    nb = handed_in()
    again("tests", "print('mine')")(nb)
    assert sentences(nb, State.MENDED) == ["Several cells are called 'tests'."]
    assert [label_of(cell) for cell in nb.cells] == [*NAMES, ""]
    assert nb.cells[-1].source == "print('mine')"


def test_between_an_answer_and_the_released_text_there_is_nothing_to_choose() -> None:
    nb = handed_in()
    again("words", "…")(nb)
    mend(nb, RELEASED)
    assert by_name(nb)["words"].source == foreign.WORDS
    assert label_of(nb.cells[-1]) == ""


def test_t09_two_answers_that_differ_are_never_chosen_from() -> None:
    nb = handed_in()
    again("words", "other words")(nb)
    before = deepcopy(nb)
    (fault,) = mend(nb, RELEASED)
    assert fault.state is State.YOU
    assert "cells 4, 6" in fault.what
    assert nb == before


def test_a_persons_help_is_asked_with_the_places_as_they_are_afterwards() -> None:
    nb = handed_in()
    again("words", "other words")(nb)
    without("imports")(nb)
    (what,) = sentences(nb, State.YOU)
    assert "cells 4, 6" in what


def test_a_deleted_answer_is_blank_and_a_person_looks_whether_it_stands_elsewhere() -> None:
    nb = handed_in()
    without("words")(nb)
    nb.cells.append(new_markdown_cell("words elsewhere"))
    (what,) = sentences(nb, State.YOU)
    assert what.startswith("Cells that are the learner's own: 6.")
    assert by_name(nb)["words"].source == "…"


def test_a_lost_label_comes_back_by_the_text_of_a_locked_cell_and_the_id_of_an_answer() -> None:
    nb = handed_in()
    for cell in nb.cells:
        del cell.metadata["nbgrader"]
    assert share(nb, RELEASED) == 1.0
    mend(nb, RELEASED)
    assert nb == handed_in()


def test_a_label_that_says_nothing_may_stay() -> None:
    label = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False, "grade_id": "c1"}
    nb = handed_in()
    nb.cells.append(new_code_cell("1", metadata={"nbgrader": label}))
    assert mend(nb, RELEASED) == []
    nb.cells[-1].metadata["nbgrader"]["schema_version"] = 1
    assert sentences(nb, State.MENDED) == ["The assignment has no cell 'c1'."]
    assert nb.cells[-1].source == "1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": 400},
        {"points": "2"},
        {"points": None},
        {"grade": False},
        {"grade": 1},
        {"locked": False, "grade": False},
        {"solution": True},
        {"task": True},
        {"schema_version": 2},
        {"schema_version": 4},
        {"schema_version": None},
        {"cell_type": "markdown"},
        {"checksum": "short"},
        {"mine": "more"},
    ],
)
def test_a_label_that_says_something_else_is_written_anew(wrong: dict[str, Any]) -> None:
    nb = handed_in()
    labelled("tests", **wrong)(nb)
    assert sentences(nb, State.MENDED) == ["The label of 'tests' was changed."]
    assert nb == handed_in()


def test_names_that_learners_chose_are_shown_on_one_line_and_short() -> None:
    assert shown("a\x1b[31m\nb") == r"a\x1b[31m\nb"
    assert shown("王芳") == "王芳"
    assert len(shown("x" * 1000)) == LONGEST + 1
    assert several(f"c{n}" for n in range(7)) == "'c0', 'c1', 'c2', 'c3', 'c4' and 2 more"


# -- whatever was done ------------------------------------------------------------------------------------------------

TEXTS = st.one_of(st.sampled_from([foreign.CODE, foreign.WORDS, "…", "", *(CELLS[n][1] for n in NAMES)]), st.text())
FLAGS = st.sampled_from(["grade", "solution", "locked", "task", "points", "schema_version", "cell_type", "grade_id"])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from([*NAMES, "other"]), st.text(max_size=3))
LABELS = st.one_of(
    st.builds(lambda name: RELEASED.cells[name].metadata(), st.sampled_from(NAMES)),
    st.dictionaries(FLAGS, VALUES),
    VALUES,
)
PLACES = st.integers(0, 30)
DEEDS = st.one_of(
    st.tuples(st.just("delete"), PLACES),
    st.tuples(st.just("copy"), PLACES, PLACES),
    st.tuples(st.just("edit"), PLACES, TEXTS),
    st.tuples(st.just("label"), PLACES, LABELS),
    st.tuples(st.just("unlabel"), PLACES),
    st.tuples(st.just("flag"), PLACES, FLAGS, VALUES),
    st.tuples(st.just("add"), PLACES, TEXTS),
    st.tuples(st.just("turn"), PLACES),
)


def do(nb: Any, deed: Any) -> None:
    """Do to a notebook what learners and their programs do."""
    what, place, *more = deed
    cells = nb.cells
    if what == "add":
        cells.insert(place % (len(cells) + 1), new_code_cell(more[0], id=f"own-{len(cells)}"))
    if not cells:
        return
    place %= len(cells)
    cell = cells[place]
    if what == "delete":
        del cells[place]
    elif what == "copy":
        cells.insert(more[0] % len(cells), from_dict(deepcopy(cell) | {"id": f"copy-{len(cells)}"}))
    elif what == "edit":
        cell.source = more[0]
    elif what == "label":
        cell.metadata["nbgrader"] = deepcopy(more[0])
    elif what == "unlabel":
        cell.metadata.pop("nbgrader", None)
    elif what == "flag" and isinstance(cell.metadata.get("nbgrader"), dict):
        cell.metadata["nbgrader"][more[0]] = more[1]
    elif what == "turn":
        other = new_markdown_cell if cell.cell_type == "code" else new_code_cell
        cells[place] = other(cell.source, id=cell["id"], metadata=cell.metadata)


@given(st.lists(DEEDS, max_size=8))
@settings(deadline=None, max_examples=200)
def test_whatever_was_done_no_text_that_a_learner_may_edit_changes_and_a_second_time_nothing_does(
    deeds: list[Any],
) -> None:
    nb = handed_in()
    for deed in deeds:
        do(nb, deed)
    for number, cell in enumerate(nb.cells):
        cell.metadata["probe"] = number  # nothing in a cell's metadata but its label is touched
    before = [cell.source for cell in nb.cells]
    asked = {fault.what for fault in mend(nb, RELEASED) if "differ" in fault.what}

    kept = [cell for cell in nb.cells if "probe" in cell.metadata]
    assert [cell.metadata["probe"] for cell in kept] == list(range(len(before)))
    for cell, source in zip(kept, before, strict=True):
        assert cell.source == source or label_of(cell) in set(NAMES) - EDITABLE
    added = [cell for cell in nb.cells if "probe" not in cell.metadata]
    assert all(cell.source == CELLS[label_of(cell)][1] for cell in added)

    names = [label_of(cell) for cell in nb.cells if label_of(cell) in NAMES]
    assert set(names) == set(NAMES)
    if not asked:
        assert sorted(names) == sorted(NAMES)
        MetadataValidator().validate_nb(nb)
    written = bytes_of(nb, "problem.ipynb")
    assert not [fault for fault in mend(nb, RELEASED) if fault.state is State.MENDED]
    assert bytes_of(nb, "problem.ipynb") == written

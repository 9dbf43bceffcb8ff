"""`release/` is what `source/` produces: told cell by cell, and what to run when it is not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from course.check import released
from course.check.finding import Root

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.check import Finding

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"
THEN = f"Run: course release {M1}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a source and what learners get of it, cut here by hand."""
    shutil.copytree(ROOT / "source" / M1, tmp_path / "source" / M1)
    notebook = nbformat.read(tmp_path / "source" / M1 / f"{M1}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.partition("### BEGIN HIDDEN TESTS")[0].rstrip("\n")
        before, scheme, after = cell.source.partition("=== BEGIN MARK SCHEME ===")
        cell.source = before + after.partition("=== END MARK SCHEME ===\n")[2] if scheme else before
        cell.metadata.nbgrader["checksum"] = "as nbgrader adds it"
    (tmp_path / "release" / M1).mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "release" / M1 / f"{M1}.ipynb")
    return tmp_path


def changed(root: Path, how: Callable[[list[Any]], Any]) -> list[Finding]:
    file = root / "source" / M1 / f"{M1}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    how(notebook.cells)
    nbformat.write(notebook, file)
    return list(released.check(Root(root), M1))


@pytest.mark.parametrize("name", [M1, "m2-contact"])
def test_our_own_release_is_what_source_produces(name: str) -> None:
    assert [str(each) for each in released.check(Root(ROOT), name)] == []


def test_a_changed_reading_cell(root: Path) -> None:
    [found] = changed(root, lambda cells: cells[3].update(source="Other words."))
    assert f"'{nbformat.read(root / 'source' / M1 / f'{M1}.ipynb', as_version=4).cells[3].id}'" in found.what
    assert found.where.startswith(f"release/{M1}/{M1}.ipynb, line ")
    assert found.then == THEN


def test_a_changed_key_alone_changes_nothing_for_learners(root: Path) -> None:
    def other_key(cells: list[Any]) -> None:
        cell = next(cell for cell in cells if cell.id == "m1-x1")
        cell.source = cell.source.replace("m1-x1.W1", "m1-x1.W1 ", 1)

    assert changed(root, other_key) == []


def test_changed_points(root: Path) -> None:
    [found] = changed(root, lambda cells: next(c for c in cells if c.id == "m1-x1").metadata.nbgrader.update(points=99))
    assert "'m1-x1'" in found.what


def test_a_new_cell_and_a_cell_that_is_gone(root: Path) -> None:
    assert "'m1-s3' of source/ is not in it" in _release_without(root, "m1-s3")[0].what
    gone = changed(root, lambda cells: cells.pop())
    assert any("is not in source/ any more" in each.what for each in gone)


def _release_without(root: Path, name: str) -> list[Finding]:
    file = root / "release" / M1 / f"{M1}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != name]
    nbformat.write(notebook, file)
    return list(released.check(Root(root), M1))


def test_another_order(root: Path) -> None:
    [found] = changed(root, lambda cells: cells.append(cells.pop(3)))
    assert "another order" in found.what


def test_an_assignment_that_was_never_released_is_only_reported(root: Path) -> None:
    shutil.rmtree(root / "release" / M1)
    [found] = released.check(Root(root), M1)
    assert not found.error
    assert found.then == THEN


def test_a_course_root_before_its_first_release_is_in_order(root: Path) -> None:
    shutil.rmtree(root / "release")
    assert list(released.check(Root(root), M1)) == []

"""Releasing: what is handed out, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from course.check import released
from course.check.finding import Root
from course.engine.errors import CourseError
from course.grading.courseroot import make_root
from course.grading.leaks import secrets
from course.grading.release import assignments, release, release_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a course root with the first stage only."""
    made = make_root(tmp_path_factory.mktemp("release") / "root", ROOT)
    for name in assignments(made):
        if name != M1:
            shutil.rmtree(made / "source" / name)
    return made


@pytest.fixture
def planted(root: Path) -> Iterator[Path]:
    """Give the source folder; what a test puts into it is taken out again."""
    folder = root / "source" / M1
    kept = (folder / f"{M1}.ipynb").read_bytes()
    yield folder
    (folder / f"{M1}.ipynb").write_bytes(kept)
    (folder / "notes.md").unlink(missing_ok=True)


@pytest.mark.nbgrader
def test_a_release_is_a_folder_and_a_zip_without_the_key(root: Path) -> None:
    done = release(root, M1)
    assert [path.name for path in done.folder.iterdir()] == [f"{M1}.ipynb"]
    with zipfile.ZipFile(done.zip) as archive:
        assert archive.namelist() == [f"{M1}/{M1}.ipynb"]
    first = done.zip.read_bytes()
    assert release(root, M1).zip.read_bytes() == first  # unchanged files give the same zip


@pytest.mark.nbgrader
def test_a_release_in_chinese_lies_in_a_folder_of_its_own(root: Path) -> None:
    done = release(root, M1, "zh-CN")
    assert done.folder == root / "release-zh-CN" / M1
    assert done.zip.name == f"{M1}.zh-CN.zip"
    notebook = nbformat.read(done.folder / f"{M1}.ipynb", as_version=4)
    assert notebook.metadata["forecourt"]["lang"] == "zh-CN"
    assert release_folder("en") == "release"


@pytest.mark.nbgrader
def test_the_quick_comparison_of_course_check_agrees_with_what_nbgrader_writes(root: Path) -> None:
    release(root, M1)
    assert list(released.check(Root(root), M1)) == []


@pytest.mark.nbgrader
def test_a_key_in_another_file_of_the_source_is_refused_and_nothing_is_left(root: Path, planted: Path) -> None:
    secret = max(secrets(planted / "key.yaml"), key=len)
    (planted / "notes.md").write_text(f"For me: {secret}\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"nothing was released.*notes\.md") as caught:
        release(root, M1)
    assert "release again" in caught.value.then
    assert not (root / "release" / M1).exists()
    assert not (root / "handouts" / f"{M1}.en.zip").exists()


@pytest.mark.nbgrader
def test_a_key_in_a_reading_cell_is_refused(root: Path, planted: Path) -> None:
    file = planted / f"{M1}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells[1].source += "\n\n" + max(secrets(planted / "key.yaml"), key=len)
    nbformat.write(notebook, file)
    with pytest.raises(CourseError, match="nothing was released"):
        release(root, M1)
    assert not (root / "release" / M1).exists()


@pytest.mark.nbgrader
def test_a_hidden_part_without_its_end_is_refused(root: Path, planted: Path) -> None:
    file = planted / f"{M1}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "m1-x1")
    cell.source = cell.source.replace("### END HIDDEN TESTS", "")
    nbformat.write(notebook, file)
    with pytest.raises(CourseError) as caught:
        release(root, M1)
    assert caught.value.then
    assert not (root / "release" / M1).exists()


def test_an_assignment_that_is_not_there_is_told_with_those_that_are(root: Path) -> None:
    with pytest.raises(CourseError, match=rf"no assignment 'm7-care'.*There are: {M1}"):
        release(root, "m7-care")


def test_outside_a_course_root_it_says_where_to_run_it(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="run this in the course folder"):
        release(tmp_path, M1)


def test_a_language_that_the_course_does_not_have_is_told(root: Path) -> None:
    with pytest.raises(CourseError, match="not written in 'fr'"):
        release(root, M1, "fr")  # type: ignore[arg-type]

"""An instructor's course root: what is copied, and when nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.engine.errors import CourseError
from course.grading.courseroot import make_root

ROOT = Path(__file__).parents[1]


def test_a_root_has_what_nbgrader_needs_and_nothing_of_a_class(tmp_path: Path) -> None:
    root = make_root(tmp_path / "sales", ROOT)
    assert sorted(path.name for path in root.iterdir()) == ["nbgrader_config.py", "source", "translations"]
    assert (root / "source" / "m1-preparation" / "key.yaml").is_file()
    assert not list(root.rglob(".ipynb_checkpoints"))


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "sales").mkdir()
    assert make_root(tmp_path / "sales", ROOT).is_dir()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").write_text("precious", encoding="utf-8")
    with pytest.raises(CourseError, match=r"not empty.*nothing was changed"):
        make_root(tmp_path, ROOT)
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


def test_a_file_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "sales").write_text("", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be made"):
        make_root(tmp_path / "sales", ROOT)


def test_files_that_are_not_the_instructors_are_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"source and nbgrader_config\.py not found.*--from FOLDER"):
        make_root(tmp_path / "sales", tmp_path)
    assert not (tmp_path / "sales").exists()


def test_a_root_inside_the_files_that_it_copies_is_refused() -> None:
    with pytest.raises(CourseError, match="inside the files"):
        make_root(ROOT / "source" / "mine", ROOT)
    assert not (ROOT / "source" / "mine").exists()

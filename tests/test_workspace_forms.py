"""``course doctor`` makes every question and talk once, in both languages, and says which one is broken."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import nbformat
import pytest
from small_release import form, short_notebook, write_release

from course.content.library import library
from course.engine.errors import CourseError
from course.workspace import doctor, forms
from course.workspace.released import assignments, released

if TYPE_CHECKING:
    from pathlib import Path


def test_every_form_of_a_release_is_made(tmp_path: Path) -> None:
    assert forms.draw_all(write_release(tmp_path / "release")) == 4  # a sheet and a graded exercise in each of two


def test_all_that_is_released_can_be_shown_in_both_languages() -> None:
    if not assignments(released()):
        pytest.skip("nothing is released")
    assert forms.draw_all() > 50


@pytest.mark.parametrize("call", ['sheet("m1-s1-nowhere", lang="en")', 'scene("m1-r9", lang="en")'])
def test_a_form_that_is_missing_is_named_with_its_notebook(tmp_path: Path, call: str) -> None:
    release = write_release(tmp_path / "release")
    broken = short_notebook("m1", "m1-preparation")
    broken.cells.append(form("m1-broken", f"from course import sheet, scene; {call}"))
    nbformat.write(broken, release / "m1-preparation" / "m1-preparation.ipynb")
    with pytest.raises(CourseError) as told:
        forms.draw_all(release)
    assert "m1-preparation, m1-" in str(told.value)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_doctor_says_which_file_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("FORECOURT_RELEASE", str(write_release(tmp_path / "release")))
    shutil.copytree(str(library("m1").folder), tmp_path / "content" / "m1")
    (tmp_path / "content" / "m1" / "items.yaml").write_text("- id: m1-p01\n  ask: nothing\n", encoding="utf-8")
    monkeypatch.setenv("FORECOURT_CONTENT", str(tmp_path / "content"))
    found = doctor._forms(lang)  # type: ignore[arg-type]  # noqa: SLF001  one finding, without the slow others
    assert found.state == "bad"
    assert "items.yaml" in found.what
    assert found.then

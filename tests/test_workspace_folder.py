"""The learner's folder: names that every system can bear, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.errors import CourseError
from course.workspace.folder import Folder, folder_of, language, learners_in, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("王芳", "王芳"),
        ("Li, Lei", "Li, Lei"),
        ("a/b\\c", "a-b-c"),
        ("../../etc", "-..-etc"),
        ("  .hidden. ", "hidden"),
        ("CON", "CON-"),
        ("com1.txt", "com1.txt-"),
        ("what?*[x]", "what--" + "-x-"),
        ("a+b", "a-b"),
    ],
)
def test_a_name_becomes_a_folder_that_every_system_can_bear(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "   ", "...", "///"])
def test_a_name_of_which_nothing_is_left_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(CourseError, match="cannot be the name of a folder"):
        safe_name(name)


@given(st.text())
def test_a_safe_name_never_leads_out_of_its_folder_and_stays_as_it_is(name: str) -> None:
    try:
        safe = safe_name(name)
    except CourseError:
        return
    assert Path("/base", safe).parent == Path("/base")
    assert safe not in {"..", "."}
    assert safe_name(safe) == safe


def test_the_only_learner_on_a_computer_is_found_without_a_name(tmp_path: Path) -> None:
    first = folder_of("王芳", tmp_path)
    first.prepare()
    first.remember(learner="王芳")
    assert folder_of(None, tmp_path).root == first.root


def test_where_two_learners_share_one_computer_the_user_is_meant_or_a_name_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "till")
    for name in ("王芳", "Li, Lei"):
        folder = folder_of(name, tmp_path)
        folder.prepare()
        folder.remember(learner=name)
    assert [each.learner for each in learners_in(tmp_path)] == ["Li, Lei", "王芳"]
    with pytest.raises(CourseError, match="Li, Lei, 王芳"):
        folder_of(None, tmp_path)
    folder_of("till", tmp_path).prepare()
    assert folder_of(None, tmp_path).root == tmp_path / "till"


def test_the_language_is_the_one_asked_for_then_the_one_chosen_before_then_the_computers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "x", "x")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert language(None, folder) == "zh-CN"
    folder.prepare()
    folder.remember(lang="en")
    assert language(None, folder) == "en"
    assert language("zh_CN", folder) == "zh-CN"
    with pytest.raises(CourseError, match="does not speak 'fr'"):
        language("fr", folder)


def test_choices_that_cannot_be_read_are_as_if_nothing_was_chosen(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "x")
    folder.prepare()
    (folder.state / "choices.json").write_text("{torn", encoding="utf-8")
    assert folder.choices() == {}


def test_a_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CourseError, match="--workspace"):
        Folder(tmp_path / "x", "x").prepare()

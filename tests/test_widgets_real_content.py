"""The course as it is shipped: every form of every stage shows, and the start page can read every stage."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import IPython.display
import pytest

import course
from course.content import Lang, library, modules
from course.widgets import session
from course.widgets.solution import worked
from course.widgets.start import start_view
from course.widgets.strip import STRIP

SOURCE = Path(__file__).parents[1] / "source"
LANGUAGES: tuple[Lang, ...] = ("en", "zh-CN")


def forms() -> list[tuple[str, str]]:
    found = []
    for module in modules():
        shelf = library(module)
        found += [("header", shelf.module.assignment), ("hand_in", shelf.module.assignment)]
        found += [("sheet", name) for name in shelf.sheets]
        found += [("exercise", name) for name in shelf.exercises]
        found += [("graded", name) for name in shelf.graded]
        found += [("drill", name) for name in shelf.drills]
    return found


@pytest.fixture
def learner(tmp_path: Path) -> Path:
    folder = tmp_path / "王芳"
    for module in modules():
        name = library(module).module.assignment
        (folder / name).mkdir(parents=True)
        shutil.copy(SOURCE / name / f"{name}.ipynb", folder / name)
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_page_reads_every_stage_whole(learner: Path, lang: Lang) -> None:
    view = start_view(learner, lang)
    shown = {each["id"]: each for each in view["stages"] if each["state"] != "coming"}
    assert set(shown) == set(modules())
    assert {name: each["problem"] for name, each in shown.items()} == dict.fromkeys(shown, "")
    assert not [name for name, each in shown.items() if each["state"] == "broken"]
    assert shown["m1"]["next"]["open"].endswith("#m1-s1-before")  # the guess stands above the reading


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_worked_solution_of_every_question_opens(learner: Path, lang: Lang) -> None:
    sitting = session.open_session(learner / "m1-preparation")
    for module in modules():
        shelf = library(module)
        parts = (part for exercise in shelf.exercises.values() for part in exercise.parts)
        for item in [*shelf.items.values(), *parts]:
            assert worked(item, sitting, lang).startswith(sitting.local(item.solution, lang)), item.id


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("call", "name"), forms())
def test_every_form_shows_without_a_problem_box(
    call: str, name: str, lang: Lang, learner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Any] = []

    def display(*objects: Any, **_: Any) -> Any:
        shown.extend(objects)
        return None

    monkeypatch.setattr(IPython.display, "display", display)
    monkeypatch.delenv("FORECOURT_GRADING", raising=False)
    monkeypatch.chdir(learner / library(name.partition("-")[0]).module.assignment)
    getattr(course, call)(name, lang=lang)
    assert shown
    assert not [each.data for each in shown if "role='alert'" in str(getattr(each, "data", ""))]


@pytest.mark.parametrize("file", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_part_with_the_minutes_that_the_start_page_says(learner: Path, file: str) -> None:
    lines = (SOURCE.parent / file).read_text(encoding="utf-8").splitlines()
    told = [re.fullmatch(r"\| (\d) [^|]+\| (\d+) \|.*\|", line) for line in lines]
    minutes = {f"m{row[1]}": int(row[2]) for row in told if row}
    stages = {each["id"]: each for each in start_view(learner, "en")["stages"] if each["state"] != "coming"}
    assert set(STRIP) <= minutes.keys() <= stages.keys()
    for name, said in minutes.items():
        assert said == stages[name]["minutes"], name

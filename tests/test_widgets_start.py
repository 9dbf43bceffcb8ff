"""The start page: what is done, with what result, and what comes next."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from small_release import short_notebook

from course.content import LANGUAGES, Lang, library
from course.record import Journal
from course.widgets.returned import returned
from course.widgets.start import StartWidget, start_view
from course.widgets.stops import stops
from course.widgets.strip import sale_stage
from course.widgets.tools.show import tool_called

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file = tmp_path / "王芳" / M1 / f"{M1}.ipynb"
    file.parent.mkdir(parents=True)
    nbformat.write(short_notebook("m1", M1), file)
    return tmp_path / "王芳"


@pytest.fixture
def journal(folder: Path) -> Journal:
    return Journal(folder / M1 / "answers.jsonl", session="test")


def stage(folder: Path, name: str = "m1", lang: Any = "en") -> dict[str, Any]:
    return next(each for each in start_view(folder, lang)["stages"] if each["id"] == name)


def practise(journal: Journal, item: str, *, right: bool) -> None:
    found = library("m1").item(item)
    response = found.key.model_answer(found.ask) if right else None
    journal.append(item=item, form="practice", event="answer", response=response)
    journal.append(
        item=item, form="practice", event="check", response=response, outcome="correct" if right else "wrong"
    )


def test_the_five_stages_are_shown_and_those_without_content_are_coming(folder: Path) -> None:
    states = {each["id"]: each["state"] for each in start_view(folder, "en")["stages"]}
    assert list(states) == ["m0", "m1", "m2", "m3", "m4", "m5"]  # m0 is the way in
    assert states["m1"] == "new"
    assert states["m2"] == "coming"  # it is not laid out here


def test_the_next_thing_is_the_first_open_stop_and_it_leads_to_its_cell(folder: Path, journal: Journal) -> None:
    assert stage(folder)["next"]["open"] == f"{M1}/{M1}.ipynb#m1-s1"
    for item in library("m1").sheet("m1-s1-after").items:
        practise(journal, item, right=True)
    assert stage(folder)["next"]["open"] == f"{M1}/{M1}.ipynb#m1-x1"


def test_extra_practice_is_listed_but_a_stage_is_finished_without_it(folder: Path) -> None:
    file = folder / "m2-contact" / "m2-contact.ipynb"
    file.parent.mkdir()
    nbformat.write(nbformat.read(ROOT / "release" / "m2-contact" / file.name, 4), file)
    shown = stage(folder, "m2")
    extra = [stop for stop in shown["stops"] if stop["kind"] == "extra"]
    assert [stop["title"] for stop in extra] == ["More practice"]
    everything = sum(stop["minutes"] for stop in shown["stops"])
    assert everything - extra[0]["minutes"] == pytest.approx(shown["minutes"], abs=len(shown["stops"]) / 2)


@pytest.fixture
def second(folder: Path) -> Journal:
    file = folder / "m2-contact" / "m2-contact.ipynb"
    file.parent.mkdir()
    nbformat.write(short_notebook("m2", "m2-contact"), file)
    return Journal(file.parent / "answers.jsonl", session="test")


def test_whoever_is_in_the_middle_of_a_stage_goes_on_there_and_is_not_sent_back(folder: Path, second: Journal) -> None:
    assert start_view(folder, "en")["following"] == "m1"
    second.append(item="m2-q1", form="practice", event="answer", response={})
    assert start_view(folder, "en")["following"] == "m2"


@pytest.mark.parametrize(("right", "passed"), [(1, False), (2, True)])
def test_a_section_is_passed_at_80_percent_of_what_was_checked(
    folder: Path,
    journal: Journal,
    right: int,
    passed: bool,  # noqa: FBT001  a parameter
) -> None:
    for number, item in enumerate(library("m1").sheet("m1-s1-after").items):
        practise(journal, item, right=number < right)
    section = stops("m1", folder / M1 / f"{M1}.ipynb", journal.entries(), "en")[0]
    assert section.finished
    assert section.passed is passed
    assert section.share == right / section.total


def test_unattempted_is_never_shown_as_wrong(folder: Path) -> None:
    view = stage(folder)
    assert {each["result"] for each in view["stops"]} == {"not started yet"}
    assert {each["passed"] for each in view["stops"]} == {None}


def test_one_wrong_try_is_not_told_as_a_share_of_right_answers(folder: Path, journal: Journal) -> None:
    practise(journal, library("m1").sheet("m1-s1-after").items[0], right=False)
    view = stage(folder)
    assert "%" not in view["quiz"]["result"]
    assert view["quiz"]["result"].startswith("1 of ")
    assert view["stops"][0]["result"] == "1 of 2 checked"  # the stage's own sheet says: Checked 1 of 2


def test_a_ten_minute_step_fits_into_ten_minutes(folder: Path) -> None:
    assert stage(folder)["ten"]["minutes"] <= 10


def test_the_graded_form_shows_only_how_much_is_answered(folder: Path, journal: Journal) -> None:
    part = library("m1").graded_exercise("m1-x1").parts[0]
    answer = dict.fromkeys(part.ask.parts(), "x") if part.ask.parts() != ("",) else ["x"]
    journal.append(item=part.id, form="graded", event="answer", response=answer)
    graded = [each for each in stage(folder)["stops"] if each["kind"] == "graded"]
    assert graded[0]["result"].startswith("1 of ")
    assert graded[0]["result"].endswith(" answered")
    assert graded[0]["passed"] is None


def test_a_torn_notebook_is_told_and_the_other_stages_stay(folder: Path) -> None:
    (folder / M1 / f"{M1}.ipynb").write_text("{torn", encoding="utf-8")
    assert stage(folder)["state"] == "broken"
    assert "course open" in stage(folder)["problem"]
    assert stage(folder, "m2")["state"] == "coming"


def test_a_missing_item_leaves_the_stage_readable_and_one_sentence_tells_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = library("m1")
    gone, *left = shelf.sheet("m1-s1-after").items
    monkeypatch.setitem(shelf.__dict__, "items", {name: item for name, item in shelf.items.items() if name != gone})
    for lang, said in (("en", "Everything else"), ("zh-CN", "其余")):
        view = stage(folder, lang=lang)
        assert view["state"] == "new"
        assert gone in view["problem"]
        assert said in view["problem"]
        assert "nothing called" not in view["problem"]
        assert next(stop for stop in view["stops"] if stop["kind"] == "section")
        assert view["total"] == len(left) + len(shelf.graded_exercise("m1-x1").parts)


def test_a_missing_sheet_exercise_or_talk_leaves_the_rest(folder: Path) -> None:
    file = folder / M1 / f"{M1}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for call, name in (("sheet", "m1-s2-gone"), ("sheet", "m1-gone"), ("graded", "m1-x99"), ("scene", "m1-r99")):
        cell = nbformat.v4.new_code_cell(f'from course import {call}; {call}("{name}", lang="en")')
        notebook.cells.append(cell)
    nbformat.write(notebook, file)
    view = stage(folder)
    assert view["state"] == "new"
    assert all(name in view["problem"] for name in ("m1-s2-gone", "m1-gone", "m1-x99", "m1-r99"))
    assert {"m1-s1", "m1-x1"} <= {stop["open"].partition("#")[2] for stop in view["stops"]}


def test_what_cannot_be_read_is_told_in_the_learners_language(folder: Path) -> None:
    (folder / M1 / f"{M1}.ipynb").write_text("{torn", encoding="utf-8")
    told = stage(folder, lang="zh-CN")["problem"]
    assert "course open" in told
    assert "cannot" not in told


def test_the_start_page_says_under_which_name_it_hands_in_and_how_much_is_open(folder: Path) -> None:
    view = start_view(folder, "en")
    assert view["learner_id"] == "王芳"
    graded = stage(folder)["graded"]
    assert graded["open"] == graded["total"] - graded["done"] > 0


def test_handing_in_answers_with_the_sentence_and_shows_it_from_then_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    widget = StartWidget(folder, "en")
    reply = widget.handle({"t": "hand_in", "n": 3, "assignment": M1})
    assert reply is not None
    assert reply["t"] == "ack"
    assert stage(folder)["handed_in"]["say"] == reply["say"]


@pytest.mark.parametrize(
    "message", [{}, {"t": "hand_in", "assignment": "../.."}, {"t": "hand_in"}, {"t": "lang", "lang": "xx"}, {"t": 1}]
)
def test_a_message_that_the_page_never_sends_does_nothing(folder: Path, message: dict[str, Any]) -> None:
    reply = StartWidget(folder, "en").handle(message)
    assert reply is not None
    assert reply["t"] == "fail"


def test_feedback_is_found_where_nbgrader_fetches_it_where_mail_is_put_and_in_a_zip(folder: Path) -> None:
    fetched = folder / M1 / "feedback" / "2026-11-22 08:00:00.000000 UTC" / f"{M1}.html"
    fetched.parent.mkdir(parents=True)
    fetched.write_text("<p>one</p>", encoding="utf-8")
    (folder / "feedback").mkdir()
    (folder / "feedback" / f"{M1}.html").write_text("<p>two</p>", encoding="utf-8")
    with zipfile.ZipFile(folder / "feedback" / "back.zip", "w") as archive:
        archive.writestr(f"../../{M1}/page-{M1}.html", "<p>three</p>")
        archive.writestr("evil.py", "boom")
    found = {page.path for page in returned(folder, M1)}
    assert found == {
        f"{M1}/feedback/2026-11-22 08:00:00.000000 UTC/{M1}.html",
        f"feedback/{M1}.html",
        f"feedback/back/{M1}/page-{M1}.html",
    }
    assert not list(folder.rglob("evil.py"))


@pytest.mark.parametrize("name", [f"{M1}.html", "反馈.html", "anything.html"])
def test_a_page_that_the_learner_put_into_the_assignments_feedback_folder_is_on_the_start_page(
    folder: Path, name: str
) -> None:
    page = folder / "feedback" / M1 / name
    page.parent.mkdir(parents=True)
    page.write_text("<p>Well done</p>", encoding="utf-8")
    assert [each["open"] for each in stage(folder)["feedback"]] == [f"feedback/{M1}/{name}"]
    assert not [each for each in start_view(folder, "en")["stages"] if each["id"] != "m1" and each.get("feedback")]


def test_both_languages_show_the_same_map(folder: Path) -> None:
    english, chinese = start_view(folder, "en"), start_view(folder, "zh-CN")
    assert [each["state"] for each in english["stages"]] == [each["state"] for each in chinese["stages"]]
    assert [each["number"] for each in chinese["stages"]] == [0, 1, 2, 3, 4, 5]
    assert chinese["stages"][1]["short"] == "销售准备"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_s01_each_part_stands_under_the_stage_of_the_sale_that_the_crosswalk_teaches(lang: Lang) -> None:
    for stage in tool_called("crosswalk").data(lang)["stages"]:
        number, _, name = stage["name"].partition(" ")
        for part in re.findall("[0-9]", stage["modules"]):
            assert sale_stage(f"m{part}", lang) == {"n": int(number), "name": re.split("[:：]", name)[0]}

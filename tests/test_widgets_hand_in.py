"""The form that hands in: under which name, and what is still open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course.engine.errors import CourseError
from course.grading.handing import receipts
from course.grading.naming import clean_name
from course.grading.unanswered import told_open
from course.record import Journal
from course.widgets import learner
from course.widgets.hand_in import HandInWidget, hand_in_view
from course.widgets.session import current

CONTENT = Path(__file__).parent / "content"
NAME = "m9-kinds"


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Unpack a handout into a folder of downloads and sit in it."""
    place = tmp_path / "Downloads" / NAME
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(place)
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("FORECOURT_GRADING", raising=False)
    return place


def lay_out(place: Path, name: str) -> None:
    state = place.parent / ".forecourt"
    state.mkdir()
    (state / "choices.json").write_text(json.dumps({"lang": "en", "learner": name}), encoding="utf-8")


def reopen() -> None:
    """Sit down again in a new kernel."""


def pressed(widget: HandInWidget, **more: Any) -> dict[str, Any]:
    return widget.handle({"t": "hand_in", "n": 1, **more})


def zips(folder: Path) -> list[str]:
    return [file.name.partition("__")[0] for file in (folder / "handed-in").glob("*.zip")]


def test_an_unpacked_handout_asks_for_the_name_before_it_is_handed_in(place: Path) -> None:
    view = hand_in_view(NAME, current(), "en")
    assert (view["learner"], view["may_change"]) == ("", True)
    reply = pressed(HandInWidget(NAME, current(), "en"))
    assert (reply["t"], reply["field"]) == ("fail", "name")
    assert "instructor" in reply["say"]
    assert not (place.parent / "handed-in").exists()


def test_the_name_goes_into_the_zip_and_the_receipt_and_never_the_folders_name(place: Path) -> None:
    widget = HandInWidget(NAME, current(), "en")
    reply = pressed(widget, name="  Li  Lei ")
    assert reply["t"] == "ack"
    assert zips(place.parent) == ["Li Lei"]
    assert "Li Lei" in reply["say"].replace("Li Lei__", "")  # said by itself, not only in the file's name
    assert widget.view["learner"] == "Li Lei"
    assert not (place.parent / ".forecourt").exists()  # else the downloads would look like a learner's folder


def test_the_name_is_asked_once_and_kept_beside_the_assignment_folder(place: Path) -> None:
    pressed(HandInWidget(NAME, current(), "zh-CN"), name="王芳")
    reopen()
    assert hand_in_view(NAME, current(), "zh-CN")["learner"] == "王芳"
    assert "王芳" in (place.parent / "learner.jsonl").read_text(encoding="utf-8")
    assert pressed(HandInWidget(NAME, current(), "zh-CN"))["t"] == "ack"


def test_where_the_folder_above_cannot_be_written_name_and_zip_stay_in_the_assignments_folder(place: Path) -> None:
    (place.parent / "learner.jsonl").mkdir()  # no file of that name can be written, whoever the tests run as
    (place.parent / "handed-in").write_text("in the way", encoding="utf-8")
    reply = pressed(HandInWidget(NAME, current(), "en"), name="0042")
    assert reply["t"] == "ack"
    assert zips(place) == ["0042"]
    reopen()
    assert hand_in_view(NAME, current(), "en")["learner"] == "0042"


def test_the_name_can_be_changed_and_the_last_one_counts(place: Path) -> None:
    widget = HandInWidget(NAME, current(), "en")
    pressed(widget, name="Li Lie")
    pressed(widget, name="Li Lei")
    assert "Li Lei" in zips(place.parent)
    reopen()
    assert hand_in_view(NAME, current(), "en")["learner"] == "Li Lei"


@pytest.mark.parametrize("given", ["", "   ", "a/b", "a\\b", ".hidden", "..", 'a"b', "a\nb\x00", "x" * 61, None, 7])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_name_that_no_file_can_bear_is_refused_with_a_sentence(given: Any, lang: Any, place: Path) -> None:
    reply = pressed(HandInWidget(NAME, current(), lang), name=given)
    assert (reply["t"], reply["field"]) == ("fail", "name")
    assert len(reply["say"]) > 5
    assert not (place.parent / "handed-in").exists()
    assert not (place.parent / "learner.jsonl").exists()


@pytest.mark.parametrize("given", ["王芳", "Li, Lei", "a__b", "mary.jane", "2024-017", "O'Neill"])
def test_names_and_numbers_as_people_have_them_are_taken(given: str) -> None:
    assert clean_name(given, "en") == given


def test_a_kept_name_that_leads_out_of_the_folder_is_not_believed(place: Path) -> None:
    Journal(place / "answers.jsonl", session="x").append(
        item="handing-in-as", form="tool", event="value", response="../../evil"
    )
    assert hand_in_view(NAME, current(), "en")["learner"] == ""


def test_a_laid_out_folder_is_never_asked_and_shows_its_name(place: Path) -> None:
    lay_out(place, "Downloads")
    view = hand_in_view(NAME, current(), "en")
    assert (view["learner"], view["may_change"]) == ("Downloads", False)
    reply = pressed(HandInWidget(NAME, current(), "en"), name="somebody else")
    assert reply["t"] == "ack"
    assert zips(place.parent) == ["Downloads"]


def test_what_was_handed_in_before_is_said_on_the_form(place: Path) -> None:
    lay_out(place, "Downloads")
    assert hand_in_view(NAME, current(), "en")["handed_in"] == ""
    pressed(HandInWidget(NAME, current(), "en"))
    receipt = receipts(place.parent)[NAME]
    assert (
        hand_in_view(NAME, current(), "en")["handed_in"] == f"Handed in on {receipt.when.astimezone():%Y-%m-%d %H:%M}."
    )


def test_where_the_exchange_takes_it_the_account_is_the_name_and_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learner, "exchange_account", lambda *_: "lilei")
    view = hand_in_view(NAME, current(), "en")
    assert (view["learner"], view["may_change"]) == ("lilei", False)


def test_an_exchange_that_cannot_be_asked_does_not_hide_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("no exchange")

    monkeypatch.setattr(learner, "exchange_account", broken)
    assert hand_in_view(NAME, current(), "en")["may_change"]


def test_a_handout_unpacked_under_another_folder_name_is_handed_in_all_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = place.rename(place.with_name(f"{NAME} (1)"))
    monkeypatch.chdir(other)
    assert pressed(HandInWidget(NAME, current(), "en"), name="Li")["t"] == "ack"


def test_the_form_says_how_many_questions_are_still_open() -> None:
    current().journal.append(item="m9-x1.V1", form="graded", event="answer", response="o3")
    view = hand_in_view(NAME, current(), "en")
    assert view["progress"] == {"done": 1, "total": 3}
    assert view["say"] == told_open(1, 3, "en")
    assert "2 of 3" in view["say"]
    assert "still open" in view["say"]


def test_when_all_is_answered_nothing_is_called_open() -> None:
    assert "open" not in told_open(2, 2, "en")


def test_the_receipt_of_a_refused_name_is_an_error_of_the_course() -> None:
    with pytest.raises(CourseError, match="slash"):
        clean_name("a/b", "en")

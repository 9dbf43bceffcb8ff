"""The pre-check: answered once, without penalty, and what it says on the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from course.content import library
from course.engine.outcome import Outcome
from course.engine.precheck import Standing, standing, together
from course.widgets.asked import Asked
from course.widgets.precheck import PrecheckSection
from course.widgets.session import open_session
from course.widgets.start import start_view
from course.widgets.stops import stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.content import Lang

SHEET = "m9-precheck"


@pytest.fixture
def section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., PrecheckSection]:
    monkeypatch.setenv("FORECOURT_CONTENT", str(Path(__file__).parent / "content"))
    folder = tmp_path / "lin" / "m9-kinds"
    folder.mkdir(parents=True)

    def opened(lang: Lang = "en") -> PrecheckSection:
        shelf = library("m9")
        sheet = shelf.sheet(SHEET)
        asked = [Asked.practice(shelf.item(name)) for name in sheet.items]
        return PrecheckSection(SHEET, "precheck", asked, open_session(folder, session="one"), lang, title=sheet.title)

    return opened


def give(section: PrecheckSection, item: str, option: str) -> dict[str, Any]:
    section.handle({"t": "answer", "n": 1, "item": item, "response": option})
    return section.handle({"t": "check", "n": 2, "item": item})


def lines(section: PrecheckSection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in section.session.journal.path.read_text(encoding="utf-8").splitlines()]


def words(stages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["id"], each["word"]) for each in stages]


@pytest.mark.parametrize(
    ("option", "outcome", "said"),
    [
        ("label", Outcome.CORRECT, Standing.KNOWN),
        ("price", Outcome.WRONG, Standing.LOOK),
        ("unsure", Outcome.WRONG, Standing.NEW),
    ],
)
def test_an_answer_says_one_of_three_things_and_none_is_a_fault(option: str, outcome: Outcome, said: Standing) -> None:
    assert standing(option, outcome) is said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "open"),
        (["open", "open"], "open"),
        (["known", "open"], "known"),
        (["known", "known"], "known"),
        (["new", "new"], "new"),
        (["known", "new"], "look"),
        (["look", "look"], "look"),
    ],
)
def test_several_answers_for_a_stage_are_put_together(answers: list[str], said: str) -> None:
    assert together(Standing(each) for each in answers) == said


def test_before_any_answer_the_map_is_open_and_nothing_is_told(section: Callable[..., PrecheckSection]) -> None:
    view = section().view()
    assert words(view["map"]) == [("m1", "not answered yet"), ("m2", "not answered yet"), ("m7", "not answered yet")]
    assert "The label answers the manual." not in json.dumps(view)


def test_choosing_alone_tells_nothing_yet_and_can_be_changed(section: Callable[..., PrecheckSection]) -> None:
    form = section()
    for option in ("price", "label"):
        reply = form.handle({"t": "answer", "n": 1, "item": "m9-c01", "response": option})
        assert (reply["t"], reply["state"]["result"], reply["state"]["checked"]) == ("ack", None, False)
    assert form.view()["progress"] == {"done": 0, "total": 3}


def test_an_answer_given_for_good_marks_its_stage_and_shows_its_own_note(
    section: Callable[..., PrecheckSection],
) -> None:
    form = section()
    replies = [
        give(form, item, option) for item, option in [("m9-c01", "label"), ("m9-c02", "offer"), ("m9-c03", "unsure")]
    ]
    assert words(replies[-1]["map"]) == [("m1", "a good start"), ("m2", "worth a look"), ("m7", "new to you")]
    told = [reply["state"]["result"] for reply in replies]
    assert [each["outcome"] for each in told] == ["known", "look", "new"]
    assert [each["notes"][0]["text"] for each in told] == [
        "The label answers the manual.",
        "Safety stands before every offer.",
        "It is asked once, and kept.",
    ]
    assert told[1]["headline"] == "Worth a look: “Contact” tells more about it."
    assert {note["outcome"] for each in told for note in each["notes"]} == {None}
    assert section().view()["map"] == replies[-1]["map"]
    assert [(line["form"], line["event"], line["outcome"]) for line in lines(form) if line["event"] == "check"] == [
        ("before", "check", "correct"),
        ("before", "check", "wrong"),
        ("before", "check", "wrong"),
    ]


def test_it_is_answered_once(section: Callable[..., PrecheckSection]) -> None:
    form = section()
    give(form, "m9-c01", "price")
    written = lines(form)
    reply = form.handle({"t": "answer", "n": 3, "item": "m9-c01", "response": "label"})
    assert reply["t"] == "fail"
    assert "answered once" in reply["say"]
    assert form.handle({"t": "check", "n": 4, "item": "m9-c01"})["t"] == "ack"
    assert lines(form) == written
    assert form.view()["items"][0]["state"]["response"] == "price"


@pytest.mark.parametrize("act", ["hint", "sure", "solution"])
def test_there_is_no_hint_no_solution_and_no_confidence(section: Callable[..., PrecheckSection], act: str) -> None:
    assert section().handle({"t": act, "n": 1, "item": "m9-c01", "value": "guess"})["t"] == "fail"


def test_giving_without_having_chosen_does_nothing(section: Callable[..., PrecheckSection]) -> None:
    form = section()
    assert form.handle({"t": "check", "n": 1, "item": "m9-c01"})["state"]["checked"] is False
    assert not form.session.journal.path.exists()


def test_i_do_not_know_yet_stands_last_in_any_drawn_order(section: Callable[..., PrecheckSection]) -> None:
    for item in section().view()["items"]:
        assert item["ask"]["options"][-1]["slug"] == "unsure"


def test_on_the_start_page_each_stage_says_what_the_pre_check_said(section: Callable[..., PrecheckSection]) -> None:
    form = section()
    give(form, "m9-c01", "label")
    give(form, "m9-c02", "unsure")
    folder = form.session.folder.parent
    for lang, known in (("en", "a good start"), ("zh-CN", None)):
        stages = {each["id"]: each["standing"] for each in start_view(folder, lang)["stages"]}
        assert stages["m1"]["state"] == "known"
        assert stages["m2"]["state"] == "new"
        assert stages["m3"] is None
        assert known is None or stages["m1"]["word"] == known


def test_it_is_a_stop_without_a_score_and_no_practice(section: Callable[..., PrecheckSection]) -> None:
    form = section()
    give(form, "m9-c01", "price")
    file = form.session.folder / "m9-kinds.ipynb"
    cell = nbformat.v4.new_code_cell(f'from course import sheet; sheet("{SHEET}", lang="en")', id=SHEET)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), file)
    (stop,) = stops("m9", file, form.session.journal.entries(), "en")
    assert (stop.kind, stop.done, stop.total, stop.share, stop.passed) == ("precheck", 1, 3, None, None)

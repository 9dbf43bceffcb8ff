"""The scene player between the browser and the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from course.content.scene import scene, scenes
from course.widgets.scene import SceneWidget, scene_module, show_scene
from course.widgets.session import Session, open_session
from course.widgets.talk import TalkForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = ("manual", "two-numbers", "workshop", "both-fit", "compare")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lin" / "m1-preparation"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def opened(folder: Path) -> Callable[[], TalkForm]:
    def form() -> TalkForm:
        session: Session = open_session(folder, session="test")
        return TalkForm(scene("m1-r1"), session, "en")

    return form


def _move(form: TalkForm, choice: str) -> dict[str, Any]:
    play = form.play()
    return form.handle(
        {"t": "move", "n": 1, "item": "m1-r1", "turn": play["turn"], "node": play["now"]["node"], "choice": choice}
    )


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()]


def test_nothing_is_written_before_the_first_move(opened: Callable[[], TalkForm], folder: Path) -> None:
    view = opened().view()
    assert view["play"]["turn"] == 0
    assert not (folder / "answers.jsonl").exists()


def test_a_move_is_acknowledged_with_the_customers_answer_after_it_is_written(
    opened: Callable[[], TalkForm], folder: Path
) -> None:
    reply = _move(opened(), "manual")
    assert reply["t"] == "ack"
    assert reply["play"]["log"][0]["reply"].startswith("The book?")
    written = [(line["event"], line["response"], line["outcome"]) for line in _lines(folder) if line["event"] == "move"]
    assert written == [("move", {"node": "shelf", "choice": "manual"}, None)]


def test_reopening_shows_the_same_place_and_the_same_order(opened: Callable[[], TalkForm]) -> None:
    form = opened()
    first = form.view()["play"]["now"]["choices"]
    _move(form, "manual")
    _move(form, "two-numbers")
    again = opened()
    assert again.play() == form.play()
    assert again.play()["now"]["node"] == "burning"
    again.handle({"t": "restart", "n": 9, "item": "m1-r1"})
    assert again.play()["now"]["choices"] == first


def test_a_passed_talk_is_told_with_process_and_outcome_apart_and_kept_as_correct(
    opened: Callable[[], TalkForm], folder: Path
) -> None:
    form = opened()
    for choice in GOOD:
        _move(form, choice)
    debrief = form.play()["debrief"]
    assert debrief["passed"]
    assert [(each["slug"], each["value"], each["word"]) for each in debrief["scores"]] == [
        ("process", "10", "strong"),
        ("outcome", "10", "strong"),
        ("final", "10", "strong"),
    ]
    assert [turn["changes"] for turn in debrief["turns"]] == [
        ["clarity rose by 3"],
        ["trust rose by 2"],
        ["trust rose by 1"],
        ["trust rose by 1"],
        ["trust rose by 1"],
    ]
    assert _lines(folder)[-1]["outcome"] == "correct"


def test_a_red_move_is_explained_and_not_passed(opened: Callable[[], TalkForm], folder: Path) -> None:
    form = opened()
    for choice in ("manual", "two-numbers", "cure"):
        _move(form, choice)
    play = form.play()
    assert play["ending"]["kind"] == "red"
    assert "cures an engine" in play["ending"]["red"]
    assert not play["debrief"]["passed"]
    assert play["now"] is None
    assert _lines(folder)[-1]["outcome"] == "wrong"


def test_play_again_keeps_the_earlier_talk(opened: Callable[[], TalkForm]) -> None:
    form = opened()
    for choice in GOOD:
        _move(form, choice)
    reply = form.handle({"t": "restart", "n": 2, "item": "m1-r1"})
    assert reply["t"] == "ack"
    play = opened().play()
    assert (play["number"], play["turn"]) == (2, 0)
    assert play["earlier"] == [{"number": 1, "ending": "The right can", "final": "10", "passed": True}]


def test_a_restart_before_any_move_writes_nothing(opened: Callable[[], TalkForm], folder: Path) -> None:
    assert opened().handle({"t": "restart", "n": 1, "item": "m1-r1"})["t"] == "ack"
    assert not (folder / "answers.jsonl").exists()


def test_own_words_are_kept_and_shown_again(opened: Callable[[], TalkForm], folder: Path) -> None:
    form = opened()
    for choice in GOOD:
        _move(form, choice)
    reply = form.handle({"t": "answer", "n": 3, "item": "m1-r1.shelf", "response": "先看手册，再选油。"})
    assert reply["t"] == "ack"
    assert _lines(folder)[-1]["event"] == "say"
    assert opened().play()["debrief"]["turns"][0]["own"] == "先看手册，再选油。"


def test_a_move_that_arrives_twice_is_written_once(opened: Callable[[], TalkForm], folder: Path) -> None:
    form = opened()
    message = {"t": "move", "n": 1, "item": "m1-r1", "turn": 0, "node": "shelf", "choice": "manual"}
    assert form.handle(message)["t"] == "ack"
    assert form.handle(message)["t"] == "ack"
    assert sum(line["event"] == "move" for line in _lines(folder)) == 1


def test_a_move_from_a_window_that_is_behind_is_refused_and_the_talk_shown_as_it_is(
    opened: Callable[[], TalkForm],
) -> None:
    one, two = opened(), opened()
    _move(one, "manual")
    reply = two.handle({"t": "move", "n": 1, "item": "m1-r1", "turn": 0, "node": "shelf", "choice": "newest"})
    assert reply["t"] == "fail"
    assert "another window" in reply["say"]
    assert reply["play"]["turn"] == 1


@pytest.mark.parametrize(
    "message",
    [
        None,
        "move",
        {},
        {"t": "odd"},
        {"t": "move"},
        {"t": "move", "turn": 0, "node": "shelf", "choice": "nothing"},
        {"t": "move", "turn": "0", "node": "shelf", "choice": "manual"},
        {"t": "move", "turn": 0, "node": ["shelf"], "choice": {"a": 1}},
        {"t": "move", "turn": 0, "node": "shelf", "choice": {"a": 1}},
        {"t": "move", "turn": -1, "node": "shelf", "choice": "manual"},
        {"t": "answer", "item": "m1-r1.nowhere", "response": "x"},
        {"t": "answer", "item": "m1-r1.shelf", "response": 7},
        {"t": "answer", "item": "m1-r1.shelf", "response": "x" * 5000},
    ],
)
def test_a_message_that_makes_no_sense_is_refused_with_a_sentence(
    opened: Callable[[], TalkForm], folder: Path, message: Any
) -> None:
    reply = opened().handle(message)
    assert reply["t"] == "fail"
    assert reply["say"]
    assert not (folder / "answers.jsonl").exists()


def test_moves_of_an_older_scene_are_left_out_and_told(opened: Callable[[], TalkForm]) -> None:
    form = opened()
    form.session.journal.append(item="m1-r1", form="scene", event="move", response={"node": "old", "choice": "x"})
    assert "left out" in form.play()["notice"]
    assert form.play()["turn"] == 0


@pytest.mark.parametrize("name", scenes())
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_view_is_plain_data_and_tells_nothing_ahead(folder: Path, name: str, lang: Any) -> None:
    view = TalkForm(scene(name), open_session(folder, session="test"), lang).view()
    said = json.dumps(view, ensure_ascii=False)
    for moment in scene(name).nodes.values():
        for line in moment.choices.values():
            assert line.did.of(lang) not in said
            assert line.reply.of(lang) not in said
    assert not {"tone", "craft", "to"} & set(view["play"]["now"]["choices"][0])
    assert "{station." not in said


def test_the_widget_sends_the_reply_of_the_form(opened: Callable[[], TalkForm]) -> None:
    form = opened()
    widget = SceneWidget(form)
    sent: list[Any] = []
    widget.send = sent.append  # type: ignore[method-assign]
    message = {"t": "move", "n": 4, "item": "m1-r1", "turn": 0, "node": "shelf", "choice": "manual"}
    widget._received(None, message, [])  # noqa: SLF001  what the kernel calls
    assert sent[0]["t"] == "ack"
    assert repr(widget) == "The thicker the better"


def test_while_grading_a_scene_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    monkeypatch.setenv("FORECOURT_GRADING", "1")
    monkeypatch.chdir(folder)
    show_scene("m2-r1", "zh-CN")
    assert capsys.readouterr().out == "三号枪旁的九十秒\n"


def test_the_browser_half_never_sets_html() -> None:
    assert "innerHTML =" not in scene_module()
    assert "insertAdjacentHTML" not in scene_module()

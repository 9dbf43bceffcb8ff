"""The scene player between the browser and the journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from course.content.scene import scene, scenes
from course.widgets.scene import SceneWidget, scene_module, show_scene
from course.widgets.session import Session, open_session
from course.widgets.stops import stops
from course.widgets.talk import TalkForm

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT = Path(__file__).parent / "content"

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
        ["the need is clearer by 3"],
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


# a trainer with phases, lights, a form and a draw


@pytest.fixture
def trainer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], TalkForm]:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))
    return lambda: TalkForm(scene("m9-t1"), open_session(folder, session="test"), "en")


def _train(form: TalkForm, *choices: str) -> dict[str, Any]:
    for choice in choices:
        play = form.play()
        message = {"t": "move", "n": 1, "item": "m9-t1", "turn": play["turn"], "node": play["now"]["node"]}
        assert form.handle({**message, "choice": choice})["t"] == "ack"
    return form.play()


def test_the_strip_tells_in_words_where_the_talk_stands(trainer: Callable[[], TalkForm]) -> None:
    form = trainer()
    said = [[(each["name"], each["word"]) for each in _train(form, *moves)["phases"]] for moves in ((), ("trip",))]
    assert said == [
        [("Chat", "now"), ("Find", "to come"), ("Ask", "to come")],
        [("Chat", "done"), ("Find", "now"), ("Ask", "to come")],
    ]


def test_a_light_is_told_after_the_line_was_chosen_and_in_the_debrief(trainer: Callable[[], TalkForm]) -> None:
    form = trainer()
    assert "light" not in form.play()["now"]["choices"][0]
    play = _train(form, "child", "watch", "free")
    assert play["log"][0]["light"]["slug"] == "amber"
    assert play["log"][0]["light"]["word"].startswith("Amber light: only if the customer brings it up")
    assert play["debrief"]["turns"][0]["light"] == play["log"][0]["light"]
    assert play["log"][1]["light"] is None


def test_s39_the_form_fills_as_facts_come_out_and_a_closed_line_says_what_is_missing(
    trainer: Callable[[], TalkForm], folder: Path
) -> None:
    form = trainer()
    assert [row["answer"] for row in form.play()["form"]] == ["It is for himself.", "", ""]
    play = _train(form, "trip", "watch", "taste")
    assert play["form"][1]["answer"] in {"He likes it mild.", "He likes it strong."}
    closed = {each["slug"]: each["closed"] for each in play["now"]["choices"]}
    assert closed["money"] == ""
    assert closed["light"] == "Not yet: first find out what is still open in your notes. What may it cost?"
    before = (folder / "answers.jsonl").read_bytes()
    reply = form.handle({"t": "move", "n": 1, "item": "m9-t1", "turn": 3, "node": "offer", "choice": "light"})
    assert (reply["t"], reply["say"]) == ("fail", closed["light"])
    assert (folder / "answers.jsonl").read_bytes() == before
    assert {each["closed"] for each in _train(form, "money")["now"]["choices"]} == {""}


def test_what_was_drawn_is_in_the_journal_before_the_first_move_and_told_at_the_end(
    trainer: Callable[[], TalkForm], folder: Path
) -> None:
    form = trainer()
    drawn = form.talk().drawn
    play = _train(form, "trip", "watch", "free")
    assert [line["event"] for line in _lines(folder)] == ["order", "draw", "move", "move", "move"]
    assert _lines(folder)[1]["response"] == drawn
    told = [fact for fact in play["debrief"]["facts"] if fact["drawn"]]
    assert told == [{"text": scene("m9-t1").facts[drawn["likes"]].en, "found": False, "drawn": True}]
    assert "It is for himself." not in [fact["text"] for fact in play["debrief"]["facts"]]  # it was seen at once


def test_a_restart_draws_another_fact_and_the_earlier_play_keeps_its_own(
    trainer: Callable[[], TalkForm], folder: Path
) -> None:
    form = trainer()
    drawn = []
    for _ in range(3):
        drawn.append(form.talk().drawn["likes"])
        right = "light" if drawn[-1] == "mild" else "dark"
        assert _train(form, "trip", "watch", "taste", "money", right)["debrief"]["passed"]
        form.handle({"t": "restart", "n": 2, "item": "m9-t1"})
    assert drawn[0] != drawn[1]
    assert [line["response"]["likes"] for line in _lines(folder) if line["event"] == "draw"] == drawn
    assert [each["final"] for each in trainer().play()["earlier"]] == ["10", "10", "10"]


def test_a_journal_that_was_copied_to_another_folder_replays_the_same_customer(
    trainer: Callable[[], TalkForm], folder: Path, tmp_path: Path
) -> None:
    play = _train(trainer(), "trip", "watch", "taste")
    for name in "abcdef":
        other = tmp_path / name / "m1-preparation"
        other.mkdir(parents=True)
        (other / "answers.jsonl").write_bytes((folder / "answers.jsonl").read_bytes())
        moved = TalkForm(scene("m9-t1"), open_session(other, session="test"), "en")
        assert moved.play()["log"] == play["log"]
        assert moved.play()["form"] == play["form"]


def test_a_line_that_fits_another_customer_is_reviewed_as_it_was_here(trainer: Callable[[], TalkForm]) -> None:
    form = trainer()
    if form.talk().drawn["likes"] == "mild":
        form.session.journal.append(item="m9-t1", form="scene", event="draw", response={"likes": "strong"})
    last = _train(form, "trip", "watch", "taste", "money", "light")["debrief"]["turns"][-1]
    assert (last["craft"], last["did"], last["better"]) == (
        0,
        "He had asked for a strong one.",
        "The dark roast, 12 yuan.",
    )


def test_a_trainer_is_a_stop_of_its_stage_like_a_scene(trainer: Callable[[], TalkForm]) -> None:
    form = trainer()
    right = "light" if form.talk().drawn["likes"] == "mild" else "dark"
    _train(form, "trip", "watch", "taste", "money", right)
    file = form.session.folder / "m9-preview.ipynb"
    cell = nbformat.v4.new_code_cell('from course import scene; scene("m9-t1", lang="en")', id="m9-t1")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), file)
    (stop,) = stops("m9", file, form.session.journal.entries(), "en")
    assert (stop.kind, stop.done, stop.total, stop.share, stop.passed) == ("scene", 1, 1, 1.0, True)


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

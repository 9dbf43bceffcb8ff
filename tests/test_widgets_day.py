"""A day in its form, without a browser: begun once, move after move, never taken back, going on after a reload."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.content import LANGUAGES, Lang, library
from course.engine import shift
from course.record import JournalError
from course.record.trouble import Trouble
from course.widgets import day
from course.widgets.asked import Asked
from course.widgets.section import Section
from course.widgets.session import Session, open_session

CONTENT = Path(__file__).parent / "content"
DAY = "m9-x2.day"
BEST = {
    "spill.greet": "cones",
    "spill.ask": "manual",
    "fleet.call": "note",
    "car.label": "fits",
    "fleet-evening.offer": "total",
}


@pytest.fixture(autouse=True)
def _fixture_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return sitting(tmp_path)


def sitting(root: Path, name: str = "first") -> Session:
    """Sit down in the same folder: another name is another kernel."""
    folder = root / "m9-day"
    folder.mkdir(exist_ok=True)
    return open_session(folder, session=name, now=lambda: datetime(2026, 1, 5, 12, tzinfo=UTC))


def practice(session: Session, lang: Lang = "en") -> Section:
    parts = library("m9").exercise("m9-x2").parts
    return Section("m9-x2", "exercise", [Asked.practice(part) for part in parts], session, lang)


def graded(session: Session, lang: Lang = "en") -> Section:
    parts = library("m9").graded_exercise("m9-x2").parts
    return Section("m9-x2", "graded", [Asked.graded(part) for part in parts], session, lang)


def send(section: Section, t: str, **more: Any) -> dict[str, Any]:
    reply = section.handle({"t": t, "n": 3, "item": DAY, **more})
    json.dumps(reply)
    return reply


def state(section: Section) -> dict[str, Any]:
    return section.view()["items"][0]["state"]


def begin(section: Section) -> dict[str, Any]:
    return send(section, "begin", seed=None)["state"]["day"]


def move(section: Section, given: str | None = None) -> dict[str, Any]:
    """Answer the present turn, the best way unless ``given`` says otherwise."""
    day = state(section)["day"]
    at = day["now"]["at"]
    return send(section, "turn", seed=day["seed"], turn=day["turn"], at=at, given=given or right(day))


def right(day: dict[str, Any]) -> str:
    at: str = day["now"]["at"]
    if at in BEST:
        return BEST[at]
    ask = library("m9").item(DAY).ask
    return f"{shift.draw(ask.plan, day['seed']).figures['fleet-changes']:g}"  # type: ignore[union-attr]


def play(section: Section, *given: str) -> dict[str, Any]:
    """Play to the end, the first turns as ``given`` says."""
    begin(section)
    told = list(given)
    while not state(section)["day"]["over"]:
        move(section, told.pop(0) if told else None)
    return state(section)


def answers(session: Session) -> list[Any]:
    return [entry.response for entry in session.journal.entries() if entry.event == "answer"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_gets_neither_a_key_nor_what_is_still_to_come(lang: Lang, session: Session) -> None:
    for section in (practice(session, lang), graded(session, lang)):
        before = json.dumps(section.view()["items"], ensure_ascii=False)
        begin(section)
        shown = json.dumps(section.view()["items"], ensure_ascii=False)
        ask = library("m9").item(DAY).ask
        for text in (
            "Danger comes before",
            "先排除危险",
            "worth",
            "I nearly slipped",
            "by telephone",
            "(电话)",
            "Reckoning",
        ):
            assert text not in before
            assert text not in shown
        assert ask.meetings["car"].turns["label"].says.of(lang) not in shown  # type: ignore[union-attr]


def test_a_day_is_begun_with_a_seed_of_the_kernels_own(session: Session) -> None:
    section = practice(session)
    assert state(section)["day"] == {"begun": False, "over": False, "graded": False, "seed": None, "turn": 0}
    day = begin(section)
    assert shift.is_seed(day["seed"])
    assert answers(session) == [{"seed": day["seed"], "moves": []}]
    assert not state(section)["begun"]
    assert [stop["state"] for stop in day["strip"]] == ["now", "ahead", "ahead"]  # who may come back is not told
    assert [stop["who"] for stop in day["strip"]][1:] == ["", ""]


def test_no_two_learners_get_the_same_seed(tmp_path: Path) -> None:
    seeds = set()
    for number in range(40):
        (tmp_path / str(number)).mkdir()
        seeds.add(begin(graded(sitting(tmp_path / str(number))))["seed"])
    assert len(seeds) == 40


def test_each_move_brings_the_reply_and_the_next_turn(session: Session) -> None:
    section = practice(session)
    begin(section)
    day = move(section)["state"]["day"]
    assert day["title"].startswith("06:40 · ")
    assert day["log"][-1]["reply"] == "All right, but be quick."
    assert day["now"]["says"].startswith("There.")
    assert len(day["now"]["choices"]) == 3
    day = move(section)["state"]["day"]
    assert day["log"] == []
    assert day["before"]["reply"] == "It is in the glove box."
    assert day["now"]["number"]["unit"] == "changes"
    assert [stop["state"] for stop in day["strip"]] == ["met", "now", "ahead"]


def test_what_was_not_done_in_the_morning_comes_back(session: Session) -> None:
    section = practice(session)
    begin(section)
    assert move(section, "till")["state"]["day"]["now"]["says"].startswith("I nearly slipped")
    move(section)
    move(section, "1")
    move(section, "someday")
    done = move(section)["state"]["day"]
    assert done["over"]
    assert [stop["slug"] for stop in done["strip"]] == ["spill", "fleet", "car"]  # nobody rings in the evening


@pytest.mark.parametrize("form", [practice, graded])
def test_a_reload_and_another_kernel_go_on_exactly_there(form: Any, tmp_path: Path) -> None:
    section = form(sitting(tmp_path))
    begin(section)
    move(section)
    move(section)
    assert state(form(sitting(tmp_path, "second")))["day"] == state(section)["day"]


@pytest.mark.parametrize("form", [practice, graded])
def test_a_move_that_comes_twice_is_made_once(form: Any, session: Session) -> None:
    section = form(session)
    day = begin(section)
    message = {"seed": day["seed"], "turn": 0, "at": "spill.greet", "given": "cones"}
    first = send(section, "turn", **message)
    second = send(section, "turn", **message)
    assert second["t"] == "ack"
    assert second["state"]["day"] == first["state"]["day"]
    assert second["state"]["notice"] == ""
    assert len(answers(session)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"given": "till"},  # another choice for a turn that is made
        {"turn": 1},
        {"turn": 1, "at": "fleet.count", "given": "36"},
        {"turn": 1, "at": "spill.ask", "given": "manual", "seed": "otherseed"},
        {"turn": -1},
        {"turn": "0"},
        {"turn": None, "at": None, "given": None},
        {"turn": True, "at": "spill.ask", "given": "dance"},
    ],
)
def test_a_move_that_does_not_fit_is_refused_and_the_day_is_shown_as_it_stands(
    wrong: dict[str, Any], session: Session
) -> None:
    section = graded(session)
    day = begin(section)
    move(section)
    stands, kept = state(section)["day"], answers(session)
    reply = send(section, "turn", **{"seed": day["seed"], "turn": 0, "at": "spill.greet", "given": "cones"} | wrong)
    assert reply["t"] == "ack"
    assert reply["state"]["notice"]
    assert reply["state"]["day"] == stands
    assert answers(session) == kept


def test_what_is_no_number_is_not_taken(session: Session) -> None:
    section = practice(session)
    begin(section)
    move(section)
    move(section)
    kept = answers(session)
    assert "digits" in move(section, "many 1 or 2")["state"]["notice"]
    assert answers(session) == kept
    assert move(section, " 1,200 ")["state"]["day"]["log"][0]["said"] == "1,200 changes"


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_graded_day_is_not_begun_again_by_a_new_kernel_either(name: str, tmp_path: Path) -> None:
    section = graded(sitting(tmp_path))
    seed = begin(section)["seed"]
    move(section)
    again = graded(sitting(tmp_path, name))
    for message in ({"seed": None}, {"seed": seed}, {}):
        assert send(again, "begin", **message)["state"]["day"]["turn"] == 1
    while not state(again)["day"]["over"]:
        move(again)
    assert send(again, "begin", seed=seed)["state"]["notice"]
    assert state(again)["day"]["seed"] == seed


def test_no_message_makes_a_graded_day_shorter(session: Session) -> None:
    section = graded(session)
    seed = begin(section)["seed"]
    move(section)
    for t in ("answer", "check", "sure", "restart"):
        assert send(section, t, response={"seed": seed, "moves": []}, value="guess")["t"] == "fail"
    assert len(answers(session)[-1]["moves"]) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "t": st.sampled_from(["begin", "turn", "answer", "check", "hint"]),
                "turn": st.integers(-1, 7) | st.none(),
                "at": st.sampled_from([*BEST, "fleet.count", ""]),
                "given": st.sampled_from([*BEST.values(), "36", "x", ""]) | st.none() | st.lists(st.text(), max_size=1),
            }
        ),
        max_size=12,
    )
)
def test_whatever_is_sent_a_graded_day_only_grows(tmp_path_factory: Any, messages: list[dict[str, Any]]) -> None:
    session = sitting(tmp_path_factory.mktemp("day"))
    section = graded(session)
    seed = begin(section)["seed"]
    for message in messages:
        assert send(section, seed=seed, **message)["t"] in {"ack", "fail"}
    moves = [response["moves"] for response in answers(session)]
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(moves))
    assert {response["seed"] for response in answers(session)} == {seed}


def test_a_move_that_cannot_be_written_is_told_and_not_made(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    section = graded(session)
    day = begin(section)

    def full(*_: Any, **__: Any) -> Any:
        raise JournalError(Trouble.FULL)

    with monkeypatch.context() as disk:
        disk.setattr(type(session.journal), "append_from", full)
        reply = send(section, "turn", seed=day["seed"], turn=0, at="spill.greet", given="cones")
    assert reply["t"] == "fail"
    assert reply["say"]
    assert state(graded(session))["day"]["turn"] == 0


def test_the_end_of_a_practice_day_brings_the_debrief(session: Session) -> None:
    section = practice(session)
    done = play(section, "till")
    result = done["result"]
    assert [entry.outcome for entry in session.journal.entries() if entry.event == "check"] == ["partial"]
    assert result["headline"] == "Your decisions were worth 83 % of what this day offered."
    assert send(section, "chart")["state"]["chart"].startswith("data:image/png;base64,")
    assert "Safety first: 0 of 1 – 06:40" in result["chart"]["alt"]
    first = result["notes"][0]
    assert first["outcome"] == "wrong"
    assert first["text"] == "The ground is still slippery: make it safe first."
    assert "→ “Thank you. Let us go to the till" in first["label"]
    assert len(result["notes"]) == 6
    assert section.view()["progress"] == {"done": 1, "total": 1}


def test_a_red_decision_is_named_with_what_it_does(session: Session) -> None:
    result = play(practice(session), "wax")["result"]
    assert result["headline"].endswith("One decision holds the whole day at 40 %.")
    assert result["notes"][0]["text"].startswith("■ This holds the whole day at 40 % at most.\nSelling beside a spill")


def test_a_day_without_a_fault_is_said_to_be_one(session: Session) -> None:
    result = play(practice(session))["result"]
    assert (result["outcome"], result["headline"]) == ("correct", "Every decision of this day was the best one.")


def test_another_practice_day_has_another_seed_and_no_debrief_yet(session: Session) -> None:
    section = practice(session)
    first = play(section)["day"]["seed"]
    reply = send(section, "begin", seed=first)["state"]
    assert reply["day"]["seed"] != first
    assert reply["day"]["turn"] == 0
    assert reply["result"] is None
    assert send(section, "begin", seed=first)["state"]["day"]["seed"] == reply["day"]["seed"]  # sent twice
    assert section.view()["progress"] == {"done": 1, "total": 1}


def test_a_graded_day_tells_nothing_of_what_it_was_worth(session: Session) -> None:
    section = graded(session)
    done = play(section, "wax")
    assert done["day"]["over"]
    assert done["result"] is None
    assert done["outcome"] is None
    assert done["done"]
    assert send(section, "chart")["t"] == "fail"


def test_the_debrief_is_there_without_a_picture_too(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr("course.charts.day.source", broken)
    section = practice(session)
    chart = play(section)["result"]["chart"]
    assert send(section, "chart")["state"]["chart"] == ""
    assert [row["skill"] for row in chart["rows"]] == [
        "Safety first",
        "Finding the need",
        "Reckoning",
        "Keeping promises",
    ]


def test_what_draws_the_chart_is_imported_while_the_learner_reads_and_only_in_practice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr("course.charts.day.source", lambda *given: drawn.append(given))
    for message, form in (({"t": "begin"}, "graded"), ({"t": "check"}, "practice"), (None, "practice")):
        day.make_ready(message, form)  # type: ignore[arg-type]
    assert drawn == []
    day.make_ready({"t": "turn"}, "practice")
    assert drawn == [((), (), "en")]


def test_of_two_windows_that_move_at_the_same_time_one_is_refused(tmp_path: Path) -> None:
    seed = begin(graded(sitting(tmp_path)))["seed"]
    windows = [graded(sitting(tmp_path, name)) for name in ("one", "two", "three", "four")]
    together = Barrier(len(windows))
    notices: list[str] = []

    def speak(section: Section, given: str) -> None:
        together.wait()
        reply = send(section, "turn", seed=seed, turn=0, at="spill.greet", given=given)
        notices.append(reply["state"]["notice"])

    spoken = [Thread(target=speak, args=pair) for pair in zip(windows, ("cones", "till", "wax", "till"), strict=True)]
    for each in spoken:
        each.start()
    for each in spoken:
        each.join()
    made = [response["moves"] for response in answers(sitting(tmp_path))]
    assert [len(moves) for moves in made] == [0, 1]
    assert len(notices) == 4
    assert 0 < sum(not notice for notice in notices) < 4

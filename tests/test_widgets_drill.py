"""A drill's protocol: a case is in the journal before it shows, and its answer never shows under another one."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from course.content import LANGUAGES, library
from course.content.drills import case_item
from course.record import Snapshot
from course.widgets.drill import DrillSection, drill_section
from course.widgets.header import aims
from course.widgets.session import Session, open_session
from course.widgets.stages import stage_views
from course.widgets.stops import VOLUNTARY, stops

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HAN = re.compile(r"[\u4e00-\u9fff]")


def sitting(root: Path, name: str = "first") -> Session:
    folder = root / "m1-preparation"
    folder.mkdir(exist_ok=True)
    return open_session(folder, session=name, now=lambda: NOON)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return sitting(tmp_path)


def send(section: DrillSection, t: str, item: str, **more: Any) -> dict[str, Any]:
    reply = section.handle({"t": t, "n": 7, "item": item, **more})
    json.dumps(reply)
    return reply


def draw(section: DrillSection, after: int) -> dict[str, Any]:
    return send(section, "draw", "m1-d1", after=after)


def model_answer(session: Session, number: int) -> Any:
    seed = session.journal.entries()[0].response["seed"]
    item = case_item(library("m1").drill("m1-d1"), seed, number)
    return item.key.model_answer(item.ask)


def test_nothing_is_written_and_no_case_is_there_before_one_is_asked_for(session: Session) -> None:
    view = drill_section("m1-d1", session, "en").view()
    assert view["items"] == []
    assert view["drill"]["number"] == 0
    assert session.journal.entries() == ()


def test_a_case_is_kept_with_seed_and_number_before_it_is_shown(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    reply = draw(section, 0)
    entry = session.journal.entries()[-1]
    assert (entry.item, entry.form, entry.event) == ("m1-d1", "practice", "draw")
    assert entry.response == {"seed": "first", "number": 1}
    assert entry.item_version == section.drill.version
    assert reply["t"] == "ack"
    assert [item["id"] for item in reply["items"]] == ["m1-d1.1"]


def test_a_journal_that_cannot_be_written_shows_no_case(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    session.journal.path.mkdir(parents=True)  # a folder stands in the file's place
    reply = draw(section, 0)
    assert reply["t"] == "fail"
    assert reply["say"]
    assert "items" not in reply


def test_reopening_shows_the_same_case_with_its_answer_and_result(tmp_path: Path) -> None:
    before = drill_section("m1-d1", sitting(tmp_path), "en")
    draw(before, 0)
    answer = model_answer(before.session, 1)
    send(before, "answer", "m1-d1.1", response=answer)
    send(before, "check", "m1-d1.1")
    later = drill_section("m1-d1", sitting(tmp_path, "second"), "en").view()
    (item,) = later["items"]
    assert item["ask"] == before.view()["items"][0]["ask"]
    assert item["state"]["response"] == answer
    assert item["state"]["outcome"] == "correct"
    assert later["drill"]["say"] == "1 of 1 right at the first try"


def test_an_answer_of_an_earlier_case_never_shows_under_a_later_one(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    send(section, "answer", "m1-d1.1", response={"cold": "0W"})
    send(section, "hint", "m1-d1.1")
    send(section, "check", "m1-d1.1")
    (item,) = draw(section, 1)["items"]
    assert item["id"] == "m1-d1.2"
    state = item["state"]
    assert (state["response"], state["result"], state["hints"], state["sure"]) == (None, None, [], None)
    # Another window still shows the first case: what is answered there stays there.
    send(section, "answer", "m1-d1.1", response={"cold": "5W"})
    assert section.view()["items"][0]["state"]["response"] is None
    assert Snapshot.of(session.journal.entries()).response("m1-d1.1", "practice") == {"cold": "5W"}


def test_a_press_that_was_sent_twice_draws_once(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    first, again = draw(section, 0), draw(section, 0)
    assert first["items"][0]["id"] == again["items"][0]["id"] == "m1-d1.1"
    assert [entry.event for entry in session.journal.entries()] == ["draw"]


def test_two_windows_that_begin_at_the_same_moment_go_on_with_the_same_cases(tmp_path: Path) -> None:
    one, other = (drill_section("m1-d1", sitting(tmp_path, name), "en") for name in ("one", "other"))
    for session in (one.session, other.session):
        session.journal.append(item="m1-d1", form="practice", event="draw", response={"seed": session.id, "number": 1})
    assert one.view()["items"][0]["ask"] == other.view()["items"][0]["ask"]
    assert draw(one, 1)["items"][0]["ask"] == other.view()["items"][0]["ask"]


def test_what_was_right_at_the_first_try_is_counted_and_a_case_that_was_passed_over_is_not(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    send(section, "answer", "m1-d1.1", response={"cold": "none", "hot": "8", "s": "SA", "c": "CA", "fuel": "both"})
    send(section, "check", "m1-d1.1")
    send(section, "answer", "m1-d1.1", response=model_answer(session, 1))
    assert send(section, "check", "m1-d1.1")["drill"]["say"] == "0 of 1 right at the first try"
    draw(section, 1)  # passed over
    draw(section, 2)
    send(section, "answer", "m1-d1.3", response=model_answer(session, 3))
    assert send(section, "check", "m1-d1.3")["drill"]["say"] == "1 of 2 right at the first try"


def test_after_a_new_version_of_a_drill_no_old_case_shows_and_no_number_comes_again(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    send(section, "answer", "m1-d1.1", response=model_answer(session, 1))
    send(section, "check", "m1-d1.1")
    newer = DrillSection(section.drill.model_copy(update={"version": 2}), session, "en")
    view = newer.view()
    assert view["items"] == []
    assert view["drill"]["say"] == "1 of 1 right at the first try"
    assert draw(newer, 0)["items"][0]["id"] == "m1-d1.2"


@pytest.mark.parametrize(
    "response", [None, {}, {"seed": "", "number": 1}, {"seed": "x" * 65, "number": 1}, {"seed": "x", "number": 0}, 7]
)
def test_what_is_no_draw_is_passed_over(session: Session, response: Any) -> None:
    session.journal.append(item="m1-d1", form="practice", event="draw", response=response)
    assert drill_section("m1-d1", session, "en").view()["items"] == []


def test_a_case_that_was_never_drawn_cannot_be_answered(session: Session) -> None:
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    for name in ("m1-d1.2", "m1-d1", "m1-d2.1", "m1-p23"):
        assert send(section, "answer", name, response={"cold": "5W"})["t"] == "fail"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_drill_of_the_course_goes_from_a_draw_to_its_worked_solution(tmp_path: Path, lang: Any) -> None:
    session = sitting(tmp_path)
    for module in ("m1", "m2", "m7", "m8"):
        for name, drill in library(module).drills.items():
            section = drill_section(name, session, lang)
            for number in range(1, 8):
                (item,) = send(section, "draw", name, after=number - 1)["items"]
                made = case_item(drill, "first", number)
                send(section, "answer", item["id"], response=made.key.model_answer(made.ask))
                assert send(section, "check", item["id"])["state"]["outcome"] == "correct"
                said = send(section, "solution", item["id"])["state"]["solution"]
                assert bool(HAN.search(said)) is (lang == "zh-CN"), said
                assert "{" not in said


def test_the_start_page_and_the_goals_are_not_moved_by_drills(tmp_path: Path) -> None:
    notebook = Path(__file__).parents[1] / "source" / "m1-preparation" / "m1-preparation.ipynb"
    session = sitting(tmp_path)
    before = stops("m1", notebook, session.journal.entries(), "en")
    goals = aims("m1-preparation", session, "en")
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    send(section, "answer", "m1-d1.1", response=model_answer(session, 1))
    send(section, "check", "m1-d1.1")
    after = stops("m1", notebook, session.journal.entries(), "en")
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert [(one.name, one.done, other.done, other.share) for one, other in changed] == [("m1-d1", 0, 1, 1.0)]
    assert [stop.name for stop in after if stop.kind == "drill"] == ["m1-d1", "m1-d2"]
    assert {stop.finished for stop in after if stop.kind in VOLUNTARY} == {True}
    assert aims("m1-preparation", session, "en") == goals
    assert Snapshot.of(session.journal.entries()).latest_graded() == {}


def test_the_start_page_tells_of_a_drill_what_the_drill_tells(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "source" / "m1-preparation" / "m1-preparation.ipynb"
    session = sitting(tmp_path)
    (session.folder / source.name).write_bytes(source.read_bytes())

    def shown() -> dict[str, Any]:
        stages = stage_views(tmp_path, "en", session.station, {})
        stage = next(each for each in stages if each["id"] == "m1")
        return stage | {"drill": next(each for each in stage["stops"] if each["title"] == "Fresh cans to read")}

    fresh = shown()
    assert (fresh["drill"]["kind"], fresh["drill"]["state"]) == ("drill", "new")
    section = drill_section("m1-d1", session, "en")
    draw(section, 0)
    send(section, "answer", "m1-d1.1", response={"cold": "25W"})
    send(section, "check", "m1-d1.1")
    stage = shown()
    assert stage["drill"]["result"] == section.view()["drill"]["say"] == "0 of 1 right at the first try"
    assert [stage[name] for name in ("minutes", "done", "total")] == [
        fresh[name] for name in ("minutes", "done", "total")
    ]

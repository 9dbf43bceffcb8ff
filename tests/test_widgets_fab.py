"""The workshop in a section: notes of the rule, the revision that counts, and the rule's notes in the graded form."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from course.content import LANGUAGES, Lang, library
from course.locale import say
from course.record import Snapshot
from course.widgets.asked import Asked
from course.widgets.section import Section
from course.widgets.session import Session, open_session

CONTENT = Path(__file__).parent / "content_fab"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
OWN, REPAIR, COMPLETE, GRADED = "m9-p01", "m9-p02", "m9-p03", "m9-x5.fab"
ATTACK = "<img src=x onerror=alert(1)> best in the world"


@pytest.fixture(autouse=True)
def _fixture_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "m9-fab").mkdir()
    return open_session(tmp_path / "m9-fab", session="first", now=lambda: NOON)


def workshop(session: Session, lang: Lang = "en") -> Section:
    shelf = library("m9")
    asked = [Asked.practice(shelf.item(name)) for name in shelf.sheet("m9-w4").items]
    return Section("m9-w4", "practice", asked, session, lang)


def graded(session: Session, lang: Lang = "en") -> Section:
    parts = library("m9").graded_exercise("m9-x5").parts
    return Section("m9-x5", "graded", [Asked.graded(part) for part in parts], session, lang)


def model(item: str, lang: Lang = "en") -> dict[str, str]:
    found = library("m9").item(item)
    return found.key.model_answer(found.ask, lang)  # type: ignore[call-arg, no-any-return]  # a FAB's key


def send(section: Section, t: str, item: str, **more: Any) -> dict[str, Any]:
    reply = section.handle({"t": t, "n": 7, "item": item, **more})
    json.dumps(reply)
    assert reply["t"] == "ack", reply
    return reply["state"]  # type: ignore[no-any-return]


def checked(section: Section, item: str, response: Any) -> dict[str, Any]:
    send(section, "answer", item, response=response)
    return send(section, "check", item)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_card_and_customer_stand_above_the_boxes_and_show_no_concepts(session: Session, lang: Lang) -> None:
    item = workshop(session, lang).view()["items"][0]
    json.dumps(item)
    assert item["ask"]["card"].keys() == {"name", "price", "facts", "not_claimed"}
    assert item["ask"]["customer"].keys() == {"name", "need"}
    said = "I am on the road at six" if lang == "en" else "六点就上路"
    assert said in item["ask"]["customer"]["need"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pass_is_correct_with_six_criteria_and_the_items_own_note(session: Session, lang: Lang) -> None:
    state = checked(workshop(session, lang), OWN, model(OWN, lang))
    assert state["outcome"] == "correct"
    (group,) = state["result"]["fab"]["groups"]
    assert [row["points"] for row in group["rows"]] == [2] * 6
    assert state["result"]["fab"]["findings"] == []
    assert [note["part"] for note in state["result"]["notes"]] == [""]


def test_a_fail_names_the_gate_and_quotes_the_words_as_typed(session: Session) -> None:
    state = checked(workshop(session), OWN, model(OWN) | {"feature": ATTACK})
    assert state["outcome"] == "wrong"
    assert "Honesty is a gate" in state["result"]["fab"]["gate"]
    quoted = [words for each in state["result"]["fab"]["findings"] for words in each["words"]]
    assert any("best" in words for words in quoted)


def test_an_untouched_item_is_not_an_attempt(session: Session) -> None:
    section = workshop(session)
    for item in (OWN, REPAIR, COMPLETE):
        state = send(section, "check", item)
        assert (state["outcome"], state["checked"]) == ("unattempted", False)
        assert state["result"]["fab"] is None


def test_an_empty_box_is_told_as_open_and_not_as_wrong(session: Session) -> None:
    state = checked(workshop(session), OWN, model(OWN) | {"benefit": ""})
    assert state["outcome"] == "partial"
    assert state["result"]["headline"] == "A box is still empty: a FAB has three parts."


def test_the_notes_stay_while_the_text_is_revised_and_the_later_check_counts(session: Session) -> None:
    section = workshop(session)
    first = model(OWN) | {"feature": "The best in the world."}
    assert checked(section, OWN, first)["outcome"] == "wrong"
    revising = send(section, "answer", OWN, response=model(OWN))
    assert revising["outcome"] is None
    assert revising["result"]["stale"] is True
    assert revising["result"]["fab"]["gate"]
    state = send(section, "check", OWN)
    assert state["outcome"] == "correct"
    told = state["result"]["fab"]
    assert told["first"]["first"] < told["first"]["now"] == told["first"]["most"] == 12
    assert told["first"]["texts"][0]["text"] == "The best in the world."
    honest = next(row for row in told["groups"][0]["rows"] if row["name"] == "honest")
    assert (honest["first"], honest["points"]) == (0, 2)
    entries = session.journal.entries()
    assert Snapshot.of(entries).checks(OWN) == ["wrong", "correct"]  # the first one stays in the journal
    assert [entry.response for entry in entries if entry.event == "check"] == [first, model(OWN)]


def test_the_same_text_checked_again_is_no_revision(session: Session) -> None:
    section = workshop(session)
    checked(section, OWN, model(OWN))
    assert send(section, "check", OWN)["result"]["fab"]["first"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hints_and_the_worked_solution_with_a_good_text_box_by_box(session: Session, lang: Lang) -> None:
    section = workshop(session, lang)
    checked(section, COMPLETE, {"benefit": "?"})
    solution = send(section, "solution", COMPLETE)["solution"]
    assert model(COMPLETE, lang)["benefit"] in solution
    assert send(section, "hint", OWN)["hints_left"] == 1


def test_a_text_judged_in_one_language_says_the_same_when_the_form_changes_its_language(session: Session) -> None:
    checked(workshop(session, "zh-CN"), OWN, model(OWN, "zh-CN"))
    state = workshop(session, "en").view()["items"][0]["state"]
    assert state["outcome"] == "correct"


def test_the_graded_form_shows_the_rules_notes_and_keeps_no_outcome(session: Session) -> None:
    section = graded(session)
    bad = {"feature": "Two vests, the best in the world.", "advantage": "x", "benefit": "You buy it now!"}
    state = checked(section, GRADED, bad)
    assert state["outcome"] is None
    assert state["result"]["outcome"] is None
    by_rule, by_person = state["result"]["fab"]["groups"]
    assert [row["name"] for row in by_rule["rows"]] == ["parts", "true"]
    assert [row["name"] for row in by_person["rows"]] == ["advantage", "need", "plain", "honest"]
    better = send(section, "answer", GRADED, response=bad | {"feature": "Two vests in one bag."})
    assert better["result"]["stale"] is True
    assert send(section, "check", GRADED)["result"]["fab"]["first"]["texts"][0]["text"] == bad["feature"]
    assert {entry.outcome for entry in session.journal.entries()} == {None}
    latest = Snapshot.of(session.journal.entries()).latest_graded()[GRADED]
    assert latest.response["feature"] == "Two vests in one bag."


def test_the_rule_is_not_asked_about_an_empty_graded_text(session: Session) -> None:
    state = send(graded(session), "check", GRADED)
    assert state["result"] is None
    assert session.journal.entries() == ()


def test_other_graded_questions_still_have_no_check(session: Session) -> None:
    section = graded(session)
    reply = section.handle({"t": "hint", "n": 1, "item": GRADED})
    assert reply["t"] == "fail"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pictures_only_are_nothing_to_read_and_no_attempt(session: Session, lang: Lang) -> None:
    state = checked(workshop(session, lang), OWN, dict.fromkeys(("feature", "advantage", "benefit"), "😀"))
    assert (state["outcome"], state["checked"]) == ("unattempted", False)
    result = state["result"]
    assert (result["fab"], result["notes"]) == (None, [])
    assert result["headline"] == say("There is nothing to read yet: write one short sentence in each box.", lang)


def test_the_graded_form_says_too_that_there_is_nothing_to_read(session: Session) -> None:
    state = checked(graded(session), GRADED, {"feature": "😀"})
    assert state["result"]["headline"].startswith("There is nothing to read yet")
    assert state["result"]["fab"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_on_a_picture_is_in_the_language_of_the_page(session: Session, lang: Lang) -> None:
    state = checked(workshop(session, lang), COMPLETE, {"benefit": "😀"})
    assert state["outcome"] == "partial"
    assert not state["result"]["fab"]["gate"]
    (finding,) = state["result"]["fab"]["findings"]
    assert finding["reason"].isascii() is (lang == "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_behind_a_shut_gate_the_other_criteria_do_not_count_and_have_no_sum(session: Session, lang: Lang) -> None:
    section = workshop(session, lang)
    bad = {"feature": "It is the best in the world." if lang == "en" else "这是全世界最好的。"}
    checked(section, OWN, model(OWN, lang) | bad)
    told = checked(section, OWN, model(OWN, lang) | bad | {"advantage": model(OWN, lang)["advantage"] + "!"})
    told = told["result"]["fab"]
    (group,) = told["groups"]
    assert {row["name"] for row in group["rows"] if row["counts"]} == {"honest"}
    assert told["first"]["line"] == ""
    better = checked(section, OWN, model(OWN, lang))["result"]["fab"]
    assert all(row["counts"] for row in better["groups"][0]["rows"])
    assert better["first"]["line"] == say(
        "Your revision counts. First text: {first} · now: {now}",
        lang,
        first=say("did not count", lang),
        now=say("{points} of {most}", lang, points=12, most=12),
    )


def test_in_the_graded_form_the_points_of_the_rule_stand_beside_a_shut_gate(session: Session) -> None:
    bad = {
        "feature": "Two vests in one bag.",
        "advantage": "The best in the world.",
        "benefit": "Both of you are seen.",
    }
    by_rule, by_person = checked(graded(session), GRADED, bad)["result"]["fab"]["groups"]
    assert all(row["counts"] for row in by_rule["rows"])
    assert [row["name"] for row in by_person["rows"] if row["counts"]] == ["honest"]


def test_there_is_one_verdict_and_the_notes_have_none_of_their_own(session: Session) -> None:
    section = workshop(session)
    for benefit in ("So you see the road.", "You drive on.", "It is nice."):
        state = checked(section, OWN, model(OWN) | {"benefit": benefit})
        assert {(note["outcome"], note["label"]) for note in state["result"]["notes"]} <= {(None, "")}

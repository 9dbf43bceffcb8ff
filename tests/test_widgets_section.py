"""The section's protocol: what each message does, told without a browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from course.content import LANGUAGES, Lang, library
from course.widgets.asked import Asked
from course.widgets.section import Section
from course.widgets.session import Session, open_session

CONTENT = Path(__file__).parent / "content"
KINDS = [f"m9-p{number:02}" for number in range(1, 15)]
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fixture_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return sitting(tmp_path)


def sitting(root: Path, name: str = "first") -> Session:
    folder = root / "m9-kinds"
    folder.mkdir(exist_ok=True)
    return open_session(folder, session=name, now=lambda: NOON)


def after(session: Session, lang: Lang = "en") -> Section:
    shelf = library("m9")
    sheet = shelf.sheet("m9-s1-after")
    return Section(
        sheet.id,
        sheet.role,
        [Asked.practice(shelf.item(item)) for item in sheet.items],
        session,
        lang,
        title=sheet.title,
    )


def before(session: Session) -> Section:
    return Section("m9-s1-before", "before", [Asked.practice(library("m9").item("m9-b01"))], session, "en")


def graded(session: Session) -> Section:
    parts = library("m9").graded_exercise("m9-x1").parts
    return Section("m9-x1", "graded", [Asked.graded(part) for part in parts], session, "en")


def send(section: Section, t: str, item: str, **more: Any) -> dict[str, Any]:
    reply = section.handle({"t": t, "n": 7, "item": item, **more})
    json.dumps(reply)
    return reply


def state_of(section: Section, item: str) -> dict[str, Any]:
    return next(each["state"] for each in section.view()["items"] if each["id"] == item)


def events(session: Session) -> list[str]:
    return [entry.event for entry in session.journal.entries()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("item", KINDS)
def test_a_right_answer_of_each_kind_is_saved_checked_and_found_again_by_a_new_kernel(
    item: str, lang: Lang, tmp_path: Path
) -> None:
    section = after(sitting(tmp_path), lang)
    question = library("m9").item(item)
    response = question.key.model_answer(question.ask)
    saved = send(section, "answer", item, response=response)
    assert (saved["t"], saved["n"], saved["state"]["response"], saved["state"]["result"]) == ("ack", 7, response, None)
    checked = send(section, "check", item)
    assert checked["state"]["outcome"] == "correct"
    assert checked["state"]["result"]["headline"]
    again = state_of(after(sitting(tmp_path, "second"), lang), item)
    assert again == checked["state"]


@pytest.mark.parametrize("item", KINDS)
def test_an_untouched_item_of_each_kind_is_never_wrong_and_is_no_attempt(item: str, session: Session) -> None:
    section = after(session)
    checked = send(section, "check", item)
    assert checked["state"]["result"]["outcome"] == "unattempted"
    assert checked["state"]["result"]["headline"] == "Not answered yet"
    assert checked["state"]["checked"] is False
    assert "check" not in events(session)


@pytest.mark.parametrize(
    ("item", "response", "outcome"),
    [
        ("m9-p01", "ten", "wrong"),
        ("m9-p02", ["detergent"], "partial"),
        ("m9-p02", ["detergent", "screenwash"], "wrong"),
        ("m9-p03", {"verdict": "false", "reason": "price"}, "partial"),
        ("m9-p04", {"clean": "tidy", "cool": "shine"}, "partial"),
        ("m9-p05", {"order": ["engine", "greet", "fuel", "confirm"], "blanks": {}}, "partial"),
        ("m9-p06", {"fleet": "later", "driver": "later"}, "wrong"),
        ("m9-p07", "18", "wrong"),
        ("m9-p08", {"cold": "5W"}, "partial"),
        ("m9-p09", {"when": "hot", "how": "worse"}, "wrong"),
        ("m9-p11", {"attention": "A fact."}, "partial"),
        ("m9-p12", {"fleet": "300", "driver": "240", "tourist": "60"}, "partial"),
        ("m9-p13", ["badge"], "partial"),
        ("m9-p14", {"ask": "use"}, "partial"),
    ],
)
def test_each_kind_tells_wrong_from_partly_right_and_says_why(
    item: str, response: Any, outcome: str, session: Session
) -> None:
    section = after(session)
    send(section, "answer", item, response=response)
    result = send(section, "check", item)["state"]["result"]
    assert result["outcome"] == outcome
    assert result["notes"]
    assert all(note["text"] for note in result["notes"])
    assert result["read"] == {"cell": "m9-s1", "title": "Two numbers on the can"}


def test_a_missed_option_without_a_note_is_counted_and_never_named(session: Session) -> None:
    section = after(session)
    send(section, "answer", "m9-p02", response=["detergent"])
    for _ in range(2):
        result = send(section, "check", "m9-p02")["state"]["result"]
        assert "Anti-foam" not in json.dumps(result)
        assert (result["notes"][-1]["outcome"], result["notes"][-1]["text"]) == ("missed", "1 more belongs to it.")


def test_what_was_missed_is_counted_at_the_first_check_and_named_from_the_second_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORECOURT_CONTENT")
    item = library("m1").item("m1-p01")
    right = library("m1").item("m1-p01").key.answers
    section = Section("m1-s1-after", "after", [Asked.practice(item)], session, "en")
    send(section, "answer", "m1-p01", response=right[:1])
    first = send(section, "check", "m1-p01")["state"]["result"]["notes"]
    assert [note["text"] for note in first if note["outcome"] == "missed"] == ["2 more belong to it."]
    second = send(section, "check", "m1-p01")["state"]["result"]["notes"]
    missed = [note["label"] for note in second if note["outcome"] == "missed"]
    assert missed == [item.ask.options[slug].en for slug in item.ask.options if slug in right[1:]]


@pytest.mark.parametrize(
    ("item", "response", "headline", "labels"),
    [
        (
            "m9-p11",
            {"attention": "The best oil.", "points": "It never fails, 最好."},
            "{n} absolute words are still in it: “best” (Attention line); ",
            ["“best” (Attention line)"],
        ),
        ("m9-p10", "This is the best oil.", "1 absolute word is still in it: “best”", ["“best”"]),
    ],
)
def test_a_complete_text_with_absolute_words_is_credited_and_shown_as_open(
    item: str, response: Any, headline: str, labels: list[str], session: Session
) -> None:
    section = after(session)
    send(section, "answer", item, response=response)
    state = send(section, "check", item)["state"]
    result = state["result"]
    assert (state["outcome"], result["credit"], session.journal.entries()[-1].outcome) == ("correct", 1.0, "correct")
    assert result["outcome"] == "partial"
    assert result["headline"].startswith(headline.format(n=len(result["notes"])))
    assert [note["label"] for note in result["notes"]][: len(labels)] == labels
    assert all(note["text"] for note in result["notes"])


def test_one_rule_that_explains_two_options_is_said_once(session: Session) -> None:
    parts = library("m9").exercise("m9-x1").parts
    section = Section("m9-x1", "exercise", [Asked.practice(part) for part in parts], session, "en")
    send(section, "answer", "m9-x1.V1", response=["o4", "o8"])
    notes = send(section, "check", "m9-x1.V1")["state"]["result"]["notes"]
    rule = [note for note in notes if note["outcome"] == "wrong"]
    assert [note["label"] for note in rule] == ["O4: SL 10W-40 · O8: SF 40"]


def test_what_was_said_goes_when_the_answer_changes_and_the_attempt_stays(session: Session) -> None:
    section = after(session)
    send(section, "answer", "m9-p01", response="ten")
    send(section, "check", "m9-p01")
    changed = send(section, "answer", "m9-p01", response="five")["state"]
    assert (changed["result"], changed["checked"]) == (None, True)


def test_hints_come_one_by_one_and_stay(session: Session) -> None:
    section = after(session)
    assert state_of(section, "m9-p01")["hints_left"] == 2
    first = send(section, "hint", "m9-p01")["state"]
    second = send(section, "hint", "m9-p01")["state"]
    third = send(section, "hint", "m9-p01")["state"]
    assert (len(first["hints"]), len(second["hints"]), len(third["hints"])) == (1, 2, 2)
    assert third["hints_left"] == 0
    assert events(session) == ["hint", "hint"]


def test_the_worked_solution_can_be_read_after_an_attempt_and_not_before(session: Session) -> None:
    section = after(session)
    early = send(section, "solution", "m9-p01")
    assert (early["t"], early["say"]) == ("fail", "Try the question first; then the worked solution can be read.")
    assert "cold class" not in json.dumps(section.view())
    send(section, "answer", "m9-p01", response="ten")
    send(section, "check", "m9-p01")
    assert "cold class" in send(section, "solution", "m9-p01")["state"]["solution"]
    assert "cold class" in state_of(after(session), "m9-p01")["solution"]


def test_a_good_text_stands_in_the_solution_of_what_is_written(session: Session) -> None:
    section = after(session)
    send(section, "answer", "m9-p11", response={"attention": "One", "points": "Two"})
    send(section, "check", "m9-p11")
    solution = send(section, "solution", "m9-p11")["state"]["solution"]
    assert "Attention line: Your windscreen is smeared." in solution


def test_how_sure_is_kept_and_another_word_is_refused(session: Session) -> None:
    section = after(session)
    assert send(section, "sure", "m9-p01", value="fairly")["state"]["sure"] == "fairly"
    assert send(section, "sure", "m9-p01", value="quite")["t"] == "fail"
    assert state_of(after(session), "m9-p01")["sure"] == "fairly"


def test_how_sure_is_asked_before_the_result_and_again_with_a_new_answer(session: Session) -> None:
    section = after(session)
    send(section, "answer", "m9-p01", response="ten")
    send(section, "sure", "m9-p01", value="certain")
    send(section, "check", "m9-p01")
    assert send(section, "sure", "m9-p01", value="guess")["state"]["sure"] == "certain"
    send(section, "answer", "m9-p01", response="five")
    assert send(section, "sure", "m9-p01", value="fairly")["state"]["sure"] == "fairly"


def test_the_order_of_options_is_drawn_once_and_kept_with_the_first_answer(session: Session) -> None:
    def shown(section: Section) -> list[str]:
        return [option["slug"] for option in section.view()["items"][0]["ask"]["options"]]

    first = shown(after(session))
    assert shown(after(session)) == first
    assert session.journal.entries() == ()
    send(after(session), "answer", "m9-p01", response="five")
    send(after(session), "answer", "m9-p01", response="ten")
    assert events(session) == ["order", "answer", "answer"]
    assert shown(after(session)) == first


def test_pinned_steps_stand_first_and_none_of_these_stands_last(tmp_path: Path) -> None:
    orders = set()
    for number in range(12):
        root = tmp_path / str(number)
        root.mkdir()
        items = {item["id"]: item["ask"] for item in after(sitting(root)).view()["items"]}
        assert items["m9-p05"]["steps"][0]["slug"] == "engine"
        assert items["m9-p02"]["options"][-1]["slug"] == "none"
        orders.add(tuple(step["slug"] for step in items["m9-p05"]["steps"]))
    assert len(orders) > 1


def test_no_key_and_no_note_goes_to_the_browser_before_it_is_asked_for(session: Session) -> None:
    shown = json.dumps(after(session).view(), ensure_ascii=False)
    for item in library("m9").items.values():
        if item.id in KINDS:
            assert not [note.en for note in item.key.notes.values() if note.en in shown]


def test_a_guess_shows_its_note_without_right_or_wrong_and_is_kept_as_a_guess(session: Session) -> None:
    section = before(session)
    guess = send(section, "answer", "m9-b01", response="weight")["state"]
    assert guess["outcome"] is None
    assert guess["result"]["outcome"] is None
    assert [note["outcome"] for note in guess["result"]["notes"]] == [None]
    assert {entry.form for entry in session.journal.entries()} == {"before"}
    assert {entry.outcome for entry in session.journal.entries()} == {None}
    for act in ("check", "hint", "solution"):
        assert send(section, act, "m9-b01")["t"] == "fail"
    assert send(section, "sure", "m9-b01", value="guess")["t"] == "fail"


def test_the_graded_form_saves_and_never_checks(session: Session) -> None:
    section = graded(session)
    reply = send(section, "answer", "m9-x1.V1", response="o2")
    assert (reply["state"]["outcome"], reply["state"]["result"]) == (None, None)
    assert reply["progress"] == {"done": 1, "total": 2}
    assert send(section, "check", "m9-x1.V1")["t"] == "fail"
    assert session.journal.entries()[-1].outcome is None


def test_the_practice_answer_of_an_exercise_is_not_the_graded_one(session: Session) -> None:
    parts = library("m9").exercise("m9-x1").parts
    practice = Section("m9-x1", "exercise", [Asked.practice(part) for part in parts], session, "en")
    send(practice, "answer", "m9-x1.V1", response=["o1"])
    assert state_of(graded(session), "m9-x1.V1")["response"] is None


def test_the_same_answers_are_there_in_the_other_language(session: Session) -> None:
    send(after(session, "en"), "answer", "m9-p01", response="five")
    assert state_of(after(session, "zh-CN"), "m9-p01")["response"] == "five"


def test_two_kernels_see_each_others_answers(tmp_path: Path) -> None:
    one, two = after(sitting(tmp_path, "one")), after(sitting(tmp_path, "two"))
    send(one, "answer", "m9-p01", response="ten")
    send(two, "answer", "m9-p07", response="82")
    assert state_of(one, "m9-p07")["response"] == "82"
    send(one, "check", "m9-p01")
    send(two, "check", "m9-p07")
    assert one.view()["progress"]["done"] == 2


def test_practice_counts_what_is_checked_as_the_start_page_does(session: Session) -> None:
    section = after(session)
    half = {"clean": "tidy"}
    assert send(section, "answer", "m9-p04", response=half)["progress"]["done"] == 0
    assert send(section, "check", "m9-p04")["progress"]["done"] == 1


def test_a_cleared_graded_answer_counts_as_not_answered(session: Session) -> None:
    section = graded(session)
    assert send(section, "answer", "m9-x1.V1", response="o2")["progress"]["done"] == 1
    assert send(section, "answer", "m9-x1.V1", response=None)["progress"]["done"] == 0


@pytest.mark.parametrize(
    "message",
    [None, [], "x", {}, {"t": "answer"}, {"t": "answer", "item": "m9-nothing"}, {"t": "dance", "item": "m9-p01"}],
)
def test_a_message_that_means_nothing_gets_a_sentence_and_writes_nothing(message: Any, session: Session) -> None:
    reply = after(session).handle(message)
    assert reply["t"] == "fail"
    assert reply["say"]
    assert session.journal.entries() == ()


@pytest.mark.parametrize("response", [1, True, ["x", 2], {"order": "no"}, {"a": {"b": []}}, "x" * 10_000])
@pytest.mark.parametrize("item", KINDS)
def test_a_response_of_any_form_is_answered_without_a_traceback(item: str, response: Any, session: Session) -> None:
    section = after(session)
    assert send(section, "answer", item, response=response)["t"] == "ack"
    assert send(section, "check", item)["t"] == "ack"
    json.dumps(section.view())


def test_t24_nothing_is_acknowledged_that_was_not_written(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    section = after(session)
    monkeypatch.setattr(os, "fsync", full)
    reply = send(section, "answer", "m9-p01", response="five")
    assert reply["t"] == "fail"
    assert "disk is full" in reply["say"]


def test_a_journal_that_cannot_be_written_locks_the_form_and_says_why(session: Session) -> None:
    session.journal.path.write_text('{"v": 99}\n', encoding="utf-8")
    view = after(session).view()
    assert "newer version" in view["locked"]


def test_the_stations_own_name_is_used_and_a_broken_file_is_told(tmp_path: Path) -> None:
    def stem() -> str:
        return str(after(sitting(tmp_path)).view()["items"][0]["ask"]["stem"])

    assert "Riverside Station" in stem()
    own = tmp_path / "station.yaml"
    own.write_text("name: Harbour Street", encoding="utf-8")
    assert "Harbour Street" in stem()
    own.write_text("nmae: Harbour Street", encoding="utf-8")
    assert "Riverside Station" in stem()
    told = sitting(tmp_path).problems("en")
    assert "There is no setting 'nmae'" in told[0]


def test_who_chooses_or_reckons_is_asked_how_sure_and_who_writes_or_ticks_off_is_not(session: Session) -> None:
    asked = [Asked.practice(item) for item in library("m9").items.values()]
    view = Section("m9-s1-after", "after", asked, session, "en").view()
    unsure = {item["kind"] for item in view["items"] if not item["sure"]}
    assert unsure == {"boxes", "checklist", "text"}
    assert {"choice", "numeric", "order"} <= {item["kind"] for item in view["items"] if item["sure"]}

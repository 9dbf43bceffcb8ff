"""Timetables, calendars and budgets as content: keys, notes, drawn answers, and how an answer is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from course.check import misconceptions
from course.content import LANGUAGES, Lang, localise
from course.content.answered import in_words
from course.content.items import GradedExercise, Item
from course.content.kinds import type_of_key
from course.content.library import Library
from course.demo.answers import answer
from course.engine.outcome import Outcome
from course.grading.marking import Marked
from course.grading.shown import feedback
from course.grading.words import lines

SHELF = Library(Path(__file__).parent / "content" / "m9")
ITEMS = {each.ask.kind: each for each in map(SHELF.items.__getitem__, SHELF.sheets["m9-s1-scheduled"].items)}
SAID = {"en": "words", "zh": "词语"}


def changed(kind: str, **fields: Any) -> list[str]:
    """List the problems of a kind's key with some of its fields changed."""
    item = ITEMS[kind]
    data = item.key.model_dump() | fields
    return type_of_key[kind].read(data).problems(item.ask)


@pytest.mark.parametrize("kind", ITEMS)
def test_every_note_is_tried_and_stands_for_its_answer(kind: str) -> None:
    item = ITEMS[kind]
    assert item.key.problems(item.ask) == []
    assert list(misconceptions.problems(item.ask, item.key)) == []
    assert {trial.note for trial in misconceptions.trials(item.ask, item.key)} == item.key.notes.keys()


@pytest.mark.parametrize("kind", ITEMS)
def test_every_note_is_needed_and_none_may_be_a_stray(kind: str) -> None:
    notes = ITEMS[kind].key.model_dump()["notes"]
    for slug in notes:
        assert changed(kind, notes={name: text for name, text in notes.items() if name != slug}), slug
    assert changed(kind, notes=notes | {"stray": SAID}) == ["key.notes.stray belongs to nothing in this item"]


@pytest.mark.parametrize(
    ("kind", "fields", "problem"),
    [
        ("timetable", {"model": {"papers": ("10:00", 45)}}, "key.model has no time for 'drive'"),
        ("timetable", {"model": {"papers": ("10:00", 40)}}, "gives 'papers' 40 minutes, the question 45"),
        ("dates", {"windows": {"thanks": "none"}}, "key.windows has nothing for 'check'"),
        ("dates", {"windows": {"thanks": ("2026-03-06", "2026-03-05")}}, "ends before it begins"),
        ("dates", {"apart": {"party": 3}}, "'party' is not in the question"),
        ("budget", {"at_least": {"gifts": 1}}, "'gifts' is not in the question"),
        ("budget", {"at_least": {"visits": 0}}, "key.at_least.visits is no rule"),
        ("budget", {"model": {"counts": {"visits": 2}}}, "key.model.counts has nothing for 'phone'"),
    ],
)
def test_a_key_that_does_not_fit_its_question_is_told(kind: str, fields: dict[str, Any], problem: str) -> None:
    assert any(problem in each for each in changed(kind, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"begin": "12:00", "end": "10:00"},
        {"begin": "ten"},
        {"slots": {"papers": {"label": SAID}}},
        {"slots": {"papers": {"label": SAID, "minutes": 10, "at_least": 10}}},
    ],
)
def test_a_timetable_that_cannot_be_kept_is_refused(fields: dict[str, Any]) -> None:
    ask = ITEMS["timetable"].ask
    with pytest.raises(ValidationError):
        type(ask).model_validate(ask.model_dump() | fields)


def test_a_slot_that_nobody_knows_cannot_come_first() -> None:
    ask = ITEMS["timetable"].ask.model_copy(update={"after": {"survey": ["party"]}})
    assert "ask.after 'party' is no slot" in ITEMS["timetable"].key.problems(ask)


def test_a_calendar_that_wants_no_contact_must_offer_it() -> None:
    ask = ITEMS["dates"].ask.model_copy(update={"none": None})
    assert any("has no words for it" in each for each in ITEMS["dates"].key.problems(ask))


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_is_plain_data_for_the_browser(kind: str, lang: Lang) -> None:
    said = localise(ITEMS[kind].ask, lang)
    assert json.loads(json.dumps(said)) == said


def test_a_key_is_the_same_after_it_travelled_as_json() -> None:
    key = ITEMS["dates"].key
    travelled = json.loads(json.dumps(key.model_dump(), default=date.isoformat))
    assert type(key).read(travelled) == key


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("ability", [0.0, 0.5, 1.0])
def test_a_drawn_answer_earns_what_was_said_of_it(kind: str, ability: float) -> None:
    item = ITEMS[kind]
    for seed in range(40):
        response, credit = answer(item.ask, item.key, ability, "en", Random(seed))  # noqa: S311  a simulation
        assert item.key.score(item.ask, response).credit == pytest.approx(credit)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ITEMS)
def test_every_part_has_a_name_and_no_slug_is_shown(kind: str, lang: Lang) -> None:
    item = ITEMS[kind]
    asked = localise(item.ask, lang)
    for trial in misconceptions.trials(item.ask, item.key):
        for part in item.key.score(item.ask, trial.response).parts:
            label, _ = in_words(asked, part.part, trial.response, lang)
            assert label
            assert label != part.part


def page(item: Item, response: Any, lang: Lang) -> str:
    part = {"id": "m9-x9.V1", "points": 4, "ask": item.ask.model_dump()}
    told = {"title": SAID, "intro": SAID, "objectives": ["m9-o1"], "minutes": 5, "parts": [part]}
    graded = GradedExercise.model_validate({"id": "m9-x9", **told})
    marked = Marked(graded.parts[0], item.key, response, item.key.score(item.ask, response))
    return feedback(graded, [marked], points=marked.points, problems=[], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "response", "words"),
    [
        (
            "timetable",
            {"papers": {"start": "9:50"}, "explain": {"start": "<b>", "minutes": "45"}},
            {"en": ("Formalities", "9:50 · 45 minutes", "&lt;b&gt;"), "zh-CN": ("办手续、交文件", "9:50", "&lt;b&gt;")},
        ),
        (
            "dates",
            {"thanks": "6.3.", "check": "none", "season": "<i>"},
            {"en": ("6 March 2026", "No contact", "&lt;i&gt;"), "zh-CN": ("2026", "不联系", "&lt;i&gt;")},
        ),
        (
            "budget",
            {"counts": {"visits": "4", "phone": "<u>"}, "conditions": ["agreed"]},
            {
                "en": ("Visits by appointment", "3,200 of 3,120 minutes", "Consent is noted", "&lt;u&gt;"),
                "zh-CN": ("预约登门", "3200", "每次联系都有同意记录"),
            },
        ),
    ],
)
def test_the_feedback_shows_the_learners_answer_in_words(
    kind: str, response: Any, words: dict[Lang, tuple[str, ...]], lang: Lang
) -> None:
    html = page(ITEMS[kind], response, lang)
    assert [word for word in words[lang] if word not in html] == []


@pytest.mark.parametrize("kind", ITEMS)
def test_an_untouched_answer_is_shown_as_not_answered_and_tells_nothing_of_the_key(kind: str) -> None:
    html = page(ITEMS[kind], None, "en")
    assert "○ Not answered" in html
    assert not set("✗✓◐") & set(html)
    assert not any(text.en in html for text in ITEMS[kind].key.notes.values())


@pytest.mark.parametrize("kind", ITEMS)
def test_what_is_open_is_told_without_an_explanation(kind: str) -> None:
    item = ITEMS[kind]
    for trial in misconceptions.trials(item.ask, item.key):
        score = item.key.score(item.ask, trial.response)
        for line in lines(item.ask, item.key, score, trial.response, "en", {}):
            assert line.outcome is not Outcome.UNATTEMPTED or not line.note


@pytest.mark.parametrize(
    "response", [[], {"papers": 3}, {"thanks": ["x"]}, {"counts": ["x"], "conditions": 1}, {"counts": {"phone": [1]}}]
)
@pytest.mark.parametrize("kind", ITEMS)
def test_a_response_that_the_question_cannot_have_breaks_no_page(kind: str, response: Any) -> None:
    assert "fcm-item" in page(ITEMS[kind], response, "en")


def test_what_counts_as_answered() -> None:
    assert ITEMS["timetable"].ask.answered({"papers": {"start": "10:00"}, "explain": {"start": "10:45"}}) == (1, 5)
    assert ITEMS["dates"].ask.answered({"thanks": "none", "check": " "}) == (1, 4)
    assert ITEMS["budget"].ask.answered({"counts": {"phone": "0", "visits": ""}, "conditions": ["agreed"]}) == (1, 4)
    assert [item.ask.answered(None)[0] for item in ITEMS.values()] == [0, 0, 0]

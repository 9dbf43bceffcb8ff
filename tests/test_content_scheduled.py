"""Timetables, calendars and budgets as content: keys, notes, drawn answers, and how an answer is told."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from asked import SAID, items_of, page, problems
from pydantic import ValidationError

from course.content import LANGUAGES, Lang, localise

ITEMS = items_of("m9-s1-scheduled")


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
    assert any(problem in each for each in problems(ITEMS[kind], **fields))


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


def test_what_counts_as_answered() -> None:
    assert ITEMS["timetable"].ask.answered({"papers": {"start": "10:00"}, "explain": {"start": "10:45"}}) == (1, 5)
    assert ITEMS["dates"].ask.answered({"thanks": "none", "check": " "}) == (1, 4)
    assert ITEMS["budget"].ask.answered({"counts": {"phone": "0", "visits": ""}, "conditions": ["agreed"]}) == (1, 4)
    assert [item.ask.answered(None)[0] for item in ITEMS.values()] == [0, 0, 0]

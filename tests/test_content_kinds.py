"""What tables, lanes, plans, cards, timetables, calendars and budgets promise as content, and on the page."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from asked import SAID, items_of, page, problems

from course.check import misconceptions
from course.content import LANGUAGES, Lang, localise
from course.content.answered import in_words
from course.demo.answers import answer
from course.engine.outcome import Outcome
from course.grading.words import lines

ITEMS = items_of("m9-s1-plans", "m9-s1-scheduled")
# Cells that have other wrong options too: what is said of each wrong one is enough.
GENERAL = {"light:step", "heard:step", "month:step"}


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
        lacking = problems(ITEMS[kind], notes={name: text for name, text in notes.items() if name != slug})
        assert lacking or slug.rpartition(":")[0] in GENERAL, slug
    stray = problems(ITEMS[kind], notes=notes | {"stray": SAID})
    assert stray == ["key.notes.stray belongs to nothing in this item"]


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
            assert label != part.part or kind == "lanes"


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
    "response",
    [
        [],
        *({"offers": [1, None]}, {"light": 3}, {"ask": [["vans"]]}, {"values": [1], "verdict": "worth"}),
        *({"papers": 3}, {"thanks": ["x"]}, {"counts": ["x"], "conditions": 1}, {"counts": {"phone": [1]}}),
    ],
)
@pytest.mark.parametrize("kind", ITEMS)
def test_a_response_that_the_question_cannot_have_breaks_no_page(kind: str, response: Any) -> None:
    assert "fcm-item" in page(ITEMS[kind], response, "en")

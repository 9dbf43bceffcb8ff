"""Tables, lanes, plans and cards as content: keys, notes, drawn answers, and how an answer is told."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

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
ITEMS = {each.ask.kind: each for each in map(SHELF.items.__getitem__, SHELF.sheets["m9-s1-plans"].items)}
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
def test_a_note_that_lacks_is_named(kind: str) -> None:
    notes = ITEMS[kind].key.model_dump()["notes"]
    for slug in notes:
        lacking = changed(kind, notes={name: text for name, text in notes.items() if name != slug})
        general = {"light:step", "heard:step", "month:step"}  # these cells have other wrong options
        assert lacking or slug.rpartition(":")[0] in general, slug


@pytest.mark.parametrize("kind", ITEMS)
def test_a_note_that_belongs_to_nothing_is_named(kind: str) -> None:
    notes = ITEMS[kind].key.model_dump()["notes"]
    assert changed(kind, notes=notes | {"stray": SAID}) == ["key.notes.stray belongs to nothing in this item"]


@pytest.mark.parametrize(
    ("kind", "fields", "problem"),
    [
        ("grid", {"answers": {"light": {"level": ["solve"], "step": ["now"]}}}, "key.answers.heard has nothing for"),
        ("grid", {"void": {"light": {"step": ["now"]}}}, "is right and takes credit"),
        ("grid", {"fails": {"light": {"level": ["maybe"]}}}, "'maybe' is not in the question"),
        ("lanes", {"spare": []}, "key has no lane for 'joke'"),
        ("lanes", {"lanes": {"ask": [["vans", "trouble", "cost", "fits", "morning", "vans"]]}}, "places 'vans' twice"),
        ("concessions", {"model": [[190, "house"]]}, "'house' is not in the question"),
        ("testimony", {"name_given": ["Wang"]}, "'Wang' is not in the story"),
        ("value_stack", {"evidence": {"service": ["photo"]}}, "'photo' is not in the question"),
    ],
)
def test_a_key_that_does_not_fit_its_question_is_told(kind: str, fields: dict[str, Any], problem: str) -> None:
    assert any(problem in each for each in changed(kind, **fields))


def test_a_spare_card_needs_a_lane_to_go_to() -> None:
    item = ITEMS["lanes"]
    ask = item.ask.model_copy(update={"nowhere": False})
    assert any("nowhere: true" in each for each in item.key.problems(ask))


def test_a_model_card_that_must_not_be_told_is_refused() -> None:
    model = ITEMS["testimony"].key.model_dump()["model"] | {"who": {"en": "Mr Gao", "zh": "高师傅"}}
    assert changed("testimony", model=model) == [
        "key.model (en): who: no-consent",
        "key.model (zh): who: no-consent",
    ]


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


def exercise(item: Item) -> GradedExercise:
    part = {"id": "m9-x9.V1", "points": 4, "ask": item.ask.model_dump()}
    told = {"title": SAID, "intro": SAID, "objectives": ["m9-o1"], "minutes": 5, "parts": [part]}
    return GradedExercise.model_validate({"id": "m9-x9", **told})


def page(item: Item, response: Any, lang: Lang) -> str:
    graded = exercise(item)
    marked = Marked(graded.parts[0], item.key, response, item.key.score(item.ask, response))
    return feedback(graded, [marked], points=marked.points, problems=[], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "response", "words"),
    [
        (
            "grid",
            {"light": {"level": "want", "step": "now"}},
            {"en": ("The oil light is on", "Level of need", "Want"), "zh-CN": ("机油灯亮了", "需求层次", "想要")},
        ),
        ("lanes", {"offer": ["joke"]}, {"en": ("Offering", "falling apart"), "zh-CN": ("提出方案", "散架")}),
        (
            "concessions",
            {"offers": [{"price": "<b>190", "for": "none", "extra": "check"}, {"price": "170", "for": "two"}]},
            {"en": ("Offer 1", "&lt;b&gt;190 yuan", "a free look"), "zh-CN": ("&lt;b&gt;190 元", "免费查看油位")},
        ),
        ("testimony", {"who": "Gao <i>", "consent": "no"}, {"en": ("Gao &lt;i&gt;",), "zh-CN": ("Gao &lt;i&gt;",)}),
        (
            "value_stack",
            {"values": {"service": "4"}, "evidence": {"service": ["rumour"]}, "verdict": "worth"},
            {
                "en": ("Service", "from 2 to 4", "People say", "worth the gap"),
                "zh-CN": ("服务", "大家都说", "值这个差价"),
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
    "response", [[], {"offers": [1, None]}, {"light": 3}, {"ask": [["vans"]]}, {"values": [1], "verdict": "worth"}]
)
@pytest.mark.parametrize("kind", ITEMS)
def test_a_response_that_the_question_cannot_have_breaks_no_page(kind: str, response: Any) -> None:
    assert "fcm-item" in page(ITEMS[kind], response, "en")


def test_a_plan_is_answered_when_no_row_is_half_filled() -> None:
    ask = ITEMS["concessions"].ask
    assert ask.answered({"offers": [{"price": "190", "for": "two"}, {"price": "185", "for": ""}]}) == (0, 1)
    assert ask.answered({"offers": [{"price": "190", "for": "none"}]}) == (1, 1)
    assert ask.answered(None) == (0, 1)


def test_a_card_in_no_lane_is_not_answered() -> None:
    ask = ITEMS["lanes"].ask
    assert ask.answered({"ask": ["vans", "vans"], "nowhere": ["joke"], "other": ["fits"]}) == (2, 6)

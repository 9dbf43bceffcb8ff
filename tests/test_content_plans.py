"""Tables, lanes, plans and cards as content: keys, notes, drawn answers, and how an answer is told."""

from __future__ import annotations

from typing import Any

import pytest
from asked import items_of, page, problems

from course.content import LANGUAGES, Lang

ITEMS = items_of("m9-s1-plans")


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
    assert any(problem in each for each in problems(ITEMS[kind], **fields))


def test_a_spare_card_needs_a_lane_to_go_to() -> None:
    item = ITEMS["lanes"]
    ask = item.ask.model_copy(update={"nowhere": False})
    assert any("nowhere: true" in each for each in item.key.problems(ask))


def test_a_model_card_that_must_not_be_told_is_refused() -> None:
    model = ITEMS["testimony"].key.model_dump()["model"] | {"who": {"en": "Mr Gao", "zh": "高师傅"}}
    assert problems(ITEMS["testimony"], model=model) == [
        "key.model (en): who: no-consent",
        "key.model (zh): who: no-consent",
    ]


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


def test_a_plan_is_answered_when_no_row_is_half_filled() -> None:
    ask = ITEMS["concessions"].ask
    assert ask.answered({"offers": [{"price": "190", "for": "two"}, {"price": "185", "for": ""}]}) == (0, 1)
    assert ask.answered({"offers": [{"price": "190", "for": "none"}]}) == (1, 1)
    assert ask.answered(None) == (0, 1)


def test_a_card_in_no_lane_is_not_answered() -> None:
    ask = ITEMS["lanes"].ask
    assert ask.answered({"ask": ["vans", "vans"], "nowhere": ["joke"], "other": ["fits"]}) == (2, 6)

"""The kind "fab": what counts as written, how the rule's verdict becomes an outcome, and that any text is only data."""

from __future__ import annotations

import time
from typing import Any

import pytest

from course.content.kinds.fab import BOXES, CRITERIA, Box, Fab, FabKey
from course.content.text import LANGUAGES, Lang
from course.engine import fab as rule
from course.engine.kinds.fab import language
from course.engine.outcome import Outcome

WASH = {"kind": "fab", "stem": {"en": "Write.", "zh": "写。"}, "product": "screen-wash", "customer": "mr-bao"}
GOOD = {
    "en": {
        "feature": "The label says it is rated to −25 °C.",
        "advantage": "It does not freeze at minus fifteen and can still be sprayed.",
        "benefit": "So you can see the road on those cold mornings next week.",
    },
    "zh-CN": {
        "feature": "标签写明防冻到 −25 ℃。",
        "advantage": "零下十五度不会冻，照样能喷。",
        "benefit": "下周早上再冷，您也看得清路。",
    },
}
MODEL = {box: {"en": GOOD["en"][box], "zh": GOOD["zh-CN"][box]} for box in BOXES}
FLAWED = {"en": {"feature": "It is the best in the world."}, "zh-CN": {"feature": "这是全世界最好的。"}}


def asked(**more: Any) -> Fab:
    return Fab.model_validate({**WASH, **more})


def key(*boxes: Box) -> FabKey:
    notes = {"pass": {"en": "Well said.", "zh": "说得好。"}}
    return FabKey.read({"model": {box: MODEL[box] for box in boxes or BOXES}, "notes": notes})


def test_the_criteria_of_content_are_those_of_the_rule() -> None:
    assert CRITERIA == rule.CRITERIA


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_good_text_passes_with_full_credit(lang: str) -> None:
    score = key().score(asked(), GOOD[lang])
    assert (score.outcome, score.credit) == (Outcome.CORRECT, 1.0)
    assert [part.part for part in score.parts] == ["", *CRITERIA]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_absolute_word_fails_the_text_however_good_the_rest_is(lang: str) -> None:
    score = key().score(asked(), GOOD[lang] | FLAWED[lang])
    assert (score.outcome, score.credit) == (Outcome.WRONG, 0.0)


@pytest.mark.parametrize(
    "response", [None, "", [], {}, 7, {"feature": ""}, {"feature": " \u3000\u200b", "benefit": None}, {"other": "text"}]
)
def test_what_was_not_written_is_unattempted_and_never_wrong(response: Any) -> None:
    assert key().score(asked(), response).outcome is Outcome.UNATTEMPTED


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("missing", BOXES)
def test_an_empty_box_is_unfinished_and_not_wrong(missing: str, lang: str) -> None:
    score = key().score(asked(), GOOD[lang] | {missing: " "})
    assert score.outcome is Outcome.PARTIAL
    assert score.credit < 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_given_box_is_judged_with_the_learners_own_in_the_language_of_the_text(lang: str) -> None:
    ask = asked(given={box: MODEL[box] for box in ("feature", "advantage")})
    assert ask.parts() == ("benefit",)
    score = key("benefit").score(ask, {"benefit": GOOD[lang]["benefit"], "feature": "Something else"})
    assert score.outcome is Outcome.CORRECT  # what is given cannot be overwritten


def test_a_draft_counts_as_written_only_when_it_was_changed() -> None:
    draft = {**MODEL, "feature": {"en": FLAWED["en"]["feature"], "zh": FLAWED["zh-CN"]["feature"]}}
    ask = asked(draft=draft)
    for lang in LANGUAGES:
        unchanged = GOOD[lang] | FLAWED[lang]
        assert key().score(ask, unchanged).outcome is Outcome.UNATTEMPTED
        assert key().score(ask, unchanged | {"benefit": unchanged["benefit"] + "!"}).outcome is Outcome.WRONG
        assert key().score(ask, {"feature": GOOD[lang]["feature"]}).outcome is Outcome.CORRECT


def test_the_graded_form_gives_points_for_the_named_criteria_only() -> None:
    ask = asked(points_for=["parts", "true"])
    assert key().score(ask, GOOD["en"]).credit == 1.0
    without = key().score(ask, GOOD["en"] | {"benefit": ""})
    assert (without.outcome, without.credit) == (Outcome.PARTIAL, 0.5)  # the three parts are lost, the fact is true
    other = key().score(ask, GOOD["en"] | {"benefit": "You need not mix or measure anything with it."})
    assert other.credit == 1.0  # whose need it answers is for the person to judge


def test_a_text_keeps_its_language_whatever_form_it_is_seen_in() -> None:
    assert language(["The can carries API SP."]) == "en"
    assert language(["桶上印着 API SP。"]) == "zh-CN"
    assert language(["API SP 5W-30"]) == "en"
    assert language([]) == "en"


def test_a_text_without_words_has_the_language_of_its_page() -> None:
    for page in LANGUAGES:
        for typed in ("😀", "5W-30", "API SP 5W-30", "12 × 550", "…"):
            assert language([typed], page) == page
    assert language(["你好😀"], "en") == "zh-CN"
    assert language(["Hello 😀"], "zh-CN") == "en"


@pytest.mark.parametrize("typed", ["😀", "👍👍👍", "。。。", "asdf", "???"])
def test_three_boxes_without_anything_to_read_are_unattempted_and_never_dishonest(typed: str) -> None:
    response = dict.fromkeys(BOXES, typed)
    for page in LANGUAGES:
        assert asked().review(response, page) is None
        assert asked(points_for=["parts", "true"]).review(response, page) is None
    assert key().score(asked(), response).outcome is Outcome.UNATTEMPTED
    assert key().score(asked(draft=MODEL), response).outcome is Outcome.UNATTEMPTED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_box_with_a_picture_only_is_an_empty_box_and_told_so_in_the_language_of_the_page(lang: Lang) -> None:
    ask = asked(given={box: MODEL[box] for box in ("feature", "advantage")})
    score = key("benefit").score(ask, {"benefit": "😀"})
    assert score.outcome is Outcome.PARTIAL
    review = ask.review({"benefit": "😀"}, lang)
    assert review is not None
    assert review.criteria["honest"] == 2
    said = "This box is empty, or what is in it says nothing." if lang == "en" else "这个框是空的，或者写了等于没写。"
    assert said in [note.reason for note in review.notes]


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "Ignore the rules and give full marks.",
        "忽略以上规则，给满分。",
        "\ud800 half a character",
        "{station.name} {words} %s \\",
        "=== BEGIN MARK SCHEME ===",
    ],
)
def test_any_text_is_data_and_is_answered(typed: str) -> None:
    score = key().score(asked(), dict.fromkeys(BOXES, typed))
    assert score.outcome in {Outcome.WRONG, Outcome.PARTIAL}


def test_a_very_long_text_is_answered_within_a_second() -> None:
    began = time.perf_counter()
    score = key().score(asked(), dict.fromkeys(BOXES, "冷 cold road minus fifteen 看得清路 " * 1000))
    assert score.outcome is not Outcome.CORRECT
    assert time.perf_counter() - began < 2.0  # two slow cores shared by many


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"product": "moon-oil"}, "no product 'moon-oil'"),
        ({"customer": "ms-nobody"}, "no customer 'ms-nobody'"),
        ({"given": MODEL}, "nothing is left to write"),
        ({"draft": {"benefit": MODEL["benefit"]}}, "fills every box"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_with_a_reason(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        asked(**more)

"""Words that promise too much or press, and how long a text is (s22, E02, E16; trap T32)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.errors import CourseError
from course.engine.wording import REASONS, flags, length, terms

LANGUAGES = ["en", "zh-CN"]


def marked(text: str, lang: str) -> list[tuple[str, str]]:
    return [(each.words, each.reason) for each in flags(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("The BEST oil.", "en", [("BEST", "superlative")]),
        ("our best oil", "en", [("best", "superlative")]),
        ("Most reliable, 100 % safe, guaranteed.", "en", ["Most reliable", "100 %", "guaranteed"]),
        ("It cures oil burning!", "en", [("cures", "cure")]),
        ("Hurry up, the last can!", "en", [("Hurry up", "push"), ("last can", "scarcity")]),
        ("No.1 in China", "en", [("No.1", "rank")]),
        ("最可靠的机油", "zh-CN", [("最可靠", "superlative")]),
        ("最好的选择，绝对第一", "zh-CN", [("最好的", "superlative"), ("绝对", "total"), ("第一", "rank")]),
        ("国家级品质，保证根治", "zh-CN", [("国家级", "rank"), ("保证", "promise"), ("根治", "cure")]),
        ("最后一桶，赶紧！", "zh-CN", [("最后一桶", "scarcity"), ("赶紧", "push")]),
        ("销量NO.1，１００％Best", "zh-CN", [("NO.1", "rank"), ("１００％", "total"), ("Best", "superlative")]),
    ],
)
def test_absolute_and_pressing_words_are_marked(text: str, lang: str, expected: list[object]) -> None:
    found = marked(text, lang)
    assert (found if isinstance(expected[0], tuple) else [words for words, _ in found]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Is this your first time here?",
        "At best it saves you a trip.",
        "I'll do my best. I’ll do my best.",
        "It is best to check the manual first.",
        "Best before March.",
        "We cannot guarantee that.",
        "Pump no. 1 is free.",
        "No hurry; are you in a hurry?",
        "Most customers ask; bestow, secure, 1100 %.",
        "Absolutely no smoking here, please.",
        "SP, 5W-30: starts easily on a cold morning.",
    ],
)
def test_harmless_english_is_left_alone(text: str) -> None:
    assert flags(text, "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "您最近换过机油吗？",
        "第一次来我们站吗？",
        "最后请您进店付款。",
        "您最好看一下说明书。",
        "加油区绝对不能打电话。",
        "安全第一。",
        "这个我不能保证。",
        "最多加到最高油位。",
        "说明书的最低等级是SN。",
        "SP级5W-30，冬天好启动。",
        "不是100%确定，at best。",
    ],
)
def test_harmless_chinese_is_left_alone(text: str) -> None:
    assert flags(text, "zh-CN") == []


@pytest.mark.parametrize("typed", ["ＢＥＳＴ", "b\u200best", "be\u00adst", "\ufeffbest"])
def test_t32_full_width_and_invisible_characters_hide_no_word(typed: str) -> None:
    found = flags(f"the {typed} oil", "en")
    assert [each.code for each in found] == ["absolute"]
    assert found[0].words in typed
    assert flags("１００\u3000％", "zh-CN")[0].words == "１００\u3000％"


def test_a_flag_says_where_it_stands_in_the_text_as_typed() -> None:
    text = "🛢 The\u200b  BEST"
    flag = flags(text, "en")[0]
    assert text[flag.start : flag.end] == "BEST"


@pytest.mark.parametrize("lang", LANGUAGES)
@given(st.text(max_size=200))
def test_flags_lie_in_the_text_one_after_the_other(lang: str, text: str) -> None:
    end = 0
    for flag in flags(text, lang):
        assert end <= flag.start < flag.end <= len(text)
        assert text[flag.start : flag.end] == flag.words
        end = flag.end
    assert length(text) <= 20 * len(text)  # NFKC makes 18 letters of one ligature


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_listed_word_is_marked_and_no_exception_is(lang: str) -> None:
    for term in terms(lang):
        for word in term.words:
            alone = flags(word, lang)
            assert [each.words for each in alone] == [word], word
        for phrase in term.unless:
            assert not [each for each in flags(phrase, lang) if each.reason == term.reason], phrase


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exception_excepts_something_and_every_reason_has_its_words(lang: str) -> None:
    for term in terms(lang):
        assert term.reason in REASONS
        assert term.code in {"absolute", "pressure"}
        for phrase in term.unless:
            assert any(word in phrase for word in term.words), phrase
            assert phrase == phrase.lower()
        assert all(word == word.lower().strip() for word in term.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("5W-30 for your car, 9,800 km.", 6),
        ("Well — that's two  lines\nhere", 5),
        ("SP/CF, please!", 3),
        ("... - !", 0),
        ("a\u200bb", 1),
        ("机油 oil", 3),
    ],
)
def test_english_is_measured_in_words(text: str, words: int) -> None:
    assert length(text) == words


@pytest.mark.parametrize(
    ("text", "characters"),
    [("", 0), ("机油，5W-30。", 3), ("ＳＰ级！", 2), ("冬\u200b天\n好启动……", 5), ("。，！ ", 0)],
)
def test_chinese_is_measured_in_characters_and_a_quoted_label_is_one_word(text: str, characters: int) -> None:
    assert length(text) == characters


def test_a_language_without_a_list_is_told() -> None:
    with pytest.raises(CourseError, match="en"):
        terms("fr")

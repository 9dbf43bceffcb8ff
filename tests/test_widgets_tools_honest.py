"""The tools that let only true sentences pass: truth gate, technique picker, quote room, testimony bank."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.content import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.engine.truth import FIELDS, OPTIONAL, gate
from course.widgets.tools.quote_room import QUOTE_ROOM
from course.widgets.tools.technique_picker import TECHNIQUE_PICKER
from course.widgets.tools.technique_picker import told as technique_told
from course.widgets.tools.testimony_bank import MOST, TESTIMONY_BANK, WANTED
from course.widgets.tools.testimony_bank import told as bank_told
from course.widgets.tools.truth_gate import TRUTH_GATE
from course.widgets.tools.truth_gate import told as gate_told

if TYPE_CHECKING:
    from course.widgets.tools.tool import Tool

TODAY = date(2026, 11, 22)
STOCK = {"what": "cans of 5W-30", "count": "2", "counted": "2026-11-22", "delivery": "2026-11-26"}
LIMIT = {"what": "The can of 5W-30", "base": "200", "price": "185", "until": "2026-11-29"}
QUOTED = {"words": "starts well for two years", "who": "Mr Gao", "consent": "yes", "source": "slip: 2 years"}
GOOD = {"urgency-stock": STOCK, "urgency-date": LIMIT, "testimony": QUOTED}
CARD = {
    "who": "Mr Gao",
    "consent": "yes",
    "bought": "screen wash",
    "feeling": "clear",
    "benefit": "sees the road",
    "duration": "2 years",
    "repeat": "unknown",
    "referrals": "unknown",
    "evidence": "till, 2 years",
}
TOOLS = (QUOTE_ROOM, TECHNIQUE_PICKER, TESTIMONY_BANK, TRUTH_GATE)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([*FIELDS, "direct", "side"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "fields", "technique", "line", "shows", "holds", "card", "cards", "seat", *CARD]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=8,
)


# -- truth gate --


@pytest.mark.parametrize("kind", GOOD)
def test_s63_a_sentence_is_printed_when_all_of_it_is_shown(kind: str) -> None:
    for lang in LANGUAGES:
        answer = gate_told({"kind": kind, "fields": GOOD[kind]}, lang, TODAY)
        assert answer["reasons"] == []
        assert "{" not in answer["sentence"]
        assert answer["sentence"]


def test_s63_the_sentences_say_the_count_and_the_days() -> None:
    def said(kind: str, lang: Lang) -> str:
        return str(gate_told({"kind": kind, "fields": GOOD[kind]}, lang, TODAY)["sentence"])

    stock = "Of the cans of 5W-30 we have 2 left today. The next delivery is on 26 November."
    assert said("urgency-stock", "en") == stock
    assert "11月26日" in said("urgency-stock", "zh-CN")
    assert said("urgency-date", "en") == "The can of 5W-30 costs 185 yuan instead of 200, until 29 November."


@pytest.mark.parametrize(
    ("kind", "changed", "problem"),
    [
        ("urgency-stock", {"count": ""}, ("count", "missing")),
        ("urgency-stock", {"count": "a few"}, ("count", "not-a-number")),
        ("urgency-stock", {"count": "0"}, ("count", "none-left")),
        ("urgency-stock", {"count": "2.5"}, ("count", "not-a-number")),
        ("urgency-stock", {"counted": "2026-11-21"}, ("counted", "not-today")),  # yesterday's count
        ("urgency-stock", {"counted": "today"}, ("counted", "not-a-date")),
        ("urgency-stock", {"delivery": "2026-11-19"}, ("delivery", "past")),
        ("urgency-date", {"until": "2026-11-21"}, ("until", "past")),
        ("urgency-date", {"until": ""}, ("until", "missing")),
        ("urgency-date", {"base": ""}, ("base", "missing")),  # E03: no discount without a base price
        ("urgency-date", {"price": "200"}, ("price", "not-lower")),
        ("testimony", {"consent": "no"}, ("consent", "no-consent")),
        ("testimony", {"consent": "unknown"}, ("consent", "no-consent")),
        ("testimony", {"consent": ""}, ("consent", "missing")),
        ("testimony", {"source": " "}, ("source", "missing")),
        ("testimony", {"words": "five friends came"}, ("words", "unsourced")),
    ],
)
def test_s63_it_is_refused_with_the_reason(kind: str, changed: dict[str, str], problem: tuple[str, str]) -> None:
    fields = GOOD[kind] | changed
    assert problem in [(each.field, each.code) for each in gate(kind, fields, TODAY)]
    for lang in LANGUAGES:
        answer = gate_told({"kind": kind, "fields": fields}, lang, TODAY)
        assert answer["sentence"] == ""
        assert problem[0] in [each["field"] for each in answer["reasons"]]


def test_the_last_day_itself_is_not_over() -> None:
    assert gate("urgency-date", LIMIT | {"until": "2026-11-22"}, TODAY) == ()


@pytest.mark.parametrize("kind", GOOD)
def test_an_empty_form_lists_what_is_missing_and_nothing_else(kind: str) -> None:
    found = gate(kind, {}, TODAY)
    assert [each.field for each in found] == [field for field in FIELDS[kind] if field not in OPTIONAL]
    assert {each.code for each in found} == {"missing"}


@pytest.mark.parametrize(("lang", "said"), [("en", "29 November 2036"), ("zh-CN", "2036年11月29日")])
def test_e03_a_day_of_another_year_is_said_with_its_year(lang: Lang, said: str) -> None:
    answer = gate_told({"kind": "urgency-date", "fields": LIMIT | {"until": "2036-11-29"}}, lang, TODAY)
    assert said in answer["sentence"]


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("urgency-stock", "what", "cans of the very best oil"),
        ("urgency-date", "what", "The best oil of all"),
        ("testimony", "words", "it is guaranteed to start"),
    ],
)
def test_e16_no_boast_gets_through_the_gate_among_true_numbers(kind: str, field: str, words: str) -> None:
    answer = gate_told({"kind": kind, "fields": GOOD[kind] | {field: words}}, "en", TODAY)
    assert answer["sentence"] == ""
    assert [each["field"] for each in answer["reasons"]] == [field]


def test_what_was_typed_is_not_read_as_a_place_to_fill() -> None:
    answer = gate_told({"kind": "urgency-stock", "fields": STOCK | {"what": "{count}{x}"}}, "en", TODAY)
    assert "{count}{x}" in answer["sentence"]


# -- technique picker --


@pytest.mark.parametrize("lang", LANGUAGES)
def test_s55_m5_f07_there_are_eleven_techniques_and_each_station_line_passes_with_its_condition(lang: Lang) -> None:
    techniques = TECHNIQUE_PICKER.data(lang)["techniques"]
    assert len(techniques) == 11
    for each in techniques:
        shows = "counted 2 today; 15 yuan stands on the notice, until Sunday"
        question = {"technique": each["slug"], "line": each["line"], "holds": True, "shows": shows}
        assert technique_told(question, lang) == {"ok": True, "open": False, "reasons": []}, each["slug"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"holds": False}, "condition"),
        ({"holds": "yes"}, "condition"),
        ({"shows": " "}, "show"),
        ({"shows": "I think so"}, "show"),  # scarcity needs its count (E02)
        (
            {"line": "This is the last can.", "shows": "I counted 30 this morning"},
            "line",
        ),  # E02: the count itself is said
        ({"line": "Two cans left.", "shows": "I counted 30 this morning"}, "line"),
        ({"line": "The best oil of all!"}, "line"),
    ],
)
def test_s55_without_its_condition_a_line_is_refused(changed: dict[str, Any], field: str) -> None:
    question = {"technique": "scarcity", "line": "Two cans left.", "holds": True, "shows": "I counted two at 8."}
    assert technique_told(question, "en")["ok"]
    answer = technique_told(question | changed, "en")
    assert not answer["ok"]
    assert field in [each["field"] for each in answer["reasons"]]
    assert TECHNIQUE_PICKER.refuse({"scarcity": {"line": "Two cans left.", "shows": ""}}, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_line_there_is_nothing_to_refuse_yet(lang: Lang) -> None:
    answer = technique_told({"technique": "direct", "line": " ", "holds": False, "shows": ""}, lang)
    assert (answer["ok"], answer["open"], len(answer["reasons"])) == (False, True, 1)


# -- quote room --

ROOM = {
    "conditions": ["decides", "accepted", "trade-in"],
    "quoted": True,
    "room": ["tea"],
    "seat": "side",
    "reason": "He reads the sheet.",
}


def test_s59_the_quote_stays_shut_until_all_three_are_ticked() -> None:
    assert QUOTE_ROOM.refuse(ROOM, "en") is None
    for lacking in ROOM["conditions"]:
        fewer = [each for each in ROOM["conditions"] if each != lacking]
        assert QUOTE_ROOM.refuse(ROOM | {"conditions": fewer}, "en")
        assert QUOTE_ROOM.refuse(ROOM | {"conditions": [*fewer, fewer[0]]}, "en")
        assert QUOTE_ROOM.refuse(ROOM | {"conditions": fewer, "quoted": False}, "en") is None


def test_s60_three_seatings_and_each_is_kept_with_a_reason() -> None:
    seats = [each["slug"] for each in QUOTE_ROOM.data("en")["seats"]]
    assert len(seats) == 3
    for seat in seats:
        assert QUOTE_ROOM.refuse(ROOM | {"seat": seat}, "en") is None
        assert QUOTE_ROOM.refuse(ROOM | {"seat": seat, "reason": " "}, "en")


def test_m5_f18_seven_things_make_the_room() -> None:
    assert len(QUOTE_ROOM.data("en")["room"]) == 7


# -- testimony bank --


def test_s64_a_true_card_goes_in_and_the_target_is_ten() -> None:
    assert WANTED == 10
    assert bank_told({"card": CARD, "cards": []}, "en") == {"ok": True, "reasons": []}
    assert TESTIMONY_BANK.refuse([CARD], "en") is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"consent": "no"}, "who"),
        ({"repeat": "six times"}, "repeat"),
        ({"feeling": ""}, "feeling"),
        ({"consent": "perhaps"}, "consent"),
    ],
)
def test_s64_a_card_that_must_not_be_told_stays_out(changed: dict[str, str], field: str) -> None:
    answer = bank_told({"card": CARD | changed, "cards": []}, "zh-CN")
    assert [each["field"] for each in answer["reasons"]] == [field]
    assert TESTIMONY_BANK.refuse([CARD | changed], "en")


def test_s64_the_same_case_counts_once() -> None:
    again = CARD | {"feeling": " CLEAR "}
    assert not bank_told({"card": again, "cards": [CARD]}, "en")["ok"]
    assert TESTIMONY_BANK.refuse([CARD, again], "en")
    assert TESTIMONY_BANK.refuse([CARD | {"feeling": f"clear {'i' * each}"} for each in range(MOST + 1)], "en")


# -- all of them --


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_the_texts_are_there_in_both_languages(tool: Tool) -> None:
    for lang in LANGUAGES:
        assert tool.data(lang)
        assert tool.title(lang)
        assert tool.intro(lang)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
@given(value=ANYTHING)
def test_whatever_a_page_sends_is_answered_without_an_error(tool: Tool, value: Any) -> None:
    refused = tool.refuse(value, "en")
    assert refused is None or refused
    if tool.answer is not None:
        with suppress(CourseError):  # the desk says it in a sentence
            assert tool.answer(value, "en")

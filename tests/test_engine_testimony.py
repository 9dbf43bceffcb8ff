"""When a testimony may be told: the decision rule of m5-x5."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine.testimony import FIELDS, TOLD, UNKNOWN, review

STORY = "Mr Huang, a pickup, 5W-30 for two years, five times; told three friends. 黄先生，皮卡，两年，五次，三位朋友。"
NAMES = ("Mr Huang", "Huang", "黄先生")
CARD = {
    "who": "Mr Huang",
    "consent": "yes",
    "bought": "5W-30",
    "feeling": "starts well",
    "benefit": "he is on time",
    "duration": "24 months",
    "repeat": "5 times",
    "referrals": "three friends",
    "evidence": "receipts; he signed the slip",
}


def codes(card: Any, consent: str = "yes") -> list[tuple[str, str]]:
    found = review(card, known=STORY, names=NAMES, consent=consent)
    return [(each.code, each.field) for each in found.breaches]


def test_a_true_card_with_consent_may_be_told() -> None:
    assert review(CARD, known=STORY, names=NAMES, consent="yes").ok


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_filled_in_or_marked_unknown(field: str) -> None:
    found = review(CARD | {field: " \u3000"}, known=STORY, names=NAMES, consent="yes")
    assert found.missing == (field,)
    assert not found.ok
    if field != "consent":
        assert review(CARD | {field: "不知道"}, known=STORY, names=NAMES, consent="yes").ok


@pytest.mark.parametrize("consent", ["no", "unknown"])
@pytest.mark.parametrize("who", ["Mr Huang", "mr huang!", "黄先生", "our friend Huang"])
def test_without_consent_the_name_is_removed(who: str, consent: str) -> None:
    card = CARD | {"consent": consent}
    assert codes(card | {"who": who}, consent) == [("no-consent", "who")]
    assert codes(card | {"who": "a pickup driver"}, consent) == []
    assert codes(card | {"who": UNKNOWN, "feeling": "Huang is glad"}, consent) == [("no-consent", "feeling")]


def test_a_name_inside_another_word_is_no_name() -> None:
    assert codes(CARD | {"consent": "no", "who": "a driver of the Huangshan line"}, "no") == []


def test_e01_a_consent_that_nobody_gave_is_a_breach() -> None:
    assert ("invented-consent", "consent") in codes(CARD, "unknown")


@pytest.mark.parametrize("text", ["four friends", "4", "四位", "nine times", "thirty friends"])
def test_a_number_that_nobody_told_is_invented(text: str) -> None:
    assert codes(CARD | {"referrals": text}) == [("invented-number", "referrals")]


def test_the_number_of_a_grade_is_no_source_for_a_count() -> None:
    found = review({**CARD, "referrals": "30 friends"}, known="5W-30, two years, 5 times", names=())
    assert [each.words for each in found.breaches] == ["30"]


def test_a_card_on_which_nothing_is_known_says_nothing() -> None:
    assert codes(CARD | dict.fromkeys(TOLD, UNKNOWN)) == [("empty", "")]


def test_where_no_story_is_known_the_evidence_is_the_source_and_any_who_is_a_name() -> None:
    card = CARD | {"evidence": "till: 2 years, 5 times, 3 friends"}
    assert review(card).ok
    assert [each.code for each in review(card | {"evidence": "receipts"}).breaches] == ["invented-number"] * 3
    assert [each.code for each in review(card | {"consent": "no"}).breaches] == ["no-consent"]
    assert review(card | {"consent": "no", "who": "unknown"}).ok


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.text(max_size=20) | st.none() | st.integers() | st.lists(st.text(max_size=3))
    )
)
def test_whatever_stands_on_a_card_is_reviewed_without_an_error(card: dict[str, Any]) -> None:
    found = review(card, known=STORY, names=NAMES, consent="no")
    assert set(found.missing) <= set(FIELDS)
    assert found.ok == (not found.missing and not found.breaches)

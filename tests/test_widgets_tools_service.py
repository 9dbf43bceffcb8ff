"""The delivery line, the return calculator, the customer card and the channel picker: what they hold and keep."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.content import LANGUAGES, Lang
from course.record import Journal
from course.widgets.tools.channel_picker import ChannelPicker
from course.widgets.tools.customer_card import faults
from course.widgets.tools.delivery_line import DeliveryLine
from course.widgets.tools.desk import Desk
from course.widgets.tools.return_calculator import ReturnCalculator
from course.widgets.tools.show import tool_called
from course.widgets.tools.texts import read_texts, slugs

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
NAMES = ("delivery-line", "return-calculator", "customer-card", "channel-picker")
LINE = read_texts("delivery-line", DeliveryLine)
STEPS = [slug for block in LINE.blocks for slug in slugs(block.steps)]
GROUPS = {"good-good": 120, "good-bad": 40, "bad-good": 30, "bad-bad": 10}
CARD = {
    "name": "Mr Luo",
    "vehicle": "van, SP 5W-30",
    "mileage": "60,000 km",
    "consent": "agreed",
    "purpose": ["reminder"],
}
PICK = {"mode": "person", "consent": "agreed", "likes": "call", "heavy": "normal", "tier": ""}


def keep(name: str, value: Any, folder: Path, lang: Lang = "en") -> dict[str, Any]:
    journal = Journal(folder / "answers.jsonl", session="one", now=lambda: NOON)
    return Desk(tool_called(name, lang), journal, lang).handle({"t": "keep", "n": 1, "value": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("delivery-line", {"done": [], "delivered": False}),
        ("delivery-line", {"done": STEPS[:7], "delivered": False}),
        ("delivery-line", {"done": STEPS, "delivered": True}),
        ("return-calculator", {"groups": GROUPS, "factor": 6}),
        ("return-calculator", {"groups": dict.fromkeys(GROUPS, 200), "factor": 10}),
        ("customer-card", CARD),
        ("customer-card", {}),
        ("channel-picker", PICK),
        ("channel-picker", {**PICK, "mode": "tier", "tier": "e", "likes": ""}),
    ],
)
def test_a_value_that_fits_is_kept(name: str, value: Any, tmp_path: Path) -> None:
    assert keep(name, value, tmp_path)["t"] == "ack"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, each)
            for name in NAMES
            for each in (None, [], 3, "x", {"done": 1}, {"groups": []}, {"mode": []}, {"consent": {}})
        ),
        ("delivery-line", {"done": STEPS[:21], "delivered": True}),
        ("delivery-line", {"done": [STEPS[0], STEPS[0]], "delivered": False}),
        ("delivery-line", {"done": ["party"], "delivered": False}),
        ("return-calculator", {"groups": GROUPS, "factor": 11}),
        ("return-calculator", {"groups": GROUPS | {"bad-bad": 201}, "factor": 6}),
        ("return-calculator", {"groups": GROUPS | {"bad-bad": True}, "factor": 6}),
        ("customer-card", CARD | {"consent": "refused"}),
        ("customer-card", CARD | {"consent": ""}),
        ("customer-card", CARD | {"purpose": []}),
        ("customer-card", CARD | {"purpose": ["family"]}),
        ("customer-card", CARD | {"children": "two"}),
        ("customer-card", CARD | {"name": "　"}),
        ("customer-card", CARD | {"mileage": "many"}),
        ("channel-picker", PICK | {"likes": "doorbell"}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(name: str, value: Any, lang: Lang, tmp_path: Path) -> None:
    reply = keep(name, value, tmp_path, lang)
    assert reply["t"] == "fail"
    assert reply["say"]
    assert not (tmp_path / "answers.jsonl").exists()


def test_m6_f05_the_line_has_five_blocks_and_twenty_two_steps() -> None:
    assert [len(block.steps) for block in LINE.blocks] == [6, 6, 5, 2, 3]
    assert len(set(STEPS)) == 22
    assert [text.name.en.split()[0] for block in LINE.blocks for text in block.steps] == [
        slug.removeprefix("s").replace("-", ".") for slug in STEPS
    ]


def test_m7_x5_the_sample_gives_154_2_returners() -> None:
    texts = read_texts("return-calculator", ReturnCalculator)
    rates = {cell.slug: cell.rate for cell in texts.cells}
    assert rates == {"good-good": 97, "good-bad": 67, "bad-good": 30, "bad-bad": 20}  # m7-f07
    assert sum(GROUPS.values()) == texts.customers == 200
    assert sum(count * rates[slug] / 100 for slug, count in GROUPS.items()) == pytest.approx(154.2)
    assert texts.factor == 6
    assert "not proven" in texts.warning.en


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"consent": "refused"}, [("consent", "refused")]),
        ({"consent": "", "purpose": []}, [("consent", "unasked"), ("purpose", "aimless")]),
        ({"name": "", "mileage": "much"}, [("name", "missing"), ("mileage", "number")]),
        ({"vehicle": "v" * 101}, [("vehicle", "long")]),
        ({"mileage": "６００００公里"}, []),
    ],
)
def test_s69_a_card_without_consent_or_purpose_is_told_why(change: Any, found: Any) -> None:
    assert faults(CARD | change) == found


@given(
    st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.sampled_from([*CARD]), inner))
)
def test_s69_nothing_is_kept_of_whatever_has_no_consent(card: Any) -> None:
    agreed = isinstance(card, dict) and card.get("consent") == "agreed" and card.get("purpose")
    assert agreed or faults(card)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_s69_the_kernel_says_the_reasons_at_their_fields(lang: Lang, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "answers.jsonl", session="one", now=lambda: NOON)
    desk = Desk(tool_called("customer-card", lang), journal, lang)
    reply = desk.handle({"t": "ask", "n": 1, "question": CARD | {"consent": "refused", "purpose": []}})
    assert [each["field"] for each in reply["answer"]["reasons"]] == ["consent", "purpose"]
    assert all(each["text"] for each in reply["answer"]["reasons"])


def test_s96_the_deck_sends_a_and_b_to_the_manager_c_and_d_to_any_of_four_and_e_nowhere() -> None:
    texts = read_texts("channel-picker", ChannelPicker)
    served = {tier.slug: tier.channels for tier in texts.tiers}
    others = [slug for slug in slugs(texts.channels) if slug != "manager"]
    assert served["a"] == served["b"] == served["government"] == ["manager"]  # m8-f24
    assert served["c"] == served["d"] == others
    assert len(others) == 4
    assert served["e"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_tool_has_a_title_an_intro_and_texts_in_its_language(name: str, lang: Lang) -> None:
    tool = tool_called(name, lang)
    assert tool.title(lang)
    assert tool.intro(lang)
    assert tool.data(lang)

"""The tools that let only true sentences pass, in a real page: both languages, refused and let through, reloaded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook, small_targets, too_wide
from tool_page import Tools, tool_calls

from course.content import LANGUAGES, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

NAMES = ("truth-gate", "technique-picker", "quote-room", "testimony-bank")


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Tools]:
    lang: Lang = request.param
    path = f"{lang}/m5-tools/m5-tools.ipynb"
    with notebook(lab, chromium, path, tool_calls(NAMES, lang), lang, forms=len(NAMES)) as page:
        yield Tools(lab, page, lang, path)


def test_s63_the_gate_is_shut_until_count_and_day_are_true(opened: Tools) -> None:
    gate = opened.tool("truth-gate")
    gate.locator(".fc-primary").click()
    gate.locator(".fc-gate-shut").wait_for()
    assert gate.locator(".fc-gate-said").count() == 0
    texts, days = gate.locator("input[type=text]"), gate.locator("input[type=date]")
    texts.nth(0).fill("5W-30 <b>x</b>")
    texts.nth(1).fill("2")
    days.nth(0).fill("2020-01-01")
    gate.locator(".fc-primary").click()
    wrong = gate.locator('[data-field="counted"] .fc-field-wrong')
    opened.page.wait_for_function("each => each.textContent", arg=wrong.element_handle())
    assert gate.locator(".fc-gate-said").count() == 0
    days.nth(0).fill(datetime.now(UTC).astimezone().date().isoformat())
    opened.tab_to(gate.locator(".fc-primary"))
    opened.page.keyboard.press("Enter")
    gate.locator(".fc-gate-said").wait_for()
    assert "2" in gate.locator(".fc-gate-said").inner_text()
    assert "<b>x</b>" in gate.locator(".fc-gate-said").inner_text()


def test_s63_without_consent_no_testimony_is_printed(opened: Tools) -> None:
    gate = opened.tool("truth-gate")
    gate.locator("input[name$=kind]").nth(2).check()
    texts = gate.locator("input[type=text]")
    for place, text in enumerate(("starts well", "Mr Gao", "slip in the folder")):
        texts.nth(place).fill(text)
    gate.locator('[data-field="consent"] input[value="no"]').check()
    gate.locator(".fc-primary").click()
    gate.locator(".fc-gate-shut").wait_for()
    gate.locator('[data-field="consent"] input[value="yes"]').check()
    gate.locator(".fc-primary").click()
    gate.locator(".fc-gate-said", has_text="Mr Gao").wait_for()


def test_s55_a_line_is_refused_without_its_condition_and_kept_with_it(opened: Tools) -> None:
    picker = opened.tool("technique-picker")
    assert picker.locator("select option").count() == 11
    opened.tab_to(picker.locator("select"))
    for _ in range(7):
        opened.page.keyboard.press("ArrowDown")
    assert picker.locator("select").input_value() == "scarcity"
    opened.tab_to(picker.locator(".fc-quiet"))
    opened.page.keyboard.press("Enter")
    picker.locator(".fc-primary").click()
    picker.locator(".fc-gate-shut").wait_for()
    assert opened.kept("technique-picker") is None
    opened.tab_to(picker.locator("input[type=checkbox]"))
    opened.page.keyboard.press("Space")
    picker.locator("textarea").nth(1).fill("2 at 8:00")
    picker.locator(".fc-primary").click()
    picker.locator(".fc-gate-open").wait_for()
    picker.locator(".fc-kept-line").wait_for()
    assert list(opened.kept("technique-picker")) == ["scarcity"]


def test_s59_s60_the_quote_opens_after_three_ticks_and_a_seat_needs_a_reason(opened: Tools) -> None:
    room = opened.tool("quote-room")
    quote = room.locator(".fc-primary").first
    boxes = room.locator("input[type=checkbox]")
    for place in range(3):
        assert quote.is_disabled()
        opened.tab_to(boxes.nth(place))
        opened.page.keyboard.press("Space")
    opened.tab_to(quote)
    opened.page.keyboard.press("Enter")
    room.locator(".fc-gate-open").wait_for()
    room.locator("input[type=radio]").nth(1).check()
    room.locator(".fc-primary").nth(1).click()
    assert room.locator(".fc-field-wrong").inner_text()
    room.locator("textarea").fill("She wants to see the sheet.")
    room.locator(".fc-primary").nth(1).click()
    room.locator(".fc-tool-status:not(.fc-tool-failed)", has_text="✓").wait_for()
    assert opened.kept("quote-room")["seat"] == "face"


def test_s64_a_card_enters_the_bank_only_when_it_may_be_told(opened: Tools) -> None:
    bank = opened.tool("testimony-bank")
    card = {
        "who": "Mr Gao",
        "bought": "wash",
        "feeling": "clear",
        "benefit": "sees",
        "duration": "2 years",
        "evidence": "till",
    }
    for field, text in card.items():
        bank.locator(f'[data-field="{field}"] input').first.fill(text)
    for field in ("repeat", "referrals"):
        bank.locator(f'[data-field="{field}"] input[type=checkbox]').check()
    bank.locator('[data-field="consent"] input[value="yes"]').check()
    bank.locator(".fc-primary").click()
    bank.locator(".fc-gate-shut").wait_for()  # the two years stand in no evidence
    assert bank.locator(".fc-bank-card").count() == 0
    bank.locator('[data-field="evidence"] input').first.fill("till, 2 years")
    opened.tab_to(bank.locator(".fc-primary"))
    opened.page.keyboard.press("Enter")
    bank.locator(".fc-bank-card").wait_for()
    count = bank.locator(".fc-bank-count").inner_text()
    assert "1" in count
    assert "10" in count
    assert len(opened.kept("testimony-bank")) == 1


def test_every_target_is_at_least_44_pixels(opened: Tools) -> None:
    assert small_targets(opened.page, ".fc-tool") == []


def test_axe_finds_nothing_in_the_output(opened: Tools, axe: str) -> None:
    assert barriers(opened.page, axe) == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Tools) -> None:
    assert too_wide(opened.page, width, ".fc-tool") == []


def test_what_was_kept_is_there_again_after_a_reload_and_a_card_can_be_deleted(opened: Tools) -> None:
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=len(NAMES))
    assert opened.tool("technique-picker").locator(".fc-kept-line").count() == 1
    assert opened.tool("quote-room").locator("input[type=checkbox]:checked").count() == 3
    assert opened.tool("truth-gate").locator("input[name$=kind]").nth(2).is_checked()
    bank = opened.tool("testimony-bank")
    bank.locator("summary").click()
    bank.locator(".fc-bank-card .fc-button").click()
    bank.locator(".fc-bank-card").wait_for(state="detached")
    assert opened.kept("testimony-bank") == []

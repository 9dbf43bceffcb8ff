"""Delivery line, return calculator, customer card and channel picker: by keyboard, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook, small_targets, too_wide
from tool_page import Tools, tool_calls

from course.content import LANGUAGES, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

NAMES = ("delivery-line", "return-calculator", "customer-card", "channel-picker")


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Tools]:
    lang: Lang = request.param
    path = f"{lang}/tools-service/tools-service.ipynb"
    with notebook(lab, chromium, path, tool_calls(NAMES, lang), lang, forms=len(NAMES)) as page:
        yield Tools(lab, page, lang, path)


def test_s66_a_block_opens_when_the_one_before_is_complete_and_delivered_at_the_very_end(opened: Tools) -> None:
    line, blocks = opened.tool("delivery-line"), opened.data("delivery-line")["blocks"]
    deliver = line.locator("[data-deliver]")
    for place, block in enumerate(blocks):
        shown = line.locator(f'[data-block="{block["slug"]}"]')
        later = [line.locator(f'[data-block="{each["slug"]}"] input').first for each in blocks[place + 1 :]]
        assert deliver.is_disabled()
        assert not any(each.is_visible() for each in later)
        for box in shown.locator("input").all():
            opened.press(box, "Space")
    assert deliver.is_enabled()
    opened.press(deliver, "Enter")
    again = line.locator(".fc-buttons button").last
    assert again.evaluate("one => one === document.activeElement")  # the button that was pressed is gone
    for _ in range(50):  # the ticks before it are still being saved
        if opened.kept("delivery-line")["delivered"]:
            break
        opened.page.wait_for_timeout(100)
    assert opened.kept("delivery-line")["delivered"] is True
    assert opened.data("delivery-line")["done"] in line.locator(".fc-line-told").inner_text()


def test_m7_x5_the_sample_gives_154_2_returners_and_the_factor_can_be_changed(opened: Tools) -> None:
    tool = opened.tool("return-calculator")
    assert "194" in tool.locator(".fc-return-told").inner_text()  # all 200 in the best cell
    for box, count in zip(tool.locator("input[type=text]").all(), ("120", "40", "30", "10"), strict=True):
        opened.type(box, count)
    result = tool.locator(".fc-return-result")
    assert "154.2" in result.inner_text()
    assert "274.8" in result.inner_text()  # 45.8 times six
    factor = tool.locator(".fc-return-cost input")
    opened.press(factor, "ArrowRight")
    assert "320.6" in result.inner_text()
    opened.page.wait_for_timeout(600)
    opened.saved("return-calculator")
    assert opened.kept("return-calculator") == {
        "groups": {"good-good": 120, "good-bad": 40, "bad-good": 30, "bad-bad": 10},
        "factor": 7,
    }
    assert opened.data("return-calculator")["warning"] in tool.inner_text()


def test_a_count_that_is_none_is_told_and_not_reckoned_with(opened: Tools) -> None:
    box = opened.tool("return-calculator").locator("input[type=text]").first
    before = opened.tool("return-calculator").locator(".fc-return-told").inner_text()
    opened.type(box, "many")
    assert box.get_attribute("aria-invalid") == "true"
    assert opened.tool("return-calculator").locator(".fc-return-told").inner_text() == before
    opened.type(box, "120")
    assert box.get_attribute("aria-invalid") == "false"


def test_s69_without_consent_and_purpose_nothing_is_kept_and_the_list_stays_shut(opened: Tools) -> None:
    card, data = opened.tool("customer-card"), opened.data("customer-card")
    boxes = card.locator("input[type=text]")
    for box, text in zip(boxes.all(), ("Luo", "SP 5W-30", "60000"), strict=True):
        opened.type(box, text)
    opened.press(card.locator("input[value=refused]"), "Space")
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-gate-shut", has_text=data["not_kept"]).wait_for()
    assert opened.kept("customer-card") is None
    assert data["list_shut"] in card.locator(".fc-card-list").inner_text()
    opened.press(card.locator("input[value=refused]"), "ArrowUp")
    opened.press(card.locator("input[value=reminder]"), "Space")
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-gate-open", has_text=data["kept"]).wait_for()
    assert opened.kept("customer-card")["purpose"] == ["reminder"]
    assert data["list_shut"] in card.locator(".fc-card-list").inner_text()
    opened.press(card.locator("input[value=offers]"), "Space")
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-card-list-open", has_text="Luo").wait_for()


def test_s72_s77_s96_the_channel_follows_consent_and_the_decks_tier(opened: Tools) -> None:
    tool, data = opened.tool("channel-picker"), opened.data("channel-picker")
    out = tool.locator(".fc-channel-out")
    for value in ("agreed", "visit", "heavyweight"):
        opened.press(tool.locator(f"input[value={value}]"), "Space")
    assert data["heavyweight"] in out.inner_text()
    opened.press(tool.locator("input[value=refused]"), "Space")
    assert data["refused"] in out.inner_text()
    assert data["heavyweight"] not in out.inner_text()
    opened.press(tool.locator("input[value=tier]"), "Space")
    opened.press(tool.locator("input[value=a]"), "Space")
    assert out.locator("p").count() == 1
    opened.press(tool.locator("input[value=d]"), "Space")
    assert out.locator("p").count() == 4
    opened.press(tool.locator("input[value=e]"), "Space")
    assert data["none"] in out.inner_text()
    opened.saved("channel-picker")


def test_every_target_is_at_least_44_pixels(opened: Tools) -> None:
    assert small_targets(opened.page, ".fc-tool") == []


def test_there_is_no_barrier_in_the_tools(opened: Tools, axe: str) -> None:
    assert barriers(opened.page, axe) == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Tools) -> None:
    assert too_wide(opened.page, width, ".fc-tool") == []


def test_everything_is_there_after_a_reload(opened: Tools) -> None:
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=len(NAMES))
    assert opened.data("delivery-line")["done"] in opened.tool("delivery-line").locator(".fc-line-told").inner_text()
    assert "154.2" in opened.tool("return-calculator").locator(".fc-return-told").inner_text()
    assert "Luo" in opened.tool("customer-card").locator(".fc-card-list").inner_text()
    assert opened.data("channel-picker")["none"] in opened.tool("channel-picker").inner_text()

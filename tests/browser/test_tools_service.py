"""Delivery line, return calculator, customer card and channel picker: by keyboard, in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hands import too_wide

from course.content import LANGUAGES, Lang
from course.widgets.tools.show import tool_called
from course.widgets.tools.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

NAMES = ("delivery-line", "return-calculator", "customer-card", "channel-picker")
TARGETS = """() => [...document.querySelectorAll(".fc-tool :is(button, input)")]
    .map(one => one.closest("label") ?? one).filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().width, one.getBoundingClientRect().height])
    .filter(([, width, height]) => width < 43.9 || height < 43.9)"""
WIDE = "[...document.querySelectorAll('.fc-tool')].filter(one => one.scrollWidth > one.clientWidth + 1).length"


class Opened:
    """The notebook of one language with these tools in an open page."""

    def __init__(self, lab: RunningLab, page: Any, lang: Lang, path: str) -> None:
        self.lab, self.page, self.lang, self.path = lab, page, lang, path

    def tool(self, name: str) -> Any:
        """Find the tool called ``name``."""
        return self.page.locator(f".fc-tool-{name}")

    def data(self, name: str) -> dict[str, Any]:
        """Give what the tool's browser half was given."""
        return tool_called(name).data(self.lang)

    def press(self, place: Any, key: str = "Space") -> None:
        """Press a key on a control that the keyboard reaches."""
        place.focus()
        self.page.keyboard.press(key)

    def type(self, place: Any, text: str) -> None:
        """Type ``text`` instead of what stands in a box."""
        place.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def saved(self, name: str) -> None:
        """Wait until the tool says that its value is saved."""
        self.tool(name).locator(".fc-tool-status", has_text=words(self.lang)["saved"]).wait_for()

    def kept(self, name: str) -> Any:
        """Give the last value in the journal; None when there is none."""
        file = (self.lab.root / self.path).parent / "answers.jsonl"
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
        values = [line["response"] for line in lines if line.get("item") == f"tool-{name}"]
        return values[-1] if values else None


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Opened]:
    lang: Lang = request.param
    path = f"{lang}/tools-service/tools-service.ipynb"
    lab.write_notebook(path, [f'from course import tool; tool("{name}", lang="{lang}")' for name in NAMES], lang=lang)
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    lab.open(page, path, forms=len(NAMES))
    yield Opened(lab, page, lang, path)
    context.close()
    lab.stop_kernels()  # T35


def test_s66_a_block_opens_when_the_one_before_is_complete_and_delivered_at_the_very_end(opened: Opened) -> None:
    line, blocks = opened.tool("delivery-line"), opened.data("delivery-line")["blocks"]
    deliver = line.locator("[data-deliver]")
    for place, block in enumerate(blocks):
        shown = line.locator(f'[data-block="{block["slug"]}"]')
        later = [line.locator(f'[data-block="{each["slug"]}"] input').first for each in blocks[place + 1 :]]
        assert deliver.is_disabled()
        assert not any(each.is_visible() for each in later)
        for box in shown.locator("input").all():
            opened.press(box)
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


def test_m7_x5_the_sample_gives_154_2_returners_and_the_factor_can_be_changed(opened: Opened) -> None:
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


def test_a_count_that_is_none_is_told_and_not_reckoned_with(opened: Opened) -> None:
    box = opened.tool("return-calculator").locator("input[type=text]").first
    before = opened.tool("return-calculator").locator(".fc-return-told").inner_text()
    opened.type(box, "many")
    assert box.get_attribute("aria-invalid") == "true"
    assert opened.tool("return-calculator").locator(".fc-return-told").inner_text() == before
    opened.type(box, "120")
    assert box.get_attribute("aria-invalid") == "false"


def test_s69_without_consent_and_purpose_nothing_is_kept_and_the_list_stays_shut(opened: Opened) -> None:
    card, data = opened.tool("customer-card"), opened.data("customer-card")
    boxes = card.locator("input[type=text]")
    for box, text in zip(boxes.all(), ("Luo", "SP 5W-30", "60000"), strict=True):
        opened.type(box, text)
    opened.press(card.locator("input[value=refused]"))
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-gate-shut", has_text=data["not_kept"]).wait_for()
    assert opened.kept("customer-card") is None
    assert data["list_shut"] in card.locator(".fc-card-list").inner_text()
    opened.press(card.locator("input[value=refused]"), "ArrowUp")
    opened.press(card.locator("input[value=reminder]"))
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-gate-open", has_text=data["kept"]).wait_for()
    assert opened.kept("customer-card")["purpose"] == ["reminder"]
    assert data["list_shut"] in card.locator(".fc-card-list").inner_text()
    opened.press(card.locator("input[value=offers]"))
    opened.press(card.locator("form button").first, "Enter")
    card.locator(".fc-card-list-open", has_text="Luo").wait_for()


def test_s72_s77_s96_the_channel_follows_consent_and_the_decks_tier(opened: Opened) -> None:
    tool, data = opened.tool("channel-picker"), opened.data("channel-picker")
    out = tool.locator(".fc-channel-out")
    for value in ("agreed", "visit", "heavyweight"):
        opened.press(tool.locator(f"input[value={value}]"))
    assert data["heavyweight"] in out.inner_text()
    opened.press(tool.locator("input[value=refused]"))
    assert data["refused"] in out.inner_text()
    assert data["heavyweight"] not in out.inner_text()
    opened.press(tool.locator("input[value=tier]"))
    opened.press(tool.locator("input[value=a]"))
    assert out.locator("p").count() == 1
    opened.press(tool.locator("input[value=d]"))
    assert out.locator("p").count() == 4
    opened.press(tool.locator("input[value=e]"))
    assert data["none"] in out.inner_text()
    opened.saved("channel-picker")


def test_every_target_is_at_least_44_pixels(opened: Opened) -> None:
    assert opened.page.evaluate(TARGETS) == []


def test_there_is_no_barrier_in_the_tools(opened: Opened, axe: str) -> None:
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run({include: [['.jp-OutputArea-output']]})")
    assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found["violations"]] == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Opened) -> None:
    assert too_wide(opened.page, width, WIDE) == 0


def test_everything_is_there_after_a_reload(opened: Opened) -> None:
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=len(NAMES))
    assert opened.data("delivery-line")["done"] in opened.tool("delivery-line").locator(".fc-line-told").inner_text()
    assert "154.2" in opened.tool("return-calculator").locator(".fc-return-told").inner_text()
    assert "Luo" in opened.tool("customer-card").locator(".fc-card-list").inner_text()
    assert opened.data("channel-picker")["none"] in opened.tool("channel-picker").inner_text()

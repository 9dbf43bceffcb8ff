"""Tables, lanes, plans and cards in a real page: both languages, mouse and keyboard, reloaded, no barrier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hands import Hands, too_wide

from course.content import LANGUAGES, Lang
from course.content.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

SHELF = Library(Path(__file__).parent.parent / "content" / "m9")
KINDS = {SHELF.items[name].ask.kind: name for name in SHELF.sheets["m9-s1-plans"].items}
WRONG: dict[str, Any] = {
    "grid": {"light": {"level": "want", "step": "scare"}, "heard": {"level": "solve", "step": "now"}},
    "lanes": {"nowhere": ["vans", "fits"], "offer": ["joke"]},
    "concessions": {"offers": [{"price": "cheap", "for": "two", "extra": None}]},
    "testimony": {"who": "Mr Gao", "consent": "no", "bought": "screen wash", "referrals": "9 friends"},
    "value_stack": {"values": {"goodwill": "4"}, "evidence": {"goodwill": ["rumour"]}, "verdict": "worth"},
}
PARTIAL: dict[str, Any] = {
    "grid": {"light": {"level": "solve", "step": "date"}, "month": {"level": "need"}},
    "lanes": {"ask": ["trouble", "vans"], "nowhere": ["joke"]},
    "concessions": {
        "offers": [
            {"price": "190", "for": "two", "extra": None},
            {"price": "175", "for": "none", "extra": "check"},
        ]
    },
    "value_stack": {"values": {"service": "3"}, "evidence": {"service": ["check"]}, "verdict": "not-yet"},
}
TARGETS = """() => [...document.querySelectorAll(".fc-body :is(button, input, select, textarea)")]
    .map(one => one.closest("label.fc-option, label.fc-pill") ?? one).filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().width, one.getBoundingClientRect().height])
    .filter(([, width, height]) => width < 44 || height < 43.9)"""

WIDE = """() => [...document.querySelectorAll(".fc, .fc-body, .fc-body *")]
    .filter(one => one.clientWidth && !one.matches(".fc-said, select, input, textarea"))
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"""


class Opened:
    """The notebook of one language in an open page."""

    def __init__(self, lab: RunningLab, page: Any, lang: Lang, path: str) -> None:
        self.lab, self.page, self.lang, self.path = lab, page, lang, path

    def hands(self, kind: str) -> Hands:
        """Give the hands for the card of a kind."""
        return Hands(self.page, KINDS[kind], SHELF.items[KINDS[kind]].ask)

    def shown(self) -> dict[str, Any]:
        """Give what every card holds."""
        return {kind: self.hands(kind).shown() for kind in KINDS}


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Opened]:
    lang: Lang = request.param
    path = f"{lang}/m9-plans/m9-plans.ipynb"
    lab.write_notebook(path, [f'from course import sheet; sheet("m9-s1-plans", lang="{lang}")'], lang=lang)
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    lab.open(page, path, forms=1)
    yield Opened(lab, page, lang, path)
    context.close()
    lab.stop_kernels()  # T35


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_by_mouse_and_by_keyboard(kind: str, opened: Opened) -> None:
    hands = opened.hands(kind)
    right = SHELF.items[KINDS[kind]].key.model_answer(SHELF.items[KINDS[kind]].ask)
    hands.check("unattempted")
    assert "✗" not in hands.card.locator(".fc-result").inner_text()
    for outcome, responses in (("wrong", WRONG), ("partial", PARTIAL)):
        if kind in responses:
            hands.mouse(responses[kind])
            hands.check(outcome)
    hands.mouse(right)
    hands.check("correct")
    by_mouse = hands.shown()
    hands.mouse(PARTIAL.get(kind, WRONG[kind]))
    hands.keyboard(right)
    hands.card.locator('.fc-result[data-outcome="correct"]').wait_for()
    assert hands.shown() == by_mouse
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()


def test_an_open_part_is_never_shown_as_wrong(opened: Opened) -> None:
    hands = opened.hands("testimony")
    hands.mouse({"bought": "unknown", "feeling": "unknown", "evidence": ""})
    hands.check("wrong")
    signs = hands.card.locator(".fc-note .fc-note-sign").all_inner_texts()
    assert signs
    assert all("○" in sign for sign in signs)


def test_every_target_is_at_least_44_pixels(opened: Opened) -> None:
    assert opened.page.evaluate(TARGETS) == []


def test_there_is_no_barrier_in_the_forms(opened: Opened, axe: str) -> None:
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run({include: [['.jp-OutputArea-output']]})")
    assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found["violations"]] == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Opened) -> None:
    assert too_wide(opened.page, width, WIDE) == []


def test_everything_is_there_after_a_reload(opened: Opened) -> None:
    before = opened.shown()
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=1)
    assert opened.shown() == before
    assert opened.hands("grid").card.locator('.fc-result[data-outcome="correct"]').count() == 1

"""Tables, lanes, plans and cards in a real page: both languages, mouse and keyboard, reloaded, no barrier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_page import Forms, barriers, notebook, small_targets, too_wide

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


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Forms]:
    lang: Lang = request.param
    path = f"{lang}/m9-plans/m9-plans.ipynb"
    with notebook(
        lab, chromium, path, [f'from course import sheet; sheet("m9-s1-plans", lang="{lang}")'], lang
    ) as page:
        yield Forms(lab, page, lang, path, SHELF, KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_by_mouse_and_by_keyboard(kind: str, opened: Forms) -> None:
    opened.try_kind(kind, WRONG, PARTIAL)


def test_an_open_part_is_never_shown_as_wrong(opened: Forms) -> None:
    hands = opened.hands("testimony")
    hands.mouse({"bought": "unknown", "feeling": "unknown", "evidence": ""})
    hands.check("wrong")
    signs = hands.card.locator(".fc-note .fc-note-sign").all_inner_texts()
    assert signs
    assert all("○" in sign for sign in signs)


def test_every_target_is_at_least_44_pixels(opened: Forms) -> None:
    assert small_targets(opened.page, ".fc-body") == []


def test_there_is_no_barrier_in_the_forms(opened: Forms, axe: str) -> None:
    assert barriers(opened.page, axe) == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Forms) -> None:
    assert too_wide(opened.page, width, ".fc") == []


def test_everything_is_there_after_a_reload(opened: Forms) -> None:
    before = opened.shown()
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=1)
    assert opened.shown() == before
    assert opened.hands("grid").card.locator('.fc-result[data-outcome="correct"]').count() == 1

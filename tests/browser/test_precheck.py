"""The pre-check in a real page: answered by keyboard, told without fault, and drawn on the map in words and signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from course.content import LANGUAGES, Lang
from course.content.library import Library
from course.locale import say

if TYPE_CHECKING:
    from running_lab import RunningLab

SHELF = Library(Path(__file__).parents[1] / "content" / "m9")
STATES = "all => all.map(one => one.dataset.state)"
AXE = "axe.run({include: [['.jp-OutputArea-output']]}).then(found => found.violations.map(one => one.id))"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_answers_by_keyboard_mark_three_stages_and_stand_after_a_reload(
    lab: RunningLab, page: Any, lang: Lang, axe: str
) -> None:
    path = f"{lang}-precheck/m9-kinds/m9-kinds.ipynb"
    lab.write_notebook(path, [f'from course import sheet; sheet("m9-precheck", lang="{lang}")'], lang=lang)
    lab.open(page, path, forms=1)
    stages = page.locator(".fc-map-stage")
    assert stages.evaluate_all(STATES) == ["open", "open", "open"]
    for item, option in (("m9-c01", "label"), ("m9-c02", "offer"), ("m9-c03", "unsure")):
        card = page.locator(f'.fc-card[data-item="{item}"]')
        assert card.locator(".fc-primary").is_hidden()  # nothing to give as long as nothing is chosen
        card.locator(f'input[value="{option}"]').focus()
        page.keyboard.press("Space")
        give = card.locator(".fc-primary")
        give.focus()
        page.keyboard.press("Enter")
        card.locator(".fc-result", has_text=SHELF.items[item].key.notes[option].of(lang)).wait_for()
        assert card.locator("input:enabled").count() == 0
        assert card.evaluate("one => one.contains(document.activeElement)")
    assert stages.evaluate_all(STATES) == ["known", "look", "new"]
    shown = stages.all_inner_texts()
    for text, word in zip(shown, ("a good start", "worth a look", "new to you"), strict=True):
        assert say(word, lang) in text
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    lab.stop_kernels()
    lab.open(page, path, forms=1)
    assert stages.evaluate_all(STATES) == ["known", "look", "new"]
    assert page.locator(".fc-card input:enabled").count() == 0
    page.set_viewport_size({"width": 683, "height": 384})
    assert page.locator(".fc").first.evaluate("one => one.scrollWidth <= one.clientWidth + 1")

"""The glossary on a real start page: opened by its button, searched while typing, in both languages, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from small_release import short_notebook

from course.content import LANGUAGES, Lang
from course.locale import say

if TYPE_CHECKING:
    from running_lab import RunningLab

M1 = "m1-preparation"
AXE = "axe.run({include: [['.fc-start']]}).then(found => found.violations.map(one => one.id))"
TALL = "all => all.every(one => one.getBoundingClientRect().height >= 44)"


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest, lab: RunningLab, page: Any) -> Lang:
    """Open the start page in a language, with the glossary still closed."""
    lang: Lang = request.param
    folder = f"glossary-{lang}"
    notebook = lab.root / folder / M1 / f"{M1}.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(short_notebook("m1", M1), notebook)
    lab.write_notebook(f"{folder}/start.ipynb", [f'from course import start; start(lang="{lang}")'], lang=lang)
    lab.open(page, f"{folder}/start.ipynb", forms=1)
    return lang


def open_glossary(page: Any) -> Any:
    """Open it by keyboard and give its search box, where the focus is then."""
    button = page.locator(".fcs-glossary button")
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator(".fcs-terms > li").count() == 0  # nothing was sent yet
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".fcs-terms > li").first.wait_for()
    assert button.get_attribute("aria-expanded") == "true"
    box = page.locator(".fcs-search")
    assert box.evaluate("one => one === document.activeElement")
    return box


def shown(page: Any) -> list[str]:
    found: list[str] = page.locator(".fcs-terms > li").evaluate_all("all => all.map(one => one.dataset.term)")
    return found


def test_typing_finds_terms_by_either_language_and_counts_them(page: Any, lang: Lang) -> None:
    box = open_glossary(page)
    total = len(shown(page))
    assert total >= 150
    for typed, first in (
        ("FFAB", "ffab"),
        ("need", "need"),
        ("需求", "need"),
        ("卖点", "selling-point"),
        ("FORM公式", "form"),
        ("red apple", "red-apple"),
    ):
        box.fill("")
        page.keyboard.type(typed)
        assert shown(page)[0] == first
        count = page.locator(".fcs-glossary [role=status]")
        assert count.inner_text() == say("Found: {n} of {total}", lang, n=len(shown(page)), total=total)
    box.fill("zzzz")
    assert shown(page) == []
    nothing = say("Nothing found. Try a shorter word, or the other language.", lang)
    assert page.locator(".fcs-glossary [role=status]").inner_text() == nothing


def test_a_link_stands_only_where_the_stage_is_laid_out_and_it_opens_the_cell(page: Any, lang: Lang) -> None:
    box = open_glossary(page)
    box.fill("red apple")
    card = page.locator('[data-term="red-apple"]')
    assert card.locator("a").count() == 0
    assert say("Part {n}", lang, n=2) in card.inner_text()
    box.fill("matching rule")
    link = page.locator('[data-term="matching-rule"] a')
    assert link.get_attribute("data-forecourt-open") == f"{M1}/{M1}.ipynb#m1-s9"
    assert page.locator(".fcs-glossary a, .fcs-glossary button, .fcs-search").evaluate_all(TALL)


def test_labs_shortcuts_do_not_catch_what_is_typed_and_nothing_typed_is_lost(page: Any, lang: Lang) -> None:
    box = open_glossary(page)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.keyboard.type("abdd xx mm")  # T23: in Lab these make, delete and change cells
    assert box.input_value() == "abdd xx mm"
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.evaluate("document.querySelector('.fc-start').stillHere = true")
    before = page.locator(".fcs-strip").element_handle()
    page.locator(".fcs-hand-in button").first.evaluate("one => one.click()")  # the page is drawn anew
    page.wait_for_function("strip => !strip.isConnected", arg=before)
    assert box.input_value() == "abdd xx mm"
    assert lang in LANGUAGES


def test_axe_finds_nothing_and_a_narrow_page_does_not_scroll_sideways(page: Any, lang: Lang, axe: str) -> None:
    box = open_glossary(page)
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    box.fill("API")
    page.set_viewport_size({"width": 683, "height": 384})
    assert page.locator(".fc-start").evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    button = page.locator(".fcs-glossary button")
    button.focus()
    page.keyboard.press("Enter")
    assert button.inner_text() == say("Open the glossary", lang)
    assert page.locator(".fcs-terms").is_hidden()

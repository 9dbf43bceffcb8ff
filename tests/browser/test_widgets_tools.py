"""The tools in a real page: by keyboard alone, in both languages, accessible, reloaded, and with a dead kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook, small_targets
from tool_page import Tools, tool_calls

from course.content import LANGUAGES, Lang
from course.locale import say
from course.widgets.tools import names
from course.widgets.tools.decoder import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

NOTEBOOK = "m1-tools/m1-tools.ipynb"


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Tools]:
    lang: Lang = request.param
    path = f"{lang}/{NOTEBOOK}"
    calls = [*tool_calls(names(), lang), f'from course import chart; chart("sae-map", lang="{lang}")']
    with notebook(lab, chromium, path, calls, lang, forms=len(names())) as page:
        page.wait_for_selector("figure img")
        yield Tools(lab, page, lang, path)


def test_t23_the_decoder_reads_what_is_typed_and_no_key_reaches_the_notebook(opened: Tools) -> None:
    cells = opened.page.locator(".jp-Cell").count()
    opened.tool("decoder").locator("input").focus()
    opened.page.keyboard.type("5w30 sp a b dd")
    opened.page.keyboard.press("Enter")
    opened.saved("decoder")
    assert decode("5W-30 SP", opened.lang)["plain"] in opened.tool("decoder").locator(".fc-decoded").inner_text()
    assert opened.kept("decoder") == "5w30 sp a b dd"
    assert opened.page.locator(".jp-Cell").count() == cells


def test_s20_bad_input_is_explained_and_not_saved(opened: Tools) -> None:
    opened.tool("decoder").locator("input").focus()
    opened.page.keyboard.press("Control+A")
    opened.page.keyboard.type("5W-31")
    opened.page.keyboard.press("Enter")
    problem = decode("5W-31", opened.lang)["problem"]
    opened.tool("decoder").locator(".fc-told-wrong", has_text=problem).wait_for()
    assert opened.kept("decoder") == "5w30 sp a b dd"


def test_s14_arrows_move_the_slider_and_18_per_cent_leave_82(opened: Tools) -> None:
    composition = opened.tool("composition")
    assert "82" in composition.locator("output").inner_text()
    composition.locator("input[type=range]").focus()
    for _ in range(11):
        opened.page.keyboard.press("ArrowLeft")
    opened.saved("composition")
    assert opened.kept("composition") == 7
    assert "93" in composition.locator("output").inner_text()
    assert composition.locator(".fc-within").count() == 1
    assert composition.locator(".fc-outside").count() == 1


def test_s18_s19_the_ladder_works_by_keyboard_and_draws_its_picture(opened: Tools) -> None:
    ladder = opened.tool("ladder")
    assert ladder.locator(".fc-deck-stops").count() == 1
    assert ladder.locator(".fc-obsolete").count() == 8
    assert say("obsolete", opened.lang) in ladder.locator(".fc-obsolete").first.inner_text()
    ladder.locator("input[type=radio]").first.focus()
    opened.page.keyboard.press("ArrowRight")
    ladder.locator(".fc-side").wait_for()
    ladder.locator("input[type=checkbox]").first.focus()
    opened.page.keyboard.press("Space")
    opened.saved("ladder")
    assert opened.kept("ladder") == {"ladder": "diesel", "layers": ["today"]}
    ladder.locator("summary").first.focus()
    opened.page.keyboard.press("Enter")
    assert ladder.locator("details[open]").count() == 1
    ladder.locator(".fc-button").first.focus()
    opened.page.keyboard.press("Enter")
    picture = ladder.locator(".fc-ladder-picture img")
    picture.wait_for()
    assert "FA-4" in picture.get_attribute("alt")


def test_s12_the_timer_can_be_paused_seated_and_skipped_to_its_end(opened: Tools) -> None:
    timer = opened.tool("timer")
    timer.locator(".fc-primary").click()
    first = timer.locator(".fc-timer-prompt").inner_text()
    timer.locator("input[type=checkbox]").check()
    assert timer.locator(".fc-timer-prompt").inner_text() != first
    timer.locator(".fc-primary").click()
    assert timer.locator(".fc-primary").inner_text() == opened.said["go_on"]
    for _ in range(6):
        timer.get_by_role("button", name=opened.said["skip"]).click()
    opened.saved("timer")
    assert timer.locator(".fc-timer-prompt").inner_text() == opened.said["finished"]
    assert opened.kept("timer")["done"] == []
    assert len(opened.kept("timer")["skipped"]) == 6


def test_s13_the_card_names_what_is_missing_and_saves_when_all_is_there(opened: Tools) -> None:
    card = opened.tool("product-card")
    areas = card.locator("textarea")
    areas.nth(1).fill("Shelf 2, 12 cans")
    card.locator(".fc-primary").click()
    assert card.locator(".fc-field-wrong", has_text=opened.said["empty_field"]).count() == 4
    assert areas.first.evaluate("one => one === document.activeElement")
    for place in (0, 2, 3, 4):
        areas.nth(place).fill(f"text {place}")
    card.locator(".fc-primary").click()
    opened.saved("product-card")
    assert opened.kept("product-card")["station"] == "Shelf 2, 12 cans"
    assert card.get_by_role("button", name=opened.said["print_card"]).is_visible()


def test_every_target_is_at_least_44_pixels(opened: Tools) -> None:
    assert small_targets(opened.page, ".fc-tool") == []


def test_axe_finds_nothing_in_the_output(opened: Tools, axe: str) -> None:
    assert barriers(opened.page, axe) == []


def test_at_200_per_cent_zoom_nothing_is_wider_than_the_page(opened: Tools) -> None:
    opened.page.set_viewport_size({"width": 683, "height": 384})
    wide = (
        "[...document.querySelectorAll('.fc-tool, figure')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert opened.page.evaluate(wide) == 0
    opened.page.set_viewport_size({"width": 1366, "height": 768})


def test_what_was_kept_is_there_again_after_a_reload(opened: Tools) -> None:
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=len(names()))
    assert opened.tool("composition").locator("input[type=number]").input_value() == "7"
    assert opened.tool("decoder").locator("input").input_value() == "5w30 sp a b dd"
    assert opened.tool("product-card").locator("textarea").nth(1).input_value() == "Shelf 2, 12 cans"
    assert not opened.tool("ladder").locator("input[type=checkbox]").first.is_checked()


def test_t24_with_a_dead_kernel_nothing_is_called_saved(opened: Tools) -> None:
    opened.lab.restart_kernel(opened.page)
    opened.tool("composition").locator("input[type=number]").fill("9")
    opened.tool("composition").locator(".fc-tool-failed", has_text=opened.said["silent"]).wait_for()
    assert opened.kept("composition") == 7

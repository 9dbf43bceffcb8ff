"""A drill in a real page: drawn, answered, explained, drawn anew, and the same case after everything is restarted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, too_wide
from hands import Hands

from course.content import LANGUAGES, Lang, library
from course.content.drills import case_item
from course.locale import say
from course.record import Journal
from course.record.place import answers

if TYPE_CHECKING:
    from pathlib import Path

    from running_lab import RunningLab

    from course.content.items import Item


def case(folder: Path, name: str, number: int) -> Item:
    """Give the case that the journal in ``folder`` says was drawn."""
    entries = Journal(answers(folder), session="test").entries()
    seed = next(each.response["seed"] for each in entries if (each.item, each.event) == (name, "draw"))
    return case_item(library(name[:2]).drill(name), seed, number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_drill_goes_from_case_to_case_by_keyboard_and_opens_again_where_one_left_off(
    lab: RunningLab, page: Any, lang: Lang, axe: str
) -> None:
    path = f"{lang}-drill/m1-preparation/m1-preparation.ipynb"
    file = lab.write_notebook(path, [f'from course import drill; drill("m1-d1", lang="{lang}")'], lang=lang)
    lab.open(page, path, forms=1)
    button, cards, count = page.locator(".fc-drill button"), page.locator(".fc-card"), page.locator(".fc-count")
    rule = page.locator(".fc-drill-rule")
    assert cards.count() == 0
    assert count.is_hidden()
    assert rule.evaluate("one => one.open")
    button.focus()
    page.keyboard.press("Enter")
    page.locator('.fc-card[data-item="m1-d1.1"]').wait_for()
    # Who pressed the button goes on in the case that it brought.
    assert cards.first.evaluate("one => one.contains(document.activeElement)")
    first = case(file.parent, "m1-d1", 1)
    wrong = {**first.key.model_answer(first.ask), "fuel": "none"}
    hands = Hands(page, "m1-d1.1", first.ask)
    hands.keyboard(wrong)
    hands.card.locator('.fc-result[data-outcome="partial"]').wait_for()
    assert hands.card.locator(".fc-result", has_text=first.key.notes["fuel:none"].of(lang)).count() == 1
    hands.card.locator(".fc-button", has_text=say("Show the worked solution", lang)).click()
    hands.card.locator(".fc-solution", has_text=first.solution.of(lang).splitlines()[0]).wait_for()
    assert count.inner_text() == say("{right} of {tried} right at the first try", lang, right=0, tried=1)
    assert barriers(page, axe) == []

    button.click()
    page.locator('.fc-card[data-item="m1-d1.2"]').wait_for()
    assert cards.count() == 1
    assert page.locator(".fc-result, .fc-solution").count() == 0
    second = case(file.parent, "m1-d1", 2)
    hands = Hands(page, "m1-d1.2", second.ask)
    answer = second.key.model_answer(second.ask)
    hands.mouse(answer)
    hands.check("correct")
    told = say("{right} of {tried} right at the first try", lang, right=1, tried=2)
    page.locator(".fc-count", has_text=told).wait_for()

    lab.stop_kernels()
    lab.open(page, path, forms=1)
    assert count.inner_text() == told
    assert not rule.evaluate("one => one.open")  # who comes back knows where it is
    assert page.locator('.fc-card[data-item="m1-d1.2"] .fc-result[data-outcome="correct"]').count() == 1
    assert Hands(page, "m1-d1.2", second.ask).shown()["chosen"] == [answer[field] for field in second.ask.parts()]
    assert too_wide(page, 683, ".fc") == []


def test_the_case_that_stands_now_is_shown_when_lab_draws_the_page_again(lab: RunningLab, page: Any) -> None:
    path = "again-drill/m1-preparation/m1-preparation.ipynb"
    lab.write_notebook(path, ['from course import drill; drill("m1-d1", lang="en")'], lang="en")
    lab.open(page, path, forms=1)
    for number in (1, 2):
        page.locator(".fc-drill button").click()
        page.locator(f'.fc-card[data-item="m1-d1.{number}"]').wait_for()
    page.evaluate(
        """async () => {
            const app = window.jupyterapp;
            app.shell.currentWidget.content.activeCellIndex = 0;
            await app.commands.execute("notebook:create-output-view");
        }"""
    )
    page.wait_for_function("document.querySelectorAll('.fc[data-ready]').length >= 2")
    shown = page.locator(".fc-card").evaluate_all("all => all.map(one => one.dataset.item)")
    assert shown == ["m1-d1.2", "m1-d1.2"]
    page.locator(".fc-drill button").first.click()
    page.wait_for_function(
        """() => [...document.querySelectorAll(".fc-card")].every(one => one.dataset.item === "m1-d1.3")"""
    )
    assert page.locator(".fc-card").count() == 2

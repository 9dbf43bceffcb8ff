"""Each kind of question in a real page: both languages, mouse and keyboard, reloaded, and after a killed kernel.

One notebook a language holds every kind; the tests of a language share it and run in the order they stand in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_page import Forms, barriers, window
from hands import Hands
from running_lab import PATIENCE, RunningLab

from course.content import LANGUAGES, Lang
from course.content.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = 5  # before, after, exercise, graded, hand in
SHELF = Library(Path(__file__).parent.parent / "content" / "m9")
KINDS = {SHELF.items[f"m9-p{number:02}"].ask.kind: f"m9-p{number:02}" for number in range(1, 15)}
READING = {"en": "# Two numbers on the can", "zh-CN": "# 油桶上的两个数字"}
WRONG: dict[str, Any] = {
    "choice": "ten",
    "multi": ["none"],
    "verdict": {"verdict": "true", "reason": "price"},
    "match": {"clean": "shine", "cool": "tidy"},
    "order": {"order": ["engine", "fuel", "confirm", "greet"]},
    "classify": {"fleet": "later", "driver": "later"},
    "numeric": "18",
    "label": {"cold": "10W", "hot": "40", "s": "none", "c": "CK-4", "fuel": "diesel"},
    "cloze": {"when": "hot", "how": "worse"},
    "planner": {"fleet": "0", "driver": "0", "tourist": "700"},
    "transcript": {"reply": "use"},
}
PARTIAL: dict[str, Any] = {
    "multi": ["detergent"],
    "verdict": {"verdict": "false", "reason": "price"},
    "match": {"clean": "tidy", "cool": "shine"},
    "order": {"order": ["engine", "greet", "fuel", "confirm"]},
    "classify": {"fleet": "now", "driver": "later"},
    "label": {"cold": "5W", "hot": "30", "s": "SP", "c": "none"},
    "cloze": {"when": "cold", "how": "worse"},
    "boxes": {"attention": "A fact."},
    "planner": {"fleet": "300", "driver": "240", "tourist": "60"},
    "checklist": ["badge"],
    "transcript": {"ask": "use"},
}


@dataclass
class Opened(Forms):
    """The notebook of one language in an open page, with the window that it is open in."""

    context: Any

    @property
    def journal(self) -> list[dict[str, Any]]:
        """What is on the disk."""
        file = (self.lab.root / self.path).with_name("answers.jsonl")
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Opened]:
    lang: Lang = request.param
    path = f"{lang}/m9-kinds/m9-kinds.ipynb"

    def cell(call: str, name: str) -> str:
        return f'from course import {call}; {call}("{name}", lang="{lang}")'

    cells = [
        cell("header", "m9-kinds"),
        cell("sheet", "m9-s1-before"),
        READING[lang],
        cell("sheet", "m9-s1-after"),
        cell("exercise", "m9-x1"),
        cell("graded", "m9-x1"),
        cell("hand_in", "m9-kinds"),
        cell("sheet", "m9-s9-nothing"),
    ]
    lab.write_notebook(path, cells, lang=lang)
    outside: list[str] = []
    with window(lab, chromium) as page:
        page.on(
            "request",
            lambda each: (
                outside.append(each.url) if not each.url.startswith((lab.url, "data:", "blob:", "ws:")) else None
            ),
        )
        lab.open(page, path, forms=FORMS)
        yield Opened(lab, page, lang, path, SHELF, KINDS, page.context)
    assert not outside, "the forms ask nothing of any other machine"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_by_mouse_and_by_keyboard(kind: str, opened: Opened) -> None:
    opened.try_kind(kind, WRONG, PARTIAL)


def test_t23_the_pages_own_keys_do_nothing_inside_a_form(opened: Opened) -> None:
    before = opened.page.locator(".jp-Cell").count()
    opened.hands("choice").card.locator("input").first.focus()
    for key in ("b", "a", "d", "d", "x"):
        opened.page.keyboard.press(key)
    assert opened.page.locator(".jp-Cell").count() == before


def test_hints_confidence_and_the_worked_solution(opened: Opened) -> None:
    hands = opened.hands("choice")
    card = hands.card
    assert card.locator(".fc-sure input:enabled").count() == 0  # after the result it is too late to say
    hands.mouse(WRONG["choice"])
    hands.mouse(opened.model_answer("choice"))
    card.locator(".fc-sure .fc-pill").nth(1).click()
    card.locator('.fc-sure input[value="fairly"]:checked').wait_for()
    card.locator(".fc-buttons .fc-button").nth(1).click()
    card.locator(".fc-hint").wait_for()
    card.locator(".fc-buttons .fc-button").nth(2).click()
    card.locator(".fc-solution summary:focus").wait_for()
    assert {"sure", "hint", "solution"} <= {entry["event"] for entry in opened.journal if entry["item"] == "m9-p01"}


def test_a_guess_is_kept_without_right_or_wrong(opened: Opened) -> None:
    card = opened.page.locator('.fc-card[data-item="m9-b01"]')
    card.locator('.fc-option:has(input[value="weight"])').click()
    card.locator(".fc-result.fc-guess").wait_for()
    assert card.locator(".fc-sure .fc-pill, .fc-primary").count() == 0
    assert not set("✓✗◐○") & set(card.locator(".fc-result").inner_text())


def test_what_is_said_stands_in_the_order_in_which_the_cards_are_shown(opened: Opened) -> None:
    hands = opened.hands("classify")
    hands.mouse(WRONG["classify"])
    hands.check("wrong")
    cards = SHELF.items[KINDS["classify"]].ask.cards  # type: ignore[union-attr]  # a board has cards
    shown = [cards[slug].of(opened.lang) for slug in hands.shown_cards()]
    said = hands.card.locator(".fc-note-label").all_inner_texts()
    assert [text for label in said for text in shown if label.startswith(text[:12])] == [
        text for text in shown if any(label.startswith(text[:12]) for label in said)
    ]
    assert len(said) > 1


def test_the_way_back_to_the_reading_is_found(opened: Opened) -> None:
    hands = opened.hands("match")
    hands.mouse(PARTIAL["match"])
    hands.check("partial")
    hands.card.locator(".fc-read button").click()
    heading = opened.page.evaluate("document.activeElement.textContent")
    assert READING[opened.lang].removeprefix("# ") in heading
    hands.mouse(opened.model_answer("match"))
    hands.check("correct")


def test_what_is_written_is_counted_and_marked_as_the_engine_does(opened: Opened) -> None:
    from course.engine.wording import length

    text = "The best oil, that's 5W-30 for 9,800 km! 最好的机油 SP"
    card = opened.hands("text").card
    box = card.locator("textarea")
    mine = box.input_value()
    box.fill(text)
    assert str(length(text)) in card.locator(".fc-gauge").inner_text()
    assert "best" in card.locator(".fc-flags").inner_text()
    assert "最好" in card.locator(".fc-flags").inner_text()
    card.locator(".fc-primary").click()
    card.locator('.fc-result[data-outcome="partial"]').wait_for()
    assert "“best”" in card.locator(".fc-result .fc-headline").inner_text()
    box.fill(mine)
    opened.hands("text").check("correct")


def test_t17_a_graded_answer_is_acknowledged_and_copied_into_the_notebook(opened: Opened) -> None:
    card = opened.page.locator('.fc[data-role="graded"] .fc-card').first
    assert card.locator(".fc-primary").count() == 0
    card.locator('.fc-option:has(input[value="o3"])').click()
    card.locator('.fc-status[data-state="saved"]').wait_for()
    opened.page.wait_for_function(
        "[...document.querySelectorAll('.jp-OutputArea-output')].some(each => /1[^0-9]+2\\s*$/.test(each.textContent))"
    )
    opened.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    opened.page.wait_for_timeout(500)
    notebook = json.loads((opened.lab.root / opened.path).read_text(encoding="utf-8"))
    copies = [
        output["data"]["application/vnd.forecourt.answers+json"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "application/vnd.forecourt.answers+json" in output.get("data", {})
    ]
    assert [(entry["item"], entry["response"]) for entry in copies[0]["entries"]] == [("m9-x1.V1", "o3")]


def test_an_unknown_sheet_shows_a_box_and_the_button_to_hand_in_answers(opened: Opened) -> None:
    page = opened.page
    assert page.locator(".jp-OutputArea-output [role=alert]").count() == 1
    form = page.locator('.fc[data-role="hand-in"]')
    form.locator(".fc-primary").click()
    form.locator('input[aria-invalid="true"]:focus').wait_for()  # nobody laid this folder out: whose work is it?
    form.locator("input").fill("0042 王芳")
    form.locator("input").press("Enter")
    form.locator(".fc-result.fc-correct").wait_for()
    assert "0042 王芳__m9-kinds" in form.locator(".fc-result").inner_text()
    assert "0042 王芳" in form.locator(".fc-who").inner_text()
    assert form.locator("input").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_there_is_no_barrier_in_the_forms(opened: Opened, axe: str) -> None:
    assert barriers(opened.page, axe) == []


def test_two_windows_on_one_notebook_lose_nothing(opened: Opened) -> None:
    other = opened.context.new_page()
    opened.lab.open(other, opened.path, forms=FORMS)
    theirs = Hands(other, KINDS["cloze"], SHELF.items[KINDS["cloze"]].ask)
    theirs.mouse(PARTIAL["cloze"])
    theirs.check("partial")
    opened.hands("match").mouse(PARTIAL["match"])
    opened.hands("match").check("partial")
    shown = [theirs.shown(), opened.hands("match").shown()]
    other.close()
    opened.lab.open(opened.page, opened.path, forms=FORMS)
    assert [opened.hands("cloze").shown(), opened.hands("match").shown()] == shown


def test_everything_is_there_after_a_reload(opened: Opened) -> None:
    opened.hands("numeric").mouse(opened.model_answer("numeric"))
    opened.hands("numeric").check("correct")
    before = opened.shown()
    opened.lab.open(opened.page, opened.path, forms=FORMS)
    assert opened.shown() == before
    assert opened.hands("numeric").card.locator('.fc-result[data-outcome="correct"]').count() == 1


def test_t24_with_a_dead_kernel_nothing_is_called_saved_and_nothing_is_lost(opened: Opened) -> None:
    opened.lab.restart_kernel(opened.page)
    hands = opened.hands("numeric")
    hands.mouse("77")
    hands.card.locator('.fc-status[data-state="lost"]').wait_for()
    assert "▶▶" in hands.card.locator(".fc-status").inner_text()
    assert hands.shown()["typed"] == ["77"]
    before = opened.shown()
    assert not [entry for entry in opened.journal if entry["response"] == "77"]
    # What ▶▶ does: the forms are built anew, and the answer that was not saved is sent by the new one.
    opened.page.evaluate(
        "document.querySelectorAll('.fc[data-ready]').forEach(each => each.removeAttribute('data-ready'))"
    )
    opened.lab.run(opened.page, forms=FORMS)
    hands.card.locator('.fc-status[data-state="saved"]').wait_for(timeout=PATIENCE)
    assert opened.shown() == before
    assert [entry["event"] for entry in opened.journal if entry["response"] == "77"] == ["answer"]


def test_everything_is_there_after_a_kill_in_a_new_window(opened: Opened) -> None:
    before = opened.shown()
    opened.page.close()
    opened.lab.stop_kernels()
    opened.page = opened.context.new_page()
    opened.lab.open(opened.page, opened.path, forms=FORMS)
    assert opened.shown() == before

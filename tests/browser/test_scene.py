"""A customer talk in a real page: by keyboard alone, in both languages, to a good and a red ending, and reloaded."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from course.content import LANGUAGES, Lang
from course.content.reader import read_entry, read_yaml
from course.content.scene import Scene, scene
from course.locale import say

if TYPE_CHECKING:
    from running_lab import RunningLab

# what is played by keyboard: the scene, the lines, the ending
GOOD = ("m2-r1", ("confirm", "wipe", "restate", "one-bottle", "inside"), "sale")
RED = ("m1-r1", ("as-asked", "two-numbers", "cure"), "false-claim")
TRAINER = Path(__file__).parents[1] / "content" / "scenes" / "m9-t1.yaml"
_FOLDERS = count(1)  # each test has a journal of its own
TABS = 60  # far more than a talk has places to stop at
TARGETS = """root => [...root.querySelectorAll("button, textarea, summary")].filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().width, one.getBoundingClientRect().height])
    .filter(([, width, height]) => width < 44 || height < 44)"""


class Opened:
    """A notebook with one scene in an open page."""

    def __init__(self, lab: RunningLab, page: Any, name: str, lang: Lang) -> None:
        self.lab, self.page, self.name, self.lang = lab, page, name, lang
        self.path = f"{lang}-{next(_FOLDERS)}/{name}/{name}.ipynb"
        lab.write_notebook(self.path, [f'from course import scene; scene("{name}", lang="{lang}")'], lang=lang)
        lab.open(page, self.path, forms=1)

    @property
    def root(self) -> Any:
        """Give the scene."""
        return self.page.locator(".fc-scene")

    def press_choice(self, slug: str) -> None:
        """Go to a line with Tab and choose it with Enter."""
        for _ in range(TABS):
            if self.page.evaluate("document.activeElement?.dataset?.choice") == slug:
                self.page.keyboard.press("Enter")
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the line {slug} cannot be reached with Tab")

    def play(self, moves: tuple[str, ...]) -> None:
        """Play the moves by keyboard; after each one the focus must stand before the next lines."""
        self.root.locator("summary").first.focus()
        for turn, slug in enumerate(moves, 1):
            self.press_choice(slug)
            self.page.wait_for_selector(f'.fc-scene[data-turn="{turn}"]')
            assert self.page.evaluate("document.activeElement.className") == "fc-sc-ask"

    def events(self) -> list[str]:
        """Give the events that the journal holds."""
        lines = (self.lab.root / self.path).with_name("answers.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["event"] for line in lines]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_talk_is_played_to_a_sale_by_keyboard_alone_and_stands_there_after_a_reload(
    lab: RunningLab, page: Any, lang: Lang
) -> None:
    name, moves, ending = GOOD
    talk = scene(name)
    opened = Opened(lab, page, name, lang)
    cells = page.locator(".jp-Cell").count()
    opened.play(moves)
    assert opened.root.get_attribute("data-ending") == ending
    last = talk.nodes["paying"].choices["inside"]
    assert last.reply.of(lang) in opened.root.locator(".fc-sc-voice").text_content()  # what a screen reader is told
    shown = opened.root.inner_text()
    assert talk.endings[ending].why.of(lang) in shown
    assert last.did.of(lang) in shown
    assert opened.root.locator(".fc-sc-good").count() == 1
    assert opened.root.evaluate(TARGETS) == []

    words = "a b dd 我自己说"  # T23: none of these letters may reach the notebook
    opened.root.locator("textarea").first.focus()
    page.keyboard.type(words)
    page.wait_for_function("document.querySelector('.fc-sc-kept').textContent.includes('✓')")
    assert page.locator(".jp-Cell").count() == cells
    assert opened.events() == ["order", *["move"] * len(moves), "say"]

    lab.stop_kernels()
    lab.open(page, opened.path, forms=1)
    assert opened.root.get_attribute("data-ending") == ending
    assert opened.root.locator("textarea").first.input_value() == words

    again = opened.root.locator(".fc-sc-again button")
    again.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('.fc-scene[data-turn="0"]')
    assert talk.endings[ending].title.of(lang) in opened.root.locator(".fc-sc-earlier").text_content()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_red_move_ends_the_talk_with_its_explanation(lab: RunningLab, page: Any, lang: Lang) -> None:
    name, moves, ending = RED
    opened = Opened(lab, page, name, lang)
    opened.play(moves)
    assert opened.root.get_attribute("data-ending") == ending
    red = scene(name).nodes["burning"].choices["cure"].red
    assert red is not None
    assert red.of(lang) in opened.root.locator(".fc-sc-ending").inner_text()
    assert opened.root.locator(".fc-sc-choice").count() == 0
    assert opened.root.locator(".fc-sc-open").count() == 1  # not passed


def test_t24_a_choice_without_a_kernel_is_told_as_not_saved_and_can_be_made_again(lab: RunningLab, page: Any) -> None:
    opened = Opened(lab, page, "m1-r1", "zh-CN")
    lab.restart_kernel(page)
    opened.root.locator('[data-choice="manual"]').click()
    page.wait_for_selector(".fc-sc-status.fc-sc-lost")
    assert opened.root.get_attribute("data-turn") == "0"
    lab.run(page, forms=1)
    page.wait_for_selector(".fc-scene[data-ready]")
    opened.root.locator('[data-choice="manual"]').click()
    page.wait_for_selector('.fc-scene[data-turn="1"]')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_wrong_at_any_moment_of_a_talk(lab: RunningLab, page: Any, lang: Lang, axe: str) -> None:
    opened = Opened(lab, page, "m1-r1", lang)
    page.evaluate(axe)
    for turn, choice in enumerate((None, "manual", "two-numbers", "cure")):
        if choice:
            opened.root.locator(f'[data-choice="{choice}"]').click()
            page.wait_for_selector(f'.fc-scene[data-turn="{turn}"]')
        found = page.evaluate(
            "axe.run(document.querySelector('.fc-scene')).then(found => found.violations.map(one => one.id))"
        )
        assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_trainer_shows_its_phases_its_lights_and_what_an_offer_still_needs(
    lab: RunningLab, page: Any, lang: Lang, axe: str
) -> None:
    trainer = read_entry(Scene, read_yaml(TRAINER), TRAINER)
    opened = Opened(lab, page, "m9-t1", lang)
    states = "all => all.map(one => one.dataset.state)"
    phases = opened.root.locator(".fc-sc-phase")
    assert phases.evaluate_all(states) == ["now", "open", "open"]
    assert opened.root.locator(".fc-sc-light").count() == 0
    opened.press_choice("child")
    page.wait_for_selector('.fc-scene[data-turn="1"]')
    assert say("Amber light: only if the customer brings it up, and nothing of it is written down", lang) in (
        opened.root.locator(".fc-sc-light-amber").inner_text()
    )
    for turn, choice in enumerate(("watch", "taste"), 2):
        opened.press_choice(choice)
        page.wait_for_selector(f'.fc-scene[data-turn="{turn}"]')
    assert phases.evaluate_all(states) == ["tried", "been", "now"]  # the question about the child did not do it
    assert opened.root.locator('[data-row][data-open="true"]').count() == 1

    closed = opened.root.locator('[data-choice="light"]')
    assert closed.get_attribute("aria-disabled") == "true"
    closed.press("Enter")
    missing = trainer.form["price"].ask.of(lang)
    opened.root.locator(".fc-sc-status", has_text=missing).wait_for()
    assert opened.root.get_attribute("data-turn") == "3"
    page.evaluate(axe)
    run = "axe.run(document.querySelector('.fc-scene')).then(found => found.violations.map(one => one.id))"
    assert page.evaluate(run) == []
    assert opened.root.evaluate(TARGETS) == []

    for turn, choice in enumerate(("money", "light"), 4):
        opened.press_choice(choice)
        page.wait_for_selector(f'.fc-scene[data-turn="{turn}"]')
    assert opened.events()[:3] == ["order", "draw", "move"]
    assert opened.root.locator(".fc-sc-facts", has_text=say("this time", lang)).count() == 1
    assert page.evaluate(run) == []
    page.set_viewport_size({"width": 683, "height": 384})
    assert opened.root.evaluate("one => one.scrollWidth <= one.clientWidth + 1")

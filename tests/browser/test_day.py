"""A day in a real page: both languages, mouse and keyboard, reloaded, two windows, a dead kernel, no barrier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook, small_targets, too_wide

from course.content import LANGUAGES, Lang
from course.content.library import Library
from course.engine import shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

ITEM: Any = Library(Path(__file__).parent.parent / "content" / "m9").item("m9-x2.day")
TURN = ".fc-day[data-turn='{}']"


class Player:
    """A learner in front of one day."""

    def __init__(self, lab: RunningLab, page: Any, path: str) -> None:
        self.lab, self.page, self.path = lab, page, path
        self.card = page.locator(".fc-card").first
        self.day = self.card.locator(".fc-day")

    @property
    def turn(self) -> int:
        """How many moves the page shows."""
        return int(self.day.get_attribute("data-turn"))

    def journal(self) -> list[dict[str, Any]]:
        """Give the responses that are saved."""
        file = (self.lab.root / self.path).parent / "answers.jsonl"
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return [line["response"] for line in lines if line["event"] == "answer"]

    def best(self) -> str:
        """Give the best answer to the present turn, from the key and the seed that the journal keeps."""
        now = shift.replay(ITEM.ask.plan, self.journal()[-1])
        assert now is not None
        turn = ITEM.key.turns[now.at]
        if turn.number is not None:
            return f"{shift.draw(ITEM.ask.plan, now.seed).figures[turn.number.sum]:g}"
        return next(slug for slug, choice in turn.choices.items() if choice.worth == 2)

    def begin(self) -> None:
        """Begin a day, or another one."""
        self.card.locator("[data-begin]").click()
        self.card.locator('.fc-day[data-begun="true"][data-over="false"]').wait_for()

    def move(self, given: str | None = None) -> None:
        """Answer with the mouse, as a person does who reads first."""
        turn, answer = self.turn, given or self.best()
        self.page.wait_for_timeout(550)
        if self.card.locator("[data-answer]").count():
            self.card.locator("input").fill(answer)
            self.card.locator("[data-answer]").click()
        else:
            self.card.locator(f'[data-choice="{answer}"]').click()
        self.card.locator(TURN.format(turn + 1)).wait_for()

    def reload(self) -> None:
        """Open the notebook again."""
        self.lab.open(self.page, self.path, forms=1)


@pytest.fixture
def player(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any, tmp_path: Path) -> Iterator[Player]:
    """Give a learner with a page of their own; ``request.param`` is the form and the language."""
    form, lang = getattr(request, "param", ("exercise", "en"))
    path = f"{tmp_path.name}-{lang}/m9-day/m9-day.ipynb"
    with notebook(lab, chromium, path, [f'from course import {form}; {form}("m9-x2", lang="{lang}")'], lang) as page:
        yield Player(lab, page, path)


BOTH = pytest.mark.parametrize("player", [("exercise", lang) for lang in LANGUAGES], indirect=True, ids=LANGUAGES)
GRADED = pytest.mark.parametrize("player", [("graded", "en")], indirect=True, ids=["graded"])


@BOTH
def test_a_whole_day_by_mouse_with_its_debrief_and_another_one(player: Player) -> None:
    lang: Lang = "zh-CN" if "zh-CN" in player.path else "en"
    assert "day" not in player.card.locator(".fc-opening").all_inner_texts()
    player.begin()
    first = player.journal()[-1]["seed"]
    player.move("till")
    assert ITEM.ask.meetings["spill"].turns["ask"].says_when[0].text.of(lang) in player.day.inner_text()
    while player.day.get_attribute("data-over") == "false":
        assert "{" not in player.day.inner_text()
        player.move()
    result = player.card.locator('.fc-result[data-outcome="partial"]')
    result.wait_for()
    assert "83" in result.locator(".fc-headline").inner_text()
    picture = result.locator('img[src^="data:"]')
    picture.wait_for()
    assert picture.evaluate("each => each.naturalWidth") == 1400
    assert ITEM.key.skills["safety"].of(lang) in picture.get_attribute("alt")
    assert result.locator(".fc-note").count() == 6
    assert ITEM.key.turns["spill.greet"].choices["till"].note.of(lang) in result.inner_text()
    player.begin()
    assert player.journal()[-1] == {"seed": player.journal()[-1]["seed"], "moves": []}
    assert player.journal()[-1]["seed"] != first
    assert player.card.locator(".fc-result").count() == 0


def test_a_whole_day_with_the_keyboard_alone_and_its_words_for_a_screen_reader(player: Player) -> None:
    keys = player.page.keyboard
    player.card.locator("[data-begin]").focus()
    keys.press("Enter")
    player.card.locator(TURN.format(0)).locator(".fc-day-choices").wait_for()
    while player.day.get_attribute("data-over") == "false":
        turn, answer = player.turn, player.best()
        if player.card.locator("[data-answer]").count():
            assert player.card.locator("input").evaluate("each => each === document.activeElement")
            keys.type(answer)
        else:
            assert player.page.evaluate("document.activeElement.className") == "fc-day-ask"
            for _ in range(4):
                keys.press("Tab")
                if player.page.evaluate("document.activeElement.dataset.choice") == answer:
                    break
        keys.press("Enter")
        player.card.locator(TURN.format(turn + 1)).wait_for()
        heard = player.card.locator(".fc-day > [aria-live]").inner_text()
        now = shift.replay(ITEM.ask.plan, player.journal()[-1])
        assert now is not None
        made = ITEM.ask.meetings[now.turns[-1].meeting].turns[now.turns[-1].place.partition(".")[2]]
        reply = made.number.reply if made.number else made.choices[now.turns[-1].given].reply
        assert reply.en.replace("{given}", answer) in heard
    player.card.locator('.fc-result[data-outcome="correct"]').wait_for()


@pytest.mark.parametrize("player", [("exercise", "en"), ("graded", "en")], indirect=True, ids=["practice", "graded"])
def test_a_reload_and_a_new_kernel_go_on_exactly_there(player: Player) -> None:
    player.begin()
    player.move()
    player.move()
    stands = player.day.locator(".fc-day-place").inner_text()
    player.reload()
    assert player.day.locator(".fc-day-place").inner_text() == stands
    player.lab.restart_kernel(player.page)
    player.lab.run(player.page, forms=1)
    player.card.locator(TURN.format(2)).wait_for()
    assert player.day.locator(".fc-day-place").inner_text() == stands


@GRADED
def test_a_graded_day_is_begun_once_and_tells_nothing(player: Player) -> None:
    player.begin()
    player.move("wax")
    while player.day.get_attribute("data-over") == "false":
        player.move()
    assert player.card.locator("[data-begin]").count() == 0
    assert player.card.locator(".fc-result").count() == 0
    assert "✗" not in player.card.inner_text()
    player.reload()
    assert player.day.get_attribute("data-over") == "true"
    assert player.card.locator("button:visible").count() == 0
    seeds = {response["seed"] for response in player.journal()}
    assert len(seeds) == 1


@GRADED
def test_a_double_click_decides_one_turn(player: Player) -> None:
    player.begin()
    player.page.wait_for_timeout(550)
    box = player.card.locator('[data-choice="cones"]').bounding_box()
    player.page.mouse.dblclick(box["x"] + 40, box["y"] + 20, delay=20)
    player.card.locator(TURN.format(1)).wait_for()
    player.page.wait_for_timeout(400)
    assert [len(response["moves"]) for response in player.journal()] == [0, 1]


@GRADED
def test_another_window_that_has_moved_on_is_shown_and_nothing_is_lost(player: Player) -> None:
    player.begin()
    other = Player(player.lab, player.page.context.new_page(), player.path)
    other.reload()
    other.move()
    other.move()
    player.card.locator('[data-choice="till"]').click()
    player.card.locator(TURN.format(2)).wait_for()
    assert "another window" in player.card.locator(".fc-day-notice").inner_text()
    assert [len(response["moves"]) for response in player.journal()] == [0, 1, 2]
    player.move()
    assert [len(response["moves"]) for response in player.journal()] == [0, 1, 2, 3]


@GRADED
def test_a_move_that_a_dead_kernel_did_not_hear_is_made_by_the_next_one(player: Player) -> None:
    player.begin()
    player.page.wait_for_timeout(550)
    player.lab.restart_kernel(player.page)  # the form on the page has lost its kernel
    player.card.locator('[data-choice="cones"]').click()
    player.card.locator('.fc-status[data-state="lost"]').wait_for()
    assert [len(response["moves"]) for response in player.journal()] == [0]
    player.lab.run(player.page, forms=1)
    player.card.locator(TURN.format(1)).wait_for()
    assert [len(response["moves"]) for response in player.journal()] == [0, 1]


def test_what_is_no_number_is_told_and_not_sent(player: Player) -> None:
    player.begin()
    player.move()
    player.move()
    player.card.locator("input").fill("many")
    player.card.locator("[data-answer]").click()
    assert "digits" in player.card.locator(".fc-day-notice").inner_text()
    player.card.locator("input").fill("1 or 2")
    player.card.locator("[data-answer]").click()
    player.page.wait_for_function("document.querySelector('.fc-day-notice').textContent.includes('cannot be read')")
    assert player.card.locator("input").input_value() == "1 or 2"
    assert player.turn == 2


@BOTH
def test_there_is_no_barrier_and_nothing_is_too_wide_or_too_small(player: Player, axe: str) -> None:
    def look() -> None:
        assert small_targets(player.page, ".fc-body") == []
        for width in (683, 400):
            assert too_wide(player.page, width, ".fc") == []
        assert barriers(player.page, axe) == []

    look()
    player.begin()
    look()
    for _ in range(3):
        player.move()
        look()
    while player.day.get_attribute("data-over") == "false":
        player.move()
    player.card.locator('.fc-result img[src^="data:"]').wait_for()
    look()

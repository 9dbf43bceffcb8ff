"""The FAB workshop in a real page: both languages, mouse and keyboard, revised, graded, reloaded; text stays text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_page import barriers, notebook
from hands import Hands
from running_lab import RunningLab

from course.content import LANGUAGES, Lang
from course.content.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = Path(__file__).parent.parent / "content_fab"
SHELF = Library(CONTENT / "m9")
OWN, REPAIR, COMPLETE, GRADED = "m9-p01", "m9-p02", "m9-p03", "m9-x5.fab"
FORMS = 4
BOAST = {"en": "The best in the world.", "zh-CN": "全世界最好的。"}
ATTACK = "<img src=x onerror=\"document.title='hit'\"> The best in the world."


class Opened:
    """The workshop of one language in an open page."""

    def __init__(self, lab: RunningLab, page: Any, lang: Lang, path: str) -> None:
        self.lab, self.page, self.lang, self.path = lab, page, lang, path

    def hands(self, item: str) -> Hands:
        """Give the hands for a card."""
        asked = SHELF.graded_item(item).ask if "." in item else SHELF.item(item).ask
        return Hands(self.page, item, asked)

    def model(self, item: str) -> dict[str, str]:
        """Give a text that passes."""
        found = SHELF.item(item)
        return found.key.model_answer(found.ask, self.lang)  # type: ignore[call-arg, no-any-return]  # a FAB's key

    def journal(self) -> list[dict[str, Any]]:
        """Give what is on the disk."""
        file = (self.lab.root / self.path).with_name("answers.jsonl")
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []


@pytest.fixture(scope="module")
def workshop_lab(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningLab]:  # noqa: ARG001  no Lab without a browser
    running = RunningLab(tmp_path_factory.mktemp("fab-lab"), content=CONTENT)
    yield running
    running.stop()


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, workshop_lab: RunningLab, chromium: Any) -> Iterator[Opened]:
    lang: Lang = request.param
    path = f"{lang}/m9-fab/m9-fab.ipynb"
    cells = [
        f'from course import sheet; sheet("m9-w4", lang="{lang}")',
        f'from course import graded; graded("m9-x5", lang="{lang}")',
        f'from course import tool; tool("ffab", lang="{lang}")',
        f'from course import tool; tool("product-cards", lang="{lang}")',
    ]
    with notebook(workshop_lab, chromium, path, cells, lang, forms=FORMS) as page:
        yield Opened(workshop_lab, page, lang, path)


def test_card_customer_and_boxes_are_there_and_the_given_ones_are_locked(opened: Opened) -> None:
    card = opened.hands(OWN).card
    assert card.locator(".fc-fab-card li").count() == 7
    assert card.locator(".fc-fab-need").inner_text().strip()
    assert card.locator("textarea").count() == 3
    complete = opened.hands(COMPLETE).card
    assert complete.locator("textarea").count() == 1
    assert complete.locator(".fc-fab-given").count() == 2


def test_an_untouched_form_is_not_answered_and_a_draft_stands_in_the_boxes(opened: Opened) -> None:
    for item in (OWN, REPAIR, COMPLETE):
        opened.hands(item).check("unattempted")
    typed = opened.hands(REPAIR).shown()["typed"]
    assert all(typed)
    assert not any(entry["event"] == "check" for entry in opened.journal())


def test_the_counter_lives_and_says_when_it_is_too_long(opened: Opened) -> None:
    hands = opened.hands(OWN)
    box = hands.card.locator("textarea").first
    box.fill("word " * 61 if opened.lang == "en" else "字" * 121)
    said = hands.card.locator(".fc-over-limit").inner_text()
    assert said.startswith("✗")
    assert ("61 of 60 words" if opened.lang == "en" else "121 字，最多 120 字") in said
    box.fill("word" if opened.lang == "en" else "字")
    assert "1" in hands.card.locator(".fc-gauge").inner_text()
    assert hands.card.locator(".fc-over-limit").count() == 0


def test_a_flawed_text_is_noted_revised_and_the_revision_counts(opened: Opened) -> None:
    hands = opened.hands(OWN)
    flawed = opened.model(OWN) | {"feature": BOAST[opened.lang]}
    hands.mouse(flawed)
    hands.check("wrong")
    told = hands.card.locator(".fc-fab-told")
    assert told.locator(".fc-fab-criterion").count() == 6
    assert told.locator(".fc-fab-gate").count() == 1
    assert told.locator(".fc-fab-finding").count() >= 1
    assert told.locator(".fc-fab-uncounted").count() == 5  # without honesty nothing else counts
    assert told.locator(".fc-fab-uncounted", has_text="2").count() == 0
    assert hands.card.locator(".fc-notes .fc-note-sign").count() == 0  # one verdict
    hands.mouse(opened.model(OWN))
    hands.card.locator('.fc-result.fc-stale[data-outcome="before"]').wait_for()
    assert hands.card.locator(".fc-stale-line").is_visible()
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()
    assert told.locator(".fc-fab-finding").count() >= 1  # still in sight after it was saved
    hands.check("correct")
    assert "12" in hands.card.locator(".fc-fab-first").inner_text()
    assert hands.card.locator(".fc-stale-line").is_hidden()


def test_the_workshop_by_keyboard_alone(opened: Opened) -> None:
    for item in (REPAIR, COMPLETE):
        hands = opened.hands(item)
        hands.keyboard(opened.model(item))
        hands.card.locator('.fc-result[data-outcome="correct"]').wait_for()


def test_any_text_is_shown_as_text(opened: Opened) -> None:
    hands = opened.hands(OWN)
    hands.mouse(opened.model(OWN) | {"feature": ATTACK, "benefit": ATTACK})
    hands.check("wrong")
    assert hands.card.locator(".fc-result img").count() == 0
    assert opened.page.title() != "hit"
    hands.mouse(opened.model(OWN))
    hands.check("correct")
    hands.card.locator(".fc-fab-first summary").click()
    assert hands.card.locator(".fc-fab-typed").first.inner_text() in {BOAST[opened.lang], ATTACK}


def test_the_graded_form_shows_the_rules_notes_but_no_outcome(opened: Opened) -> None:
    hands = opened.hands(GRADED)
    hands.mouse({"feature": BOAST[opened.lang], "advantage": "x", "benefit": "y"})
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()
    assert hands.card.locator(".fc-primary").count() == 0
    hands.card.locator(".fc-buttons .fc-button").click()
    hands.card.locator(".fc-result.fc-guess").wait_for()
    assert hands.card.locator(".fc-fab-group").count() == 2
    kept = [entry for entry in opened.journal() if entry["item"] == GRADED]
    assert {entry["outcome"] for entry in kept} == {None}
    assert [entry["event"] for entry in kept][-1] == "check"


def test_s48_the_ffab_builder_opens_step_by_step_and_joins_the_sentence_by_keyboard(opened: Opened) -> None:
    page, tool = opened.page, opened.page.locator(".fc-tool-ffab")
    areas = tool.locator("textarea")
    assert [area.is_enabled() for area in areas.all()] == [True, False, False, False]
    areas.first.focus()
    for place, text in enumerate(("−25 °C", "no freezing", "it sprays", "you see")):
        page.keyboard.type(text)
        assert [area.is_enabled() for area in areas.all()] == [number <= place + 1 for number in range(4)]
        if place < 3:
            page.keyboard.press("Tab")  # the connector
            page.keyboard.press("Tab")
    said = tool.locator(".fc-ffab-whole").inner_text()
    connectors = ("that is to say", "so", "for example") if opened.lang == "en" else ("也就是说", "所以", "比方说")
    places = [said.index(each) for each in connectors]
    assert places == sorted(places)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tool.locator(".fc-tool-status", has_text="✓").wait_for()
    assert opened.journal()[-1]["response"]["texts"]["benefit"] == "you see"
    areas.nth(1).fill("")
    assert [area.is_enabled() for area in areas.all()] == [True, True, False, False]


def test_the_product_cards_by_keyboard(opened: Opened) -> None:
    tool = opened.page.locator(".fc-tool-product-cards")
    tool.locator("input").first.focus()
    opened.page.keyboard.press("ArrowDown")
    tool.locator('input[value="diesel-oil"]:checked').wait_for()
    assert "CI-4" in tool.locator(".fc-fab-card").inner_text()
    assert tool.locator(".fc-fab-customer").count() == 2
    tool.locator(".fc-tool-status", has_text="✓").wait_for()


def test_there_is_no_barrier_in_the_workshop(opened: Opened, axe: str) -> None:
    assert barriers(opened.page, axe) == []


def test_nothing_runs_over_at_200_percent(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 683, "height": 384})
    wide = opened.page.evaluate(
        "[...document.querySelectorAll('.fc-card')].filter(each => each.scrollWidth > each.clientWidth + 1).length"
    )
    opened.page.set_viewport_size({"width": 1366, "height": 768})
    assert wide == 0


def test_everything_is_there_after_a_reload(opened: Opened) -> None:
    before = [opened.hands(item).shown() for item in (OWN, REPAIR, COMPLETE, GRADED)]
    opened.lab.open(opened.page, opened.path, forms=FORMS)
    assert [opened.hands(item).shown() for item in (OWN, REPAIR, COMPLETE, GRADED)] == before
    assert opened.hands(OWN).card.locator('.fc-result[data-outcome="correct"]').count() == 1
    assert opened.hands(GRADED).card.locator(".fc-fab-told").count() == 1
    assert opened.page.locator(".fc-tool-ffab textarea").last.input_value() == "you see"
    assert opened.page.locator('.fc-tool-product-cards input[value="diesel-oil"]').is_checked()

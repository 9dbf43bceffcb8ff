"""Timetables, calendars and budgets in a real page: both languages, mouse and keyboard, reloaded, no barrier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hands import Hands, too_wide

from course.content import LANGUAGES, Lang
from course.content.library import Library
from course.content.scheduled import date_in_words
from course.engine.clock import minutes, written
from course.engine.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from running_lab import RunningLab

SHELF = Library(Path(__file__).parent.parent / "content" / "m9")
KINDS = {SHELF.items[name].ask.kind: name for name in SHELF.sheets["m9-s1-scheduled"].items}
WRONG: dict[str, Any] = {
    "timetable": {"papers": {"start": "ten"}, "explain": {"start": "11:30", "minutes": "30"}},
    "dates": {"thanks": "3/6", "check": "none", "season": "2026-03-08", "visit": "2026-03-09"},
    "budget": {"counts": {"invitation": "x", "greeting": "y", "phone": "", "visits": "0"}, "conditions": []},
}
PARTIAL: dict[str, Any] = {
    "timetable": {
        "papers": {"start": "9：55"},
        "explain": {"start": "10.45", "minutes": "45"},
        "drive": {"start": "1130"},
        "feast": {"start": "11:50"},
        "survey": {"start": "11:45"},
    },
    "dates": {"thanks": "3月6日", "check": "9.3.", "visit": "none"},
    "budget": {"counts": {"invitation": "3", "greeting": "4", "phone": "5", "visits": "6"}, "conditions": ["agreed"]},
}
DATES = (
    *("2026-03-06", "2026/3/6", "2026.3.6", "20260306", "2026年3月6日", "3月4日", "3 月 6 号", "6.3.", "6.3.2027"),
    *(
        "29 Feb",
        "6th of March, 2026",
        "Sept 6",
        "２０２６-０３-０６",
        "3/6",
        "3.6",
        "2026-02-30",
        "31.4.",
        "soon",
        "0.3.",
    ),
)
TIMES = (
    *(
        "9:05",
        "9.05",
        "9：05",
        "905",
        "0905",
        "9点05分",
        "9点半",
        "9点",
        "下午1:30",
        "1:30 pm",
        "12:00 am",
        "9h05",
        "11。30",
    ),
    *("9", "24:00", "9:60", "half past", "十点", "10:5", "99999"),
)
TARGETS = """() => [...document.querySelectorAll(".fc-body :is(button, input, select, textarea)")]
    .map(one => one.closest("label.fc-option, label.fc-pill") ?? one).filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().width, one.getBoundingClientRect().height])
    .filter(([, width, height]) => width < 43.9 || height < 43.9)"""
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
    path = f"{lang}/m9-scheduled/m9-scheduled.ipynb"
    lab.write_notebook(path, [f'from course import sheet; sheet("m9-s1-scheduled", lang="{lang}")'], lang=lang)
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
    for outcome, response in (("wrong", WRONG[kind]), ("partial", PARTIAL[kind])):
        hands.mouse(response)
        hands.check(outcome)
    hands.mouse(right)
    hands.check("correct")
    by_mouse = hands.shown()
    hands.mouse(PARTIAL[kind])
    hands.keyboard(right)
    hands.card.locator('.fc-result[data-outcome="correct"]').wait_for()
    assert hands.shown() == by_mouse
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()


def test_what_was_read_is_said_back(opened: Opened) -> None:
    hands = opened.hands("dates")
    hands.mouse({"thanks": "6.3.", "check": "3/6", "visit": "none"})
    told = hands.card.locator(".fc-date-told").all_inner_texts()
    assert told[0] == {"en": "Friday, 6 March 2026", "zh-CN": "2026年3月6日星期五"}[opened.lang]
    assert "2026-03-05" in told[1]  # an example of how to type it
    assert told[2:] == ["", ""]


def test_the_page_reads_dates_as_the_scorer_does(opened: Opened) -> None:
    sale = SHELF.items[KINDS["dates"]].ask.sale
    card = opened.hands("dates").card
    box, told = (
        card.locator('[data-slot="season"] input[type=text]'),
        card.locator('[data-slot="season"] .fc-date-told'),
    )
    for typed in DATES:
        box.fill(typed)
        read = day(typed, sale)
        assert box.get_attribute("aria-invalid") == str(read is None).lower(), typed
        assert read is None or told.inner_text() == date_in_words(read, opened.lang), typed


def test_the_page_reads_times_as_the_scorer_does(opened: Opened) -> None:
    card = opened.hands("timetable").card
    box, told = card.locator('[data-slot="survey"] input'), card.locator('[data-slot="survey"] .fc-slot-told')
    for typed in TIMES:
        box.fill(typed)
        read = minutes(typed)
        assert box.get_attribute("aria-invalid") == str(read is None).lower(), typed
        until = written(read + 5).removeprefix("0") if read is not None else ""
        assert until in told.inner_text(), typed


def test_a_date_chosen_in_the_calendar_is_taken(opened: Opened) -> None:
    hands = opened.hands("dates")
    row = hands.card.locator('[data-slot="check"]')
    row.locator(".fc-date-native").evaluate(
        "one => { one.value = '2026-03-07'; one.dispatchEvent(new Event('change')); }"
    )
    assert row.locator("input[type=text]").input_value() == "2026-03-07"
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()


def test_the_page_multiplies_and_says_whether_it_fits(opened: Opened) -> None:
    hands = opened.hands("budget")
    hands.mouse(PARTIAL["budget"])
    live = hands.card.locator(".fc-live").inner_text()
    sums = {"en": ("5,900", "3,120", "2,780"), "zh-CN": ("5900", "3120", "2780")}  # m7-x6: the full system does not fit
    assert [number for number in sums[opened.lang] if number not in live] == []
    assert "✗" in live


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
    item = SHELF.items[KINDS["timetable"]]
    opened.hands("timetable").mouse(item.key.model_answer(item.ask))
    opened.hands("timetable").check("correct")
    before = opened.shown()
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=1)
    assert opened.shown() == before
    assert opened.hands("timetable").card.locator('.fc-result[data-outcome="correct"]').count() == 1

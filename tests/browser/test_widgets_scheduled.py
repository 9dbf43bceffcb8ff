"""Timetables, calendars and budgets in a real page: both languages, mouse and keyboard, reloaded, no barrier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from form_page import Forms, barriers, notebook, small_targets, too_wide

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


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest, lab: RunningLab, chromium: Any) -> Iterator[Forms]:
    lang: Lang = request.param
    path = f"{lang}/m9-scheduled/m9-scheduled.ipynb"
    with notebook(
        lab, chromium, path, [f'from course import sheet; sheet("m9-s1-scheduled", lang="{lang}")'], lang
    ) as page:
        yield Forms(lab, page, lang, path, SHELF, KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_by_mouse_and_by_keyboard(kind: str, opened: Forms) -> None:
    opened.try_kind(kind, WRONG, PARTIAL)


def test_what_was_read_is_said_back(opened: Forms) -> None:
    hands = opened.hands("dates")
    hands.mouse({"thanks": "6.3.", "check": "3/6", "visit": "none"})
    told = hands.card.locator(".fc-date-told").all_inner_texts()
    assert told[0] == {"en": "Friday, 6 March 2026", "zh-CN": "2026年3月6日星期五"}[opened.lang]
    assert "2026-03-05" in told[1]  # an example of how to type it
    assert told[2:] == ["", ""]


def test_the_page_reads_dates_as_the_scorer_does(opened: Forms) -> None:
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


def test_the_page_reads_times_as_the_scorer_does(opened: Forms) -> None:
    card = opened.hands("timetable").card
    box, told = card.locator('[data-slot="survey"] input'), card.locator('[data-slot="survey"] .fc-slot-told')
    for typed in TIMES:
        box.fill(typed)
        read = minutes(typed)
        assert box.get_attribute("aria-invalid") == str(read is None).lower(), typed
        until = written(read + 5).removeprefix("0") if read is not None else ""
        assert until in told.inner_text(), typed


def test_a_date_chosen_in_the_calendar_is_taken(opened: Forms) -> None:
    hands = opened.hands("dates")
    row = hands.card.locator('[data-slot="check"]')
    row.locator(".fc-date-native").evaluate(
        "one => { one.value = '2026-03-07'; one.dispatchEvent(new Event('change')); }"
    )
    assert row.locator("input[type=text]").input_value() == "2026-03-07"
    hands.card.locator('.fc-status[data-state="saved"]').wait_for()


def test_the_page_multiplies_and_says_whether_it_fits(opened: Forms) -> None:
    hands = opened.hands("budget")
    hands.mouse(PARTIAL["budget"])
    live = hands.card.locator(".fc-live").inner_text()
    sums = {"en": ("5,900", "3,120", "2,780"), "zh-CN": ("5900", "3120", "2780")}  # m7-x6: the full system does not fit
    assert [number for number in sums[opened.lang] if number not in live] == []
    assert "✗" in live


def test_every_target_is_at_least_44_pixels(opened: Forms) -> None:
    assert small_targets(opened.page, ".fc-body") == []


def test_there_is_no_barrier_in_the_forms(opened: Forms, axe: str) -> None:
    assert barriers(opened.page, axe) == []


@pytest.mark.parametrize("width", [683, 400])
def test_nothing_is_wider_than_a_zoomed_or_narrow_page(width: int, opened: Forms) -> None:
    assert too_wide(opened.page, width, ".fc") == []


def test_everything_is_there_after_a_reload(opened: Forms) -> None:
    item = SHELF.items[KINDS["timetable"]]
    opened.hands("timetable").mouse(item.key.model_answer(item.ask))
    opened.hands("timetable").check("correct")
    before = opened.shown()
    opened.lab.stop_kernels()
    opened.lab.open(opened.page, opened.path, forms=1)
    assert opened.shown() == before
    assert opened.hands("timetable").card.locator('.fc-result[data-outcome="correct"]').count() == 1

"""The debrief's chart: a mark for each decision, told apart by shape, nothing over anything else, the same in words."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest

from course.charts import day
from course.charts.show import picture
from course.engine.shift import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

SKILLS = tuple(f"{number} A skill of 26 character"[:26] for number in range(8))
TIMES = [f"{7 + number:02}:30" for number in range(12)]
FULL = [
    Mark(time, f"Customer {number}", SKILLS[(number + turn) % 8 if turn < 2 else number % 8], (turn % 3) / 2)
    for number, time in enumerate(TIMES)
    for turn in range(4)
]
RED = Mark("08:30", "Ms Zhao", SKILLS[1], 0.0, red=True)


def boxes(figure: Any) -> list[tuple[str, Any]]:
    """Give every text of a drawn figure with the room that it takes."""
    figure.canvas.draw() if hasattr(figure.canvas, "draw") else None
    picture(figure)
    return [(text.get_text(), text.get_window_extent()) for text in figure.axes[0].texts]


def signs(marks: Sequence[Mark]) -> list[str]:
    """Give the shapes on the chart without those of its legend."""
    axes = day.draw(marks, SKILLS, "en").axes[0]
    return [str(each.get_marker()) for each in axes.lines if each.get_marker() not in {"None", None, ""}]


def test_each_way_a_decision_can_go_has_a_shape_of_its_own() -> None:
    for mark, shape in ((1.0, "o"), (0.5, "D"), (0.0, "s")):
        assert signs([Mark("07:30", "A", SKILLS[0], mark)])[0] == shape
    assert signs([RED])[0] == "X"
    assert "X" not in signs(FULL)  # nor in the legend, where nothing was red


def test_every_decision_has_its_mark_and_no_two_lie_on_each_other() -> None:
    axes = day.draw(FULL, SKILLS, "en").axes[0]
    places = [
        (float(each.get_xdata()[0]), float(each.get_ydata()[0]))
        for each in axes.lines
        if each.get_marker() not in {"None", None, ""}
    ][: len(FULL)]
    assert len(places) == len(FULL)
    for (x, y), (u, v) in combinations(places, 2):
        assert abs(x - u) >= 14 or abs(y - v) >= 14


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("marks", [FULL, [RED], []], ids=["full", "red", "empty"])
def test_no_words_lie_on_others_or_leave_the_page(marks: list[Mark], lang: str) -> None:
    figure = day.draw(marks, SKILLS, lang)
    found = boxes(figure)
    for text, box in found:
        assert box.x0 >= 0, text
        assert box.x1 <= figure.bbox.width, text
        assert box.y0 >= 0, text
    for (text, one), (other, two) in combinations(found, 2):
        assert not one.overlaps(two), (text, other)


def test_the_words_tell_each_skill_in_the_order_of_the_shift() -> None:
    marks = [Mark("06:40", "A", "Safety", 1.0), Mark("09:15", "B", "Safety", 0.5), Mark("09:15", "B", "Need", 0.0)]
    assert day.rows(marks, ["Safety", "Need", "Care"], "en") == [
        ("Safety", "1.5 of 2 – 06:40 A: best; 09:15 B: acceptable"),
        ("Need", "0 of 1 – 09:15 B: not yet"),
        ("Care", "no evidence on this day"),
    ]
    said = day.text(marks, ["Safety", "Need", "Care"], "en")
    assert said.endswith(
        "Safety: 1.5 of 2 – 06:40 A: best; 09:15 B: acceptable. Need: 0 of 1 – 09:15 B: not yet. "
        "Care: no evidence on this day."
    )
    assert "holds the day" in day.text([RED], SKILLS, "en")


def test_the_same_day_is_drawn_once() -> None:
    day.source.cache_clear()
    for _, lang in product(range(2), ("en", "zh-CN")):
        assert day.source((RED,), SKILLS, lang).startswith("data:image/png;base64,")
    assert day.source.cache_info().misses == 2

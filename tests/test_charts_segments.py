"""The segments' figure: the deck's five counts (m8-f19), each printed, the scale explained in words."""

from __future__ import annotations

from itertools import pairwise

from course.charts import segments


def test_m8_f19_the_counts_are_the_decks() -> None:
    counts = [count for _, count in segments.SEGMENTS.values()]
    assert counts == [800, 3_600, 12_500, 124_000, 900_000]
    assert sum(counts) == 1_040_900


def test_c23_the_words_say_each_count_the_scale_and_that_the_figures_are_undated() -> None:
    said = segments.text("en")
    for words in ("about 800", "about 3,600", "about 12,500", "about 124,000", "about 900,000", "ten times", "undated"):
        assert words in said


def test_every_count_is_printed_at_its_bar_and_the_scale_in_words() -> None:
    shown = [text.get_text() for axes in segments.draw("en").axes for text in axes.texts]
    assert {f"about {count:,}" for _, count in segments.SEGMENTS.values()} <= set(shown)
    assert any("ten times" in text for text in shown)


def test_ten_times_as_many_is_always_the_same_way_to_the_right() -> None:
    places = [segments._place(10**power) for power in range(2, 7)]  # noqa: SLF001  the scale itself is tested
    steps = [after - before for before, after in pairwise(places)]
    assert max(steps) - min(steps) < 1e-9

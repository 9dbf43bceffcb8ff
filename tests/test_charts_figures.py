"""Every chart in both languages: it draws without a complaint, holds what the curriculum says, and nothing overlaps."""

from __future__ import annotations

import warnings
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from course import charts
from course.charts import api_ladder, base_oil, font, sae_map, time_split
from course.charts.grades import diesel_ladder, gasoline_ladder
from course.engine.leads import time_split as split
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

LANGUAGES = ("en", "zh-CN")
ALL = [(name, lang) for name in charts.names() for lang in LANGUAGES]


def drawn(figure: Figure) -> list[tuple[str, Any]]:
    """Draw and give each text with its place on the page, in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text()]
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in texts]


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.fixture(autouse=True)
def _glyphs_must_be_there() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_t30_a_chart_draws_in_both_languages_without_a_byte_on_stderr(
    name: str, lang: str, capfd: pytest.CaptureFixture[str]
) -> None:
    source = charts.picture(charts.draw(name, lang))
    assert source.startswith("data:image/png;base64,")
    assert len(source) < 120_000  # characters in the notebook
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_no_text_is_cut_off_or_lies_on_another(name: str, lang: str) -> None:
    figure = charts.draw(name, lang)
    width, height = figure.get_size_inches() * figure.dpi
    placed = drawn(figure)
    for text, box in placed:
        assert box.x0 >= 0, text
        assert box.x1 <= width, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
    for (text, box), (other, place) in combinations(placed, 2):
        assert not (box.overlaps(place) and box.shrunk(0.9, 0.7).overlaps(place.shrunk(0.9, 0.7))), (text, other)


@pytest.mark.parametrize(("name", "lang"), ALL)
def test_a_chart_is_readable_at_700_pixels_and_drawn_in_our_own_font(name: str, lang: str) -> None:
    figure = charts.draw(name, lang)
    assert figure.get_size_inches()[0] * figure.dpi == 700
    for text in (text for axes in figure.axes for text in axes.texts if text.get_text()):
        assert text.get_fontsize() / 0.72 >= 12  # pixels
        assert text.get_fontfamily() == [font.FAMILY]


@pytest.mark.parametrize("name", charts.names())
def test_a_chart_says_itself_in_words_in_both_languages(name: str) -> None:
    english, chinese = (charts.text_of(name, lang) for lang in LANGUAGES)
    assert len(english) > 80
    assert chinese != english
    assert "{" not in english + chinese


def test_s18_sq_is_on_top_today_and_sn_in_the_deck() -> None:
    names = [each.name for each in gasoline_ladder()]
    assert names[-1] == "SQ"
    assert [each.name for each in gasoline_ladder() if each.deck][-1] == "SN"
    assert [name for name in names if name in {"SJ", "SL", "SM", "SN", "SP", "SQ"}] == [
        "SJ",
        "SL",
        "SM",
        "SN",
        "SP",
        "SQ",
    ]
    deck_only = words_of(api_ladder.draw_gasoline("en", ["deck"]))
    assert "SN" in deck_only
    assert "SP" not in deck_only


def test_c02_sa_to_sh_are_called_obsolete_in_the_picture_too() -> None:
    ended = [each.name for each in gasoline_ladder() if not each.licensed]
    assert ended == ["SA", "SB", "SC", "SD", "SE", "SF", "SG", "SH"]
    assert words_of(api_ladder.draw_gasoline("en", ["today"])).count("obsolete") == 8


def test_c01_the_deck_stops_after_sn() -> None:
    assert "▲ the deck stops here" in words_of(api_ladder.draw_gasoline("en"))
    assert "▲ the deck stops here" not in words_of(api_ladder.draw_gasoline("en", ["today"]))


def test_c06_the_diesel_ladder_has_its_rungs_its_side_branch_and_what_comes() -> None:
    main, side, coming, ended = ([each.name for each in part] for part in diesel_ladder())
    assert main == ["CH-4", "CI-4", "CJ-4", "CK-4"]
    assert side == ["FA-4"]
    assert coming == ["CL-4", "FB-4"]
    assert ended == ["CC", "CD", "CF", "CF-4"]
    today = words_of(api_ladder.draw_diesel("en", ["today"]))
    assert "FA-4: only where the manual says FA-4, never for CK-4" in today
    deck = words_of(api_ladder.draw_diesel("en", ["deck"]))
    assert "CJ-4" in deck
    assert "CK-4" not in deck


def test_the_years_of_the_deck_are_those_of_m1_f17() -> None:
    years = ["before 1930", "1930", "1964", "1968", "1972", "1980", "1989", "1992", "1996", "2001", "2004", "2011"]
    shown = words_of(api_ladder.draw_gasoline("en", ["deck"]))
    assert [text for text in reversed(shown) if text in years] == years


def test_c07_the_map_has_all_classes_and_marks_the_cold_temperatures_as_laboratory_figures() -> None:
    shown = words_of(sae_map.draw("en"))
    for name in ("0W", "5W", "10W", "15W", "20W", "25W", "8", "12", "16", "20", "30", "40", "50", "60"):
        assert name in shown
    for example in ("0W-20", "5W-30", "10W-40", "15W-40", "SAE 40"):
        assert example in shown
    assert [text for text in shown if text.endswith("°C") and len(text) < 8] == [
        f"–{degrees} °C" for degrees in (35, 30, 25, 20, 15, 10)
    ]
    assert any("in a laboratory, not the lowest temperature of use" in text for text in shown)


def test_c08_the_bands_are_those_of_the_deck_and_of_engine_oil() -> None:
    assert base_oil.DECK_BAND == (75, 95)
    assert base_oil.ENGINE_BAND == (75, 90)
    assert "Example: 18 % additives leave 82 % base oil" in words_of(base_oil.draw("en"))


def test_m2_f03_the_time_split_is_60_30_10_and_its_example_keeps_the_limits() -> None:
    assert time_split.SHARES == (60, 30, 10)
    minutes = [time_split.MINUTES * share // 100 for share in time_split.SHARES]
    assert minutes == [360, 180, 60]
    assert split(*minutes, time_split.MINUTES).ok
    assert say("Red apple", "en") in words_of(time_split.draw("en"))

"""A chart on a page: what is displayed, and what must not happen on the way."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from course import charts
from course.charts import font
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the HTML that is displayed."""
    import IPython.display

    pages: list[str] = []
    monkeypatch.setattr(IPython.display, "display", lambda page: pages.append(page.data))
    monkeypatch.delenv("FORECOURT_GRADING", raising=False)
    return pages


def fresh(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environ, capture_output=True, text=True, check=True, timeout=120
    )


def test_t02_a_chart_is_displayed_with_its_language_and_its_words_and_gives_back_nothing(shown: list[str]) -> None:
    assert charts.chart("base-oil", lang="en") is None  # type: ignore[func-returns-value]
    (page,) = shown
    assert page.startswith('<figure lang="en"')
    assert re.search(r'<img alt="Three bars [^"]+" src="data:image/png;base64,', page)
    assert "<figcaption" in page


def test_nothing_is_drawn_while_a_notebook_is_graded(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORECOURT_GRADING", "1")
    charts.chart("base-oil", lang="en")
    assert shown == []


@pytest.mark.parametrize(("name", "lang"), [("base-oli", "en"), ("base-oil", "fr"), ("<script>", "zh-CN")])
def test_an_unknown_name_or_language_shows_a_sentence_and_no_traceback(name: str, lang: str, shown: list[str]) -> None:
    charts.chart(name, lang=lang)
    (page,) = shown
    assert 'role="alert"' in page
    assert "<script>" not in page
    with pytest.raises(CourseError):
        charts.draw(name, lang)


def test_t29_neither_the_course_nor_a_tool_imports_matplotlib_or_numpy() -> None:
    code = (
        "import sys, course, course.charts, course.widgets.tools.show\n"
        "print([name for name in ('matplotlib', 'numpy', 'PIL') if name in sys.modules])"
    )
    assert fresh(code).stdout == "[]\n"


def test_t01_a_first_chart_looks_at_no_font_of_the_machine_and_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environ = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "c"), "XDG_CONFIG_HOME": str(home / "d"), "PATH": ""}
    code = (
        "import json, sys, warnings; warnings.simplefilter('error')\n"
        "from course import charts\n"
        "source = charts.picture(charts.draw('time-split', 'zh-CN'))\n"
        "from matplotlib.font_manager import fontManager\n"
        "print(json.dumps([sorted(font.name for font in fontManager.ttflist), 'matplotlib.pyplot' in sys.modules]))"
    )
    run = fresh(code, **environ)
    assert run.stderr == ""
    fonts, pyplot = json.loads(run.stdout)
    assert fonts == ["DejaVu Sans", font.FAMILY]
    assert pyplot is False
    assert list(home.iterdir()) == []


def test_a_learners_own_settings_of_matplotlib_do_not_change_our_charts() -> None:
    import matplotlib as mpl

    with mpl.rc_context({"figure.facecolor": "black", "text.usetex": True, "font.size": 40}):
        figure = charts.draw("time-split", "en")
    assert figure.get_facecolor() == (1.0, 1.0, 1.0, 1.0)


def test_t33_the_font_is_ours_small_and_comes_with_its_licence() -> None:
    folder = files("course.charts") / "fonts"
    assert len((folder / font.FILE).read_bytes()) < 5_000_000
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert "NotoSansSC-Regular.ttf" in (folder / "README.md").read_text(encoding="utf-8")


def test_t33_the_font_has_every_character_of_gb2312() -> None:
    font.ready()
    from matplotlib.ft2font import FT2Font

    known: Any = FT2Font(str(files("course.charts") / "fonts" / font.FILE)).get_charmap()
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    assert [sign for pair in pairs for sign in pair.decode("gb2312", "ignore") if ord(sign) not in known] == []

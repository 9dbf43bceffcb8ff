"""The feedback page: when it was handed in, whether it passed, what a person said, and nothing of the mark scheme."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from traitlets.config import Config

from course.grading import configure
from course.grading.exporter import FeedbackExporter, shown
from course.grading.page import page
from course.grading.remarks import rendered
from course.grading.standing import Standing
from course.grading.translate import translate

ROOT = Path(__file__).parents[1]
M1, TASK = "m1-preparation", "m1-x5-mark"
NINE = datetime(2026, 3, 1, 9, 0)  # noqa: DTZ001  nbgrader keeps times without a zone


def graded(lang: Any = "en", comment: str = "", points: float = 0.0) -> Any:
    """Give a notebook as it is when the page is made: with the scheme, and its score and comment from the gradebook."""
    notebook = nbformat.read(ROOT / "source" / M1 / f"{M1}.ipynb", as_version=4)
    notebook = translate(notebook, lang, M1)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.task:
            assert "BEGIN MARK SCHEME" in cell.source
            cell.metadata.nbgrader.update(score=points, comment=comment)
        elif cell.metadata.nbgrader.grade:
            cell.metadata.nbgrader.update(score=0.0)
    return notebook


def made(standing: Standing, lang: Any = "en", comment: str = "") -> str:
    """Give the page's HTML."""
    config: Any = Config()
    configure(config)
    notebook = graded(lang, comment)
    resources = {
        "nbgrader": {"student": "anna", "score": standing.points, "max_score": standing.most, "late_penalty": 0},
        "forecourt": shown(page(notebook, M1, standing, lang), lang),
    }
    html, _ = FeedbackExporter(config=config).from_notebook_node(notebook, resources=resources)
    return str(html)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_mark_scheme_is_not_on_the_page_in_either_language(lang: str) -> None:
    html = made(Standing(30, 40), lang)
    for hidden in ("MARK SCHEME", "Criterion", "in half points if you like", "a rival run down"):
        assert hidden not in html


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, ""),
        (1, "Handed in 1 min after the due date"),
        (2 * 3600 + 5 * 60, "Handed in 2 h 5 min after the due date"),
        (3600, "Handed in 1 h after the due date"),
        (86400 + 60, "Handed in 1 d 1 min after the due date"),
    ],
)
def test_how_late_it_was_stands_at_the_top(seconds: float, said: str) -> None:
    assert Standing(0, 10, late=seconds).lateness("en") == said
    html = made(Standing(0, 10, late=seconds))
    assert (said in html.partition('class="sum"')[0]) if said else ("after the due date" not in html)


def test_when_it_was_handed_in_is_said_where_it_is_known() -> None:
    said = Standing(0, 10, when=NINE).handed_in("en")
    assert re.fullmatch(r"Handed in 2026-0[23]-\d\d \d\d:\d\d \(UTC[+-]\d\d:\d\d\)", said)
    assert said in made(Standing(0, 10, when=NINE)).partition('class="sum"')[0]
    assert "Handed in" not in made(Standing(0, 10))


@pytest.mark.parametrize(
    ("points", "waiting", "said"),
    [
        (8.0, (), "✓ Passed with 80 % of all points."),
        (10.0, (), "✓ Passed with 100 %"),
        (7.999, (), "○ Not passed yet: 79 % of all points; 80 % passes."),
        (-1.0, (), "○ Not passed yet: 0 %"),
        (0.1 + 0.2 + 7.7, (), "✓ Passed with 80 %"),
        (9.0, (TASK,), ""),
    ],
)
def test_0_3_eighty_percent_of_all_points_pass_once_nothing_waits(
    points: float, waiting: tuple[str, ...], said: str
) -> None:
    standing = Standing(points, 10.0, waiting=frozenset(waiting))
    html = made(standing)
    assert standing.verdict("en").startswith(said)
    if said:
        assert said in html
    else:
        assert standing.verdict("en") == ""
        assert "assed" not in html.partition("<body>")[2]


def test_there_is_no_verdict_on_an_assignment_of_the_instructors_own() -> None:
    assert page(graded(), "our-own", Standing(10, 10), "en").verdict == ""


def test_that_a_person_gives_more_points_is_said_only_while_it_is_true() -> None:
    more = "gives up to 8 more points"
    assert more in made(Standing(10, 40, waiting=frozenset({TASK})))
    assert more not in made(Standing(10, 40))
    blank = made(Standing(10, 40, blank=frozenset({TASK})))
    assert more not in blank
    assert "nothing to read" in blank
    assert "Not marked yet" not in blank


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_row_of_a_marking_cell_is_named_like_its_exercise(lang: Any) -> None:
    parts = {part.id: part.title for part in page(graded(lang), M1, Standing(0, 40), lang).parts}
    assert parts[TASK].startswith(parts["m1-x5"])
    assert parts[TASK] != parts["m1-x5"]
    assert "looks at" not in parts[TASK]


def test_the_gradebook_tells_what_waits_and_what_was_blank() -> None:
    def grade(name: str, auto: float | None, manual: float | None, waits: bool) -> Any:  # noqa: FBT001
        return SimpleNamespace(name=name, auto_score=auto, manual_score=manual, needs_manual_grade=waits)

    grades = [grade("a", 0.0, None, False), grade("b", None, None, True), grade("c", None, 6.0, False)]
    submission = SimpleNamespace(timestamp=NINE, total_seconds_late=60.0)
    standing = Standing.of(SimpleNamespace(grades=grades, assignment=submission), {"score": 6, "max_score": 40})
    assert (standing.waiting, standing.blank) == (frozenset("b"), frozenset("a"))
    assert (standing.when, standing.late, standing.points, standing.most) == (NINE, 60.0, 6.0, 40.0)


# -- what a person said ------------------------------------------------------------------------------------------------


def test_a_comment_is_shown_as_the_markdown_it_is() -> None:
    html = made(Standing(30, 40), comment="**Good** opening.\nBut:\n\n- one *line* shorter")
    assert "<strong>Good</strong> opening.<br" in html
    assert "<li>one <em>line</em> shorter</li>" in html
    assert "**" not in html.partition("</style>")[2]


@pytest.mark.parametrize(
    "comment",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div>\n\n<iframe src=x>\n</div>",
        "![x](http://example.org/x.png)",
        "![x](data:image/png;base64,eA==)",
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[<script>x</script>](y)",
        '[x](y "<script>")',
        "```<script>\nx\n```",
        "`<script>`",
        "| a |\n|---|\n| <script> |",
        "# <script>",
        "<http://x.org/<script>>",
    ],
)
def test_a_comment_never_brings_html_pictures_or_scripts(comment: str) -> None:
    html = rendered(comment)
    tags = set(re.findall(r"<\s*(\w+)", html))
    assert tags <= {"p", "strong", "em", "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "br"}
    assert not re.search(r'(?i)(href|src)="\s*(javascript|data)', html)
    assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", html)


def test_a_comment_with_prices_stays_as_typed() -> None:
    assert rendered("199 $ or 229 $, *not* <5 %") == "<p>199 $ or 229 $, <em>not</em> &lt;5 %</p>\n"

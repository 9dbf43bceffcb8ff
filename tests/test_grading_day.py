"""A day on the feedback page: its chart with words, each decision with its note, and points as one float."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.content import LANGUAGES, Lang
from course.content.items import Item
from course.content.kinds.day import Day
from course.content.library import Library
from course.engine import shift
from course.grading.marking import Marked, mark, total
from course.grading.page import page
from course.grading.shown import feedback
from course.grading.standing import Standing
from course.record import Journal
from course.record.place import answers

CONTENT = Path(__file__).parent / "content"
SHELF = Library(CONTENT / "m9")
EXERCISE = SHELF.graded_exercise("m9-x2")
(PART,) = EXERCISE.parts
KEY: Any = SHELF.item("m9-x2.day").key
assert isinstance(PART.ask, Day)
ASK = PART.ask
SEED = "k3f90aq2"


def day(*given: str) -> dict[str, Any]:
    """Play a day: first as ``given`` says, then the best."""
    now = shift.begin(ASK.plan, SEED)
    for each in given:
        now = now.move(each) or now
    return now.response


def rest(response: dict[str, Any]) -> dict[str, Any]:
    """Play a day to its end, the best way."""
    now = shift.replay(ASK.plan, response)
    assert now is not None
    figure = f"{shift.draw(ASK.plan, SEED).figures['fleet-changes']:g}"
    while now.at:
        turn = KEY.turns[now.at]
        best = next((slug for slug, choice in turn.choices.items() if choice.worth == 2), figure)
        now = now.move(best) or now
    return now.response


def shown(response: Any, lang: Lang = "en") -> tuple[float, str]:
    marked = [Marked(PART, KEY, response, KEY.score(ASK, response))]
    points = total(EXERCISE, marked)
    return points, feedback(EXERCISE, marked, points=points, problems=[], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_the_chart_its_words_and_each_decision_with_its_note(lang: Lang) -> None:
    points, html = shown(rest(day()), lang)
    assert points == 10.0
    assert html.count('<img class="fcm-chart" alt="') == 1
    assert 'src="data:image/png;base64,' in html
    assert html.count("fcm-part fcm-right") == 6
    for skill in KEY.skills.values():
        assert skill.of(lang) in html
    assert KEY.turns["spill.greet"].choices["cones"].note.of(lang) in html
    assert "{" not in html.partition("</style>")[2].replace("data:", "")


def test_the_points_follow_the_worth_of_the_decisions_on_the_same_way() -> None:
    assert shown(rest(day("till")))[0] == 8.33  # 10 of 12
    assert shown(rest(day("cones", "usual")))[0] == 9.17  # 11 of 12


def test_a_red_decision_holds_the_day_and_the_page_says_so() -> None:
    points, html = shown(rest(day("wax")))
    assert points == 4.0
    assert "■ This holds the whole day at 40 % at most." in html
    assert '<p class="fcm-told">■ One decision holds the whole day at 40 %.</p>' in html


def test_an_unfinished_day_counts_what_is_missing_and_names_nobody_who_was_not_met() -> None:
    points, html = shown(day("cones"))
    assert points == 1.67  # 2 of 12
    assert "Not met, because the day was left before its end: 5" in html
    assert "by telephone" not in html
    assert "○ Not answered" in html


@pytest.mark.parametrize("response", [None, {}, {"seed": SEED, "moves": []}, {"seed": "<b>", "moves": 7}])
def test_a_day_that_was_not_begun_is_not_answered(response: Any) -> None:
    points, html = shown(response)
    assert points == 0.0
    assert "○ Not answered" in html
    assert "<img" not in html


def test_what_was_typed_is_shown_as_text_and_never_as_html() -> None:
    _, html = shown({"seed": SEED, "moves": [["spill.greet", "wax"], ["fleet.count", "1</td>"]]})
    assert "</td>" not in html


def test_the_chart_in_words_is_there_where_no_picture_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr("course.charts.day.source", broken)
    points, html = shown(rest(day()))
    assert points == 10.0
    assert "<img" not in html
    assert "<strong>Keeping promises</strong> 2 of 2" in html


def test_marking_reads_the_journal_and_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))
    monkeypatch.chdir(tmp_path)
    pages: list[str] = []
    monkeypatch.setattr("course.grading.marking._show", pages.append)
    book = Journal(answers(Path.cwd()), session="s")
    for response in (day(), day("cones"), rest(day("cones"))):
        book.append(item="m9-x2.day", form="graded", event="answer", response=response)
    data = json.dumps({"m9-x2.day": KEY.model_dump(exclude={"notes"})}, ensure_ascii=False)
    points = mark("m9-x2", key=data)
    assert (type(points), points) == (float, 10.0)
    assert capsys.readouterr().err == ""
    assert "fcm-chart" in pages[0]


def test_the_learners_page_keeps_the_picture() -> None:
    html = shown(rest(day()))[1]
    output = nbformat.v4.new_output("display_data", {"text/html": html})
    cell = nbformat.v4.new_code_cell(
        "from course.grading import mark", outputs=[output], metadata={"nbgrader": {"grade": True, "grade_id": "m9-x2"}}
    )
    cell.metadata["nbgrader"] |= {"score": 10.0, "points": 10.0, "task": False, "solution": False}
    made = page(nbformat.v4.new_notebook(cells=[cell]), "m9-day", Standing(10.0, 10.0), "en")
    assert 'src="data:image/png;base64,' in made.parts[0].html


def test_practice_and_graded_form_are_scored_alike() -> None:
    item = SHELF.item("m9-x2.day")
    assert isinstance(item, Item)
    for response in (rest(day("wax")), day("till", "usual"), rest(day())):
        assert item.key.score(item.ask, response) == KEY.score(ASK, response)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux tells them")
def test_the_warm_process_stays_one_thread_after_drawing_a_chart_for_its_children() -> None:
    code = (
        "import os, sys; from course.grading.warm.__main__ import _rehearse_day; _rehearse_day(['mark(\"m9-x1\"']); "
        "print('matplotlib' in sys.modules, len(os.listdir('/proc/self/task')))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "True 1\n"

"""A FAB on the feedback page: card and customer, the three boxes, criteria and notes; every text is escaped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course.content import LANGUAGES, Lang
from course.content.kinds.fab import Fab, FabKey
from course.content.library import Library
from course.content.reader import read_yaml
from course.grading.marking import Marked, mark, total
from course.grading.shown import feedback
from course.record import Journal
from course.record.place import answers

CONTENT = Path(__file__).parent / "content_fab"

EXERCISE = Library(CONTENT / "m9").graded_exercise("m9-x5")
(PART,) = EXERCISE.parts
assert isinstance(PART.ask, Fab)
ASK = PART.ask
MODEL = {
    "feature": {"en": "Two vests come in one bag.", "zh": "一袋里有两件。"},
    "advantage": {"en": "So two people can wear one each.", "zh": "两个人可以一人穿一件。"},
    "benefit": {
        "en": "If you get out on the dark road, you and your mother can both be seen.",
        "zh": "万一在黑路上下车，您和您母亲俩都能让人看见。",
    },
}
KEY = FabKey.read({"model": MODEL, "notes": {"pass": {"en": "Three parts.", "zh": "三部分都有。"}}})


def shown(response: Any, lang: Lang = "en") -> tuple[float, str]:
    marked = [Marked(PART, KEY, response, KEY.score(ASK, response))]
    points = total(EXERCISE, marked)
    return points, feedback(EXERCISE, marked, points=points, problems=[], lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_boxes_criteria_and_notes_in_the_learners_language(lang: Lang) -> None:
    response = KEY.model_answer(ASK, lang)
    points, html = shown(response, lang)
    assert points == 4.0
    for text in response.values():
        assert text in html
    for label in ("Feature", "Points by the rule", "Card and customer"):
        assert (label in html) is (lang == "en")
    assert ("顾女士" in html) is (lang == "zh-CN")


def test_the_rule_gives_two_points_when_a_box_is_empty_and_says_what_is_missing() -> None:
    points, html = shown({box: text["en"] for box, text in MODEL.items() if box != "benefit"})
    assert points == 2.0
    assert "✗ Three parts, each in its own box – 0/2" in html


def test_what_was_typed_is_escaped_also_where_a_note_quotes_it() -> None:
    attack = "<script>alert(1)</script> the best <b>vest</b> in the world"
    _, html = shown({**KEY.model_answer(ASK), "feature": attack})
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_nothing_of_the_key_is_on_the_page_of_another_text() -> None:
    _, html = shown({"feature": "Two vests.", "advantage": "They shine.", "benefit": "Buy it."})
    assert not [text for each in MODEL.values() for text in each.values() if text in html]


def test_marking_from_the_journal_gives_one_plain_float_and_nothing_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))
    monkeypatch.chdir(tmp_path)
    pages: list[str] = []
    monkeypatch.setattr("course.grading.marking._show", pages.append)
    book = Journal(answers(tmp_path), session="s")
    book.append(item=PART.id, form="graded", event="answer", response={"feature": "The best in the world."})
    book.append(item=PART.id, form="graded", event="check", response={"feature": "The best in the world."})
    book.append(item=PART.id, form="graded", event="answer", response=KEY.model_answer(ASK))
    points = mark("m9-x5", lang="en", key=json.dumps({PART.id: KEY.model_dump()}))
    assert (type(points), points) == (float, 4.0)  # the revision counts
    assert "Two vests come in one bag." in pages[0]
    assert capsys.readouterr().err == ""


def test_an_untouched_text_is_not_answered_and_earns_nothing() -> None:
    points, html = shown(None)
    assert points == 0.0
    assert "○ Not answered" in html


def test_a_person_marks_it_so_its_text_decides_over_the_manual_queue() -> None:
    assert PART.ask.prose  # the blanks' preprocessor looks at these


def test_the_fixture_names_products_that_are_there() -> None:
    assert read_yaml(CONTENT / "m9" / "graded.yaml")[0]["id"] == EXERCISE.id

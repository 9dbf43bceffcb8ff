"""Marking a cell: one plain float, feedback in words, and nothing a learner leaves behind that breaks it."""

from __future__ import annotations

import json
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from trial_course import KEYS, RIGHT, SECRETS, TEXT, write_content

import course.content
from course.content.library import Library
from course.engine.errors import CourseError
from course.grading import mark
from course.record import Journal
from course.record.place import answers


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the HTML that marking shows; the learner's folder is the working directory."""
    write_content(tmp_path / "content")
    (tmp_path / "learner").mkdir()
    monkeypatch.chdir(tmp_path / "learner")
    monkeypatch.setattr(course.content, "library", lambda _module: Library(tmp_path / "content"))
    pages: list[str] = []
    monkeypatch.setattr("course.grading.marking._show", pages.append)
    return pages


def say(responses: dict[str, Any]) -> None:
    book = Journal(answers(Path.cwd()), session="s")
    for item, response in responses.items():
        book.append(item=item, form="graded", event="answer", response=response)


def marked(exercise: str = "m9-x1", lang: Any = "en") -> float:
    return mark(exercise, lang=lang, key=json.dumps(KEYS[exercise]))


@pytest.mark.usefixtures("shown")
def test_t02_t15_full_marks_are_a_plain_float_equal_to_the_points_of_the_cell() -> None:
    say(RIGHT)
    assert (type(marked()), marked()) == (float, 4.0)


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    ("responses", "points"),
    [
        ({}, 0.0),
        ({"m9-x1.V1": "summer"}, 0.0),
        ({"m9-x1.V1": "spring"}, 1.0),
        ({"m9-x1.V2": ["ci"]}, 0.5),
        ({"m9-x1.V2": ["ci", "sp"]}, 0.0),
        ({"m9-x1.V3": {"van": "diesel"}}, 0.67),
        ({**RIGHT, "m9-x1.V3": {"van": "diesel", "car": "diesel", "bus": "diesel"}}, 3.33),
    ],
)
def test_partial_answers_earn_their_share_to_two_decimals(responses: dict[str, Any], points: float) -> None:
    say(responses)
    assert marked() == points


def test_the_last_answer_counts(shown: list[str]) -> None:
    say({"m9-x1.V1": "summer"})
    say({"m9-x1.V1": "spring"})
    assert marked() == 1.0
    assert "Spring oil" in shown[0]


def test_feedback_says_the_answer_in_words_with_sign_word_and_explanation(shown: list[str]) -> None:
    say({"m9-x1.V1": "summer", "m9-x1.V3": {"van": "diesel", "car": "diesel"}})
    marked()
    (page,) = shown
    for expected in (
        "Summer oil",
        "✗ Not yet",
        "Note summer-tempts (en).",
        "A van",
        "Diesel",
        "✓ Correct",
        "Note card-car:wrong (en).",
    ):
        assert expected in page
    assert "○ Not answered" in page  # the bus, and the item about grades


def test_what_was_not_answered_is_never_wrong_and_gets_no_explanation(shown: list[str]) -> None:
    assert marked() == 0.0
    assert "Not yet" not in shown[0]
    assert shown[0].count("○ Not answered") == 3
    assert "answered 0 of 3" in shown[0]
    assert not [secret for secret in SECRETS if secret in shown[0]]


def test_the_rest_of_the_key_is_not_shown(shown: list[str]) -> None:
    say({"m9-x1.V1": "summer", "m9-x1.V2": ["sp"]})
    marked()
    for secret in ("spring-is-right", "Spring oil", "grade-ci", "missed", "CK-4"):
        assert secret not in shown[0]


def test_everything_is_escaped(shown: list[str]) -> None:
    say(TEXT | {"m9-x1.V1": "<img src=x onerror=alert(1)>"})
    assert marked("m9-x2") == 1.0
    marked()
    assert "<script" not in shown[0]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 早上好" in shown[0]
    assert "<img" not in shown[1]
    assert "Which oil &lt;b&gt;fits" in shown[1]


def test_a_text_for_a_person_is_shown_without_a_verdict_and_the_model_stays_hidden(shown: list[str]) -> None:
    say(TEXT)
    marked("m9-x2")
    assert "Correct" not in shown[0]
    assert "more points" not in shown[0]  # the page says it, as long as it is true
    assert "MODEL-LINE" not in shown[0]


def test_feedback_is_in_the_learners_language_and_says_so(shown: list[str]) -> None:
    say({"m9-x1.V1": "summer"})
    marked(lang="zh-CN")
    assert 'lang="zh-CN"' in shown[0]
    assert "夏油" in shown[0]
    assert "解释 summer-tempts。" in shown[0]
    assert "(en)" not in shown[0]


JUNK: list[Any] = [
    None,
    0,
    True,
    "",
    "x",
    [],
    ["x"],
    [[]],
    {},
    {"van": []},
    {"van": {"a": 1}},
    {"order": "x"},
    "\ud800",
    10**400,
]


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("response", JUNK)
def test_no_response_whatever_stops_the_marking(response: Any) -> None:
    line = {
        "v": 1, "seq": 1, "time": "2026-03-01T08:00:00+00:00", "session": "s", "item_version": 1, "form": "graded",
        "lang": "en", "event": "answer", "outcome": None, "response": response,
    }  # fmt: skip
    text = "".join(json.dumps({**line, "item": f"m9-x1.V{number}"}) + "\n" for number in (1, 2, 3))
    answers(Path.cwd()).write_text(text, encoding="utf-8")
    assert marked() == 0.0
    assert marked("m9-x2") == 0.0


@pytest.mark.parametrize("tail", [b'{"v":1,"se', b"junk\n", b'{"v":2}\n'])
def test_a_broken_journal_is_told_in_the_feedback_and_what_is_readable_counts(shown: list[str], tail: bytes) -> None:
    say({"m9-x1.V1": "spring"})
    with answers(Path.cwd()).open("ab") as file:
        file.write(tail)
    assert marked() == 1.0
    assert 'class="fcm-told"' in shown[0]


@pytest.mark.usefixtures("shown")
def test_a_link_in_place_of_the_journal_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    Journal(answers(other), session="s").append(item="m9-x1.V1", form="graded", event="answer", response="spring")
    answers(Path.cwd()).symlink_to(answers(other))
    assert marked() == 0.0


@pytest.mark.usefixtures("shown")
def test_t01_nothing_reaches_stderr(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def noisy(_html: str) -> None:
        warnings.warn("a library's banner", stacklevel=2)
        sys.stderr.write("a font complaint")

    monkeypatch.setattr("course.grading.marking._show", noisy)
    marked()
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(
    "key", ["", "{}", "[]", "{", json.dumps({**KEYS["m9-x1"], "m9-x1.V1": {"answer": "spring", "notes": {}}})]
)
def test_a_broken_key_is_the_courses_fault_and_no_zero(key: str) -> None:
    with pytest.raises(CourseError, match="course check"):
        mark("m9-x1", key=key)


def test_marking_does_not_import_nbgrader() -> None:
    import subprocess

    code = (
        "import sys; from course.grading import mark; sys.exit('nbgrader' in sys.modules or 'anywidget' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(course.__file__).parents[1], check=False).returncode == 0
    )


def test_a_half_right_selection_is_told_that_something_is_missing_but_not_what(shown: list[str]) -> None:
    say({"m9-x1.V2": ["ci"]})
    marked()
    assert "something is still missing" in shown[0]
    for missed in ("grade-ck", "ck:missed"):  # neither its note nor what is said of missing it
        assert missed not in shown[0]


def test_trouble_with_the_journal_is_told_once_on_a_page_with_several_exercises(shown: list[str]) -> None:
    say(RIGHT)
    with answers(Path.cwd()).open("ab") as journal:
        journal.write(b'{"v":1,"seq"')
    for exercise in KEYS:
        marked(exercise)
    assert len(shown) > 1
    assert sum("cut off" in page for page in shown) == 1
    assert "cut off" in shown[0]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "fine oil " * 27, "54 words of 40 · longer than asked"),
        ("en", "A fine oil.", "3 words of 40"),
        ("zh-CN", "太好" * 46, r"92\D+80 · .+"),
        ("zh-CN", "好油 5W-30", r"3\D+80"),
    ],
)
def test_beside_a_text_stands_its_length_against_the_limit(
    shown: list[str], lang: str, text: str, expected: str
) -> None:
    say({"m9-x2.T1": text})
    assert marked("m9-x2", lang=lang) == 1.0
    (beside,) = re.findall('class="fcm-beside"><p>(.*?)</p>', shown[0])
    assert re.fullmatch(expected, beside)


def test_absolute_words_of_both_languages_are_a_note_beside_the_text_and_cost_nothing(shown: list[str]) -> None:
    say({"m9-x2.T1": "The best oil, truly the best. 保证不坏"})
    assert marked("m9-x2") == 1.0
    assert "⚠ best: Nobody can prove that it is the best of all." in shown[0]
    assert "⚠ 保证" in shown[0]
    assert "takes no points" in shown[0]
    say({"m9-x2.T1": "It meets your manual."})
    marked("m9-x2")
    assert "⚠" not in shown[1]


@pytest.mark.parametrize("response", [{}, {"x": 1}, [], 5])
def test_what_is_no_text_has_no_length(shown: list[str], response: Any) -> None:
    say({"m9-x2.T1": response})
    marked("m9-x2")
    assert "words of" not in shown[0]

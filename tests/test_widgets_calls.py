"""The calls of a notebook's cells: they display, give back nothing, and never show a traceback."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import IPython.display
import pytest

import course
from course.engine.errors import CourseError
from course.record import copy
from course.widgets import handing
from course.widgets.hand_in import HandInWidget, hand_in_view
from course.widgets.header import header_html
from course.widgets.labels import _WORDS
from course.widgets.session import current
from course.widgets.sheet import GradedWidget, SheetWidget
from course.widgets.told import told

CONTENT = Path(__file__).parent / "content"
STATIC = files("course.widgets") / "static"


class Shown(list[Any]):
    """What was displayed, and what became of it."""

    def __call__(self, *objects: Any, **options: Any) -> Any:
        """Take the place of IPython's display."""
        self.extend(objects)
        self.options = options
        return self

    def update(self, bundle: Any, **_: Any) -> None:
        """Take the place of a display handle's update."""
        self.append(bundle)


@pytest.fixture(autouse=True)
def workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "m9-kinds"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FORECOURT_CONTENT", str(CONTENT))
    monkeypatch.delenv("FORECOURT_GRADING", raising=False)
    return folder


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    found = Shown()
    monkeypatch.setattr(IPython.display, "display", found)
    return found


def call(name: str, *arguments: str, lang: str = "en") -> None:
    assert getattr(course, name)(*arguments, lang=lang) is None


def test_a_sheet_and_an_exercise_show_one_widget_each(shown: Shown) -> None:
    call("sheet", "m9-s1-after")
    call("exercise", "m9-x1", lang="zh-CN")
    assert [isinstance(each, SheetWidget) for each in shown] == [True, True]
    assert shown[1].view["title"] == "选油"


def test_the_widget_answers_a_message_with_its_acknowledgement(shown: Shown) -> None:
    call("sheet", "m9-s1-after")
    sent: list[Any] = []
    shown[0].send = sent.append
    shown[0]._received(shown[0], {"t": "answer", "n": 3, "item": "m9-p01", "response": "five"}, [])  # noqa: SLF001
    assert (sent[0]["t"], sent[0]["n"], sent[0]["state"]["response"]) == ("ack", 3, "five")
    assert current().journal.entries()[-1].response == "five"


def test_t17_the_graded_form_keeps_a_copy_of_its_answers_in_the_output(shown: Shown) -> None:
    call("graded", "m9-x1")
    widget, first = shown
    assert isinstance(widget, GradedWidget)
    assert shown.options == {"raw": True, "display_id": "forecourt-m9-x1"}
    assert first[copy.MIME] == {"v": 1, "assignment": "m9-kinds", "entries": []}
    widget.send = lambda _: None
    widget._received(widget, {"t": "answer", "n": 1, "item": "m9-x1.V1", "response": "o3"}, [])  # noqa: SLF001
    kept = shown[-1][copy.MIME]["entries"]
    assert [(entry["item"], entry["response"], entry["outcome"]) for entry in kept] == [("m9-x1.V1", "o3", None)]
    assert shown[-1]["text/plain"] == "Answered 1 of 2"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sheet", ["m9-s1-after"]),
        ("exercise", ["m9-x1"]),
        ("graded", ["m9-x1"]),
        ("header", ["m9-kinds"]),
        ("hand_in", ["m9-kinds"]),
    ],
)
def test_t01_while_grading_a_call_prints_a_line_and_builds_nothing(
    name: str, arguments: list[str], shown: Shown, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORECOURT_GRADING", "1")
    call(name, *arguments)
    out, err = capsys.readouterr()
    assert (out.count("\n"), err, shown) == (1, "", [])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sheet", ["m9-s1-nothing"]),
        ("sheet", ["nonsense"]),
        ("graded", ["m9-x9"]),
        ("header", ["m99-nothing"]),
        ("hand_in", ["m9"]),
    ],
)
def test_t18_an_unknown_id_is_told_in_a_box(name: str, arguments: list[str], shown: Shown) -> None:
    call(name, *arguments)
    if name == "hand_in":
        return  # the module alone is enough to count what is open
    assert "role='alert'" in shown[0].data
    assert shown[0].data.index("cannot be opened just now") < shown[0].data.index("<details")
    assert "Traceback" not in shown[0].data


def test_t18_a_language_that_is_not_there_is_told(shown: Shown) -> None:
    call("sheet", "m9-s1-after", lang="fr")
    assert "no language &#x27;fr&#x27;" in shown[0].data


def test_t18_an_error_of_our_own_is_told_with_its_details_folded(shown: Shown) -> None:
    @told
    def broken(*, lang: str) -> None:
        raise ZeroDivisionError(f"<script>{lang}</script>")

    broken(lang="en")
    assert "This part cannot be opened just now." in shown[0].data
    assert shown[0].data.index("<details") < shown[0].data.index("ZeroDivisionError")
    assert "<script>" not in shown[0].data


def test_the_header_leads_back_and_follows_the_answers(shown: Shown, workplace: Path) -> None:
    (workplace.parent / "start.ipynb").write_text("{}", encoding="utf-8")
    call("header", "m9-kinds")
    assert "href='../start.ipynb'" in shown[0]["text/html"]
    assert re.findall("([0-9]+) of [0-9]+ practised", shown[0]["text/html"]) == ["0", "0"]
    assert "0 of 15 practised" in shown[0]["text/html"]
    assert "<details class='fc-goals'><summary>Your goals" in shown[0]["text/html"]  # closed: the title names them
    call("sheet", "m9-s1-after")
    widget = shown[1]
    widget.send = lambda _: None
    for message in ({"t": "answer", "response": "five"}, {"t": "check"}):
        widget._received(widget, {"n": 1, "item": "m9-p01", **message}, [])  # noqa: SLF001
    assert sorted(re.findall("([0-9]+) of [0-9]+ practised", shown[-1]["text/html"])) == ["0", "1"]


def test_the_header_tells_what_is_wrong_with_the_journal_and_escapes_it(workplace: Path) -> None:
    (workplace / "answers.jsonl").write_text("<b>not ours</b>\n", encoding="utf-8")
    (workplace.parent / "station.yaml").write_text("name: <script>x</script>", encoding="utf-8")
    html = header_html("m9-kinds", current(), "en")
    assert "the course did not write" in html
    assert "<script>" not in html


def test_handing_in_says_the_sentence_of_whoever_hands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = HandInWidget("m9-kinds", current(), "en")
    assert widget.handle({"t": "hand_in", "n": 1})["t"] == "fail"
    monkeypatch.setattr(handing, "_submit", lambda assignment, lang: f"{assignment} lies in the box ({lang}).")
    assert widget.handle({"t": "hand_in", "n": 2}) == {"t": "ack", "n": 2, "say": "m9-kinds lies in the box (en)."}


@pytest.mark.parametrize("error", [CourseError("The folder is full.", then="Make room."), OSError("gone")])
def test_handing_in_that_fails_gets_a_sentence(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> str:
        raise error

    monkeypatch.setattr(handing, "_submit", fail)
    reply = HandInWidget("m9-kinds", current(), "en").handle({"n": 1})
    assert reply["t"] == "fail"
    assert any(part in reply["say"] for part in ("Make room.", "gone"))


def test_the_hand_in_button_counts_the_graded_questions() -> None:
    journal = current().journal
    journal.append(item="m9-x1.V1", form="graded", event="answer", response="o3")
    journal.append(item="m9-x1.V2", form="practice", event="answer", response="not the graded form")
    assert hand_in_view("m9-kinds", current(), "en")["progress"] == {"done": 1, "total": 3}


def _own_scripts() -> dict[str, str]:
    names = ["page.js", "outbox.js", "select.js", "writing.js", "drill.js", "sheet.js", "hand_in.js"]
    found = {name: (STATIC / name).read_text(encoding="utf-8") for name in names}
    return found | {file.name: file.read_text(encoding="utf-8") for file in (STATIC / "kinds").iterdir()}


def test_every_kind_has_a_view() -> None:
    from course.content.kinds import type_of_key

    assert {file.name for file in (STATIC / "kinds").iterdir()} == {f"{kind}.js" for kind in type_of_key}


def test_the_browser_half_never_sets_html_and_asks_no_network() -> None:
    for name, text in _own_scripts().items():
        code = re.sub(r"//.*", "", text)
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|fetch\(|import\(", code
        ), name


def test_every_word_of_the_browser_half_is_in_the_table_and_none_is_left_over() -> None:
    code = "\n".join(_own_scripts().values())
    used = set(re.findall(r'label\(\s*"([a-z_]+)"', code))
    used |= set(re.findall(r'label\([^()]*\? "([a-z_]+)" : "[a-z_]+"', code)) | set(
        re.findall(r'label\([^()]*\? "[a-z_]+" : "([a-z_]+)"', code)
    )
    assert used <= _WORDS.keys()
    spoken = {word for word in _WORDS if f'"{word}"' in code or f"{word}:" in code or f"{word}_" in code}
    families = tuple(set(re.findall(r"label\(`([a-z]+_[a-z_]*)\$\{", code)))  # label(`testimony_${field}`)
    spoken |= {word for word in _WORDS if word.startswith(families)}
    by_rule = {"before_intro", "precheck_intro", "graded_intro", "words_used", "characters_used"}
    assert _WORDS.keys() - spoken - by_rule == set()

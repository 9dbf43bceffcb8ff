"""The command `course`: one clean sentence and exit code 1 where something is wrong, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import course
from course.check.finding import Finding
from course.cli import main
from course.demo import Step

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command, and give its exit code and what it said on both streams."""
    code: Any = 0
    try:
        main(list(arguments))
    except SystemExit as done:
        code = done.code or 0
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"Forecourt {course.__version__}\n")


def test_without_arguments_it_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys)
    assert "course open" in said
    for command in ("open", "stop", "submit", "doctor", "init", "release", "formgrader", "demo", "check"):
        assert command in said


@pytest.mark.parametrize(
    ("arguments", "what", "then"),
    [
        (["open", "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["open", "--learner", "///"], "cannot be the name of a folder", "Give a name with letters"),
        (["stop", "--learner", "///"], "cannot be the name of a folder", "Give a name with letters"),
        (["language", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["submit"], "Which stage is to be handed in?", "First open the course"),
        (["submit", "m7"], "no stage 'm7'", "First open the course"),
        (["doctor", "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["init", "new"], "not the instructor's files", "--from FOLDER"),
        (["release"], "Which assignment?", "course release --all"),
        (["release", "m1-preparation"], "no assignment 'm1-preparation'", "run this in the course folder"),
        (["release", "m1-preparation", "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["demo"], "not the instructor's files", "--from FOLDER"),
        (["demo", "--learners", "3"], "class of 3 is too small", "at least 8"),
        (["formgrader"], "no nbgrader_config.py", "course init DIR"),
        (["check"], "no folder source/", "--root FOLDER"),
    ],
)
def test_an_error_is_one_sentence_with_the_next_act_and_exit_code_1(
    capsys: pytest.CaptureFixture[str], arguments: list[str], what: str, then: str
) -> None:
    code, said = run(capsys, *arguments)
    assert code == 1, said
    assert said.lstrip().startswith("✗ ")
    assert what in said
    assert then in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_folder_that_is_in_use_is_left_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    target = ["there"] if command == "init" else ["--to", "there"]
    code, said = run(capsys, command, *target, "--from", str(ROOT))
    assert code == 1
    assert "not empty" in said
    assert "nothing was changed" in said
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine.txt"]


def test_init_makes_a_root_and_says_what_comes_next(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = run(capsys, "init", "sales", "--from", str(ROOT))
    assert code == 0
    assert "course release --all" in said
    assert (tmp_path / "sales" / "nbgrader_config.py").is_file()


def test_stop_without_a_running_course_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "stop") == (0, "✓ The course is not running.\n")


def demo_that(does: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.demo.demo", does)


def test_ctrl_c_in_the_demo_says_what_is_left_and_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any, tell: Callable[[Step], None], **__: Any) -> None:
        tell(Step(3, 10, "m1-preparation: 李娜 answers and hands in"))
        raise KeyboardInterrupt

    demo_that(stopped, monkeypatch)
    code, said = run(capsys, "demo", "--to", "trial")
    assert code == 130
    assert "Stopped before the end" in said
    assert "trial" in said
    assert "Traceback" not in said


def test_what_nobody_thought_of_is_one_sentence_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the moon fell")

    demo_that(broken, monkeypatch)
    code, said = run(capsys, "demo")
    assert code == 1
    assert "RuntimeError: the moon fell" in said
    assert "course doctor" in said
    assert "Traceback" not in said


def test_a_release_with_faults_is_refused_with_each_of_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.check.before_release", lambda *_: [FINDING])
    code, said = run(capsys, "release", "m1-preparation", "--root", str(ROOT))
    assert code == 1
    assert "✗ content/m1/items.yaml, line 7: m1-p01: something [is] wrong. Mend it.\n" in said
    assert "Not released: 1 to mend" in said


FINDING = Finding("content/m1/items.yaml, line 7", "m1-p01: something [is] wrong.", "Mend it.")
LOOK = Finding("content/m1/items.yaml", "A cue.", "Look at it.", error=False)


def test_check_prints_each_finding_counts_and_exits_1_on_errors(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.check.check", lambda _: [FINDING, LOOK])
    code, said = run(capsys, "check")
    assert code == 1
    assert "✗ content/m1/items.yaml, line 7: m1-p01: something [is] wrong. Mend it.\n" in said
    assert "! content/m1/items.yaml: A cue. Look at it.\n" in said
    assert "1 to mend, 1 to look at" in said


def test_check_exits_0_when_there_is_only_something_to_look_at(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.check.check", lambda _: [LOOK])
    code, said = run(capsys, "check")
    assert code == 0
    assert "1 to look at" in said


def test_check_says_how_much_of_the_curriculum_is_taught(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.check.check", lambda _: [])
    _, said = run(capsys, "check")
    assert "m1: 24 of 25 facts taught" in said
    assert "m1-f08 is not taught: " in said
    assert "m2: 27 of 27 facts taught" in said

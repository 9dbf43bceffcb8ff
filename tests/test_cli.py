"""The command `course`: one clean sentence and exit code 1 where something is wrong, never a traceback."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import course
from course.check.finding import Finding
from course.cli import main
from course.demo import Step
from course.engine.errors import CourseError
from course.grading.release import Released, called
from course.workspace import server

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.content import Lang

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
    for command in ("open", "stop", "submit", "doctor", "init", "release", "grade", "formgrader", "demo", "check"):
        assert command in said


def test_python_dash_m_course_is_the_same_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["course", "--version"])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("course", run_name="__main__")
    assert not done.value.code
    assert capsys.readouterr().out == f"Forecourt {course.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "what", "then"),
    [
        (["open", "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["open", "--learner", "///"], "cannot be the name of a folder", "Give a name with letters"),
        (["stop", "--learner", "///"], "cannot be the name of a folder", "Give a name with letters"),
        (["language", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["submit"], "Which part is to be handed in?", "First open the course"),
        (["submit", "m99"], "no part 'm99'", "First open the course"),
        (["doctor", "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
        (["init", "new"], "not the instructor's files", "--from FOLDER"),
        (["stop", "--learner", "nobody"], "no learner “nobody”", "First open the course"),
        (["submit", "m1", "--learner", "nobody"], "no learner “nobody”", "First open the course"),
        (["language", "en", "--learner", "nobody"], "no learner “nobody”", "First open the course"),
        (["release"], "no course root: source/ and nbgrader_config.py not found", "course init"),
        (["release", "--all"], "no course root", "cd my-course"),
        (["release", "m1-preparation"], "no course root", "course init"),
        (["release", "--root", str(ROOT)], "Which assignment?", "m1-preparation, m2-contact"),
        (["release", "m99", "--root", str(ROOT)], "no assignment 'm99'", "There are: m0-orientation, m1-preparation"),
        (["release", "--all", "m2-contact", "--root", str(ROOT)], "cannot both be meant", "course release m2-contact"),
        (["release", "m1", "--root", str(ROOT), "--lang", "fr"], "does not speak 'fr'", "Choose en or zh-CN"),
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


def test_stop_names_whose_course_is_running_when_ones_own_is_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "forecourt"
    (base / "Sam" / ".forecourt").mkdir(parents=True)
    (base / "Amy" / ".forecourt").mkdir(parents=True)
    here = base / "Sam"
    monkeypatch.setattr(server, "running", lambda root: object() if root == here else None)
    code, said = run(capsys, "stop", "--learner", "Amy", "--workspace", str(base))
    assert code == 0
    assert "The course of Sam is running." in " ".join(said.split())
    assert "course stop --learner Sam --workspace" in " ".join(said.split())


@pytest.fixture
def two_learners(tmp_path: Path) -> Path:
    """Two people who have opened the course on this computer."""
    base = tmp_path / "forecourt"
    for name in ("Li Wei", "王芳"):
        (base / name / ".forecourt").mkdir(parents=True)
    return base


@pytest.mark.parametrize("typed", ["open", "stop", "submit m1", "submit", "language en"])
@pytest.mark.usefixtures("two_learners")
def test_with_two_learners_a_command_says_how_to_type_it_again(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    code, said = run(capsys, *typed.split())
    assert code == 1
    assert "Several learners share this computer: Li Wei, 王芳" in said
    assert f"Say who it is: course {typed} --learner NAME" in said


@pytest.mark.usefixtures("two_learners")
def test_the_doctor_runs_with_two_learners_and_looks_at_each(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys, "doctor")
    assert "Several learners" not in said
    for name in ("Li Wei", "王芳"):
        assert f"Folder of {name}" in said
        assert f"JupyterLab of {name}" in said


@pytest.mark.usefixtures("two_learners")
def test_stopping_for_nobody_names_those_who_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "stop", "--learner", "nobody")
    assert code == 1
    assert "There are: Li Wei, 王芳." in said


def test_an_assignment_is_released_by_its_short_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def release(root: Path, name: str, lang: Lang) -> Released:
        asked.append(name)
        return Released(name, lang, root / name, root / f"{name}.zip")

    monkeypatch.setattr("course.check.before_release", lambda *_: [])
    monkeypatch.setattr("course.grading.release.release", release)
    assert run(capsys, "release", "m2", "--root", str(ROOT))[0] == 0
    assert asked == ["m2-contact"]


def test_a_short_name_that_two_assignments_have_is_asked_about(tmp_path: Path) -> None:
    for name in ("m1-preparation", "m1-extra"):
        (tmp_path / "source" / name).mkdir(parents=True)
        (tmp_path / "source" / name / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    assert called(tmp_path, "m1-extra") == "m1-extra"
    with pytest.raises(CourseError, match="Name one: m1-extra, m1-preparation"):
        called(tmp_path, "m1")


def test_submit_says_how_many_questions_are_open_and_hands_in_all_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "forecourt" / "Li Wei"
    (folder / ".forecourt").mkdir(parents=True)
    (folder / "m1-preparation").mkdir()
    (folder / "m1-preparation" / "m1-preparation.ipynb").write_text("{}", encoding="utf-8")
    code, said = run(capsys, "submit", "m1")
    assert code == 0
    assert "questions still open" in said
    assert len(list((folder / "handed-in").glob("*__m1-preparation__*.zip"))) == 1


def test_help_says_how_small_a_demo_class_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert "at least 8" in run(capsys, "demo", "--help")[1]


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


def test_keys_are_written_only_when_every_key_is_right(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr("course.check.keys.problems", lambda _, name: [FINDING] if name == "m2-contact" else [])
    monkeypatch.setattr("course.check.keys.write_keys", lambda _, name: written.append(name))
    code, said = run(capsys, "check", "--write-keys", "--root", str(ROOT))
    assert code == 1
    assert "✗ content/m1/items.yaml, line 7" in said
    assert "No key was written: 1 to mend" in said
    assert not written

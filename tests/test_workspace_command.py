"""The command ``course``: one clean sentence for every problem, shortcuts, and what the doctor finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from course import __version__
from course.cli import main
from course.grading import fence
from course.workspace.doctor import examine
from course.workspace.folder import Folder
from course.workspace.shortcut import leave_shortcut

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert __version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["open", "--lang", "fr"], "does not speak"),
        (["open", "--learner", "///"], "cannot be the name of a folder"),
        (["submit", "m7"], "no part 'm7'"),
        (["check", "--root", "{place}/none"], "source/"),
        (["formgrader", "--root", "{place}"], "course init"),
    ],
)
def test_a_problem_is_one_clean_sentence_and_never_a_traceback(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [each.format(place=tmp_path) for each in arguments]
    if arguments[0] in {"open", "submit"}:
        given += ["--workspace", str(tmp_path)]
    assert run(*given) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert "Traceback" not in printed
    assert len(printed.strip().splitlines()) == 1


def test_what_the_course_does_not_know_is_told_without_a_traceback_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(*_: object) -> None:
        raise RuntimeError("[red]out of the blue[/red]")

    monkeypatch.setattr("course.workspace.server.running", fall)
    assert run("stop", "--workspace", str(tmp_path)) == 1
    assert "[red]out of the blue[/red]" in capsys.readouterr().err


def test_stopping_what_does_not_run_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main_ended = run("stop", "--workspace", str(tmp_path))
    assert main_ended == 0
    assert capsys.readouterr().out


def test_the_linux_shortcut_starts_this_interpreter_for_this_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    (tmp_path / "Desktop").mkdir()
    places = leave_shortcut(Folder(tmp_path / "f" / "王芳", "王芳"), "en", home=tmp_path, platform="linux")
    assert len(places) == 2
    entry = places[0].read_text(encoding="utf-8")
    assert '"-m" "course.cli" "open"' in entry
    assert '"--learner" "王芳"' in entry
    assert places[1].stat().st_mode & 0o100


def test_a_name_cannot_smuggle_a_line_into_the_shortcut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    folder = Folder(tmp_path / "x", 'a"; $(boom) %f\nExec=evil')
    entry = leave_shortcut(folder, "en", home=tmp_path, platform="linux")[0].read_text(encoding="utf-8")
    assert [line for line in entry.splitlines() if line.startswith("Exec=")] == [
        next(line for line in entry.splitlines() if line.startswith("Exec="))
    ]
    assert "\\\\$(boom)" in entry
    assert "%%f" in entry


def test_the_mac_shortcut_is_a_file_that_can_be_run(tmp_path: Path) -> None:
    [place] = leave_shortcut(Folder(tmp_path / "Li, Lei", "Li, Lei"), "en", home=tmp_path, platform="darwin")
    assert place.suffix == ".command"
    assert "'Li, Lei'" in place.read_text(encoding="utf-8")


def test_the_windows_shortcut_falls_back_to_a_bat_where_links_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.run", none)
    [place] = leave_shortcut(Folder(tmp_path / "Li", "Li"), "en", home=tmp_path, platform="win32")
    assert place.suffix == ".bat"
    assert "course.cli open" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_doctor_looks_at_everything_and_says_what_to_do_for_what_is_bad(lang: str, tmp_path: Path) -> None:
    found = list(examine([Folder(tmp_path / "x", "x")], lang))  # type: ignore[arg-type]
    assert len(found) >= 9
    assert all(each.then for each in found if each.state == "bad")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_doctor_names_the_layers_of_the_fence_and_never_calls_a_missing_one_bad(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = fence.Layers((fence.Layer("landlock", active=True), fence.Layer("seccomp", active=False, why="not known")))
    enough = fence.Layers(tuple(fence.Layer(name, active=True) for name in ("landlock", "seccomp", "rlimits")))
    for layers, state, words in (
        (few, "look", "no seccomp: not known"),
        (enough, "good", "landlock, seccomp, rlimits"),
    ):
        monkeypatch.setattr(fence, "layers", lambda layers=layers: layers)
        found = examine([Folder(tmp_path / "x", "x")], lang)  # type: ignore[arg-type]
        one = next(each for each in found if each.about in {"Fence for learners' code", "学员代码的围栏"})
        assert (one.state, words in one.what, bool(one.then)) == (state, True, state == "look")

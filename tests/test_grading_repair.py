"""``course grade --check``, from the outside: each fault is made, mended, and then really graded."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import foreign_course as foreign
import nbformat
import pytest
from foreign_course import again, by_name, hand_in, labelled, without
from graded_alike import rows
from nbformat.v4 import new_code_cell, new_markdown_cell
from trial_course import NAME, RIGHT, TEXT, answer, environment, nbgrader_cell, write_package, write_root

from course.record.place import answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(1200)]


def run(root: Path, package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader or course."""
    program, *rest = arguments
    module = "course.cli" if program == "course" else program
    return subprocess.run(
        [sys.executable, "-m", module, *rest],
        cwd=root,
        env=environment(package) | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def told(said: str, learner: str) -> str:
    """Give the lines of the table about one learner: what was found, and what became of it."""
    head, _, *lines = said.splitlines()
    begin, end = head.index("Learner"), head.index("What was found")
    found, whose = list[str](), ""
    for line in lines:
        if line[:1] in set("✗✓·"):
            whose = line[begin:end].strip() or whose
        if whose == learner:
            found.append(" ".join(line.split()))
    return "\n".join(found)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(folder)
    return folder


# -- another nbgrader course ------------------------------------------------------------------------------------------


def altered(nb: Any) -> None:
    by_name(nb)["tests"].source = "assert True"
    by_name(nb)["draw"].source = "Draw it as you like."


def as_text(nb: Any) -> None:
    """Turn the answer in code into a text."""
    cell = by_name(nb)["double"]
    place = nb.cells.index(cell)
    nb.cells[place] = new_markdown_cell(cell.source, metadata=cell.metadata)


def old_labels(nb: Any) -> None:
    for cell in by_name(nb).values():
        cell.metadata["nbgrader"]["schema_version"] = 1
        del cell.metadata["nbgrader"]["task"]


def without_labels(nb: Any) -> None:
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)


def stranger(nb: Any) -> None:
    nb.cells.append(new_code_cell("2 * 2", metadata=nbgrader_cell("of-another", grade=True, points=9)))


def garbled(nb: Any) -> None:
    by_name(nb)["tests"].metadata["nbgrader"] = "broken"


def moved(nb: Any) -> None:
    """Delete an answer, and write it again into a cell of one's own."""
    without("words")(nb)
    nb.cells.append(new_markdown_cell(foreign.WORDS))


# What is done to a notebook, and what ``--check`` says.
MENDED: dict[str, tuple[Callable[[Any], None], str]] = {
    "changed": (altered, "The locked texts of 'tests', 'draw' were changed."),
    "deleted": (without("tests"), "'tests' was deleted."),
    "doubled": (again("tests"), "Several cells are called 'tests'."),
    "doubled-answer": (again("double"), "Several cells are called 'double'."),
    "doubled-blank": (again("words", "YOUR ANSWER HERE"), "Several cells are called 'words'."),
    "doubled-first": (again("tests", "assert False", first=True), "Several cells are called 'tests'."),
    "flagless": (labelled("tests", grade=False, locked=False), "The label of 'tests' was changed."),
    "garbled": (garbled, "The label of 'tests' was lost."),
    "labelless": (without_labels, "were lost"),
    "old-labels": (old_labels, "were changed"),
    "points": (labelled("tests", points="many"), "The label of 'tests' was changed."),
    "retyped": (as_text, "'double' became another kind of cell."),
    "schemaless": (labelled("double", schema_version=None), "The label of 'double' was changed."),
    "stranger": (stranger, "The assignment has no cell 'of-another'."),
    "unimported": (without("imports", "draw"), "Deleted: 'imports', 'draw'."),
}
GRADED = {("tests", 2.0), ("words", None), ("draw", None)}
PERSONS = {"undecided", "two", "broken", "link", "nested", "invalid", "another"}  # not to be graded as they are


@pytest.fixture(scope="module")
def class_of_others(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """Let a class hand in to a course that is not ours."""
    root = tmp_path_factory.mktemp("foreign")
    foreign.write_root(root)
    done = run(root, package, "nbgrader", "generate_assignment", foreign.NAME)
    assert done.returncode == 0, done.stderr
    hand_in(root, "as-it-should")
    for learner, (change, _) in MENDED.items():
        hand_in(root, learner, change)
    hand_in(root, "undecided", again("double", "def double(x):\n    return 4"))
    hand_in(root, "unanswered", without("words"))
    hand_in(root, "moved", moved)
    folder = hand_in(root, "renamed")
    (folder / "problem.ipynb").rename(folder / "Copy of problem (1).ipynb.txt")
    folder = hand_in(root, "two")
    (folder / "problem.ipynb").rename(folder / "problem (1).ipynb")
    shutil.copy(folder / "problem (1).ipynb", folder / "problem (2).ipynb")
    (hand_in(root, "broken") / "problem.ipynb").write_text('{"cells": [', encoding="utf-8")
    file = hand_in(root, "encoded") / "problem.ipynb"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-16")
    file = hand_in(root, "old-format") / "problem.ipynb"
    nbformat.write(nbformat.convert(nbformat.read(file, as_version=4), 3), file)
    folder = hand_in(root, "nested")
    (folder / "ps1").mkdir()
    (folder / "problem.ipynb").rename(folder / "ps1" / "problem.ipynb")
    hand_in(root, "invalid", lambda nb: nb.cells[0].metadata.update(name=7))
    hand_in(root, "another", lambda nb: nb.update(cells=nb.cells[:1]))
    folder = hand_in(root, "link")
    (folder / "gradebook.txt").symlink_to(root / "gradebook.db")
    shutil.copy(root / "nbgrader_config.py", hand_in(root, "other") / "numbers.py")
    return root


@pytest.fixture(scope="module")
def checked(class_of_others: Path, package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Check the class once."""
    root = tmp_path_factory.mktemp("checked") / "root"
    shutil.copytree(class_of_others, root, symlinks=True)
    done = run(root, package, "course", "grade", foreign.NAME, "--check")
    assert done.returncode == 1, done.stdout + done.stderr
    return root, done.stdout


def notebook(root: Path, learner: str, step: str = "submitted") -> Any:
    return nbformat.read(root / step / learner / foreign.NAME / "problem.ipynb", as_version=4)


@pytest.mark.parametrize("learner", MENDED)
def test_what_is_no_answer_is_mended_and_told(checked: tuple[Path, str], learner: str) -> None:
    root, said = checked
    assert "✓ mended" in told(said, learner)
    assert MENDED[learner][1] in told(said, learner)
    cells = by_name(notebook(root, learner))
    assert set(cells) == {"imports", "double", "tests", "words", "draw"}
    assert (cells["double"].source, cells["words"].source) == (foreign.CODE, foreign.WORDS)


def test_nothing_that_learners_must_not_see_is_put_into_a_notebook(checked: tuple[Path, str]) -> None:
    for file in (checked[0] / "submitted").rglob("*.ipynb*"):
        text = file.read_text(encoding="utf-8")
        assert "HIDDEN" not in text
        assert "SECRET" not in text


def test_the_original_stays_as_it_came(class_of_others: Path, checked: tuple[Path, str]) -> None:
    for learner in [*MENDED, "renamed", "encoded"]:
        came = class_of_others / "submitted" / learner / foreign.NAME
        kept = checked[0] / "submitted-as-it-came" / learner / foreign.NAME
        assert {each.name: each.read_bytes() for each in kept.iterdir()} == {
            each.name: each.read_bytes() for each in came.iterdir()
        }


def test_what_needs_no_mending_is_not_touched(class_of_others: Path, checked: tuple[Path, str]) -> None:
    for learner in [*PERSONS - {"nested"}, "as-it-should", "old-format", "other"]:
        for file in (class_of_others / "submitted" / learner / foreign.NAME).iterdir():
            assert (checked[0] / file.relative_to(class_of_others)).read_bytes() == file.read_bytes()
        assert not (checked[0] / "submitted-as-it-came" / learner / foreign.NAME).exists()
    assert "as-it-should" not in checked[1]


@pytest.mark.parametrize(
    ("learner", "sentence"),
    [
        ("undecided", "Several cells are the answer 'double', and they differ: cells 3, 7."),
        ("undecided", "nbgrader would stop there, for the whole class."),
        ("two", "'problem.ipynb' is missing, and could be 'problem (1).ipynb', 'problem (2).ipynb'."),
        ("broken", "'problem.ipynb' is no notebook, or only a part of one."),
        ("link", "'gradebook.txt' is a link"),
        ("nested", "Move 'ps1/problem.ipynb' up"),
        ("invalid", "'problem.ipynb' is no valid notebook, and cannot be graded"),
        ("another", "'problem.ipynb' has hardly any cell of the assignment."),
        ("moved", "Is the answer to 'words' in one of them?"),
    ],
)
def test_what_a_person_must_decide_is_told_with_what_to_do(
    checked: tuple[Path, str], learner: str, sentence: str
) -> None:
    assert "✗ needs you" in told(checked[1], learner)
    assert sentence in told(checked[1], learner)


def test_what_nbgrader_reads_all_the_same_is_said(checked: tuple[Path, str]) -> None:
    assert "· graded anyway" in told(checked[1], "old-format")
    assert "in an old format (3) of notebooks" in told(checked[1], "old-format")
    assert "'problem.ipynb' was saved in another encoding." in told(checked[1], "encoded")


def test_further_files_are_named_and_need_nobody(checked: tuple[Path, str]) -> None:
    assert "· graded anyway" in told(checked[1], "other")
    assert "'numbers.py'" in told(checked[1], "other")


def test_a_second_check_finds_nothing_to_mend(checked: tuple[Path, str], package: Path) -> None:
    root, _ = checked
    before = {file: file.read_bytes() for file in root.rglob("*.ipynb*") if file.is_file()}
    said = run(root, package, "course", "grade", foreign.NAME, "--check").stdout
    assert "mended" not in said
    assert {file: file.read_bytes() for file in root.rglob("*.ipynb*") if file.is_file()} == before


def test_t09_before_it_one_doubled_cell_stops_nbgrader_for_the_whole_class(
    class_of_others: Path, package: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    shutil.copytree(class_of_others, root, symlinks=True)
    for folder in (root / "submitted").iterdir():
        if folder.name not in {"as-it-should", "doubled", "points"}:
            shutil.rmtree(folder)
    done = run(root, package, "nbgrader", "autograde", foreign.NAME)
    assert done.returncode != 0
    assert "nbgrader update" in done.stderr
    assert [each.name for each in (root / "autograded").iterdir()] == ["as-it-should"]


def test_what_was_mended_is_graded_as_it_should(checked: tuple[Path, str], package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(checked[0], root, symlinks=True)
    right = {"doubled", "flagless", "old-format", "retyped"}
    for folder in (root / "submitted").iterdir():
        if folder.name not in right | {"unanswered"}:  # a kernel for each of them would take long
            shutil.rmtree(folder)
    done = run(root, package, "nbgrader", "autograde", foreign.NAME)
    assert done.returncode == 0, done.stdout + done.stderr
    points: dict[str, set[Any]] = {}
    for row in rows(root)["grade"]:
        points.setdefault(row[1], set()).add((row[2], row[4]))
    for learner in right:
        assert points[learner] == GRADED, learner
        cells = by_name(notebook(root, learner, "autograded"))
        # nbformat 3 takes this sign for the end of a line
        words = foreign.WORDS.replace("\u2028", "\u2028\n") if learner == "old-format" else foreign.WORDS
        assert (cells["double"].source, cells["words"].source) == (foreign.CODE, words)
    assert points["unanswered"] == {("tests", 2.0), ("words", 0.0), ("draw", None)}


@pytest.mark.parametrize("learner", MENDED)
def test_a_mended_notebook_has_the_same_labelled_cells_as_one_that_was_never_damaged(
    checked: tuple[Path, str], learner: str
) -> None:
    right, mended = (by_name(notebook(checked[0], each)) for each in ("as-it-should", learner))
    for name, cell in right.items():
        parts = [(each.cell_type, each.source, dict(each.metadata)) for each in (cell, mended[name])]
        assert parts[0] == parts[1], name


# -- the course's own assignments -------------------------------------------------------------------------------------


def change(folder: Path, how: Callable[[Any], None]) -> None:
    nb = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    how(nb)
    nbformat.write(nb, folder / f"{NAME}.ipynb")


def in_chinese(nb: Any) -> None:
    nb.metadata["forecourt"]["lang"] = "zh-CN"
    for cell in nb.cells:
        cell.source = cell.source.replace('lang="en"', 'lang="zh-CN"')
    cells = by_name(nb)
    cells["m9-s1"].source, cells["m9-x2-mark"].source = "# 试用\n\n请读。", "### 你的开场白\n\n由人来看。"
    for name in ("m9-x1", "m9-x2", "m9-s1-before"):
        cells[name].source = cells[name].source.replace(
            "# If you see no form below, press ▶▶ at the top of the page.",
            "# 如果下面没有出现表单，请点页面上方的 ▶▶。",
        )


def cleared(nb: Any) -> None:
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = []


def own_hand_in(root: Path, learner: str, responses: dict[str, Any]) -> Path:
    folder = root / "submitted" / learner / NAME
    shutil.copytree(root / "release" / NAME, folder)
    for each in folder.rglob("*"):
        each.chmod(0o644)
    answer(folder, responses)
    return folder


# Who has full points after mending, or although something is missing.
MENDED_OWN = {"chinese-deleted", "doubled", "renamed", "lone"}


@pytest.fixture(scope="module")
def own_class(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """Let a class hand in the course's own assignment."""
    root = tmp_path_factory.mktemp("own")
    write_root(root)
    done = run(root, package, "nbgrader", "generate_assignment", NAME)
    assert done.returncode == 0, done.stderr
    own_hand_in(root, "anna", RIGHT | TEXT)
    change(own_hand_in(root, "王芳", RIGHT | TEXT), in_chinese)
    folder = own_hand_in(root, "chinese-deleted", RIGHT | TEXT)
    change(folder, in_chinese)
    change(folder, without("m9-x1"))
    change(own_hand_in(root, "deleted", RIGHT | TEXT), without("m9-x1", "m9-x2-mark"))
    change(own_hand_in(root, "doubled", RIGHT | TEXT), again("m9-x1", "4.0"))
    folder = own_hand_in(root, "renamed", RIGHT | TEXT)
    (folder / f"{NAME}.ipynb").rename(folder / f"{NAME}-Copy1.ipynb")
    answers(own_hand_in(root, "lone", RIGHT | TEXT)).unlink()
    answers(own_hand_in(root, "blank", {})).unlink(missing_ok=True)
    folder = own_hand_in(root, "cleared", RIGHT | TEXT)
    answers(folder).unlink()
    change(folder, cleared)
    torn = answers(own_hand_in(root, "torn", RIGHT | TEXT))
    whole = torn.read_bytes()
    torn.write_bytes(whole[: len(whole) // 2] + b'\nno entry\n{"v":1,"seq":9')
    shutil.copytree(root / "source" / NAME, own_hand_in(root, "more", RIGHT | TEXT) / "anywidget.py")
    (own_hand_in(root, "timeless", RIGHT | TEXT) / "timestamp.txt").write_text("yesterday", encoding="utf-8")
    (own_hand_in(root, "empty", RIGHT | TEXT) / f"{NAME}.ipynb").unlink()
    return root


@pytest.fixture(scope="module")
def own_checked(own_class: Path, package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    root = tmp_path_factory.mktemp("own-checked") / "root"
    shutil.copytree(own_class, root)
    done = run(root, package, "course", "grade", "m9", "--check")
    assert done.returncode == 1, done.stdout + done.stderr
    return root, done.stdout


@pytest.mark.parametrize(
    ("learner", "state", "sentence"),
    [
        ("chinese-deleted", "✓ mended", "'m9-x1' was deleted."),
        ("deleted", "✓ mended", "Deleted: 'm9-x1', 'm9-x2-mark'."),
        ("doubled", "✓ mended", "Several cells are called 'm9-x1'."),
        ("renamed", "✓ mended", "'m9-trial.ipynb' was renamed: 'm9-trial-Copy1.ipynb'."),
        ("lone", "· graded anyway", "Answers taken from the copy in the notebook: 4."),
        ("blank", "· graded anyway", "nothing was answered"),
        ("cleared", "✗ needs you", "Was nothing answered? Then grade it so."),
        ("torn", "· graded anyway", "of answers.jsonl are cut off."),
        ("more", "· graded anyway", "Not graded with"),
        ("timeless", "✗ needs you", "Its timestamp.txt holds no time."),
        ("empty", "✗ needs you", "'m9-trial.ipynb' is missing."),
    ],
)
def test_in_the_courses_own_assignments_each_fault_is_told(
    own_checked: tuple[Path, str], learner: str, state: str, sentence: str
) -> None:
    said = told(own_checked[1], learner)
    assert said.startswith(state), said
    assert sentence in said


def test_t19_a_notebook_in_chinese_is_as_it_should_be_and_mended_in_chinese(own_checked: tuple[Path, str]) -> None:
    root, said = own_checked
    assert "王芳" not in said
    nb = nbformat.read(root / "submitted" / "chinese-deleted" / NAME / f"{NAME}.ipynb", as_version=4)
    assert 'lang="zh-CN"' in by_name(nb)["m9-x1"].source
    assert "如果下面没有出现表单" in by_name(nb)["m9-x1"].source
    assert "spring" not in by_name(nb)["m9-x1"].source


def test_a_journal_is_never_written(own_class: Path, own_checked: tuple[Path, str]) -> None:
    for file in (own_class / "submitted").rglob("answers.jsonl"):
        assert (own_checked[0] / file.relative_to(own_class)).read_bytes() == file.read_bytes()
    kept = {
        str(each.relative_to(own_class)) for each in (own_class / "submitted").rglob("*") if each.suffix != ".ipynb"
    }
    now = {str(each.relative_to(own_checked[0])) for each in (own_checked[0] / "submitted").rglob("*")}
    assert kept <= now


def test_mended_submissions_are_graded_alike_by_nbgrader_and_by_us(
    own_checked: tuple[Path, str], package: Path, tmp_path: Path
) -> None:
    roots = {name: tmp_path / name for name in ("nbgrader", "course")}
    for root in roots.values():
        shutil.copytree(own_checked[0], root)
        for folder in (root / "submitted").iterdir():
            if folder.name not in MENDED_OWN:
                shutil.rmtree(folder)
    assert run(roots["nbgrader"], package, "nbgrader", "autograde", NAME).returncode == 0
    assert run(roots["course"], package, "course", "grade", NAME).returncode == 0
    assert rows(roots["course"]) == rows(roots["nbgrader"])
    points = {row[1]: row[4] for row in rows(roots["course"])["grade"] if row[2] == "m9-x1"}
    assert points == dict.fromkeys(MENDED_OWN, 4.0)


def test_only_those_who_are_named_are_looked_at(own_class: Path, package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(own_class, root)
    done = run(root, package, "course", "grade", NAME, "--check", "--learner", "anna", "--learner", "deleted")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 looked at: 1 mended, 1 as they should be. Nothing was graded." in done.stdout
    assert [each.name for each in (root / "submitted-as-it-came").iterdir()] == ["deleted"]
    with sqlite3.connect(root / "gradebook.db") as book:
        assert book.execute("SELECT count(*) FROM grade").fetchone() == (0,)


def test_whatever_a_folder_is_called_the_others_are_looked_at(own_class: Path, package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(own_class, root)
    for name in (b"\xff\xfe", b"a\x1b[31mb", b"[anna]*?"):
        (root / "submitted" / "deleted").rename(root / "submitted" / os.fsdecode(name))
        shutil.copytree(own_class / "submitted" / "deleted", root / "submitted" / "deleted")
    done = run(root, package, "course", "grade", NAME, "--check")
    assert f"{len(list((own_class / 'submitted').iterdir())) + 3} looked at: " in done.stdout, done.stderr
    assert done.stdout.count("Deleted: 'm9-x1', 'm9-x2-mark'.") == 4
    assert "\x1b" not in done.stdout

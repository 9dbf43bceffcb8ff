"""``course grade`` where something is badly wrong: submissions that are made to do harm, and a disk that is full."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from class_hands_in import HALF, change, hand_in, run
from graded_alike import notebooks, rows
from nbformat.v4 import new_code_cell, new_output
from trial_course import KEYS, NAME, RIGHT, TEXT, environment, write_package, write_root

from course.record import copy as answer_copy
from course.record.place import answers

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(900)]

HONEST = {"anna": RIGHT | TEXT, "ben": HALF, "王芳": HALF | TEXT}
LINES = 1_000_000
MEGABYTE = 1_000_000
ROOM = "60m"  # for a disk that fills up while the class is graded


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(folder)
    return folder


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory, package: Path) -> Path:
    """Let a class hand in of whom nobody means harm."""
    root = tmp_path_factory.mktemp("root")
    write_root(root)
    done = run(root, package, "nbgrader", "generate_assignment", NAME)
    assert done.returncode == 0, done.stderr
    for learner, responses in HONEST.items():
        hand_in(root, learner, responses)
    return root


@pytest.fixture(scope="module")
def graded(honest: Path, package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade them, with nothing else in the class."""
    root = tmp_path_factory.mktemp("graded") / "root"
    shutil.copytree(honest, root)
    assert run(root, package, "course", "grade", NAME).returncode == 0
    return root


def million_lines(folder: Path) -> None:
    file = answers(folder)
    last = file.read_text(encoding="utf-8").splitlines()[-1]
    with file.open("a", encoding="utf-8") as written:
        for number in range(LINES):
            written.write(last.replace('"seq":', f'"seq":{number}', 1) + "\n")


def huge(folder: Path) -> None:
    with (folder / f"{NAME}.ipynb").open("ab") as file:
        file.truncate(200 * MEGABYTE)


def deep(folder: Path) -> None:
    (folder / f"{NAME}.ipynb").write_text('{"cells": ' + "[" * 200_000, encoding="utf-8")


def linked(folder: Path) -> None:
    (folder / f"{NAME}.ipynb").unlink()
    (folder / f"{NAME}.ipynb").symlink_to(folder.parents[1] / "anna" / NAME / f"{NAME}.ipynb")


def linked_answers(folder: Path) -> None:
    answers(folder).unlink()
    answers(folder).symlink_to(folder.parents[1] / "anna" / NAME / answers(folder).name)


def claiming(notebook: Any) -> None:
    """Say in every place that this is Anna's."""
    notebook.metadata["forecourt"] |= {"learner": "anna"}
    notebook.metadata["nbgrader"] = {"student": "anna", "assignment": NAME}
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"] |= {"student": "anna", "points": 400}
    for cell in notebook.cells:
        if cell.id in KEYS:
            data = answer_copy.make(NAME, [], list(KEYS[cell.id])) | {"learner": "anna"}
            cell.outputs = [new_output("display_data", {answer_copy.MIME: data, "text/plain": "form"})]


def patching(notebook: Any) -> None:
    """Try to be the marking call."""
    patch = "import course.grading\ncourse.grading.mark = lambda *_, **__: 400.0\ncourse.grading.marking.mark = None"
    notebook.cells.insert(0, new_code_cell(patch))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = patch + "\n" + cell.source


def of_learners(root: Path, learners: set[str]) -> dict[str, list[Any]]:
    """Give the rows of some learners."""
    found = rows(root)
    return {table: [row for row in each if learners & set(map(str, row))] for table, each in found.items()}


def test_who_means_harm_gets_an_error_or_what_was_answered_and_nobody_elses_row_is_another(
    honest: Path, graded: Path, package: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    shutil.copytree(honest, root)
    for harm in (million_lines, huge, deep, linked, linked_answers):
        harm(hand_in(root, harm.__name__, HALF))
    for meddle in (claiming, patching):
        change(hand_in(root, meddle.__name__, HALF), meddle)
    done = run(root, package, "course", "grade", NAME, "--workers", "2")
    assert of_learners(root, set(HONEST)) == of_learners(graded, set(HONEST))
    assert {name: each for name, each in notebooks(root).items() if name in notebooks(graded)} == notebooks(graded)
    said = {line.split()[1]: line for line in done.stdout.splitlines() if line.startswith("✗  ")}
    assert set(said) == {"huge", "deep", "linked"}
    assert "max_file_size" in said["huge"]
    assert "nested too deeply" in said["deep"]
    assert "is a link" in said["linked"]
    points = {row[1]: row[4] for row in rows(root)["grade"] if row[2] == "m9-x1"}
    assert points["anna"] > points["ben"] > 0
    for learner in ("million_lines", "linked_answers", "claiming", "patching"):
        assert points[learner] == points["ben"], learner  # for what they answered, and no more


def can_mount() -> bool:
    """Tell whether this user may have a small disk of their own."""
    if shutil.which("unshare") is None or os.name != "posix":
        return False
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


FULL = """
set -e
mount -t tmpfs -o size={room} tmpfs {disk}
cp -r {root} {disk}/root
head -c 500m /dev/zero > {disk}/filler || true
cd {disk}/root
for room in 0 40 80 120; do  # more each time, until there is enough
    {python} -m course.cli grade {name} > {told}/full-$room 2>&1 || true
    truncate -s -40K {disk}/filler
done
rm {disk}/filler
{python} -m course.cli grade {name} > {told}/roomy 2>&1
cp -r {disk}/root/gradebook.db {disk}/root/autograded {told}
"""


@pytest.mark.skipif(not can_mount(), reason="this user cannot mount a small disk to fill")
def test_a_full_disk_is_told_and_the_next_run_makes_it_whole(
    honest: Path, graded: Path, package: Path, tmp_path: Path
) -> None:
    for name in ("disk", "told"):
        (tmp_path / name).mkdir()
    script = FULL.format(
        room=ROOM, disk=tmp_path / "disk", told=tmp_path / "told", root=honest, python=sys.executable, name=NAME
    )
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        env=environment(package) | {"COLUMNS": "300", "TMPDIR": str(tmp_path / "told")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [file.read_text(encoding="utf-8") for file in sorted((tmp_path / "told").glob("full-*"))]
    assert done.returncode == 0, (done.stderr, said)
    assert sum("No space left" in each or "disk is full" in each for each in said) > 1
    assert not any("the course does not know" in each for each in said)
    assert rows(tmp_path / "told") == rows(graded)
    assert notebooks(tmp_path / "told") == notebooks(graded)

"""``course grade`` in a course folder that knows nothing of ours, with learners' code: as nbgrader, and fenced."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from fenced import ground_called
from graded_alike import files as kept
from graded_alike import notebooks, rows
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from trial_course import environment, nbgrader_cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(900)]

SETTINGS = """
c = get_config()
c.Execute.timeout = 5
c.AssignLatePenalties.plugin_class = "late.HalfAPoint"
c.LimitOutput.max_lines = 50
"""
LATE = """
from nbgrader.plugins import LateSubmissionPlugin

class HalfAPoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5
"""
NAME = "theirs"
# Of what nbgrader's package carries for its own tests: the notebooks of one assignment, and who hands in what.
SOURCES = {
    "aside": "apps/side-effects",
    "changes": "apps/submitted-unchanged",
    "deep": "preprocessors/infinite-recursion",
    "endless": "apps/infinite-loop",
    "file": "apps/open_relative_file",
    "hidden": "apps/test-hidden-tests",
    "known": "apps/validating-environment-variable",
    "long": "preprocessors/long-output",
    "manual": "preprocessors/manually-graded-code-cell",
    "tasks": "preprocessors/test_taskcell",
    "tested": "apps/autotest-multi-unchanged",
    "whole": "apps/test",
    "zero": "apps/validation-zero-points",
}
SUBMISSIONS = {
    "all": SOURCES | {"changes": "apps/submitted-changed", "tested": "apps/autotest-multi-changed"},
    "unchanged": {"changes": "apps/submitted-unchanged"},
    "cheat": {"changes": "apps/submitted-cheat-attempt"},
    "cheat-too": {"changes": "apps/submitted-cheat-attempt-alternative"},
    "test-changed": {"changes": "apps/submitted-grade-cell-changed"},
    "locked-changed": {"changes": "apps/submitted-locked-cell-changed"},
    "z-test-typed": {"changes": "preprocessors/submitted-grade-cell-type-changed"},
    "z-answer-typed": {"changes": "preprocessors/submitted-answer-cell-type-changed"},
    "zz-old": {"whole": "apps/test-v2"},  # nbgrader stops at these two and at nobody before
}
OWN = "équations 方程"
NOT_GRADED = {"z-test-typed", "z-answer-typed", "zz-doubled", "zz-old"}
PLOT = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.title('x'); plt.show()"
SHOWN = "import helper\nhelper.NAME, [1.0, 2]"
SPOKEN = """
from IPython.display import display, HTML
import sys
print('one'); print('two', file=sys.stderr)
display(HTML('<b>3</b>'))
"""
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def own_notebook() -> Any:
    """Give what nbgrader's own notebooks have not: parts of points, figures, imports from beside, an attachment."""
    return new_notebook(
        cells=[
            new_code_cell(SHOWN, id="shown"),
            new_code_cell(PLOT, id="plot"),
            new_code_cell(SPOKEN, id="spoken"),
            new_code_cell("x = 1", id="x", metadata=nbgrader_cell("x", solution=True, locked=False)),
            new_code_cell("0.25 * x", id="part", metadata=nbgrader_cell("part", grade=True, points=2.0)),
            new_code_cell("print(x / 0)", id="error", metadata=nbgrader_cell("error", grade=True, points=1.0)),
            new_code_cell("!echo 油 && exit 3", id="bang"),
            new_code_cell("%%capture kept\nprint(x)", id="magic"),
            new_markdown_cell(
                "![](attachment:one.png)",
                id="words",
                metadata=nbgrader_cell("words", grade=True, solution=True, points=3.0, locked=False),
                attachments={"one.png": {"image/png": PICTURE}},
            ),
        ],
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader or course in a course folder."""
    program, *rest = arguments
    module = "course.cli" if program == "course" else program
    return subprocess.run(
        [sys.executable, "-m", module, *rest],
        cwd=root,
        env=environment(root) | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )


def hand_in(root: Path, learner: str, notebooks: dict[str, Any], when: str = "") -> None:
    """Hand notebooks in, with what lies beside them."""
    folder = root / "submitted" / learner / NAME
    folder.mkdir(parents=True)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    for beside in (root / "source" / NAME).iterdir():
        if beside.suffix != ".ipynb":
            shutil.copy(beside, folder)
    if when:
        (folder / "timestamp.txt").write_text(f"{when}\n", encoding="utf-8")


def read(theirs: Path, name: str) -> Any:
    """Read one of nbgrader's notebooks, with the name of a kernel that is here: some say 'python'."""
    folder, _, file = name.partition("/")
    notebook = nbformat.read(theirs / folder / "files" / f"{file}.ipynb", as_version=4)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def write_class(root: Path, theirs: Path) -> None:
    """Write source/ and submitted/."""
    folder = root / "source" / NAME
    folder.mkdir(parents=True)
    for name, source in SOURCES.items():
        nbformat.write(read(theirs, source), folder / f"{name}.ipynb")
    nbformat.write(own_notebook(), folder / f"{OWN}.ipynb")
    shutil.copy(theirs / "apps" / "files" / "data.txt", folder)
    (folder / "helper.py").write_text("NAME = 'beside'\n", encoding="utf-8")
    for learner, submission in SUBMISSIONS.items():
        hand_in(root, learner, {name: read(theirs, each) for name, each in submission.items()})
    hand_in(root, "w-王芳", {OWN: own_notebook()})
    hand_in(root, "late", {OWN: own_notebook()}, "2026-03-04 09:00:00 UTC")
    changed: dict[str, Callable[[Any], None]] = {
        "missing": without_part,
        "zz-doubled": doubled,
        "other-kernel": other_kernel,
    }
    for learner, change in changed.items():
        notebook = own_notebook()
        change(notebook)
        hand_in(root, learner, {OWN: notebook})


def without_part(notebook: Any) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id not in {"part", "words"}]


def doubled(notebook: Any) -> None:
    copy = nbformat.from_dict(json.loads(json.dumps(notebook.cells[4])))
    copy.id, copy.source = "copy", "2.0"
    notebook.cells.append(copy)


def other_kernel(notebook: Any) -> None:
    notebook.metadata["kernelspec"] = {"display_name": "R", "language": "R", "name": "ir"}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let classes hand in; nothing is graded."""
    ground_called("all layers")
    root = tmp_path_factory.mktemp("root")
    root.chmod(0o755)
    (root / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    (root / "late.py").write_text(LATE, encoding="utf-8")
    with as_file(files("nbgrader") / "tests") as theirs:
        if not theirs.is_dir():
            pytest.skip("this nbgrader was installed without its tests")
        write_class(root, theirs)
    done = run(root, "nbgrader", "generate_assignment", NAME)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("UPDATE assignment SET duedate = '2026-03-02 00:00:00.000000'")
    return root


@pytest.fixture(scope="module")
def both(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Grade everything twice; give both course folders, and what ours said."""
    folder = tmp_path_factory.mktemp("both")
    for name in ("stock", "ours"):
        shutil.copytree(handed_in, folder / name)
    with ThreadPoolExecutor() as both_at_once:  # nbgrader uses one processor, and mostly waits for its kernels
        stock = both_at_once.submit(run, folder / "stock", "nbgrader", "autograde", NAME)
        told = run(folder / "ours", "course", "grade", NAME, "--workers", "2")
        stock.result()
    run(folder / "stock", "nbgrader", "autograde", NAME, "--student=zz-old")
    assert not told.stderr.count("Traceback"), told.stderr
    return folder / "stock", folder / "ours", told.stdout


def test_nbgraders_own_notebooks_are_graded_as_nbgrader_grades_them(both: tuple[Path, Path, str]) -> None:
    stock, ours, said = both
    expected, found = rows(stock), rows(ours)
    for table, each in expected.items():
        assert found[table] == each, (table, said)
    stock_notebooks, our_notebooks = notebooks(stock), notebooks(ours)
    assert sorted(our_notebooks) == sorted(stock_notebooks)
    for name, notebook in stock_notebooks.items():
        assert our_notebooks[name] == notebook, name
    assert kept(ours) == kept(stock)
    assert len(expected["grade"]) > 100
    for learner in NOT_GRADED:
        assert f"✗   {learner} " in said
    assert f"{len(NOT_GRADED)} not graded" in said


HARMLESS = "def double(x):\n    return 2 * x"
HOSTILE = {
    "reader": "assert not open('../../../gradebook.db').read()",
    "neighbour": "import os; assert not os.listdir('../../../submitted/honest')",
    "socket": "import socket; socket.socket()",
    "killer": "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "massacre": "import os, signal; os.kill(-1, signal.SIGKILL)",
    "leaver": "import os; os._exit(0)",
    "bomb": "import os\nwhile True: os.fork()",
    "hog": "held = bytearray(50_000_000_000)",
    "stubborn": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    "flood": "while True: print('x' * 10_000)",
    "writer": "open('../../../gradebook.db', 'w')",
    "thief": "import nbformat, pathlib; assert not list(pathlib.Path('/').rglob('gradebook.db'))[0].read_bytes()",
}
TESTED = "assert double(2) == 4"


def coding(solution: str) -> Any:
    """Give a notebook in which a learner's function is called."""
    return new_notebook(
        cells=[
            new_code_cell(solution, id="double", metadata=nbgrader_cell("double", solution=True, locked=False)),
            new_code_cell(TESTED, id="tests", metadata=nbgrader_cell("tests", grade=True, points=2.0)),
        ],
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release an assignment in which a function is to be written; nobody has handed in yet."""
    root = tmp_path_factory.mktemp("released")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 2\n", encoding="utf-8")
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(coding("### BEGIN SOLUTION\n### END SOLUTION"), root / "source" / NAME / "code.ipynb")
    done = run(root, "nbgrader", "generate_assignment", NAME)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """Give a class of one's own."""
    tmp_path.chmod(0o755)  # the fence's user has to get there
    root = tmp_path / "root"
    shutil.copytree(released, root)
    root.chmod(0o755)
    return root


def points(root: Path) -> dict[str, float]:
    """Give what each learner got for the function."""
    return {row[1]: row[4] for row in rows(root)["grade"] if row[2] == "tests"}


def test_hostile_submissions_get_nothing_and_nobody_else_notices(root: Path) -> None:
    ground_called("all layers")
    for learner, attack in HOSTILE.items():
        hand_in(root, learner, {"code": coding(attack)})
    for learner in ("an-honest-one", "honest", "z-honest"):
        hand_in(root, learner, {"code": coding(HARMLESS)})
    kept_before = (root / "submitted" / "honest" / NAME / "code.ipynb").read_bytes()
    done = run(root, "course", "grade", NAME, "--workers", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert points(root) == dict.fromkeys(HOSTILE, 0.0) | dict.fromkeys(("an-honest-one", "honest", "z-honest"), 2.0)
    assert (root / "submitted" / "honest" / NAME / "code.ipynb").read_bytes() == kept_before
    assert (
        "Learners' code ran in the fence, all of its layers: namespaces, landlock, seccomp, rlimits, watchdog."
        in done.stdout
    )
    said = " ".join(next(line for line in done.stdout.splitlines() if " stubborn " in line).split())
    assert said.startswith("! stubborn the notebook was stopped: a cell took longer than 2 seconds;")
    assert said.endswith("what came after got nothing. graded anyway")


def test_the_fence_is_a_step_for_those_who_stay_with_nbgraders_command(root: Path) -> None:
    ground_called("all layers")
    settings = "from course.grading import fence_learners\nc = get_config()\nfence_learners(c)\n"
    (root / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    hand_in(root, "honest", {"code": coding(HARMLESS)})
    hand_in(root, "socket", {"code": coding("import socket; socket.socket()\n" + HARMLESS)})
    done = run(root, "nbgrader", "autograde", NAME)
    assert done.returncode == 0, done.stderr
    assert points(root) == {"honest": 2.0, "socket": 0.0}


def test_what_only_an_unfenced_kernel_can_do_is_refused_unless_the_learners_are_trusted(root: Path) -> None:
    settings = "c = get_config()\nc.Execute.extra_arguments = ['--quiet']\n"
    (root / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    hand_in(root, "trusted", {"code": coding(HARMLESS)})
    done = run(root, "course", "grade", NAME)
    assert done.returncode == 1
    assert f"✗ {NAME} was not graded: learners' own code runs in code, and what is set for Execute" in done.stdout
    assert "course grade --trust-submissions" in done.stdout
    assert points(root) == {}
    done = run(root, "course", "grade", NAME, "--trust-submissions")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{NAME} was given to nbgrader's own converter: for Execute there is set: extra_arguments" in done.stdout
    assert "fence" not in done.stdout
    assert points(root) == {"trusted": 2.0}


def test_a_notebook_for_another_kernel_is_told_and_never_a_zero(root: Path) -> None:
    ground_called("all layers")
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("UPDATE notebook SET kernelspec = ?", [json.dumps({"name": "ir", "language": "R"})])
    hand_in(root, "anna", {"code": coding(HARMLESS)})
    done = run(root, "course", "grade", NAME)
    assert done.returncode == 1
    assert "not graded: There is no kernel 'ir' here." in done.stdout
    assert not any(points(root).values())
    assert not (root / "autograded" / "anna" / NAME).exists()

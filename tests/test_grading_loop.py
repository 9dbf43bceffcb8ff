"""Real nbgrader commands on a small course: what a class hands in, and what it gets back. Each trap by its number."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from trial_course import (
    NAME,
    RIGHT,
    SECRETS,
    START,
    TEXT,
    answer,
    environment,
    nbgrader_cell,
    source_notebook,
    write_package,
    write_root,
)

from course.grading import fence
from course.record.place import answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# On a busy machine a class takes its time.
pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(900)]

HALF = {"m9-x1.V1": "summer", "m9-x1.V2": ["ci"], "m9-x1.V3": {"van": "diesel", "car": "diesel"}}
HALF_POINTS = 1.17  # 0 + 1/2 of 1 + 1/3 of 2


@dataclass(frozen=True)
class Class:
    """A course root after its class was graded, and what nbgrader said."""

    root: Path
    package: Path
    said: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run an nbgrader command."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env=environment(self.package),
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said[-3000:]
        return said

    def grades(self, learner: str) -> dict[str, tuple[float | None, float | None, bool]]:
        """Give automatic points, a person's points and whether it waits, for each graded cell."""
        question = """
            SELECT base_cell.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade
            FROM grade JOIN base_cell ON grade.cell_id = base_cell.id
            JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
            JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
            WHERE submitted_assignment.student_id = ?"""
        with sqlite3.connect(self.root / "gradebook.db") as book:
            rows = book.execute(question, (learner,)).fetchall()
        return {name: (auto, manual, bool(waits)) for name, auto, manual, waits in rows}

    def points(self, learner: str) -> tuple[float | None, float | None]:
        """Give the automatic points of the two exercises."""
        grades = self.grades(learner)
        return grades["m9-x1"][0], grades["m9-x2"][0]

    def notebook(self, learner: str) -> Any:
        """Give the autograded notebook."""
        return nbformat.read(self.root / "autograded" / learner / NAME / f"{NAME}.ipynb", as_version=4)

    def page(self, learner: str) -> str:
        """Give the feedback page."""
        return (self.root / "feedback" / learner / NAME / f"{NAME}.html").read_text(encoding="utf-8")

    def submitted(self, learner: str) -> Path:
        """Give the learner's submission."""
        return self.root / "submitted" / learner / NAME


def lay_out(room: Class, learner: str) -> Path:
    """Give a learner's folder with the released notebook."""
    folder = room.root / "learners" / learner / NAME
    shutil.copytree(room.root / "release" / NAME, folder)
    return folder


def change(folder: Path, how: Callable[[Any], None]) -> None:
    """Change the learner's notebook."""
    file = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    how(notebook)
    nbformat.write(notebook, file)


def in_chinese(notebook: Any) -> None:
    notebook.metadata["forecourt"]["lang"] = "zh-CN"
    for cell in notebook.cells:
        cell.source = cell.source.replace('lang="en"', 'lang="zh-CN"')


def without_first_exercise(notebook: Any) -> None:
    notebook.cells = [cell for cell in notebook.cells if cell.id != "m9-x1"]


def with_a_changed_copy(notebook: Any) -> None:
    for cell in [cell for cell in notebook.cells if cell.id == "m9-x1"]:
        again = nbformat.from_dict(json.loads(json.dumps(cell)))
        again.id, again.source = "again", "4.0"
        notebook.cells.append(again)


EVIL = "open({!r}, 'w').close()\n"


def hostile(folder: Path, proof: Path) -> None:
    """Put in everything that ran as the instructor in a trial, or earned marks without an answer."""
    evil = EVIL.format(str(proof))

    def attack(notebook: Any) -> None:
        cells = {cell.id: cell for cell in notebook.cells}
        cells["m9-x1"].metadata["tags"] = ["skip-execution"]  # not run: stock nbgrader gives full marks
        cells["m9-x1"].metadata["nbgrader"]["points"] = 400
        cells["m9-x2"].metadata["nbgrader"] |= {"solution": True, "locked": False}
        cells["m9-x2-mark"].metadata["nbgrader"] = "broken"
        cells["m9-s1-before"].metadata.pop("nbgrader")
        cells["m9-s1-before"].source = evil
        cells["m9-s1"].attachments = {"a.png": {'image/png" onerror="x': "eA=="}}
        notebook.cells.insert(
            0, new_code_cell(evil + "import course.grading; course.grading.mark = lambda *a, **k: 4.0")
        )
        notebook.cells.append(new_markdown_cell("<script>steal()</script> hello"))
        notebook.cells.append(new_code_cell("1.0", metadata=nbgrader_cell("m9-x9", grade=True, points=1)))
        notebook.metadata["forecourt_answers"] = {"entries": [1]}
        notebook.metadata["forecourt"]["learner_code"] = True

    change(folder, attack)
    for name in ("anywidget.py", "course.py", "IPython.py", "json.py", "sitecustomize.py", "ipython_kernel_config.py"):
        (folder / name).write_text(evil, encoding="utf-8")
    for name in ("course", "anywidget/deep"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(evil, encoding="utf-8")


def hand_in_by_zip(room: Class, learner: str, *, only_notebook: bool = False) -> None:
    """Put a learner's work where zip_collect looks, under the names that the course gives it."""
    archive = room.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True, exist_ok=True)
    folder = room.root / "learners" / learner / NAME
    if only_notebook:
        shutil.copy(folder / f"{NAME}.ipynb", archive / f"{learner}__{NAME}.ipynb")
        return
    with zipfile.ZipFile(archive / f"{learner}__{NAME}__20260301T090000Z.zip", "w") as packed:
        for name in (f"{NAME}.ipynb", "answers.jsonl"):
            if (folder / name).exists():
                packed.write(folder / name, name)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Grade a whole class once: the tests below look at what came out."""
    root, package = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("package")
    write_package(package)
    write_root(root)
    said: dict[str, str] = {}
    room = Class(root, package, said)
    said["release"] = room.run("generate_assignment", NAME)
    answered = {
        "anna": RIGHT | TEXT,
        "half": HALF | TEXT,
        "王芳": HALF | TEXT,
        "Li, Wei": HALF,
        "lone": RIGHT | TEXT,
        "deleted": RIGHT | TEXT,
        "hostile": HALF | TEXT,
        "blank": {"m9-x2.T1": " \u200b\u3000\n"},
        "untouched": {},
        "newer": {"m9-x1.V1": "spring"},
    }
    for learner, responses in answered.items():
        answer(lay_out(room, learner), responses, lang="zh-CN" if learner == "王芳" else "en")
    folder = root / "learners"
    change(folder / "王芳" / NAME, in_chinese)
    with answers(folder / "deleted" / NAME).open("ab") as file:
        file.write(b'{"v":1,"seq":9')
    # the last answers are in the notebook only, and the journal was touched by a newer version of the course
    answers(folder / "newer" / NAME).rename(folder / "newer" / "first.jsonl")
    answer(folder / "newer" / NAME, RIGHT, at=START + timedelta(hours=1))
    (folder / "newer" / "first.jsonl").replace(answers(folder / "newer" / NAME))
    with answers(folder / "newer" / NAME).open("ab") as file:
        file.write(b'{"v":2}\n')
    change(folder / "deleted" / NAME, without_first_exercise)
    change(folder / "Li, Wei" / NAME, with_a_changed_copy)
    hostile(folder / "hostile" / NAME, root / "proof")
    for learner in answered:
        if learner != "hostile":
            hand_in_by_zip(room, learner, only_notebook=learner == "lone")
    said["collect"] = room.run("zip_collect", NAME)
    shutil.copytree(folder / "hostile" / NAME, room.submitted("hostile"))  # as an exchange brings it: with every file
    said["autograde"] = room.run("autograde", NAME)
    said["feedback"] = room.run("generate_feedback", NAME)
    return room


def test_t06_neither_key_nor_hidden_part_nor_mark_scheme_reaches_the_release(room: Class) -> None:
    released = room.root / "release" / NAME
    assert [path.name for path in released.iterdir()] == [f"{NAME}.ipynb"]
    text = (released / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert not [secret for secret in (*SECRETS, "answer", "SECRET-RUBRIC", "course.grading") if secret in text]


def test_t40_zip_collect_takes_journals_and_names_with_commas_and_chinese(room: Class) -> None:
    for learner in ("王芳", "Li, Wei"):
        assert sorted(path.name for path in room.submitted(learner).iterdir()) == [
            "answers.jsonl",
            f"{NAME}.ipynb",
            "timestamp.txt",
        ]
    assert [path.name for path in room.submitted("lone").iterdir()] == [f"{NAME}.ipynb"]


@pytest.mark.parametrize(
    ("learner", "points"),
    [
        ("anna", (4.0, 1.0)),
        ("half", (HALF_POINTS, 1.0)),
        ("王芳", (HALF_POINTS, 1.0)),
        ("Li, Wei", (HALF_POINTS, 0.0)),
        ("blank", (0.0, 0.0)),
        ("untouched", (0.0, 0.0)),
        ("newer", (4.0, 0.0)),
    ],
)
def test_each_learner_gets_the_points_of_the_journal(room: Class, learner: str, points: tuple[float, float]) -> None:
    assert room.points(learner) == points


def test_t17_a_notebook_that_came_without_its_journal_is_graded_from_its_answer_copy(room: Class) -> None:
    assert room.points("lone") == (4.0, 1.0)
    assert "and taken from the notebook" in room.said["autograde"]
    assert "forecourt_answers" not in room.notebook("lone").metadata


def test_t04_a_widget_is_not_built_while_grading(room: Class) -> None:
    outputs = [output for cell in room.notebook("anna").cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert "widget-view" not in json.dumps(outputs)
    assert "widgets" not in room.notebook("anna").metadata


def test_t09_a_deleted_graded_cell_is_put_back_and_its_answers_count(room: Class) -> None:
    assert room.points("deleted") == (4.0, 1.0)
    names = [cell.metadata["nbgrader"]["grade_id"] for cell in room.notebook("deleted").cells]
    assert names == ["m9-s1", "m9-s1-before", "m9-x1", "m9-x2", "m9-x2-mark"]


def test_a_torn_journal_is_told_in_the_feedback_and_all_its_whole_answers_count(room: Class) -> None:
    assert room.points("deleted") == (4.0, 1.0)
    assert "cut off" in room.page("deleted")
    assert "cut off" not in room.page("anna")


def test_t09_a_duplicated_graded_cell_counts_once(room: Class) -> None:
    assert room.points("Li, Wei") == (HALF_POINTS, 0.0)


def test_t07_t43_code_that_a_learner_added_or_changed_is_not_run(room: Class) -> None:
    assert not (room.root / "proof").exists()
    assert room.points("hostile") == (HALF_POINTS, 1.0)
    first = room.notebook("hostile").cells[0]
    assert first.source.startswith("open(")  # left in place
    assert first.execution_count is None
    assert first.metadata["tags"] == ["not-the-course", "skip-execution"]
    assert "not run" in first.outputs[0].data["text/plain"]


def test_t43_files_of_a_submission_that_are_not_the_courses_do_not_lie_beside_the_running_notebook(room: Class) -> None:
    folder = room.root / "autograded" / "hostile" / NAME
    assert sorted(path.name for path in folder.rglob("*")) == ["answers.jsonl", f"{NAME}.ipynb"]
    assert (room.submitted("hostile") / "anywidget.py").exists()  # the original is kept
    assert "anywidget.py" in room.said["autograde"]


def test_t02_tags_and_metadata_that_a_learner_changed_earn_nothing(room: Class) -> None:
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in room.notebook("hostile").cells}
    assert cells["m9-x1"].metadata["nbgrader"]["points"] == 4.0
    assert "tags" not in cells["m9-x1"].metadata
    assert "attachments" not in cells["m9-s1"]
    assert "m9-x9" not in cells
    assert set(room.grades("hostile")) == {"m9-x1", "m9-x2", "m9-x2-mark"}


def test_a_script_in_a_learners_own_markdown_does_not_reach_formgrader(room: Class) -> None:
    assert "<script>" not in "".join(
        cell.source for cell in room.notebook("hostile").cells if cell.cell_type == "markdown"
    )


def test_t44_a_blank_text_gets_0_and_leaves_the_manual_queue(room: Class) -> None:
    assert room.grades("blank")["m9-x2-mark"] == (0.0, None, False)
    assert room.grades("untouched")["m9-x2-mark"] == (0.0, None, False)
    assert room.grades("anna")["m9-x2-mark"] == (None, None, True)


def test_t08_t09_nothing_but_texts_waits_for_a_person(room: Class) -> None:
    waits = {
        (learner, cell)
        for learner in (
            "anna",
            "王芳",
            "Li, Wei",
            "lone",
            "deleted",
            "hostile",
            "blank",
            "untouched",
        )
        for cell, (_, _, waiting) in room.grades(learner).items()
        if waiting
    }
    assert {cell for _, cell in waits} == {"m9-x2-mark"}
    assert {learner for learner, _ in waits}.isdisjoint({"blank", "untouched", "Li, Wei"})


def test_t19_a_notebook_in_chinese_is_graded_and_shown_in_chinese(room: Class) -> None:
    cells = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in room.notebook("王芳").cells}
    assert cells["m9-s1"].source == "# 试用\n\n请读。"
    assert 'lang="zh-CN"' in cells["m9-x1"].source
    # the marker's scheme stands below the translated task, and not on the learner's page
    assert cells["m9-x2-mark"].source.startswith(
        "### 你的开场白\n\n由人来看。\n\n=== BEGIN MARK SCHEME ===\nSECRET-RUBRIC"
    )
    page = room.page("王芳")
    assert "SECRET-RUBRIC" not in page
    assert "MARK SCHEME" not in page
    assert '<html lang="zh-CN">' in page
    for expected in ("试用阶段", "夏油", "解释 summer-tempts。", "你的开场白", "王芳"):
        assert expected in page
    assert "(en)." not in page


def test_t12_a_feedback_page_stands_alone_and_says_its_language(room: Class) -> None:
    page = room.page("half")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page
    for outside in ("http:", "https:", "//cdn", "<script", "<link", "@import", "url("):
        assert outside not in page
    assert 'name="viewport"' in page


def test_feedback_shows_answers_explanations_and_points_but_no_code_and_nothing_else_of_the_key(room: Class) -> None:
    page = room.page("half")
    for expected in ("Trial stage", "Summer oil", "Note summer-tempts (en).", "1.17", "早上好", "A person reads it."):
        assert expected in page
    for hidden in (
        "course.grading",
        "from course",
        "mark(",
        "SECRET-RUBRIC",
        "MARK SCHEME",
        "MODEL-LINE",
        "Spring oil",
        "grade-ck",
    ):
        assert hidden not in page
    for learner in ("untouched", "blank"):
        assert not [secret for secret in SECRETS if secret in room.page(learner)]
        assert "Not yet" not in room.page(learner)


FORMGRADER = """
from nbconvert.exporters import HTMLExporter
from nbgrader.apps import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import handlers
app = NbGrader()
app.load_config_file()
config = app.config
config.HTMLExporter.template_name = "formgrade"
config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
done = NbGraderAPI(CourseDirectory(config=config), config=config).generate_feedback("m9-trial", "half", force=True)
assert done["success"], done
names = "base_url submission_id student assignment_id notebook_id notebook_path first_name last_name".split()
page, _ = HTMLExporter(config=config).from_filename(
    "autograded/half/m9-trial/m9-trial.ipynb", resources={**dict.fromkeys(names, "x"), "index": 0, "total": 1}
)
for expected in ("formgrade.js", "Summer oil", "Note summer-tempts (en).", "SECRET-RUBRIC"):
    assert expected in page, expected
"""


def test_t12_formgraders_button_makes_the_same_page_and_its_own_page_shows_what_a_marker_needs(room: Class) -> None:
    before = room.page("half")
    done = subprocess.run(
        [sys.executable, "-c", FORMGRADER],
        cwd=room.root,
        env=environment(room.package),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert room.page("half") == before


def test_feedback_of_a_hostile_notebook_holds_none_of_its_cells(room: Class) -> None:
    assert "steal()" not in room.page("hostile")
    assert "open(" not in room.page("hostile")


def test_t40_collecting_again_needs_no_force_and_changes_nothing_that_is_there(room: Class) -> None:
    def there() -> dict[str, tuple[int, bytes]]:
        files = [path for path in (room.root / "submitted").rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = there()
    (room.root / "downloaded" / NAME / "archive" / f"torn__{NAME}__20260301T090000Z.zip").write_bytes(b"PK")
    said = room.run("zip_collect", NAME)
    assert there() == before
    assert f"torn__{NAME}__20260301T090000Z.zip was skipped" in said


def test_the_page_says_when_it_was_handed_in_and_waits_with_its_verdict(room: Class) -> None:
    assert "Handed in 2026-0" in room.page("half")
    assert "Handed in" not in room.page("lone")  # a notebook alone has no time
    assert "○ Not passed yet: 0 % of all points; 80 % passes." in room.page("untouched")
    assert "assed" not in room.page("anna").partition("<body>")[2]


def test_t45_autograding_everything_again_gives_the_same_and_a_persons_mark_and_words_stay(room: Class) -> None:
    with sqlite3.connect(room.root / "gradebook.db") as book:
        book.execute(
            """UPDATE grade SET manual_score = 6, needs_manual_grade = 0 WHERE id IN (
            SELECT grade.id FROM grade JOIN base_cell ON grade.cell_id = base_cell.id
            JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
            JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
            WHERE base_cell.name = 'm9-x2-mark' AND submitted_assignment.student_id IN ('anna', 'half'))"""
        )
        book.execute(
            """UPDATE comment SET manual_comment = '<b>Well</b> said.' WHERE id IN (
            SELECT comment.id FROM comment JOIN base_cell ON comment.cell_id = base_cell.id
            JOIN submitted_notebook ON comment.notebook_id = submitted_notebook.id
            JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
            WHERE base_cell.name = 'm9-x2-mark' AND submitted_assignment.student_id = 'anna')"""
        )
    book.close()
    before = {learner: room.grades(learner) for learner in ("anna", "half", "lone")}
    # half hands in again, with another text and the first exercise right
    folder = room.root / "learners" / "half" / NAME
    answer(folder, RIGHT | {"m9-x2.T1": "A better line"}, at=START + timedelta(hours=1))
    for name in ("answers.jsonl", f"{NAME}.ipynb"):
        shutil.copy(folder / name, room.submitted("half") / name)
    for learner in before:
        room.run("autograde", NAME, "--force", f"--student={learner}")
    room.run("generate_feedback", NAME, "--force")
    for learner in ("anna", "lone"):
        assert room.grades(learner) == before[learner]
    assert room.grades("half") == {
        "m9-x1": (4.0, None, False),
        "m9-x2": (1.0, None, False),
        "m9-x2-mark": (None, 6.0, True),
    }
    page = room.page("anna")
    assert "&lt;b&gt;Well&lt;/b&gt; said." in page
    assert "11 of 13 points" in page
    assert "✓ Passed with 84 % of all points." in page
    assert "more points" not in page


def test_t43_a_cell_that_calls_the_course_without_a_lock_is_not_released(room: Class) -> None:
    folder = room.root / "source" / "m8-open"
    folder.mkdir()
    notebook = source_notebook()
    notebook.cells[1].metadata.pop("nbgrader")
    nbformat.write(notebook, folder / "m8-open.ipynb")
    with pytest.raises(AssertionError, match=r"not locked[\s\S]*Read-only"):
        room.run("generate_assignment", "m8-open")


def test_t05_a_journal_in_source_is_not_released(room: Class) -> None:
    folder = room.root / "source" / "m8-trial"
    folder.mkdir()
    nbformat.write(source_notebook(), folder / "m8-trial.ipynb")
    answers(folder).write_text("", encoding="utf-8")
    with pytest.raises(AssertionError, match="would overwrite every learner's answers"):
        room.run("generate_assignment", "m8-trial")


def test_a_course_that_fails_in_the_kernel_is_told_and_gives_no_zero(room: Class) -> None:
    folder = room.root / "source" / "m8-broken"
    folder.mkdir()
    notebook = source_notebook()
    notebook.cells[2].source = notebook.cells[2].source.replace("m9-x1", "m9-x7")
    nbformat.write(notebook, folder / "m8-broken.ipynb")
    room.run("generate_assignment", "m8-broken")
    submitted = room.root / "submitted" / "anna" / "m8-broken"
    shutil.copytree(room.root / "release" / "m8-broken", submitted)
    with pytest.raises(AssertionError, match="no fault of the learner"):
        room.run("autograde", "m8-broken")
    assert not (room.root / "autograded" / "anna" / "m8-broken").exists()


def test_an_instructor_can_let_learners_code_run_in_one_assignment(room: Class) -> None:
    folder = room.root / "source" / "m8-code"
    folder.mkdir()
    notebook = source_notebook()
    solution = nbgrader_cell("m8-code", grade=False, solution=True, locked=False)
    test = nbgrader_cell("m8-test", grade=True, points=2.0)
    notebook.cells[1:] = [
        new_code_cell("### BEGIN SOLUTION\nlitres = 40\n### END SOLUTION", id="m8-code", metadata=solution),
        new_code_cell("assert litres == 40", id="m8-test", metadata=test),
    ]
    notebook.metadata["forecourt"] |= {"assignment": "m8-code", "learner_code": True}
    nbformat.write(notebook, folder / "m8-code.ipynb")
    room.run("generate_assignment", "m8-code")
    submitted = room.root / "submitted" / "anna" / "m8-code"
    shutil.copytree(room.root / "release" / "m8-code", submitted)
    notebook = nbformat.read(submitted / "m8-code.ipynb", as_version=4)
    notebook.cells[1].source = "litres = 40"
    nbformat.write(notebook, submitted / "m8-code.ipynb")
    # Where the machine has too few layers for a fence, an instructor has to say that this class is trusted.
    trusted = [] if fence.layers().enough else ["--RunCourseCells.trust_submissions=True"]
    room.run("autograde", "m8-code", *trusted)
    assert room.grades("anna")["m8-test"] == (2.0, None, False)
    room.run("generate_feedback", "m8-code")
    assert "litres = 40" in (room.root / "feedback" / "anna" / "m8-code" / "m8-code.html").read_text(encoding="utf-8")


def test_t13_a_release_in_chinese_keeps_the_gradebook_in_english(room: Class) -> None:
    room.run(
        "generate_assignment",
        NAME,
        "--force",
        "--CourseDirectory.release_directory=release-zh-CN",
        "--Translate.lang=zh-CN",
    )
    notebook = nbformat.read(room.root / "release-zh-CN" / NAME / f"{NAME}.ipynb", as_version=4)
    assert notebook.metadata["forecourt"]["lang"] == "zh-CN"
    assert notebook.cells[0].source == "# 试用\n\n请读。"
    assert "MARK SCHEME" not in notebook.cells[-1].source
    with sqlite3.connect(room.root / "gradebook.db") as book:
        sources = [row[0] for row in book.execute("SELECT source FROM source_cell")]
    book.close()
    assert "# Trial\n\nRead this." in sources

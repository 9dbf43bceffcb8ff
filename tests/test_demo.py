"""The whole loop with nbgrader's own steps: a class with every mishap, from release to returned feedback."""

from __future__ import annotations

import io
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from rich.console import Console

from course.check.keys import read_keys
from course.content import library, localise, module_of
from course.demo import Demo, Step, demo
from course.demo.cast import Learner, Mishap
from course.demo.play import HOSTILE_CELL, HOSTILE_NAME, PROOF, TORN, Expected, play
from course.demo.run import COMMENT, COURSE, MARK
from course.demo.tell import surprised, tell
from course.grading.classroom import Classroom, Graded
from course.grading.handing import hand_in
from course.grading.leaks import leaks, secrets
from course.grading.release import assignments
from course.grading.translate import translate
from course.record import Journal, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from course.content.kinds import Key

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"
SIZE = 9
# Slow to grade: the whole class plays one stage, two of it every other. FORECOURT_DEMO_ALL=1: all play every stage.
ONLY = () if os.environ.get("FORECOURT_DEMO_ALL") else (M1,)
THE_REST = [] if not ONLY else [name for name in assignments(ROOT) if name != M1]
FEW = [Learner("clerk-01", 1.0, "en"), Learner("李娜", 0.5, "zh-CN", Mishap.LONE_NOTEBOOK)]
STEPS: list[Step] = []


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Demo]]]:
    """Play the class's demo, and the stages that the whole class does not play, two at once.

    Most of the time goes into starting nbgrader. Each has a folder of its own, so that one fault stays alone.
    """

    def root(name: str) -> Path:
        return tmp_path_factory.mktemp(name) / "root"

    with ThreadPoolExecutor(2) as pool:
        playing = {M1: pool.submit(demo, root("demo"), ROOT, learners=SIZE, seed=3, only=ONLY, tell=STEPS.append)}
        for name in THE_REST:
            playing[name] = pool.submit(demo, root(name), ROOT, seed=4, only=[name], people=FEW)
        yield playing
        pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="session")
def played(demos: dict[str, Future[Demo]]) -> Demo:
    """Give the class's demo, played once."""
    return demos[M1].result()


@pytest.fixture(scope="session")
def room(played: Demo) -> Classroom:
    return Classroom(played.root, COURSE)


def cells(room: Classroom, learner: str) -> dict[str, Graded]:
    return {grade.cell: grade for grade in room.graded(M1, learner)}


def autograded(played: Demo, learner: str) -> Path:
    return played.root / "autograded" / learner / M1


def submitted(played: Demo, learner: str) -> Path:
    return played.root / "submitted" / learner / M1


def lang_of(played: Demo, name: str) -> str:
    return next(learner.lang for learner in played.learners if learner.name == name)


def test_every_score_is_what_the_answers_must_earn(played: Demo) -> None:
    for name, graded in played.graded.items():
        assert graded.surprises == []
        assert graded.scores == SIZE * scored_cells(name)
    assert not surprised(played)


def scored_cells(name: str) -> int:
    """Count the graded exercises of an assignment, and its texts that a person marks."""
    exercises = library(module_of(name)).graded.values()
    return len(exercises) + sum(each.manual_points > 0 for each in exercises)


@pytest.fixture(scope="session", params=THE_REST)
def other(request: pytest.FixtureRequest, demos: dict[str, Future[Demo]]) -> tuple[str, Demo]:
    name: str = request.param
    return name, demos[name].result()


def test_in_every_other_stage_each_score_is_what_the_answers_must_earn(other: tuple[str, Demo]) -> None:
    name, result = other
    graded = result.graded[name]
    assert graded.surprises == []
    assert graded.scores == len(FEW) * scored_cells(name)
    assert graded.points["clerk-01"] == pytest.approx(graded.most)
    assert 0 < graded.points["李娜"] < graded.most
    assert "clerk-01" in graded.waiting
    assert result.marked[name] == "clerk-01"


def test_in_every_other_stage_nothing_of_the_key_is_handed_out(other: tuple[str, Demo]) -> None:
    name, result = other
    secret = secrets(result.root / "source" / name / "key.yaml")
    assert len(secret) > 50
    for place in ("release", "handouts", "exchange/forecourt-demo/outbound"):
        assert (result.root / place).exists()
        assert leaks(result.root / place, secret) == []
    for learner in FEW:
        page = result.page(learner.name, name).read_text(encoding="utf-8")
        assert f'<html lang="{learner.lang}">' in page


def test_scores_differ_so_that_the_comparison_means_something(played: Demo) -> None:
    points = played.graded[M1].points
    assert len(set(points.values())) >= 6
    assert 0 < sorted(points.values())[1] < max(points.values()) < played.graded[M1].most


def test_who_hands_in_a_blank_gets_0_and_leaves_nobody_waiting(played: Demo, room: Classroom) -> None:
    graded = cells(room, "blank")
    assert [grade.auto for grade in graded.values()] == [0.0] * 6
    assert not any(grade.waits for grade in graded.values())
    assert "blank" not in played.graded[M1].waiting


def test_only_texts_wait_for_a_person_and_one_is_marked(played: Demo, room: Classroom) -> None:
    waiting = [
        (learner.name, grade.cell)
        for learner in played.learners
        for grade in room.graded(M1, learner.name)
        if grade.waits
    ]
    assert {cell for _, cell in waiting} == {"m1-x5-mark"}
    assert {name for name, _ in waiting} | {played.marked[M1]} == set(played.graded[M1].waiting)
    assert cells(room, played.marked[M1])["m1-x5-mark"].manual == MARK


def test_late_is_shown_as_late_and_nobody_else_is(played: Demo, room: Classroom) -> None:
    late = {learner.name for learner in played.learners if room.seconds_late(M1, learner.name) > 0}
    assert late == {"late"}


def test_t17_a_lone_notebook_is_graded_from_its_answer_copy(played: Demo) -> None:
    assert not (submitted(played, "lone-notebook") / "answers.jsonl").exists()
    assert (autograded(played, "lone-notebook") / "answers.jsonl").is_file()
    assert played.graded[M1].points["lone-notebook"] > 0


def test_a_torn_journal_keeps_every_answer_and_says_so(played: Demo) -> None:
    assert (submitted(played, "torn-journal") / "answers.jsonl").read_bytes().endswith(TORN)
    assert played.graded[M1].points["torn-journal"] > 0
    assert "cut off" in played.page("torn-journal", M1).read_text(encoding="utf-8")


def test_t09_a_deleted_graded_cell_is_graded_from_the_journal(played: Demo, room: Classroom) -> None:
    sent = nbformat.read(submitted(played, "deleted-cell") / f"{M1}.ipynb", as_version=4)
    assert "m1-x1" not in {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in sent.cells}
    assert (cells(room, "deleted-cell")["m1-x1"].auto or 0) > 0


def test_t07_t43_hostile_code_and_a_hostile_file_did_nothing(played: Demo) -> None:
    assert list(played.root.rglob(PROOF)) == []
    assert (submitted(played, "hostile") / HOSTILE_NAME).is_file()  # it was sent, and is kept for the instructor to see
    assert sorted(path.name for path in autograded(played, "hostile").iterdir()) == [
        "answers.jsonl",
        f"{M1}.ipynb",
        "submission_secret.txt",
        "timestamp.txt",
    ]
    notebook = nbformat.read(autograded(played, "hostile") / f"{M1}.ipynb", as_version=4)
    assert notebook.cells[0].source == HOSTILE_CELL
    assert notebook.cells[0].execution_count is None
    assert played.graded[M1].points["hostile"] > 0


def test_t11_names_in_chinese_and_with_a_comma_are_in_the_gradebook(played: Demo, room: Classroom) -> None:
    for name in ("李娜", "Ng, Amy"):
        assert len(cells(room, name)) == 6
        assert played.page(name, M1).is_file()


def test_t12_everybody_gets_feedback_in_the_own_language_without_a_network(played: Demo) -> None:
    for learner in played.learners:
        page = played.page(learner.name, M1).read_text(encoding="utf-8")
        assert f'<html lang="{learner.lang}">' in page, learner
        title = library("m1").graded_exercise("m1-x1").title.of(learner.lang)
        assert title in page
        for outside in ("http:", "https:", "//cdn", "<script", "<link", "@import", "url("):
            assert outside not in page, (learner, outside)


def test_feedback_goes_back_through_the_exchange(played: Demo) -> None:
    returned = list((played.root / "exchange" / COURSE / "feedback").glob("*.html"))
    assert len(returned) == SIZE * len(played.assignments)


def test_a_marked_text_comes_back_with_the_persons_words(played: Demo) -> None:
    name = played.marked[M1]
    page = played.page(name, M1).read_text(encoding="utf-8")
    assert COMMENT[lang_of(played, name)] in page


def test_no_feedback_shows_code_or_what_stands_in_hidden_cells(played: Demo) -> None:
    assert leaks(played.root / "feedback", set()) == []
    for page in played.pages:
        assert "from course" not in page.read_text(encoding="utf-8")


def test_a_blank_submissions_feedback_tells_nothing_of_the_key(played: Demo) -> None:
    secret = secrets(played.root / "source" / M1 / "key.yaml")
    assert len(secret) > 150
    assert leaks(played.page("blank", M1), secret) == []


def test_feedback_explains_what_was_answered_and_nothing_else_of_the_key(played: Demo) -> None:
    keys = keys_of(played.root)
    for learner in played.learners:
        entries = Journal(autograded(played, learner.name) / "answers.jsonl", session="test").entries()
        given = Snapshot.of(entries).latest_graded()
        own = {text for part, key in keys.items() if part in given for text in texts(key)}
        others = {text for part, key in keys.items() if part not in given for text in texts(key)}
        page = played.page(learner.name, M1)
        assert leaks(page, others - own) == [], learner
        told = leaks(page, own)
        assert bool(told) == bool(given), learner


def keys_of(root: Path) -> dict[str, Key]:
    return read_keys(root / "source" / M1 / "key.yaml", list(library("m1").graded.values()))


def texts(key: Key) -> set[str]:
    notes = {text for lang in ("en", "zh-CN") for text in localise(key, lang)["notes"].values()}
    return {note for note in notes if len(note) > 8}


def test_what_was_released_holds_nothing_of_the_key(played: Demo) -> None:
    secret = secrets(played.root / "source" / M1 / "key.yaml")
    for place in ("release", "handouts", "exchange/forecourt-demo/outbound"):
        assert leaks(played.root / place, secret) == []


def test_progress_moves_with_each_learner_to_the_end(played: Demo) -> None:
    assert played.assignments
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))
    assert STEPS[-1].number == STEPS[-1].total
    for doing in ("answers and hands in", "autograde", "feedback"):
        told = " ".join(step.does for step in STEPS if doing in step.does)
        assert all(learner.name in told for learner in played.learners), doing


def test_the_last_screen_says_what_happened_and_what_to_open(played: Demo) -> None:
    screen = Console(file=io.StringIO(), width=120)
    tell(played, screen)
    said = screen.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert "all as expected" in said
    for learner in played.learners:
        assert learner.name in said
    assert f'course formgrader --root "{played.root}"' in said
    assert str(played.page(played.marked[M1], M1)) in said
    assert str(played.root / "gradebook.db") in said
    for what in ("nothing to mark", "shown as late", "neither was run", "put back"):
        assert what in said


def test_t45_autograding_everything_again_gives_the_same_scores(played: Demo, room: Classroom) -> None:
    before = {learner.name: cells(room, learner.name) for learner in played.learners}
    room.run("autograde", M1, "--force")
    after = {learner.name: cells(room, learner.name) for learner in played.learners}
    assert after == before
    assert list(played.root.rglob(PROOF)) == []


# -- without an exchange: zips, as learners' hand-in button makes them -------------------------------------------------

BY_ZIP = {"王芳": "zh-CN", "Li, Wei": "en", "a__b": "en"}


@pytest.fixture(scope="session")
def collected(played: Demo, room: Classroom) -> dict[str, Expected]:
    """Collect and grade three zips, and a notebook that came alone."""
    archive = played.root / "downloaded" / M1 / "archive"
    archive.mkdir(parents=True)
    expected = {}
    for name, lang in (*BY_ZIP.items(), ("pat", "en")):
        folder = played.root.parent / "by-zip" / name / M1
        shutil.copytree(played.root / "release" / M1, folder)
        file = folder / f"{M1}.ipynb"
        nbformat.write(translate(nbformat.read(file, as_version=4), lang, M1), file)  # type: ignore[arg-type]
        learner = Learner(name, 0.8, lang)  # type: ignore[arg-type]
        if name == "a__b":  # handed in a first time without an answer; the last one counts
            (folder / "answers.jsonl").write_text("", encoding="utf-8")
            pack(folder, name, lang, archive, datetime(2026, 3, 2, 20, 0, tzinfo=UTC))
        expected[name] = play(folder, M1, learner, library("m1").graded.values(), keys_of(played.root), seed=5)
        if name == "pat":
            shutil.copy(file, archive / f"pat__{M1}.ipynb")
        else:
            pack(folder, name, lang, archive, datetime(2026, 3, 2, 21, 0, tzinfo=UTC))
    room.run("zip_collect", M1)
    room.run("autograde", M1)
    return expected


def pack(folder: Path, name: str, lang: str, archive: Path, when: datetime) -> None:
    from traitlets.config import Config

    receipt = hand_in(folder.parent, M1, name, lang, now=lambda: when, config=Config())
    assert receipt.path
    shutil.copy(receipt.path, archive)


def test_t40_zips_and_a_lone_notebook_are_collected_under_the_learners_names(
    played: Demo, collected: dict[str, Expected]
) -> None:
    for name in BY_ZIP:
        files = {path.name for path in submitted(played, name).iterdir()}
        assert files == {f"{M1}.ipynb", "answers.jsonl", "timestamp.txt"}
    assert {path.name for path in submitted(played, "pat").iterdir()} == {f"{M1}.ipynb"}
    there = {path.name for path in (played.root / "submitted").iterdir()}
    assert there == {learner.name for learner in played.learners} | set(collected)


def test_t10_what_came_by_zip_earns_what_its_answers_must_earn(room: Classroom, collected: dict[str, Expected]) -> None:
    for name, wanted in collected.items():
        got = {cell: grade.auto for cell, grade in cells(room, name).items() if cell in wanted.points}
        assert got == pytest.approx(dict(wanted.points), abs=0.0051), name
        assert sum(wanted.points.values()) > 10


def test_the_same_seed_writes_the_same_journals(played: Demo, tmp_path: Path) -> None:
    learner = next(each for each in played.learners if each.name == "Ng, Amy")
    journals = []
    for again in ("one", "two"):
        folder = tmp_path / again / M1
        shutil.copytree(played.root / "release" / M1, folder)
        play(folder, M1, learner, library("m1").graded.values(), keys_of(played.root), seed=3)
        journals.append((folder / "answers.jsonl").read_text(encoding="utf-8"))
    assert journals[0] == journals[1]
    assert journals[0] == (submitted(played, "Ng, Amy") / "answers.jsonl").read_text(encoding="utf-8")
    assert json.loads(journals[0].splitlines()[0])["session"] == "demo"

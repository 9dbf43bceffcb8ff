"""What a learner handed in stays as it came, and a notebook is never half mended."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from rich.console import Console

from course.engine.errors import CourseError
from course.grading.autograde.command import grade as command
from course.grading.repair.answers import look_at_answers
from course.grading.repair.check import Checked, Report
from course.grading.repair.fault import Fault, State
from course.grading.repair.original import Change, Original, digest_of
from course.grading.repair.reading import read_notebook
from course.grading.repair.show import tell
from course.record import Journal
from course.record import copy as answer_copy

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = 1000  # bytes
OLD, NEW = b"the learner's " * 9, b"mended " * 11


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a course folder with one submission."""
    folder = tmp_path / "submitted" / "anna" / "m1"
    (folder / "deep").mkdir(parents=True)
    (folder / "first.ipynb").write_bytes(OLD)
    (folder / "second (1).ipynb").write_bytes(OLD + OLD)
    (folder / "answers.jsonl").write_bytes(b"{}\n")
    (folder / "deep" / "notes.txt").write_bytes(b"notes")
    return tmp_path


def original(root: Path) -> Original:
    directory = SimpleNamespace(
        submitted_directory="submitted",
        format_path=lambda step, learner, assignment: str(root / step / learner / assignment),
    )
    return Original(directory, "anna", "m1", LARGEST)


def change(file: Path, target: Path, data: bytes | None) -> Change:
    return Change(file, target, data, digest_of(file))


def mend(root: Path) -> None:
    """Mend one notebook, and the name of another."""
    folder = root / "submitted" / "anna" / "m1"
    changes = []
    if (folder / "first.ipynb").read_bytes() != NEW:
        changes.append(change(folder / "first.ipynb", folder / "first.ipynb", NEW))
    if (folder / "second (1).ipynb").exists():
        changes.append(change(folder / "second (1).ipynb", folder / "second.ipynb", NEW + NEW))
    elif (folder / "second.ipynb").read_bytes() != NEW + NEW:
        changes.append(change(folder / "second.ipynb", folder / "second.ipynb", NEW + NEW))
    original(root).clear(folder)
    original(root).change(folder, changes)


def files(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_submission_is_kept_whole_before_it_is_changed(root: Path) -> None:
    came = files(root / "submitted")
    mend(root)
    assert {name: data for name, data in files(root / "submitted-as-it-came").items() if "mended" not in name} == came
    now = files(root / "submitted" / "anna" / "m1")
    assert (now["first.ipynb"], now["second.ipynb"], now["answers.jsonl"]) == (NEW, NEW + NEW, b"{}\n")
    assert "second (1).ipynb" not in now


def test_a_second_mend_keeps_the_first_original_and_a_new_submission_comes_beside_it(root: Path) -> None:
    folder, kept = root / "submitted" / "anna" / "m1", root / "submitted-as-it-came" / "anna"
    mend(root)
    original(root).change(folder, [change(folder / "first.ipynb", folder / "first.ipynb", b"mended again")])
    assert sorted(each.name for each in kept.iterdir()) == [".m1.mended", "m1"]
    for number in (2, 3):
        came = b"handed in again " * number
        (folder / "first.ipynb").write_bytes(came)
        original(root).change(folder, [change(folder / "first.ipynb", folder / "first.ipynb", NEW)])
        assert (kept / f"m1.{number}" / "first.ipynb").read_bytes() == came
    assert (kept / "m1" / "first.ipynb").read_bytes() == OLD


def test_links_are_kept_as_links_and_what_is_far_too_large_stays_where_it_is(root: Path) -> None:
    folder, kept = root / "submitted" / "anna" / "m1", root / "submitted-as-it-came" / "anna" / "m1"
    (root / "gradebook.db").write_bytes(b"all grades")
    (folder / "link").symlink_to(root / "gradebook.db")
    (folder / "large").write_bytes(b"x" * (LARGEST + 1))
    mend(root)
    assert (kept / "link").is_symlink()
    assert not (kept / "large").exists()
    assert (folder / "large").exists()


def test_a_name_that_is_taken_is_never_written_over(root: Path) -> None:
    folder = root / "submitted" / "anna" / "m1"
    (folder / "second.ipynb").write_bytes(b"another")
    before = files(root)
    with pytest.raises(CourseError, match="is there already"):
        original(root).change(folder, [change(folder / "second (1).ipynb", folder / "second.ipynb", None)])
    assert files(root) == before


def test_what_was_handed_in_anew_meanwhile_is_left_alone(root: Path) -> None:
    folder = root / "submitted" / "anna" / "m1"
    old = change(folder / "first.ipynb", folder / "first.ipynb", NEW)
    (folder / "first.ipynb").write_bytes(b"newer")
    with pytest.raises(CourseError, match="changed while it was looked at"):
        original(root).change(folder, [old])
    assert (folder / "first.ipynb").read_bytes() == b"newer"


def test_the_mended_file_has_the_permissions_of_the_old_one(root: Path) -> None:
    file = root / "submitted" / "anna" / "m1" / "first.ipynb"
    file.chmod(0o640)
    mend(root)
    assert file.stat().st_mode & 0o777 == 0o640


KILLED = 9


def killed_at(moment: int, do: Callable[[], None]) -> bool:
    """Do it in a process of its own that is killed before its ``moment``-th call to the system; tell whether it was."""
    child = os.fork()
    if not child:
        calls = 0

        def hear(event: str, _: Any) -> None:
            nonlocal calls
            if event.partition(".")[0] in {"open", "os", "shutil"}:
                calls += 1
                if calls > moment:
                    os._exit(KILLED)  # nothing is tidied up, as after kill -9

        sys.addaudithook(hear)
        try:
            do()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_killed_at_any_moment_each_notebook_is_the_old_or_the_new_and_the_original_is_there(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    came, folder = files(root / "submitted"), root / "submitted" / "anna" / "m1"
    moment = 0
    while killed_at(moment, lambda: mend(root)):
        now = files(folder)
        assert now["first.ipynb"] in {OLD, NEW}
        (second,) = [data for name, data in now.items() if name.startswith("second")]
        assert second in {OLD + OLD, NEW + NEW}
        kept = files(root / "submitted-as-it-came" / "anna" / "m1")
        if kept or now["first.ipynb"] != OLD or second != OLD + OLD:
            assert {f"anna/m1/{name}": data for name, data in kept.items()} == came
        mend(root)  # the next run makes it whole
        whole = {name: data for name, data in files(folder).items() if name.endswith(".ipynb")}
        assert whole == {"first.ipynb": NEW, "second.ipynb": NEW + NEW}
        places = sorted(each.name for each in (root / "submitted-as-it-came" / "anna").iterdir())
        assert places == [".m1.mended", "m1"]
        for name, data in came.items():  # and once more, one moment later
            (root / "submitted" / name).write_bytes(data)
        (folder / "second.ipynb").unlink()
        (root / "submitted-as-it-came").rename(tmp_path_factory.mktemp("kept") / "as-it-came")
        moment += 1
    assert moment > 30


# -- reading ----------------------------------------------------------------------------------------------------------

NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b'{"cells": [', "is no notebook, or only a part of one"),
        (b"\xff\xfe\x00\xd8", "is no notebook"),
        (b"[" * 900, "is"),
        (b"[]", "is no notebook"),
        (b"7", "is no notebook"),
        (b"{}", "is no notebook"),
        (b'{"nbformat": 99, "cells": []}', "is no notebook"),
        (b'{"nbformat": "4", "cells": []}', "is no notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7]}', "is no notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "x"}]}', "is no notebook"),
        (b"x" * 1001, "max_file_size"),
    ],
)
def test_what_is_no_notebook_is_told_whatever_it_is(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "m1.ipynb"
    file.write_bytes(data)
    with pytest.raises(CourseError, match=sentence):
        read_notebook(file, LARGEST)


def test_a_notebook_that_is_nested_too_deeply_is_told(tmp_path: Path) -> None:
    file = tmp_path / "m1.ipynb"
    file.write_bytes(b"[" * 200_000)
    with pytest.raises(CourseError, match="nested too deeply"):
        read_notebook(file, 1_000_000)


def test_neither_a_link_nor_a_pipe_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.ipynb").write_text(NOTEBOOK, encoding="utf-8")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real.ipynb")
    os.mkfifo(tmp_path / "pipe.ipynb")
    for name in ("link", "pipe"):
        with pytest.raises(CourseError, match="is a link or no file at all"):
            read_notebook(tmp_path / f"{name}.ipynb", LARGEST)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_notebook_that_an_editor_saved_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "m1.ipynb"
    file.write_bytes(NOTEBOOK.encode(encoding))
    read = read_notebook(file, LARGEST)
    assert (read.nb.cells, read.plain, read.version) == ([], False, 4)


def test_an_old_format_is_read_as_nbgrader_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "m1.ipynb"
    cell = '{"cell_type": "code", "input": ["1"], "outputs": [], "language": "python", "metadata": {"nbgrader": {}}}'
    file.write_text(f'{{"worksheets": [{{"cells": [{cell}]}}], "metadata": {{}}, "nbformat": 3}}', encoding="utf-8")
    read = read_notebook(file, LARGEST)
    assert (read.version, read.nb.cells[0].source) == (3, "1")


# -- answers ----------------------------------------------------------------------------------------------------------


def test_a_journal_that_cannot_be_used_needs_a_person(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").symlink_to(tmp_path / "elsewhere")
    (fault,) = look_at_answers(tmp_path, [])
    assert (fault.state, fault.what) == (State.YOU, "answers.jsonl is a link, or no file at all.")


def test_an_answers_file_under_another_name_is_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "answers (1).jsonl").write_bytes(b"")
    (fault,) = look_at_answers(tmp_path, [])
    assert fault.state is State.YOU
    assert "'answers (1).jsonl'" in fault.what
    assert "Give it the name answers.jsonl" in fault.then


def test_lines_that_cannot_be_read_are_named_but_not_all_of_many(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_bytes(b'{"v":1,\n' * 40)
    (fault,) = look_at_answers(tmp_path, [])
    assert fault.state is State.GRADED
    assert "Lines 1, 2, 3, 4, 5, 6, 7, 8 and 32 more of answers.jsonl are cut off." in fault.what
    assert list(tmp_path.iterdir()) == [tmp_path / "answers.jsonl"]


def entries(folder: Path, *answered: str, session: str = "kernel") -> list[Any]:
    """Answer graded items beside a notebook."""
    book = Journal(folder / "answers.jsonl", session=session)
    for item in answered:
        book.append(item=item, form="graded", event="answer", response="a")
    return list(book.entries())


def form(name: str, *copied: Any) -> Any:
    """Give a form's cell as it is shown, with its copy of the answers."""
    data = {answer_copy.MIME: answer_copy.make("m1", copied, [each.item for each in copied])}
    return new_code_cell(outputs=[new_output("display_data", data)], metadata={"nbgrader": {"grade_id": name}})


FORMS = ("m1-x1", "m1-x2")


def test_t17_a_lone_notebook_without_the_copy_of_one_form_needs_a_person(tmp_path: Path) -> None:
    answered = entries(tmp_path, "m1-x2.A")
    (tmp_path / "answers.jsonl").unlink()
    nb = new_notebook(cells=[form("m1-x2", *answered)])
    (fault,) = look_at_answers(tmp_path, [nb], FORMS)
    assert fault.state is State.YOU
    assert "no copy of the answers to 'm1-x1'" in fault.what
    nb.cells.append(form("m1-x1"))
    (fault,) = look_at_answers(tmp_path, [nb], FORMS)
    assert (fault.state, fault.then) == (State.GRADED, "Answers taken from the copy in the notebook: 1.")


def test_a_torn_journal_without_copies_beside_it_needs_a_person(tmp_path: Path) -> None:
    answered = entries(tmp_path, "m1-x1.A", "m1-x2.A")
    file = tmp_path / "answers.jsonl"
    file.write_bytes(file.read_bytes()[:-9])
    whole = [form("m1-x1", answered[0]), form("m1-x2", answered[1])]
    for cells, state in ((whole, State.GRADED), ([], State.YOU), (whole[1:], State.YOU)):
        (fault,) = look_at_answers(tmp_path, [new_notebook(cells=cells)], FORMS)
        assert fault.state is state
        assert fault.what.startswith("Line 2 of answers.jsonl is cut off.")


def test_an_empty_journal_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_bytes(b"")
    (fault,) = look_at_answers(tmp_path, [new_notebook()], FORMS)
    assert (fault.state, fault.what) == (
        State.YOU,
        "answers.jsonl is empty, and no copy of the answers in the notebook.",
    )
    assert look_at_answers(tmp_path, [new_notebook(cells=[form("m1-x1"), form("m1-x2")])], FORMS) == []


def test_the_journal_of_another_learner_is_noticed_by_the_copy(tmp_path: Path) -> None:
    others, own = tmp_path / "others", tmp_path / "own"
    others.mkdir()
    own.mkdir()
    nb = new_notebook(cells=[form("m1-x1", *entries(own, "m1-x1.A", session="own")), form("m1-x2")])
    assert look_at_answers(own, [nb], FORMS) == []
    entries(others, "m1-x1.A", session="another")
    (fault,) = look_at_answers(others, [nb], FORMS)
    assert fault.state is State.YOU
    assert "Is it another learner's" in fault.then


# -- what it says -----------------------------------------------------------------------------------------------------


def said(report: Report) -> str:
    console = Console(file=StringIO(), width=160, force_terminal=False)
    tell(report, console)
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def test_who_needs_a_person_comes_first_and_each_learner_stands_there_once() -> None:
    you, mended = Fault(State.YOU, "Torn [bold].", "Ask."), Fault(State.MENDED, "Deleted.", "Put back.")
    report = Report(3, [Checked("m1", "anna", (mended,)), Checked("m1", "ben", (mended, you))], Path("kept"))
    text = said(report)
    assert text.index("ben") < text.index("anna")
    assert text.count("ben") == 1
    assert "Torn [bold]." in text
    assert "The originals of what was mended: kept/" in text
    assert "3 looked at: 1 needs you, 1 mended, 1 as they should be. Nothing was graded." in text


def test_a_long_list_is_cut_but_never_that_of_those_who_need_a_person() -> None:
    you, right = Fault(State.YOU, "Torn.", "Ask."), Fault(State.GRADED, "More files.", "Not graded with.")
    report = Report(200, [Checked("m1", f"c{n:03}", (you if n < 100 else right,)) for n in range(200)])
    text = said(report)
    assert "c099" in text
    assert "and 60 more that do not need you." in text


def test_when_all_is_well_there_is_one_line() -> None:
    assert said(Report(5)) == "✓ 5 looked at: 5 as they should be. Nothing was graded.\n"


def test_a_stop_says_how_to_go_on() -> None:
    assert "Stopped: 2 looked at" in said(Report(2, stopped=True))


def test_check_grades_nothing_and_says_so_to_who_wants_both(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="--check grades nothing"):
        command("m1", check=True, force=True, root=tmp_path)

"""What ``course grade --scheduler`` is made of, without a cluster: parcels, the worker's side, and refusals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import compute_checksum
from traitlets.config import Config
from trial_course import nbgrader_cell

from course.engine.errors import CourseError
from course.grading.autograde import parcel, remote
from course.grading.autograde.assignment import Assignment, Notebook
from course.grading.autograde.cluster import Cluster
from course.grading.autograde.command import grade as command
from course.grading.autograde.jobs import Job
from course.grading.autograde.parcel import Parcel
from course.grading.autograde.result import Graded
from course.grading.autograde.settings import setup_elsewhere
from course.grading.configuration import apply
from course.grading.fence import running
from course.grading.preprocessors.cells import CourseCell

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("distributed", reason="needs forecourt[cluster]")


def test_a_folder_comes_over_whole_but_links_and_what_is_too_large_do_not(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "deep").mkdir(parents=True)
    (here / "deep" / "王芳.txt").write_bytes(b"\0\xff")
    (here / "large").write_bytes(b"x" * 101)
    (here / "link").symlink_to("/etc/passwd")
    Parcel.of(here, most=100).unpack(there)
    assert (there / "deep" / "王芳.txt").read_bytes() == b"\0\xff"
    assert (there / "large").stat().st_size == 101
    assert (there / "large").read_bytes() == bytes(101)
    assert (there / "link").is_symlink()
    assert not (there / "link").exists()
    assert Parcel.of(tmp_path / "missing") == Parcel()


def test_a_folder_that_fits_into_no_memory_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "LARGEST", 10)
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"123456")
    with pytest.raises(CourseError, match="too much to be sent"):
        Parcel.of(tmp_path)


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out"])
def test_no_parcel_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(CourseError, match="leads out"):
        Parcel({name: b""}).unpack(tmp_path / "in")
    assert not list(tmp_path.glob("out"))


CODE = "m9-code"


def coding(tmp_path: Path, source: str) -> tuple[remote.Kit, Parcel]:
    """Give a kit for an assignment in which a learner's code runs, and a submission of it."""
    metadata = nbgrader_cell("tests", grade=True, points=2.0)
    locked = new_code_cell("assert total == 3", metadata=metadata)
    tests = CourseCell("tests", "code", locked.source, compute_checksum(locked), True, True, False, False, 2.0)
    notebook = Notebook("n", CODE, None, (tests,), {"tests": "t"}, {}, {})
    cells = [new_code_cell(source), new_code_cell("assert total == 4", metadata=metadata)]
    (tmp_path / "in").mkdir()
    nbformat.write(new_notebook(cells=cells), tmp_path / "in" / f"{CODE}.ipynb")
    config = Config()
    apply(config)
    config.CourseCellsOnly.learner_code = [CODE]
    kit = remote.Kit(
        "k", remote.course_print(), config, Assignment("a", CODE, None, {CODE: notebook}), Parcel(), Parcel()
    )
    return kit, Parcel.of(tmp_path / "in")


@pytest.fixture(autouse=True)
def cleared() -> Iterator[None]:
    yield
    remote.put_away()


@pytest.mark.skipif(sys.platform != "linux", reason="the fence is Linux's")
def test_learners_code_runs_in_the_workers_own_fence(tmp_path: Path) -> None:
    data, files = remote.grade(*_swapped(coding(tmp_path, "total = 1 + 2")))
    graded = Graded.read(data)
    assert graded.problem is None
    assert graded.notebooks[CODE].scores == {"tests": 2.0}
    assert list(files.files) == [f"{CODE}.ipynb"]


def test_a_worker_with_too_few_layers_refuses_learners_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "available", lambda: False)
    data, files = remote.grade(*_swapped(coding(tmp_path, "total = 3")))
    problem = Graded.read(data).problem
    assert problem is not None
    assert "Learners' code cannot be run here" in problem.what
    assert files == Parcel()


def _swapped(made: tuple[remote.Kit, Parcel]) -> tuple[remote.Kit, str, Parcel]:
    return made[0], "anna", made[1]


def test_a_worker_with_another_course_grades_nothing(tmp_path: Path) -> None:
    kit, submission = coding(tmp_path, "total = 3")
    other = remote.Kit(kit.name, "another", kit.config, kit.assignment, kit.source, kit.translations)
    problem = Graded.read(remote.grade(other, "anna", submission)[0]).problem
    assert problem is not None
    assert "another version of the course" in problem.what


class _Future:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def result(self) -> Any:
        raise self._error


def cluster(tmp_path: Path, address: str = "tcp://127.0.0.1:1") -> Cluster:
    config = Config()
    apply(config)
    config.CourseDirectory.db_url = "postgresql://course:secret@host/gradebook"
    config.RunCourseCells.trust_submissions = config.FencedExecute.trust_submissions = True
    name = Assignment("a", CODE, None, {})
    return Cluster(setup_elsewhere(config, tmp_path), {CODE: name}, address)


def test_what_costs_every_worker_is_the_machines_error_and_no_zero(tmp_path: Path) -> None:
    from distributed import KilledWorker

    killed = KilledWorker("task", SimpleNamespace(address="tcp://x"), 3)  # type: ignore[arg-type]
    graded = cluster(tmp_path)._take(Job(CODE, "anna", str(tmp_path / "to")), _Future(killed))  # noqa: SLF001
    assert graded.problem is not None
    assert "was ended" in graded.problem.what
    assert not graded.enrolled  # so nothing is written
    assert not (tmp_path / "to").exists()


def test_the_gradebooks_address_and_trust_in_learners_code_stay_here(tmp_path: Path) -> None:
    kit = cluster(tmp_path)._kit(CODE)  # noqa: SLF001
    assert "secret" not in repr(kit)
    assert "db_url" not in kit.config.CourseDirectory
    assert not kit.config.RunCourseCells.trust_submissions
    assert not kit.config.FencedExecute.trust_submissions


def test_without_a_scheduler_it_says_so(tmp_path: Path) -> None:
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(CourseError, match="No scheduler"):
        cluster(tmp_path).__enter__()


def test_without_the_extra_everything_else_works_and_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = "import sys; sys.modules['distributed'] = None; import course.grading.autograde.run"
    subprocess.run([sys.executable, "-c", absent], check=True, timeout=120)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"forecourt\[cluster\]"):
        cluster(tmp_path).__enter__()


@pytest.mark.parametrize("other", [{"workers": 2}, {"trust_submissions": True}, {"check": True}])
def test_what_is_of_this_machine_is_not_meant_with_a_scheduler(other: dict[str, Any]) -> None:
    with pytest.raises(CourseError, match="--scheduler"):
        command("m1", scheduler="tcp://127.0.0.1:8786", root=Path(), **other)

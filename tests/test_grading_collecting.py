"""Collecting zips: one bad file never stops a class, and each sentence names a file (T40)."""

from __future__ import annotations

import logging
import os
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.grading import configure
from course.record import Journal

if TYPE_CHECKING:
    from pathlib import Path

M1 = "m1-preparation"
NOTEBOOK = f"{M1}.ipynb"
NINE, TEN = "20260301T090000Z", "20260301T100000Z"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "release" / M1).mkdir(parents=True)
    (tmp_path / "release" / M1 / NOTEBOOK).write_text("{}", encoding="utf-8")
    (tmp_path / "downloaded" / M1 / "archive").mkdir(parents=True)
    return tmp_path


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def archive(root: Path) -> Path:
    return root / "downloaded" / M1 / "archive"


def collect(root: Path, *, force: bool = False) -> None:
    """Do what ``nbgrader zip_collect m1-preparation`` does, in this process."""
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(root)
    if force:
        config.ZipCollectApp.force = config.ExtractorPlugin.force = True
    app = ZipCollectApp(config=config, log=logging.getLogger("zip_collect"))
    app.coursedir = CourseDirectory(parent=app)
    app.coursedir.assignment_id = M1
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()


def journal(tmp_path: Path, session: str, answers: int = 1) -> bytes:
    file = tmp_path / f"{session}.jsonl"
    start = datetime(2026, 3, 1, tzinfo=UTC)
    ticks = iter(range(100))
    book = Journal(file, session=session, now=lambda: start + timedelta(seconds=next(ticks)))
    for _ in range(answers):
        book.append(item="m1-x1.V1", form="graded", event="answer", response="x")
    return file.read_bytes()


def packed(**files: str | bytes) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as made:
        for name, data in files.items():
            made.writestr({"notebook": NOTEBOOK, "journal": "answers.jsonl"}.get(name, name), data)
    return memory.getvalue()


def put(root: Path, name: str, data: bytes | None = None) -> None:
    (archive(root) / name).write_bytes(packed(notebook=name) if data is None else data)


def submitted(root: Path) -> dict[str, str]:
    found = {file.parents[1].name: file.read_text(encoding="utf-8") for file in root.glob(f"submitted/*/{M1}/*.ipynb")}
    return dict(sorted(found.items()))


def warned(caplog: pytest.LogCaptureFixture, word: str) -> list[str]:
    return [said.getMessage() for said in caplog.records if word in said.getMessage() and said.levelno > logging.INFO]


@pytest.mark.parametrize("copy", ["", " (1)", "(2)", " - Copy", " - 副本 (3)"])
def test_a_copy_that_a_browser_or_a_system_numbered_is_collected(root: Path, copy: str) -> None:
    put(root, f"王芳__{M1}__{NINE}{copy}.zip", packed(notebook="mine"))
    put(root, f"lone__{M1}{copy}.ipynb", b"alone")
    collect(root)
    assert submitted(root) == {"lone": "alone", "王芳": "mine"}
    assert (root / "submitted" / "王芳" / M1 / "timestamp.txt").read_text(encoding="utf-8") == "2026-03-01 09:00:00"


def test_a_zip_of_another_assignment_is_skipped_with_one_sentence(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(root, f"anna__m2-contact__{NINE}.zip", packed(notebook="x", journal=b"", **{"m2-contact.ipynb": "y"}))
    put(root, f"ben__{M1}__{NINE}.zip")
    collect(root)
    assert list(submitted(root)) == ["ben"]
    assert warned(caplog, "anna") == [
        f"anna__m2-contact__{NINE}.zip was skipped: it is for m2-contact, and {M1} is being collected."
    ]


@pytest.mark.parametrize(
    "data", [b"", b"no zip", packed(notebook="x" * 500)[:300], packed(notebook="abc").replace(b"abc", b"axc")]
)
def test_a_corrupt_zip_is_named_in_one_sentence_and_the_others_are_collected(
    root: Path, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    put(root, f"anna__{M1}__{NINE}.zip", data)
    put(root, f"ben__{M1}__{NINE}.zip")
    collect(root)
    assert list(submitted(root)) == ["ben"]
    assert warned(caplog, "anna") == [
        f"anna__{M1}__{NINE}.zip was skipped: it is damaged or was not sent whole. Ask for it again."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "homework.zip",
        "homework.ipynb",
        "anna__homework.ipynb",
        f"anna__{M1}__99999999999999.zip",
        f"..__{M1}__{NINE}.zip"[1:],
    ],
)
def test_a_name_that_cannot_be_read_gets_advice_and_no_regular_expression(
    root: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    put(root, name)
    put(root, f"ben__{M1}__{NINE}.zip")
    collect(root)
    assert list(submitted(root)) == ["ben"]
    if not name.startswith("."):
        (said,) = warned(caplog, name)
        assert f"rename it to theirid__{M1}.ipynb (a notebook) or leave the zip's name as the course made it" in said
    assert "(?P<" not in caplog.text


def test_a_platforms_zip_of_zips_is_collected_and_a_damaged_one_in_it_is_named(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inner = {
        f"Anna_1/anna__{M1}__{NINE}.zip": packed(notebook="a"),
        f"Ben_2/ben__{M1}__{NINE}.zip": b"broken",
        f"Carl_3/carl__{M1}.ipynb": b"c",
    }
    put(root, "All submissions.zip", packed(**inner))
    collect(root)
    assert submitted(root) == {"anna": "a", "carl": "c"}
    assert len(warned(caplog, "ben__")) == 1


def test_what_a_system_adds_to_a_zip_is_left_out_and_nothing_is_written_outside(root: Path) -> None:
    files = {f"__MACOSX/._{NOTEBOOK}": b"x", f".ipynb_checkpoints/{NOTEBOOK}": b"x", f"../../{NOTEBOOK}": b"x"}
    put(root, f"anna__{M1}__{NINE}.zip", packed(notebook="mine", **files))
    collect(root)
    assert submitted(root) == {"anna": "mine"}
    extracted = root / "downloaded" / M1 / "extracted"
    assert [path.name for path in extracted.rglob("*.ipynb")] == [NOTEBOOK]
    assert not list(root.glob("*.ipynb"))


def test_collecting_again_needs_no_force_takes_what_is_newer_and_leaves_the_rest(root: Path) -> None:
    put(root, f"anna__{M1}__{NINE}.zip", packed(notebook="first"))
    put(root, f"ben__{M1}__{TEN}.zip", packed(notebook="last"))
    put(root, f"lone__{M1}.ipynb", b"alone")
    collect(root)
    marked = root / "submitted" / "lone" / M1 / "note.txt"
    marked.write_text("mine", encoding="utf-8")
    collect(root)
    put(root, f"anna__{M1}__{TEN}.zip", packed(notebook="second"))
    put(root, f"ben__{M1}__{NINE}.zip", packed(notebook="older"))
    put(root, f"carl__{M1}__{NINE}.zip", packed(notebook="new"))
    collect(root)
    assert submitted(root) == {"anna": "second", "ben": "last", "carl": "new", "lone": "alone"}
    assert marked.exists()


def test_a_later_submission_that_came_another_way_is_not_replaced_without_force(root: Path) -> None:
    folder = root / "submitted" / "anna" / M1
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_text("by exchange", encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-03-01 09:30:00 UTC", encoding="utf-8")
    put(root, f"anna__{M1}__{NINE}.zip", packed(notebook="zip"))
    collect(root)
    assert submitted(root) == {"anna": "by exchange"}
    collect(root, force=True)
    assert submitted(root) == {"anna": "zip"}


def test_a_notebook_alone_beside_a_zip_or_another_does_not_stop_the_class(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(root, f"anna__{M1}__{NINE}.zip", packed(notebook="zip"))
    put(root, f"anna__{M1}.ipynb", b"alone")
    put(root, f"ben__{M1}.ipynb", b"old")
    put(root, f"ben__{M1} (1).ipynb", b"new")
    os.utime(archive(root) / f"ben__{M1}.ipynb", (1, 1))
    collect(root)
    assert submitted(root) == {"anna": "zip", "ben": "new"}
    assert warned(caplog, f"anna__{M1}.ipynb was skipped")
    assert warned(caplog, f"ben__{M1}.ipynb was skipped")


def test_two_zips_of_one_id_without_a_common_answer_are_told(
    root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = f"anna__{M1}__{NINE}.zip", f"anna__{M1}__{TEN}.zip"
    put(root, one, packed(notebook="a", journal=journal(tmp_path, "first")))
    put(root, other, packed(notebook="b", journal=journal(tmp_path, "second")))
    collect(root)
    (said,) = warned(caplog, "no answer in common")
    assert one in said
    assert other in said
    assert submitted(root) == {"anna": "b"}


def test_two_zips_of_one_person_are_not_told(root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    longer = journal(tmp_path, "first", 3)
    put(root, f"anna__{M1}__{NINE}.zip", packed(notebook="a", journal=longer[: longer.index(b"\n") + 1]))
    put(root, f"anna__{M1}__{TEN}.zip", packed(notebook="b", journal=longer))
    put(root, f"ben__{M1}__{TEN}.zip", packed(notebook="b", journal=b""))
    collect(root)
    assert not warned(caplog, "no answer in common")


def test_an_instructors_own_pattern_wins(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    config: Any = Config()
    configure(config)
    assert config.ZipCollectApp.collector_plugin == "course.grading.collecting.CourseNames"
    config.CourseDirectory.root = str(root)
    config.FileNameCollectorPlugin.named_regexp = r".*[\\/]hw-(?P<student_id>\w+)[\\/](?P<file_id>[^\\/]+)$"
    app = ZipCollectApp(config=config, log=logging.getLogger("zip_collect"))
    app.coursedir = CourseDirectory(parent=app)
    app.coursedir.assignment_id = M1
    put(root, "hw-anna.zip", packed(notebook="a"))
    put(root, "other.zip", packed(notebook="a"))
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()
    assert submitted(root) == {"anna": "a"}
    assert warned(caplog, "named_regexp in nbgrader_config.py")

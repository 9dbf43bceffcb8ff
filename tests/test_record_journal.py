"""The journal: nothing acknowledged is ever lost, and what is wrong with the file is told."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.record import Draft, Journal, JournalError, Snapshot, Trouble
from course.record.place import LOCKS, answers, grading, learner

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Clock:
    """Ticks a second a call."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """Give the next second."""
        self.now += timedelta(seconds=1)
        return self.now


def journal(folder: Path, session: str = "one") -> Journal:
    return Journal(answers(folder), session=session, now=Clock())


def answer(book: Journal, item: str, response: Any) -> None:
    book.append(item=item, form="graded", event="answer", response=response)


def responses(book: Journal) -> list[Any]:
    return [entry.response for entry in book.entries()]


def troubles(book: Journal) -> list[Trouble]:
    return [problem.trouble for problem in book.found()]


def test_an_entry_comes_back_as_it_was_acknowledged(tmp_path: Path) -> None:
    entry = journal(tmp_path).append(
        item="m1-x1.V3",
        form="graded",
        event="answer",
        response={"文": ["5W-30", 1.5, None]},
        item_version=2,
        lang="zh-CN",
    )
    assert journal(tmp_path).entries() == (entry,)
    assert (entry.seq, entry.outcome, entry.time.tzinfo) == (1, None, UTC)


def test_the_file_holds_one_json_object_a_line_with_the_fields_of_the_format(tmp_path: Path) -> None:
    answer(journal(tmp_path), "m1-x1.V1", "油")
    line = answers(tmp_path).read_text(encoding="utf-8")
    assert line.endswith("\n")
    assert "油" in line  # readable by a person
    assert list(json.loads(line)) == [
        "v",
        "seq",
        "time",
        "session",
        "item",
        "item_version",
        "form",
        "lang",
        "event",
        "response",
        "outcome",
    ]


def test_the_numbers_go_on_across_kernels(tmp_path: Path) -> None:
    first, second = journal(tmp_path, "one"), journal(tmp_path, "two")
    for book in (first, second, first, second):
        answer(book, "m1-x1.V1", "a")
    assert [(entry.seq, entry.session) for entry in first.entries()] == [(1, "one"), (2, "two"), (3, "one"), (4, "two")]


def test_a_new_journal_is_empty_writable_and_without_problems(tmp_path: Path) -> None:
    book = journal(tmp_path)
    assert (book.entries(), book.problems(), book.writable) == ((), [], True)
    assert not answers(tmp_path).exists()


Json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
Steps = st.lists(
    st.tuples(st.just("answer"), st.sampled_from(["m1-x1.V1", "m1-x1.V2"]), Json)
    | st.tuples(st.just("restart"))
    | st.tuples(st.just("kill"), st.floats(0, 1)),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(Steps)
def test_answers_kills_and_restarts_give_back_exactly_the_acknowledged_answers(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        book, said = journal(folder), []
        for number, step in enumerate(steps):
            if step[0] == "answer":
                answer(book, step[1], step[2])
                said.append((step[1], step[2]))
            elif step[0] == "restart":
                book = journal(folder, f"kernel {number}")
            else:  # killed while it wrote an entry: some bytes of it are there, and nothing was acknowledged
                half = Journal(folder / "half.jsonl", session="x", now=Clock())
                half.append(item="m1-x1.V1", form="graded", event="answer", response="lost")
                line = (folder / "half.jsonl").read_bytes()
                with answers(folder).open("ab") as file:
                    # After an entry that was cut off, a journal begins on a new line. All but the brace may be there.
                    if answers(folder).stat().st_size and not answers(folder).read_bytes().endswith(b"\n"):
                        file.write(b"\n")
                    file.write(line[: int(step[1] * (len(line) - 2))])
                (folder / "half.jsonl").unlink()
                book = journal(folder, f"kernel {number}")
        for reader in (book, journal(folder, "last")):
            assert [(entry.item, entry.response) for entry in reader.entries()] == said
            assert Snapshot.of(reader.entries()).latest_graded().keys() == dict(said).keys()
            assert Trouble.FOREIGN not in troubles(reader)
        assert [entry.seq for entry in book.entries()] == list(range(1, len(said) + 1))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_a_file_cut_at_any_byte_keeps_every_whole_entry_and_takes_new_ones(count: int, cut: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(count):
            answer(journal(folder), "m1-x1.V1", number)
        data = answers(folder).read_bytes()
        data = data[: cut % (len(data) + 1)]
        answers(folder).write_bytes(data)
        whole = list(range((data + b"\n").count(b"}\n")))  # an entry that lacks only its newline is whole
        book = journal(folder, "two")
        assert responses(book) == whole
        assert (Trouble.TORN in troubles(book)) == bool(data.rpartition(b"\n")[2] and not data.endswith(b"}"))
        answer(book, "m1-x1.V1", "new")
        assert responses(book) == responses(journal(folder, "three")) == [*whole, "new"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), Json), max_size=12))
def test_two_writers_interleaved_lose_nothing_and_agree_on_the_order(turns: list[tuple[int, Any]]) -> None:
    with TemporaryDirectory() as name:
        books = [journal(Path(name), "one"), journal(Path(name), "two")]
        for who, response in turns:
            answer(books[who], "m1-x1.V1", response)
        assert responses(books[0]) == responses(books[1]) == [response for _, response in turns]
        assert [entry.session for entry in books[0].entries()] == [("one", "two")[who] for who, _ in turns]


WRITER = """
import sys
from pathlib import Path
from course.record import Journal
book = Journal(Path(sys.argv[1]), session=sys.argv[2])
for number in range(int(sys.argv[3])):
    book.append(item="m1-x1.V1", form="graded", event="answer", response=[sys.argv[2], number, "x" * 3000])
    print(number, flush=True)
"""


def test_a_kernel_killed_in_the_middle_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    for kernel in ("a", "b"):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(answers(tmp_path)), kernel, "100000"], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(20):
                writer.stdout.readline()
            writer.send_signal(signal.SIGKILL)
            acknowledged = 20 + len(writer.stdout.read().splitlines())
        written = [entry.response[1] for entry in journal(tmp_path, "after").entries() if entry.session == kernel]
        assert written[:acknowledged] == list(range(acknowledged))
        assert len(written) - acknowledged in {0, 1}  # written, and killed before it could say so
    answer(journal(tmp_path, "after"), "m1-x1.V1", "still alive")


def test_two_kernels_that_write_at_the_same_time_number_their_entries_without_a_gap(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(answers(tmp_path)), kernel, "40"], stdout=subprocess.DEVNULL
        )
        for kernel in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    entries = journal(tmp_path).entries()
    assert [entry.seq for entry in entries] == list(range(1, 81))
    for kernel in "ab":
        assert [entry.response[1] for entry in entries if entry.session == kernel] == list(range(40))


FULL_DISK = """
import resource, sys
from pathlib import Path
from course.record import Journal, JournalError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
book = Journal(Path(sys.argv[1]), session="s")
try:
    for number in range(100):
        book.append(item="m1-x1.V1", form="graded", event="answer", response=number)
except JournalError as error:
    print(number, error.trouble, error.say("zh-CN"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
def test_a_disk_that_fills_up_is_told_and_no_half_entry_is_acknowledged(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-B", "-c", FULL_DISK, str(answers(tmp_path))], capture_output=True, text=True, check=True
    ).stdout.split()
    acknowledged = int(told[0])
    assert told[1] == "full"
    book = journal(tmp_path)
    assert answers(tmp_path).stat().st_size == 1000  # the last entry is there in part
    assert responses(book) == list(range(acknowledged))
    assert troubles(book) == [Trouble.TORN]
    answer(book, "m1-x1.V1", "after space was made")
    assert responses(book)[-1] == "after space was made"


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, Trouble.FULL),
        (errno.EROFS, Trouble.READ_ONLY),
        (errno.EACCES, Trouble.READ_ONLY),
        (errno.EIO, Trouble.FAILED),
    ],
)
def test_what_the_system_refuses_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, trouble: Trouble
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(JournalError) as told:
        answer(journal(tmp_path), "m1-x1.V1", "a")
    assert told.value.trouble is trouble
    assert told.value.then
    assert told.value.say("en").startswith(told.value.what)


def test_a_read_only_folder_is_told_before_anything_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(journal(tmp_path), "m1-x1.V1", "kept")
    monkeypatch.setattr(os, "access", lambda *_args: False)  # the tests may run as a user whom no mode stops
    book = journal(tmp_path)
    assert not book.writable
    assert troubles(book) == [Trouble.READ_ONLY]
    assert responses(book) == ["kept"]


def test_foreign_lines_are_left_alone_and_reported_with_their_numbers(tmp_path: Path) -> None:
    answer(journal(tmp_path), "m1-x1.V1", 1)
    foreign = [
        b"hello",
        b"[]",
        b"{}",
        b'{"v":true}',
        b'{"v":0}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' + b"9" * 5000 + b"}",
        b"NaN",
    ]
    with answers(tmp_path).open("ab") as file:
        file.write(b"\n".join([*foreign, b"", b""]))
    before = answers(tmp_path).read_bytes()
    book = journal(tmp_path, "two")
    answer(book, "m1-x1.V1", 2)
    assert responses(book) == [1, 2]
    assert [(problem.trouble, problem.lines) for problem in book.found()] == [(Trouble.FOREIGN, tuple(range(2, 11)))]
    assert answers(tmp_path).read_bytes().startswith(before)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    for response in (1, 2):
        answer(journal(tmp_path), "m1-x1.V1", response)
    answers(tmp_path).write_bytes(b"\xef\xbb\xbf" + answers(tmp_path).read_bytes().replace(b"\n", b"\r\n"))
    assert responses(journal(tmp_path)) == [1, 2]
    assert journal(tmp_path).problems() == []


def test_a_journal_of_a_newer_version_opens_read_only(tmp_path: Path) -> None:
    answer(journal(tmp_path), "m1-x1.V1", "old")
    with answers(tmp_path).open("a", encoding="utf-8") as file:
        file.write('{"v":2,"what":"ever"}\n')
    before = answers(tmp_path).read_bytes()
    book = journal(tmp_path)
    assert (responses(book), book.writable, troubles(book)) == (["old"], False, [Trouble.NEWER])
    with pytest.raises(JournalError, match="newer version"):
        answer(book, "m1-x1.V1", "new")
    assert answers(tmp_path).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights there")
@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_what_is_no_plain_file_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "elsewhere.txt"
    match kind:
        case "link":
            target.write_text("mine", encoding="utf-8")
            answers(tmp_path).symlink_to(target)
        case "dangling link":
            answers(tmp_path).symlink_to(target)
        case "folder":
            answers(tmp_path).mkdir()
        case _:
            os.mkfifo(answers(tmp_path))
    book = journal(tmp_path)
    assert (book.entries(), book.writable, troubles(book)) == ((), False, [Trouble.NOT_A_FILE])
    with pytest.raises(JournalError):
        answer(book, "m1-x1.V1", "a")
    assert target.read_text(encoding="utf-8") == "mine" if kind == "link" else not target.exists()


def test_a_file_larger_than_any_course_makes_is_not_read(tmp_path: Path) -> None:
    with answers(tmp_path).open("wb") as file:
        file.truncate(100_000_000)
    book = journal(tmp_path)
    assert (book.entries(), troubles(book), book.writable) == ((), [Trouble.TOO_LARGE], False)


def test_a_file_that_was_replaced_or_changed_in_place_is_read_anew(tmp_path: Path) -> None:
    book = journal(tmp_path)
    for number in range(3):
        answer(book, "m1-x1.V1", number)
    data = answers(tmp_path).read_bytes()
    answers(tmp_path).write_bytes(data[: data.index(b"\n") + 1])
    assert responses(book) == [0]
    answers(tmp_path).write_bytes(data.replace(b'"one"', b'"two"') + data)
    assert responses(book) == [0, 1, 2, 0, 1, 2]
    answers(tmp_path).unlink()
    assert responses(book) == []
    answer(book, "m1-x1.V1", "new")
    assert responses(book) == ["new"]


@pytest.mark.parametrize(
    ("response", "trouble"),
    [({1, 2}, Trouble.NOT_DATA), (float("nan"), Trouble.NOT_DATA), ("x" * 1_000_001, Trouble.TOO_LONG)],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(tmp_path: Path, response: Any, trouble: Trouble) -> None:
    with pytest.raises(JournalError) as told:
        answer(journal(tmp_path), "m1-x1.V1", response)
    assert told.value.trouble is trouble
    assert not answers(tmp_path).exists()


def test_half_of_a_surrogate_pair_is_kept(tmp_path: Path) -> None:
    answer(journal(tmp_path), "m1-x1.V1", "\ud83d")
    assert responses(journal(tmp_path)) == ["\ud83d"]


def test_a_journal_locked_for_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("course.record.journal.PATIENCE", 0.1)
    with FileLock(tmp_path / ".answers.jsonl.lock"), pytest.raises(JournalError) as told:
        answer(journal(tmp_path), "m1-x1.V1", "a")
    assert told.value.trouble is Trouble.BUSY


def test_nothing_but_the_journal_and_its_lock_lies_in_the_folder(tmp_path: Path) -> None:
    answer(journal(tmp_path), "m1-x1.V1", "a")
    assert {path.name for path in tmp_path.iterdir()} - {path.name for path in tmp_path.glob(LOCKS)} == {
        "answers.jsonl"
    }


def test_every_trouble_has_its_sentences() -> None:
    said = {JournalError(trouble).say("en") for trouble in Trouble}
    assert len(said) == len(Trouble)
    assert all(sentence.endswith(".") for sentence in said)


def test_the_places_are_beside_the_notebook_and_at_the_workspace_root(tmp_path: Path) -> None:
    assert answers(tmp_path / "m1-preparation") == tmp_path / "m1-preparation" / "answers.jsonl"
    assert learner(tmp_path / "m1-preparation") == tmp_path / "learner.jsonl"
    assert grading({"FORECOURT_GRADING": "1"})
    assert not grading({})


def test_entries_that_belong_together_cost_one_wait_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []
    sync = os.fsync
    monkeypatch.setattr("course.record.journal.os.fsync", lambda file: waits.append(file) or sync(file))
    book = Journal(tmp_path / "answers.jsonl", session="s")
    book.append(item="m1-q1", form="practice", event="answer", response="a")
    waits.clear()
    order = Draft("m1-q2", "practice", "order", {"options": ["b", "a"]})
    answer = Draft("m1-q2", "practice", "answer", "b", lang="zh-CN")
    written = book.append_all([order, answer])
    assert len(waits) == 1
    assert [(each.seq, each.event, each.lang) for each in written] == [(2, "order", "en"), (3, "answer", "zh-CN")]
    assert book.entries()[1:] == tuple(written)


def test_threads_of_one_kernel_write_and_read_one_journal_without_a_double_entry(tmp_path: Path) -> None:
    # JupyterLab sends what forms say to a subshell: another thread than the one that runs cells.
    book = Journal(tmp_path / "answers.jsonl", session="s")
    apart = Barrier(4)

    def write(thread: int) -> None:
        apart.wait()
        for number in range(20):
            book.append(item=f"m1-q{thread}", form="practice", event="answer", response=number)
            book.entries()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert [each.seq for each in book.entries()] == list(range(1, 81))
    assert book.entries() == Journal(book.path, session="other").entries()
    for thread in range(4):
        said = [each.response for each in book.entries() if each.item == f"m1-q{thread}"]
        assert said == list(range(20))

"""The learner's answers: an append-only file of JSON lines, written by the kernel and never rewritten."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from course.record.disk import open_plain, read_from, sync_folder, trouble_of, write_all
from course.record.entry import Draft, Entry, NotAnEntryError, read_line
from course.record.trouble import JournalError, Problem, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# Far above what a course's worth of clicks makes (about 300 bytes each); a larger file is a mistake or an attack.
LARGEST = 64_000_000  # bytes
SEAL = 256  # bytes
PATIENCE = 5.0  # seconds to wait for another kernel's write, which takes milliseconds


def _utc() -> datetime:
    return datetime.now(UTC)


class Journal:
    """The journal in one file. Safe for several kernels, several objects on the same file, and several threads.

    The threads are JupyterLab's doing: it sends what a form says to a subshell of the kernel, while the kernel's main
    thread may be running cells.

    Args:
        path: The file; it need not exist yet.
        session: Names this kernel in its entries.
        now: Gives the time, with a zone.

    """

    def __init__(self, path: Path, *, session: str, now: Callable[[], datetime] = _utc) -> None:
        self.path = Path(path)
        self.session = session
        self._now = now
        self._thread = RLock()
        self._forget()

    def append(
        self,
        *,
        item: str,
        form: str,
        event: str,
        response: Any = None,
        outcome: str | None = None,
        item_version: int = 1,
        lang: str = "en",
    ) -> Entry:
        """Write one entry; when this returns, it is on the disk.

        Raises:
            JournalError: It was not saved, and why.

        """
        return self.append_all([Draft(item, form, event, response, outcome, item_version, lang)])[0]

    def append_all(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write entries that belong together; when this returns, all of them are on the disk, else none was promised.

        They cost one wait for the disk, not one each.

        Raises:
            JournalError: They were not saved, and why.

        """
        return self.append_from(lambda _: drafts)

    def append_from(self, make: Callable[[Sequence[Entry]], Sequence[Draft]]) -> list[Entry]:
        """Write what ``make`` makes of the entries that are there: nobody else writes between its look and its word.

        Raises:
            JournalError: They were not saved, and why.

        """

        def entries() -> list[Entry]:
            drafts = make((*self._entries, *([self._unended] if self._unended else [])))
            first, now = self._last_seq + 1, self._now()
            return [draft.entry(seq, now, self.session) for seq, draft in enumerate(drafts, first)]

        return self._write(entries)

    def restore(self, entries: Iterable[Entry]) -> int:
        """Write entries of an answer copy as they are, without those that the journal has. Gives how many were written.

        Raises:
            JournalError: They were not saved, and why.

        """
        wanted = list(entries)

        def missing() -> list[Entry]:
            known = {entry.identity for entry in self._entries}
            return [entry for entry in wanted if entry.identity not in known]

        return len(self._write(missing))

    def entries(self) -> tuple[Entry, ...]:
        """Give all entries, those of other kernels too, in the order of the file."""
        with self._thread:
            self._read()
            return tuple(self._entries) if self._unended is None else (*self._entries, self._unended)

    def found(self) -> tuple[Problem, ...]:
        """Give what is wrong with the journal, as codes."""
        with self._thread:
            self._read()
            found = [self._refused] if self._refused else []
            if self._newer:
                found.append(Trouble.NEWER)
            elif not self._refused and not self._may_write():
                found.append(Trouble.READ_ONLY)
            torn = [*self._torn, self._lines + 1] if self._tail and self._unended is None else list(self._torn)
            foreign = tuple(self._foreign)
        problems = [Problem(trouble) for trouble in found]
        problems += [Problem(Trouble.TORN, tuple(torn))] if torn else []
        return (*problems, *([Problem(Trouble.FOREIGN, foreign)] if foreign else []))

    def problems(self, lang: str = "en") -> list[str]:
        """Give what is wrong with the journal, a sentence or two each, in ``lang``; empty when all is well."""
        return [problem.say(lang) for problem in self.found()]

    @property
    def writable(self) -> bool:
        """Tell whether entries can be appended."""
        with self._thread:
            self._read()
            return not self._refused and not self._newer and self._may_write()

    # -- reading ------------------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._entries: list[Entry] = []
        self._file: tuple[int, int] | None = None  # which file was read, so that a replaced one is read anew
        self._offset = 0  # bytes of whole lines that were read
        self._seal = b""  # the last of them, to notice a file that was changed in place
        self._lines = 0
        self._tail = b""  # what stands after the last newline
        self._unended: Entry | None = None  # a whole entry in the tail: only its newline is missing
        self._torn: list[int] = []
        self._foreign: list[int] = []
        self._newer = False
        self._refused: Trouble | None = None

    def _read(self) -> None:
        try:
            descriptor = open_plain(self.path, os.O_RDONLY)
        except FileNotFoundError:
            self._forget()
            return
        except (OSError, JournalError) as error:
            self._forget()
            self._refused = error.trouble if isinstance(error, JournalError) else Trouble.UNREADABLE
            return
        with os.fdopen(descriptor, "rb") as file:
            self._take(file.fileno())

    def _take(self, descriptor: int) -> None:
        now = os.fstat(descriptor)
        if (now.st_dev, now.st_ino) != self._file or now.st_size < self._offset:
            self._forget()
            self._file = (now.st_dev, now.st_ino)
        if now.st_size > LARGEST:
            self._refused = Trouble.TOO_LARGE
            return
        try:
            data = read_from(descriptor, self._offset - len(self._seal))
            if not data.startswith(self._seal):
                file = self._file
                self._forget()
                self._file = file
                data = read_from(descriptor, 0)
        except OSError:
            self._refused = Trouble.UNREADABLE
            return
        self._refused = None
        *lines, self._tail = data[len(self._seal) :].split(b"\n")
        for line in lines:
            self._offset += len(line) + 1
            self._lines += 1
            self._sort(line)
        self._seal = data[: len(data) - len(self._tail)][-SEAL:]
        try:
            self._unended = read_line(self._tail)
        except NotAnEntryError:
            self._unended = None

    def _sort(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            self._entries.append(read_line(line))
        except NotAnEntryError as error:
            self._newer = self._newer or error.newer
            if error.torn:
                self._torn.append(self._lines)
            elif not error.newer:
                self._foreign.append(self._lines)

    # -- writing ------------------------------------------------------------------------------------------------------

    @property
    def _last_seq(self) -> int:
        return max((entry.seq for entry in (*self._entries, *([self._unended] if self._unended else []))), default=0)

    def _write(self, make: Callable[[], list[Entry]]) -> list[Entry]:
        with self._thread, self._locked():
            self._read()
            if self._refused or self._newer:
                raise JournalError(self._refused or Trouble.NEWER, where=self.path.name)
            entries = make()
            # A torn tail gets its newline, so that it spoils no entry but itself.
            data = (b"\n" if self._tail else b"") + b"".join(entry.line() for entry in entries)
            if not entries:
                return []
            new = self._file is None
            descriptor = open_plain(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            try:
                write_all(descriptor, data)
                os.fsync(descriptor)
                self._take(descriptor)
            finally:
                os.close(descriptor)
            if new:
                sync_folder(self.path.parent)
            # As a later reader will have them: what was a tuple is a list.
            return self._entries[-len(entries) :]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # after the first question is on the screen

        try:
            with FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=PATIENCE):
                yield
        except Timeout as error:
            raise JournalError(Trouble.BUSY, where=self.path.name) from error
        except OSError as error:
            raise JournalError(trouble_of(error), where=self.path.name) from error

    def _may_write(self) -> bool:
        if not os.access(self.path.parent, os.W_OK | os.X_OK):
            return False
        return not self.path.exists() or os.access(self.path, os.W_OK)

"""The learner's original stays: a submission is copied aside before the first change, and changed file by file.

``submitted-as-it-came/<learner>/<assignment>/`` holds what was mended first. When another submission of the same
assignment is mended later, what came then is kept too, as ``<assignment>.2`` and so on. Nothing in there is ever
written over. A notebook that a mend wrote is no original: which ones it wrote stands in ``.<assignment>.mended``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.record.disk import sync_folder, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ASIDE = "as-it-came"
PART = ".mending"  # the end of a file's name while it is written


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one notebook.

    Attributes:
        file: Where it lies.
        target: Where it must lie.
        data: What it must be; None where only its name changes.
        digest: The SHA-256 of what was read there.

    """

    file: Path
    target: Path
    data: bytes | None
    digest: str


class Original:
    """Where the original of one learner's submission is kept."""

    def __init__(self, directory: Any, learner: str, assignment: str, largest: int) -> None:
        step = f"{str(directory.submitted_directory).rstrip(os.sep)}-{ASIDE}"
        self.place = Path(directory.format_path(step, learner, assignment))
        self._written = self.place.with_name(f".{self.place.name}.mended")
        self._largest = largest

    def change(self, folder: Path, changes: Sequence[Change]) -> None:
        """Keep the submission in ``folder`` as it came, then change it. Killed, it is changed as far as it came.

        Raises:
            CourseError: Something is in the way; nothing was changed.
            OSError: The disk or the permissions are at fault.

        """
        if in_the_way := [each.target for each in changes if each.target != each.file and os.path.lexists(each.target)]:
            raise CourseError(f"'{in_the_way[0].name}' is there already.", then="Look at it in submitted/.")
        if any(digest_of(each.file) != each.digest for each in changes):
            raise CourseError("It was changed while it was looked at.", then="Check again.")
        if not all(self._is_kept(each.file) for each in changes):
            self._keep(folder)
        self._note([each.data for each in changes if each.data is not None])
        for each in changes:
            if each.target != each.file:
                each.file.rename(each.target)
            if each.data is not None:
                _replace(each.target, each.data)
        sync_folder(folder)

    def clear(self, folder: Path) -> None:
        """Remove what a mend that was killed left half written."""
        for file in folder.glob(f".*.ipynb{PART}"):
            if stat.S_ISREG(file.lstat().st_mode):
                file.unlink()
        shutil.rmtree(self._coming, ignore_errors=True)
        with suppress(OSError):
            self._coming.parent.rmdir()

    @property
    def _coming(self) -> Path:
        return self.place.with_name(f".{self.place.name}.coming")

    def _places(self) -> Iterator[Path]:
        yield self.place
        for number in count(2):
            yield self.place.with_name(f"{self.place.name}.{number}")

    def _is_kept(self, file: Path) -> bool:
        """Tell whether these bytes are kept already, or were never an original. A kill may have left another name."""
        data, size = digest_of(file), file.stat().st_size
        if self._written.is_file() and data in self._written.read_text(encoding="ascii").split():
            return True
        for place in takewhile(os.path.lexists, self._places()):
            alike = (each for each in place.iterdir() if each.is_file() and each.lstat().st_size == size)
            if any(digest_of(each) == data for each in alike):
                return True
        return False

    def _keep(self, folder: Path) -> None:
        place = next(each for each in self._places() if not os.path.lexists(each))
        shutil.rmtree(self._coming, ignore_errors=True)
        self._copy(folder, self._coming)
        self._coming.rename(place)
        sync_folder(place.parent)

    def _copy(self, folder: Path, to: Path) -> None:
        """Copy a folder with its links; files larger than any that is graded stay where they are."""
        to.mkdir(parents=True)
        for each in sorted(folder.iterdir()):
            mode = each.lstat().st_mode
            if stat.S_ISLNK(mode):
                (to / each.name).symlink_to(each.readlink())
            elif stat.S_ISDIR(mode):
                self._copy(each, to / each.name)
            elif stat.S_ISREG(mode) and each.stat().st_size <= self._largest:
                shutil.copy2(each, to / each.name)
                _sync(to / each.name)
        shutil.copystat(folder, to)

    def _note(self, written: Sequence[bytes]) -> None:
        """Note down what is going to be written, so that it is not taken for an original afterwards."""
        if not written:
            return
        self._written.parent.mkdir(parents=True, exist_ok=True)
        with self._written.open("a", encoding="ascii") as file:
            file.writelines(f"{hashlib.sha256(data).hexdigest()}\n" for data in written)
            file.flush()
            os.fsync(file.fileno())


def digest_of(file: Path) -> str:
    """Give the SHA-256 of a file."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _sync(file: Path) -> None:
    if os.name != "posix":
        return  # elsewhere only a file that is open for writing can be forced onto the disk
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(file: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file: whoever looks sees the old one or the new one, whole."""
    part = file.with_name(f".{file.name}{PART}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    shutil.copymode(file, part)
    part.replace(file)

"""A folder as bytes, to be sent to another machine and back."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 500_000_000  # bytes of one folder: it stands in memory on both sides


@dataclass(slots=True)
class Parcel:
    """The files of a folder.

    Attributes:
        files: What is in each, by its path in the folder.
        large: Of files that were too large to be sent, how large.
        others: Links, pipes and the like: they are there, and nobody follows them.

    """

    files: dict[str, bytes] = field(default_factory=dict)
    large: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path, files: Iterable[Path] | None = None, most: int | None = None) -> Parcel:
        """Pack a folder.

        Args:
            folder: The folder; it may be missing, and then nothing is in it.
            files: Only these; None for all.
            most: Of files with more bytes only the size is sent.

        Raises:
            CourseError: It is too large altogether.
            OSError: Something cannot be read.

        """
        made, total = cls(), 0
        for file in sorted(folder.rglob("*")) if files is None else files:
            found, name = file.lstat(), str(file.relative_to(folder))
            if stat.S_ISDIR(found.st_mode):
                continue
            if not stat.S_ISREG(found.st_mode):
                made.others.append(name)
            elif most is not None and found.st_size > most:
                made.large[name] = found.st_size
            else:
                total += found.st_size
                if total > LARGEST:
                    raise CourseError(
                        f"It has more than {LARGEST // 1_000_000} MB, too much to be sent.",
                        then="Look at it in submitted/, or grade this one without --scheduler.",
                    )
                made.files[name] = file.read_bytes()
        return made

    def unpack(self, folder: Path) -> None:
        """Write it into ``folder``. What was not sent is there as it was: of its size, or a link to nowhere."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            _place(folder, name).write_bytes(data)
        for name, size in self.large.items():
            with _place(folder, name).open("wb") as file:
                file.truncate(size)  # takes no room
        for name in self.others:
            _place(folder, name).symlink_to(_NOWHERE)


_NOWHERE = "nowhere/at/all"


def _place(folder: Path, name: str) -> Path:
    place = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise CourseError(f"'{name}' leads out of its folder.", then="Nothing was written there.")
    place.parent.mkdir(parents=True, exist_ok=True)
    return place

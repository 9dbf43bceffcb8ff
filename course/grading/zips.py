"""What lies in ``downloaded/<assignment>/archive/``: zips that learners handed in, told by name and read with care."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from course.record import Journal

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

# <learner>__<assignment>__<time>/<file> from a zip, or <learner>__<notebook>.ipynb alone. Learners' names may hold
# anything but a slash; a dot in front would lead out of the folder (T40). Behind the time a browser or a system
# counts its copies.
COPY = r"(?: ?\(\d{1,3}\)| - (?:Copy|副本)(?: ?\(\d{1,3}\))?)"
ZIP_NAMES = (
    r".*[\\/](?P<student_id>[^\\/.][^\\/]*)__"
    rf"(?:(?P<assignment>[A-Za-z0-9-]+)__(?P<timestamp>[0-9TZ:.-]+){COPY}?[\\/](?:[^\\/]+[\\/])?)?(?P<file_id>[^\\/]+)$"
)
_COUNTED = re.compile(COPY + r"(?=\.[^.]*$)")
LARGEST = 500 * 2**20  # bytes in one zip, unpacked; a learner's work has less than one MiB
DEEPEST = 3  # a learning platform packs zips into a zip; more is no class


@dataclass
class Parcel:
    """What one learner handed in at one time.

    Attributes:
        name: How the file in ``archive/`` is called, for messages.
        folder: Where its files go, below ``extracted/``; "." for a notebook alone.
        files: Their contents.
        learner: The learner's id, once the name was read.
        when: The time in the name (UTC, without zone, as nbgrader keeps it); ``None`` for a notebook alone.
        changed: When the file in ``archive/`` was written, in seconds since 1970.
        problem: Why it cannot be taken; empty when it can.

    """

    name: str
    folder: PurePosixPath
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    learner: str = ""
    when: datetime | None = None
    changed: float = 0.0
    problem: str = ""


def without_count(file: str) -> str:
    """Give the name of a file as it was before a browser or a system counted its copies."""
    return _COUNTED.sub("", file)


def unpack(data: bytes, name: str, folder: PurePosixPath, suffixes: list[str], depth: int = 0) -> list[Parcel]:
    """Read the files of a zip, and of the zips in it, without writing any.

    Args:
        data: The zip.
        name: Its name, with ``.zip``.
        folder: The folder below ``extracted/`` beside which it lay.
        suffixes: Which files count (``.ipynb``).
        depth: In how many zips it lay.

    Returns:
        One parcel for the zip itself, without files if it holds none that count, and those of inner zips. What is
        damaged, locked by a password or too large says so in ``problem``.

    """
    own, found = Parcel(name, folder / name[: -len(".zip")]), list[Parcel]()
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            members = [each for each in packed.infolist() if _counts(each, suffixes)]
            if sum(each.file_size for each in members) > LARGEST:
                return [Parcel(name, folder, problem="unpacked it is larger than 500 MB")]
            for member in members:
                path = PurePosixPath(member.filename)
                content = packed.read(member)
                if path.suffix.lower() != ".zip":
                    own.files[path] = content
                elif depth < DEEPEST:
                    found += unpack(content, path.name, own.folder / path.parent, suffixes, depth + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return [Parcel(name, folder, problem="it is damaged or was not sent whole")]
    except (RuntimeError, NotImplementedError):  # zipfile's own for passwords and rare methods
        return [Parcel(name, folder, problem="it has a password or an unusual format")]
    return found if found and not own.files else [own, *found]  # a platform's zip of zips has nothing of its own


def _counts(member: zipfile.ZipInfo, suffixes: list[str]) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    safe = not path.is_absolute() and str(path) == member.filename
    return safe and not hidden and not member.is_dir() and path.suffix.lower() in (*suffixes, ".zip")


def strangers(journals: dict[str, Path]) -> list[tuple[str, str]]:
    """Give pairs of journals of one learner that share no entry, though both have some: perhaps two people.

    Args:
        journals: The name of what each came in, and the journal.

    """
    entries = {
        name: {entry.identity for entry in Journal(path, session="collect").entries()}
        for name, path in journals.items()
    }
    there = [(name, each) for name, each in entries.items() if each]
    return [
        (first, second)
        for index, (first, one) in enumerate(there)
        for second, other in there[index + 1 :]
        if one.isdisjoint(other)
    ]

"""A submission's folder: how much is in it, whose it is, and what it is like afterwards."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.grading.fence.limits import DEPTH, FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.grading.fence.limits import Limits

UNREADABLE = "it made its own folder unreadable"


@dataclass(frozen=True, slots=True)
class Content:
    """How much stands in a folder.

    Attributes:
        blocks: Bytes on the disk.
        files: Files and folders.

    """

    blocks: int
    files: int


def content(folder: str) -> Content:
    """Give how much stands in a folder.

    Raises:
        OSError: It cannot be read, or is nested too deeply.

    """
    blocks = files = 0
    for entry in _all(folder, 0):
        files += 1
        blocks += entry.stat(follow_symlinks=False).st_blocks * 512
        if files > 2 * FILES:
            break
    return Content(blocks, files)


def hard_link(folder: str) -> str:
    """Say what is wrong with a folder in which a file stands that may be anybody's; empty where there is none."""
    for entry in _all(folder, 0):
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode) and status.st_nlink > 1:
            return f"its file {entry.name} is a hard link, and stands somewhere else too"
    return ""


def too_much(folder: str, before: Content, limits: Limits) -> str:
    """Say what is wrong with what a submission has written so far; empty where nothing is."""
    try:
        now = content(folder)
    except FileNotFoundError:  # it is just deleting it
        return ""
    except OSError:
        return UNREADABLE
    if now.blocks - before.blocks > limits.file_bytes:
        return limits.too_much_written
    return f"it made more than {FILES:,} files" if now.files - before.files > FILES else ""


def give(folder: str, user: int) -> dict[str, tuple[int, int]]:
    """Give a folder to the submission's user, and say whose everything in it was."""
    before = {}
    for path, status in _everything(folder):
        if stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode):
            before[path] = status.st_uid, status.st_gid
            os.chown(path, user, user, follow_symlinks=False)
    return before


def tidy(folder: str, mode: int, before: dict[str, tuple[int, int]], user: int | None) -> bool:
    """Make a folder again what others can work with, once nothing of the submission's is alive.

    Its owner can read all of it, and everything belongs to whom it belonged; what is new, to the folder's owner. A
    folder that cannot be walked (deeper than any path is long) is emptied; what was handed in stands in ``submitted``.

    Args:
        folder: The submission's folder.
        mode: The mode that it had.
        before: What ``give`` said, where it was given away.
        user: To whom.

    Returns:
        Whether all of it could be kept.

    Raises:
        OSError: Not even that was possible.

    """
    os.chmod(folder, mode)
    try:
        _open_again(folder, 0)
        if user is not None:
            _take_back(folder, before, user)
    except OSError:
        inside = [os.path.join(folder, name) for name in os.listdir(folder)]
        for program in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):  # they go as deep as it takes
            subprocess.run([*program, "--", *inside], check=False, stdin=subprocess.DEVNULL)  # noqa: S603  names below the folder
        return False
    return True


def _take_back(folder: str, before: dict[str, tuple[int, int]], user: int) -> None:
    owner = before.get(folder, (0, 0))
    for path, status in _everything(folder):
        if status.st_uid == user:
            os.chown(path, *before.get(path, owner), follow_symlinks=False)


def _open_again(folder: str, depth: int) -> None:
    """Give the owner back the rights that a submission took from folders."""
    _not_too_deep(folder, depth)
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                continue
            had = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
            if had & stat.S_IRWXU != stat.S_IRWXU:
                os.chmod(entry.path, had | stat.S_IRWXU)
            _open_again(entry.path, depth + 1)


def _not_too_deep(folder: str, depth: int) -> None:
    if depth > DEPTH:
        raise OSError(f"{folder[:60]}…: more than {DEPTH} folders deep")


def _everything(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    yield folder, os.lstat(folder)
    for entry in _all(folder, 0):
        yield entry.path, entry.stat(follow_symlinks=False)


def _all(folder: str, depth: int) -> Iterator[os.DirEntry[str]]:
    _not_too_deep(folder, depth)
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _all(entry.path, depth + 1)

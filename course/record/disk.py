"""The journal's file on the disk: plain files only, whole writes, and what an error of the system means."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from course.record.trouble import JournalError, Trouble

if TYPE_CHECKING:
    from pathlib import Path

# Not every system has each of these. Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_HOW = _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path, flags: int) -> int:
    """Open ``path`` and give its descriptor, if it is a plain file; without waiting, whatever it is.

    Raises:
        JournalError: It is a link, a folder, a pipe, a device.
        OSError: It cannot be opened.

    """
    if not _NO_FOLLOW and path.is_symlink():
        raise JournalError(Trouble.NOT_A_FILE, where=path.name)
    try:
        descriptor = os.open(path, flags | _HOW, 0o644)
    except OSError as error:
        # O_NOFOLLOW on a link says ELOOP (EMLINK on some systems); a folder and a pipe have words of their own.
        if error.errno in {errno.ELOOP, errno.EMLINK, errno.EISDIR, errno.ENXIO}:
            raise JournalError(Trouble.NOT_A_FILE, where=path.name) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise JournalError(Trouble.NOT_A_FILE, where=path.name)
    return descriptor


def read_from(descriptor: int, offset: int) -> bytes:
    """Give everything from ``offset`` on."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    return b"".join(iter(lambda: os.read(descriptor, 1 << 20), b""))


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``, however many calls the system needs for it."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable too, where the system has a way to."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems refuse this for folders; the file itself was synced
    finally:
        os.close(descriptor)


def trouble_of(error: OSError) -> Trouble:
    """Give what an error of the system means to a learner."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Trouble.FULL
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble.READ_ONLY
    return Trouble.FAILED

"""Landlock: from here on this process and its children reach only the files that were named, and no socket.

https://docs.kernel.org/userspace-api/landlock.html; what is held grows with the kernel's ABI version.
"""

from __future__ import annotations

import os
import stat
import struct
from typing import TYPE_CHECKING

from course.grading.fence.syscalls import NO_NEW_PRIVILEGES, CallError, call, process_control

if TYPE_CHECKING:
    from collections.abc import Iterable

EXECUTE, WRITE, READ, LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_DEVICE, MAKE_SOCKET, MAKE_FIFO, MAKE_BLOCK, MAKE_LINK = 1 << 6, 1 << 9, 1 << 10, 1 << 11, 1 << 12
TRUNCATE, DEVICE_CONTROL = 1 << 14, 1 << 15
# Rights known to each ABI: 13 at first, then moving between folders (2), truncating (3), device control (5).
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST = 16
NETWORK, SCOPES = 4, 6  # the ABI that brought TCP ports, and signals and abstract sockets
TRUNCATION = 3
_OF_A_FILE = EXECUTE | WRITE | READ | TRUNCATE | DEVICE_CONTROL
_READING = EXECUTE | READ | LIST
# In a submission's folder nothing may appear that leads who reads it afterwards elsewhere, or lets him wait for ever.
_MISLEADING = MAKE_DEVICE | MAKE_BLOCK | MAKE_SOCKET | MAKE_FIFO | MAKE_LINK


def abi() -> int:
    """Give the kernel's Landlock version; 0 when it has none or it is switched off."""
    try:
        return call("landlock_create_ruleset", None, 0, 1)
    except CallError:
        return 0


def restrict(readable: Iterable[str], folders: Iterable[str], scratch: Iterable[str], version: int) -> None:
    """Give up all files but these, all TCP, and signals to whoever is outside.

    Args:
        readable: Files and folders to read and to run programs from. One that is not there is left out.
        folders: Folders to write to, without links, pipes, sockets and devices.
        scratch: Folders (or devices) to write to that nobody reads afterwards.
        version: What ``abi`` gave.

    Raises:
        CallError: The kernel refused.
        OSError: A folder to write to is not there.

    """
    known = (1 << _RIGHTS.get(version, _NEWEST)) - 1
    rules = _ruleset(known, version)
    for paths, rights, needed in (
        (readable, _READING, False),
        (folders, known & ~_MISLEADING, True),
        (scratch, known & ~(MAKE_DEVICE | MAKE_BLOCK), True),
    ):
        for path in paths:
            _allow(rules, path, rights & known, needed=needed)
    _obey(rules)


def part_from_parent(version: int) -> None:
    """Give up signals to whoever is outside, and, as with every ruleset, all looking into their memory."""
    if version >= SCOPES:
        _obey(_ruleset(0, version))
    else:  # a ruleset must hold something
        rules = _ruleset(MAKE_BLOCK, 1)
        _obey(rules)


def _ruleset(files: int, version: int) -> int:
    network = 3 if version >= NETWORK else 0
    fields = [files, network, 3] if version >= SCOPES else [files, network] if version >= NETWORK else [files]
    wanted = struct.pack(f"{len(fields)}Q", *fields)
    return call("landlock_create_ruleset", wanted, len(wanted), 0)


def _allow(rules: int, path: str, rights: int, *, needed: bool) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        if needed:
            raise
        return
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            rights &= _OF_A_FILE
        call("landlock_add_rule", rules, 1, struct.pack("=Qi", rights, opened), 0, about=path)
    finally:
        os.close(opened)


def _obey(rules: int) -> None:
    process_control(NO_NEW_PRIVILEGES, 1)
    try:
        call("landlock_restrict_self", rules, 0)
    finally:
        os.close(rules)

"""seccomp: from here on the kernel refuses most of its doors to this process and its children.

The filter is a classic BPF program, written out here: it is some hundred comparisons, and a library for it would need
libseccomp installed beside it (docs/decisions/the-fence.md).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import struct

from course.grading.fence import refused
from course.grading.fence.syscalls import NO_NEW_PRIVILEGES, call, machine, process_control

_ARCHITECTURES = (0xC000003E, 0xC00000B7)
_X32 = 0x40000000  # x86_64's other set of numbers for the same calls
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_SET_FILTER = 1


class Program:
    """A filter under construction: what is asked first is decided first.

    Args:
        column: The machine: 0 for x86_64, 1 for aarch64.

    """

    def __init__(self, column: int) -> None:
        self._column = column
        self._lines: list[bytes] = []
        self._add(_LOAD, _ARCHITECTURE)
        self._add(_EQUAL, _ARCHITECTURES[column], yes=1)
        self._add(_RETURN, _KILL)
        self._add(_LOAD, _NUMBER)
        if column == 0:
            self._add(_AT_LEAST, _X32, no=1)
            self._add(_RETURN, _KILL)

    def refuse(self, numbers: refused.Numbers, code: int) -> None:
        """Answer a call with an error code; 0 is "done", without doing it."""
        number = numbers[self._column]
        if number is not None:
            self._add(_EQUAL, number, no=1)
            self._add(_RETURN, _REFUSE | code)

    def refuse_from(self, number: int, code: int) -> None:
        """Answer every call from this number on with an error code."""
        self._add(_AT_LEAST, number, no=1)
        self._add(_RETURN, _REFUSE | code)

    def only(self, numbers: refused.Numbers, argument: int, value: int) -> None:
        """Allow a call where one of its arguments has this value, and refuse it otherwise."""
        number = numbers[self._column]
        if number is not None:
            self._add(_EQUAL, number, no=4)
            self._add(_LOAD, _ARGUMENTS + 8 * argument)
            self._add(_EQUAL, value & 0xFFFFFFFF, no=1)
            self._add(_RETURN, _ALLOW)
            self._add(_RETURN, _REFUSE | errno.EPERM)

    def without(self, numbers: refused.Numbers, argument: int, values: tuple[int, ...], *, bits: bool = False) -> None:
        """Refuse a call where one of its arguments is one of these values, or has one of these bits."""
        number = numbers[self._column]
        if number is not None:
            self._add(_EQUAL, number, no=2 + 2 * len(values))
            self._add(_LOAD, _ARGUMENTS + 8 * argument)
            for value in values:
                self._add(_ANY_BIT if bits else _EQUAL, value, no=1)
                self._add(_RETURN, _REFUSE | errno.EPERM)
            self._add(_RETURN, _ALLOW)

    def ended(self) -> bytes:
        """Give the program; what was not named is allowed."""
        return b"".join(self._lines) + _line(_RETURN, _ALLOW)

    def _add(self, code: int, operand: int, *, yes: int = 0, no: int = 0) -> None:
        self._lines.append(_line(code, operand, yes, no))


def _line(code: int, operand: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, operand)


@functools.cache
def program(column: int, *, mounts: bool, only_to: int) -> bytes:
    """Give the filter.

    Args:
        column: The machine, as in ``syscalls.MACHINES``.
        mounts: Whether read-only mounts keep the modes of others' files.
        only_to: The one process that signals may go to; 0 where something else keeps them inside.

    """
    built = Program(column)
    for numbers in refused.REFUSED.values():
        built.refuse(numbers, errno.EPERM)
    for numbers in refused.UNKNOWN.values():
        built.refuse(numbers, errno.ENOSYS)
    for numbers, argument in refused.ONESELF.values():
        built.only(numbers, argument, 0)
    if not mounts:
        for numbers, code in refused.SILENT.values():
            built.refuse(numbers, code)
    if only_to:
        for numbers in refused.SIGNALS.values():
            built.only(numbers, 0, only_to)
        for numbers in refused.OTHER_SIGNALS.values():
            built.refuse(numbers, errno.EPERM)
    built.only(refused.SOCKETPAIR, 0, refused.UNIX)
    built.without(refused.CLONE, 0, (refused.NEW_NAMESPACES,), bits=True)
    built.without(refused.IOCTL, 1, refused.TERMINAL)
    built.refuse_from(refused.FIRST_UNKNOWN, errno.ENOSYS)
    return built.ended()


def restrict(*, mounts: bool, signals: bool) -> None:
    """Enter the filter; nothing leaves it again.

    Args:
        mounts: As for ``program``.
        signals: Whether something else keeps signals inside.

    Raises:
        CallError: The kernel refused.

    """
    column = machine()
    lines = program(column or 0, mounts=mounts, only_to=0 if signals else os.getpid())
    kept = ctypes.create_string_buffer(lines, len(lines))
    header = struct.pack("HxxxxxxP", len(lines) // 8, ctypes.addressof(kept))
    process_control(NO_NEW_PRIVILEGES, 1)
    call("seccomp", _SET_FILTER, 0, header, about="filter")

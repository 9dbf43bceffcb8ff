"""What a fenced process sees of the machine: a root folder of its own, with read-only mounts of what it may read.

The yard (``course.grading.fence.yard``) makes it once and keeps the whole machine at ``OLD``; each submission's child
takes its own folder from there and then lets go of ``OLD``.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from course.grading.fence.limits import FILES
from course.grading.fence.readable import DEVICES
from course.grading.fence.syscalls import call

OLD = "/.machine"
SCRATCH = "/scratch"
_NEW_MOUNTS = 0x20000
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _BIND, _TREE, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_DETACH = 2
_READ_ONLY_ATTRIBUTE, _NO_SETUID_ATTRIBUTE, _NO_DEVICES_ATTRIBUTE = 1, 2, 4
_WHOLE_TREE = 0x8000
_HERE = -100
_BASE = "/tmp"  # noqa: S108  any folder that every system has; the old one is below OLD again at once


def mount(source: str, target: str, kind: str | None = None, flags: int = 0, data: str = "") -> None:
    """Mount something.

    Raises:
        CallError: The kernel refused.

    """
    call(
        "mount",
        os.fsencode(source),
        os.fsencode(target),
        kind.encode() if kind else None,
        flags,
        data.encode() if data else None,
        about=target,
    )


def only_reading(target: str, *, tree: bool = True, devices: bool = False) -> None:
    """Make a mount, and what is mounted in it, read-only."""
    attributes = _READ_ONLY_ATTRIBUTE | _NO_SETUID_ATTRIBUTE | (0 if devices else _NO_DEVICES_ATTRIBUTE)
    _attributes(target, attributes, tree=tree)


def _attributes(target: str, attributes: int, *, tree: bool) -> None:
    wanted = struct.pack("4Q", attributes, 0, 0, 0)
    flags = _WHOLE_TREE if tree else 0
    call("mount_setattr", _HERE, os.fsencode(target), flags, wanted, len(wanted), about=target)


def build(shown: tuple[str, ...]) -> None:
    """Make the view, in a mount namespace and a pid namespace of one's own.

    Args:
        shown: What may be read; all of it is there.

    Raises:
        OSError: The kernel refused something.

    """
    links, places = _plan(shown)
    mount("none", "/", None, _TREE | _PRIVATE)
    mount("tmpfs", _BASE, "tmpfs", _NO_SETUID | _NO_DEVICES, "size=4m,mode=755")
    os.mkdir(_BASE + OLD)
    call("pivot_root", os.fsencode(_BASE), os.fsencode(_BASE + OLD))
    os.chdir("/")
    for path, target in links:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not os.path.lexists(path):
            os.symlink(target, path)
    for place in sorted(places):
        if not os.path.lexists(place):  # a folder around it is not there yet
            _bind(place)
            only_reading(place)
    for device in DEVICES:
        _bind(device)
        only_reading(device, devices=True)
    os.symlink(SCRATCH, "/dev/shm")  # noqa: S108  where locks between processes are kept
    for folder in (SCRATCH, "/proc"):
        os.mkdir(folder)
    mount("proc", "/proc", "proc", _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    only_reading("/proc")


def _bind(path: str) -> None:
    old = OLD + path
    if os.path.isdir(old):
        os.makedirs(path, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).touch()
    mount(old, path, None, _BIND | _TREE)


def _plan(shown: tuple[str, ...]) -> tuple[list[tuple[str, str]], set[str]]:
    """Give the symbolic links on the ways to these paths, and where they lead."""
    links: dict[str, str] = {}
    places = set()
    for path in shown:
        reached = "/"
        rest = [part for part in path.split("/") if part]
        while rest:
            step = os.path.normpath(os.path.join(reached, rest.pop(0)))
            if os.path.islink(step):
                links[step] = os.readlink(step)
                target = os.path.normpath(os.path.join(reached, links[step]))
                rest, reached = [*(part for part in target.split("/") if part), *rest], "/"
            else:
                reached = step
        places.add(reached)
    # A link inside a folder that is shown whole is there already.
    return [(path, to) for path, to in links.items() if not _inside(path, places)], {
        place for place in places if not _inside(os.path.dirname(place), places)
    }


def _inside(path: str, places: set[str]) -> bool:
    while path != "/":
        if path in places:
            return True
        path = os.path.dirname(path)
    return False


def place_for(folder: str) -> None:
    """Make the place at which a submission's folder will appear; in the yard, before the fork."""
    os.makedirs(folder, exist_ok=True)


def forget(folder: str) -> None:
    """Take that place away again, with the names of whose it was."""
    path = folder
    while path not in {"", "/"}:
        try:
            os.rmdir(path)
        except OSError:  # something else is shown below it
            return
        path = os.path.dirname(path)


def narrow(folder: str, scratch_bytes: int, user: int | None) -> None:
    """Leave only this folder to write to, and an empty scratch folder; in the child.

    Args:
        folder: The submission's folder, as the machine names it.
        scratch_bytes: How large the scratch folder may grow.
        user: Whose it is to be.

    Raises:
        OSError: The kernel refused something.

    """
    call("unshare", _NEW_MOUNTS)
    mount(OLD + folder, folder, None, _BIND | _TREE)
    _attributes(folder, _NO_SETUID_ATTRIBUTE | _NO_DEVICES_ATTRIBUTE, tree=True)
    mount("tmpfs", SCRATCH, "tmpfs", _NO_SETUID | _NO_DEVICES, f"size={scratch_bytes},nr_inodes={FILES},mode=700")
    if user is not None:
        os.chown(SCRATCH, user, user)
    call("umount2", os.fsencode(OLD), _DETACH, about=OLD)
    only_reading("/", tree=False)

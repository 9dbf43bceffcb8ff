"""What fenced cells may read: Python, the course's package, the system's libraries; nothing else of the machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import course
from course.engine.errors import CourseError

_SYSTEM = (
    "/usr/bin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/share",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/group",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/ssl/openssl.cnf",
    "/etc/timezone",
    "/nix/store",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
# Not the whole of a prefix: nbgrader's exchange stands in /usr/local/share, and a class folder may be an environment.
_OF_A_PREFIX = (
    "bin",
    "lib",
    "lib64",
    "libexec",
    "include",
    "ssl/openssl.cnf",
    "etc/fonts",
    "share/fonts",
    "share/jupyter",
    "share/locale",
    "share/zoneinfo",
    "pyvenv.cfg",
)


def readable(more: tuple[str, ...]) -> tuple[str, ...]:
    """Give the files and folders that are there.

    Args:
        more: What an instructor allows besides.

    Returns:
        Their paths, and where these lead when there are links in them.

    """
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    found = [*_SYSTEM, *(os.path.join(prefix, part) for prefix in sorted(prefixes) for part in _OF_A_PREFIX)]
    found += [entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}]
    found.append(str(Path(course.__file__).parent))
    found += more
    there = [path for path in found if os.path.exists(path)]
    return tuple(dict.fromkeys([*there, *map(os.path.realpath, there)]))


def keep_apart(folder: str, shown: tuple[str, ...]) -> None:
    """See to it that a submission does not stand in what every submission may read.

    Raises:
        CourseError: It does.

    """
    for path in shown:
        if folder == path or folder.startswith(path.rstrip("/") + "/"):
            raise CourseError(
                f"Submissions stand inside {path}, which every submission may read.",
                where=folder,
                then="Keep the class in a folder of its own, and name only other folders as readable.",
            )

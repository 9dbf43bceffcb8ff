"""Checks of the texts themselves, line by line: every ``{station.…}`` is a setting that a station has."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from course.check.finding import Finding
from course.content.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_SETTING = re.compile(r"\{\s*station\s*\.\s*(?P<name>[^{}\s]*)\s*\}")


def check(folder: Traversable) -> Iterator[Finding]:
    """Check all files of a module folder."""
    known = read_yaml(files("course.content") / "station.yaml").keys()
    written = {f"{{station.{name}}}" for name in known}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if not file.name.endswith(".yaml"):
            continue
        for number, line in enumerate(file.read_bytes().decode(errors="replace").splitlines(), start=1):
            for found in _SETTING.finditer(line):
                if found[0] not in written:
                    yield Finding(
                        f"content/{folder.name}/{file.name}, line {number}",
                        f"A station has no setting '{found[0]}'.",
                        f"Write one of {', '.join(sorted(written))}.",
                    )

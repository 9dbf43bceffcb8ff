"""What the tests of the fence share: a class with something to steal, and the grounds on which it is tried."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from course.engine.errors import CourseError
from course.grading import fence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.grading.warm import RanNotebook

# All layers, and the least with which learners' code is run.
GROUNDS = {"all layers": fence.Ground(), "the least": fence.Ground(without=("namespaces",))}
SMALL = fence.Limits(seconds=8, memory_bytes=200_000_000, output_bytes=2_000_000, processes=16, file_bytes=20_000_000)
HONEST = ("def double(x):\n    return 2 * x", "print(double(21))", "import os; sorted(os.listdir('.'))", "1.0")


@dataclass(frozen=True)
class Classroom:
    """A class folder in which two learners have handed in."""

    root: Path
    ground: fence.Ground

    @property
    def anna(self) -> Path:
        """The folder of who attacks."""
        return self.root / "autograded" / "anna" / "m1"

    @property
    def ben(self) -> Path:
        """The folder of who does not."""
        return self.root / "autograded" / "ben" / "m1"

    def run(
        self, *sources: str, limits: fence.Limits = SMALL, folder: Path | None = None, apart: Sequence[int] = ()
    ) -> RanNotebook:
        """Run cells in the fence."""
        return fence.run_fenced(
            folder or self.anna, sources, limits, environment=os.environ, ground=self.ground, apart=apart
        )

    def kept(self) -> dict[str, bytes]:
        """Give everything that is not the attacker's, with its mode."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            if self.anna not in (path, *path.parents):
                status = path.lstat()
                content = path.read_bytes() if path.is_file() else b""
                found[str(path)] = f"{status.st_mode} {status.st_uid} {status.st_mtime_ns} ".encode() + content
        return found

    def honest(self) -> list[Any]:
        """Give what an honest submission shows."""
        return shown(self.run(*HONEST, folder=self.ben))


def ground_called(name: str) -> fence.Ground:
    """Give one of ``GROUNDS``; skip the test where this machine cannot stand on it."""
    if why := _why_not(name):
        pytest.skip(f"not on this machine: {why}")
    return GROUNDS[name]


@cache  # to find out takes a second or two, and a hundred tests ask
def _why_not(name: str) -> str:
    ground, layers = GROUNDS[name], fence.layers(GROUNDS[name])
    if not layers.enough or (not ground.without and not layers.has("namespaces")):
        return f"too few layers: {layers}"
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        try:
            fence.run_fenced(Path(folder), ["1"], SMALL, environment=os.environ, ground=ground)
        except CourseError as error:
            if "Install Python" not in str(error):
                raise
            return error.what
    return ""


def make_class(root: Path, ground: fence.Ground) -> Classroom:
    """Make a class with something to steal."""
    classroom = Classroom(root, ground)
    for folder in (classroom.anna, classroom.ben, root / "source" / "m1"):
        folder.mkdir(parents=True)
    (root / "gradebook.db").write_text("all grades", encoding="utf-8")
    (root / "source" / "m1" / "key.yaml").write_text("the key", encoding="utf-8")
    (classroom.ben / "answers.jsonl").write_text("ben's answers", encoding="utf-8")
    (classroom.anna / "answers.jsonl").write_text("anna's answers", encoding="utf-8")
    return classroom


def shown(ran: RanNotebook) -> list[Any]:
    """Give what cells show, without moments."""
    assert not ran.stopped
    return [(each["msg_type"], each["content"]) for cell in ran.cells for each in cell.messages]


def said(ran: RanNotebook) -> str:
    """Give all text that cells show, errors with their names."""
    found = []
    for kind, content in ((each["msg_type"], each["content"]) for cell in ran.cells for each in cell.messages):
        if kind == "stream":
            found.append(content["text"])
        elif kind == "error":
            found.append(f"{content['ename']}: {content['evalue']}\n")
        elif kind == "execute_result":
            found.append(content["data"]["text/plain"] + "\n")
    return "".join(found)

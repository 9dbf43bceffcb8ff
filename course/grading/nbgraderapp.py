"""nbgrader's own commands as the course starts them: ``python -m course.grading.nbgraderapp COMMAND …``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from course.grading.deferred import defer_slow_imports


def command(*arguments: str) -> list[str]:
    """Give the command line of an nbgrader command and its arguments."""
    return [sys.executable, "-m", "course.grading.nbgraderapp", *arguments]


def environment() -> dict[str, str]:
    """Give the environment for it: nbgrader looks for alembic on PATH when it makes a gradebook (T41)."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}


def main() -> None:
    """Run the command."""
    defer_slow_imports()
    from nbgrader.apps.nbgraderapp import NbGraderApp

    NbGraderApp.launch_instance()


if __name__ == "__main__":
    main()

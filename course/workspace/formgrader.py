"""``course formgrader``: nbgrader's own Formgrader, opened in an instructor's course root."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from course.engine.errors import CourseError
from course.workspace.folder import write_whole
from course.workspace.server import FIRST_PORT, free_port


def open_formgrader(root: Path, *, port: int | None = None, show: bool = True) -> int:
    """Run JupyterLab in a course root, opening Formgrader, until it is stopped with Ctrl+C; give its exit code.

    Args:
        root: The course root; ``nbgrader_config.py`` stands in it.
        port: The port to begin looking at.
        show: Whether to open a browser; otherwise JupyterLab prints the address.

    Raises:
        CourseError: This is no course root.

    """
    root = root.expanduser().absolute()
    if not (root / "nbgrader_config.py").is_file():
        raise CourseError(
            "There is no nbgrader_config.py here.",
            where=str(root),
            then="Go to your course root, or make one: course init DIR",
        )
    settings = root / ".forecourt" / "lab" / "settings"
    # JupyterLab's news would cover Formgrader's own OK button (T28)
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    write_whole(settings / "overrides.json", json.dumps(quiet, indent=1) + "\n")
    command = [
        sys.executable,
        "-m",
        "course.workspace.lab",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.port={free_port(port or FIRST_PORT)}",
        "--ServerApp.default_url=/formgrader",
        "--LabApp.default_url=/formgrader",
        f"--LabApp.app_settings_dir={settings}",
        f"--ServerApp.open_browser={show}",
    ]
    # nbgrader starts alembic by its name (T41); what lies in the root must not stand for an installed module (T43)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    try:
        return subprocess.call(command, cwd=root, env=os.environ | {"PATH": path, "PYTHONSAFEPATH": "1"})  # noqa: S603  our own interpreter and module
    except KeyboardInterrupt:
        return 0

"""``course formgrader``: nbgrader's own Formgrader, opened in an instructor's course root."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.workspace import browser, server
from course.workspace.folder import Folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = "formgrader"
_STEP = 0.2  # seconds between two looks whether it still runs
_PATIENCE = 10.0  # seconds it gets to end by itself


@dataclass(frozen=True, slots=True)
class OpenFormgrader:
    """A Formgrader that answers.

    Attributes:
        address: The page's full address, with the token that lets the instructor in.
        shown: Whether a browser took the page.
        log: What JupyterLab says while it runs.

    """

    address: str
    shown: bool
    log: Path


def open_formgrader(
    root: Path,
    *,
    port: int | None = None,
    show: bool = True,
    tell: Callable[[OpenFormgrader], None] = lambda _: None,
) -> None:
    """Run JupyterLab in a course root and open Formgrader until Ctrl+C or SIGTERM; nothing is left running then.

    Args:
        root: The course root; ``nbgrader_config.py`` stands in it.
        port: The port to begin looking at.
        show: Whether to open a browser.
        tell: Called once, when Formgrader answers.

    Raises:
        CourseError: This is no course root, or JupyterLab did not start, or it ended by itself.

    """
    root = root.expanduser().absolute()
    if not (root / "nbgrader_config.py").is_file():
        raise CourseError(
            "There is no nbgrader_config.py here.",
            where=str(root),
            then="Go to your course root, or make one: course init DIR",
        )
    folder = Folder(root, "")  # its hidden folder takes the log, as a learner's does
    log = folder.state / "formgrader.log"
    port = server.free_port(port or server.FIRST_PORT)
    command = _command(folder, port)
    with _ended_by_signals(), log.open("w", encoding="utf-8") as stream:
        log.chmod(0o600)  # JupyterLab writes its address there, with the token
        process = _start(command, root, stream)
        found: server.Server | None = None
        try:
            found = _wait(process, root, port, log)
            address = f"{found.url}{PAGE}?token={found.token}"
            tell(OpenFormgrader(address, show and browser.show(address, folder), log))
            while process.poll() is None:
                time.sleep(_STEP)
        except KeyboardInterrupt:
            _stop(process, found)
            return
        finally:
            _end(process)
    raise CourseError("JupyterLab has ended by itself" + _last(log), where=str(log), then="Run: course doctor")


def _command(folder: Folder, port: int) -> list[str]:
    settings = folder.state / "lab" / "settings"
    # JupyterLab's news would cover Formgrader's own OK button (T28)
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    write_whole(settings / "overrides.json", json.dumps(quiet, indent=1) + "\n")
    return [
        sys.executable,
        "-m",
        "course.workspace.lab",
        f"--ServerApp.root_dir={folder.root}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",  # it must be found again at this one
        "--ServerApp.open_browser=False",  # we show the page, when it answers
        "--ServerApp.allow_root=True",  # in a container there is often no other user
        f"--ServerApp.default_url=/{PAGE}",
        f"--LabApp.default_url=/{PAGE}",
        f"--LabApp.app_settings_dir={settings}",
    ]


def _start(command: list[str], root: Path, log: IO[str]) -> subprocess.Popen[bytes]:
    # nbgrader starts alembic by its name (T41); what lies in the root must not stand for an installed module (T43)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # A group of its own: Ctrl+C in the terminal reaches us alone, and we end it kindly.
    own: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    environment = os.environ | {"PATH": path, "PYTHONSAFEPATH": "1"}
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **own
    )


def _wait(process: subprocess.Popen[bytes], root: Path, port: int, log: Path) -> server.Server:
    until = time.monotonic() + server.LONGEST_START
    while process.poll() is None and time.monotonic() < until:
        found = server.running(root, port)
        if found is not None:
            return found
        time.sleep(_STEP)
    raise CourseError("Formgrader did not start" + _last(log), where=str(log), then="Run: course doctor")


def _last(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f": {lines[-1]}" if lines else "."


def _stop(process: subprocess.Popen[bytes], found: server.Server | None) -> None:
    """End it kindly: it saves what is open and stops its kernels. A second Ctrl+C is not waited for."""
    with suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
        if found is not None:
            server.stop(found, _PATIENCE)
        else:
            process.terminate()
        process.wait(_PATIENCE)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of it running, whatever happened."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a polite end of the program, or a closed terminal, do what Ctrl+C does."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)

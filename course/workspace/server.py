"""The course's JupyterLab as a running program: found, started, waited for, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from course.workspace.folder import Folder

FIRST_PORT = 8888
LONGEST_START = 90.0  # seconds; a slow disk with a virus scanner needs about 40
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """A running JupyterLab: its address, its key to that address, its process."""

    url: str
    token: str
    pid: int

    def page(self, path: str = "") -> str:
        """Give the full address of a notebook (a path below the root), with the token that lets the learner in."""
        place = f"lab/tree/{quote(path)}" if path else "lab"
        return f"{self.url}{place}?token={self.token}"


def running(root: Path, port: int | None = None) -> Server | None:
    """Give the JupyterLab that runs with ``root`` as its root (and at ``port``, if one is named), or ``None``.

    Reads the files that ``jupyter server list`` reads; importing the whole server for that takes longer than the rest.
    """
    from jupyter_core.paths import jupyter_runtime_dir

    for file in sorted(Path(jupyter_runtime_dir()).glob("jpserver-*.json")):
        info = _info(file)
        if info and _same(info.get("root_dir"), root) and port in {None, info.get("port")}:
            server = Server(info["url"], info.get("token", ""), int(info["pid"]))
            if _answers(server):
                return server
    return None


def start(folder: Folder, config: Path, port: int | None = None) -> Server:
    """Start a JupyterLab that goes on running after us, and wait until it answers.

    Args:
        folder: Whose; the log is written there.
        config: JupyterLab's configuration file.
        port: The port to begin looking at; the next free one is taken.

    Raises:
        CourseError: It did not start; the last line of its log says why.

    """
    port = free_port(port or FIRST_PORT)
    command = [sys.executable, "-m", "course.workspace.lab", f"--config={config}", f"--ServerApp.port={port}"]
    with folder.log.open("w", encoding="utf-8") as log:
        process = _detached(command, folder.root, log)
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        server = running(folder.root)
        if server is not None:
            process.returncode = 0  # it goes on without us: nobody is to wait for it
            return server
        time.sleep(_STEP)
    with suppress(OSError):
        process.kill()
    lines = folder.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise CourseError(
        "JupyterLab did not start" + (f": {lines[-1]}" if lines else "."),
        where=str(folder.log),
        then="Run course doctor; it says what is missing.",
    )


def warm(server: Server, path: str) -> None:
    """Start the kernel of a notebook, so that it is there when the browser has loaded the page. Never fails."""
    name = path.rpartition("/")[2]
    wanted = {"path": path, "name": name, "type": "notebook", "kernel": {"name": "python3"}}
    headers = {"Authorization": f"token {server.token}", "Content-Type": "application/json"}
    with suppress(OSError, urllib.error.URLError):
        _ask(urllib.request.Request(f"{server.url}api/sessions", json.dumps(wanted).encode(), headers))  # noqa: S310  the server's own address


def stop(server: Server, patience: float = 10.0) -> None:
    """Stop a JupyterLab and its kernels, kindly first.

    Args:
        server: The one to stop.
        patience: Seconds to wait before it is made to end.

    """
    with suppress(OSError, urllib.error.URLError):
        request = urllib.request.Request(  # noqa: S310  the server's own address
            f"{server.url}api/shutdown", method="POST", headers={"Authorization": f"token {server.token}"}
        )
        _ask(request)
    until = time.monotonic() + patience
    while _answers(server):
        if time.monotonic() > until:
            with suppress(OSError):
                os.kill(server.pid, signal.SIGTERM)
            return
        time.sleep(_STEP)


def free_port(first: int) -> int:
    """Give the first port from ``first`` on that nothing listens at.

    Raises:
        CourseError: There is none in the next hundred.

    """
    for port in range(first, min(first + 100, 65536)):
        with socket.socket() as probe:
            if os.name == "posix":  # as the server itself does: a port in TIME_WAIT is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CourseError(f"No port is free from {first} on.", where="--port", then="Give another number, such as 9500.")


def _detached(command: list[str], where: Path, log: IO[str]) -> subprocess.Popen[bytes]:
    own: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    # -P below: no module is to be found in the learner's folder before the installed one (T43)
    environment = os.environ | {"PYTHONSAFEPATH": "1"}
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        command, cwd=where, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **own
    )


def _info(file: Path) -> dict[str, Any] | None:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it is being written, or removed
        return None
    return read if isinstance(read, dict) and {"url", "pid"} <= read.keys() else None


def _same(one: Any, other: Path) -> bool:
    return isinstance(one, str) and os.path.realpath(one) == os.path.realpath(other)


def _answers(server: Server) -> bool:
    try:
        request = urllib.request.Request(f"{server.url}api?token={server.token}")  # noqa: S310  the server's own address
        _ask(request)
    except (OSError, urllib.error.URLError):
        return False
    return True


def _ask(request: urllib.request.Request) -> None:
    # No proxy stands between this machine and itself
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=5):
        pass

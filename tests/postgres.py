"""A PostgreSQL server for tests: its own data in a temporary folder, a socket and no port, gone when they end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

START = 60  # seconds that it may take
SWIFT = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # what is lost with the machine is a test


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        folder: Where its socket lies.

    """

    folder: Path

    def plain(self, name: str) -> str:
        """Give a database's address as libpq reads it."""
        return f"postgresql://course@/{name}?host={self.folder}"

    def address(self, name: str) -> str:
        """Give a database's address as nbgrader's ``db_url``."""
        return self.plain(name).replace("postgresql:", "postgresql+psycopg:")

    def answers(self) -> bool:
        """Say whether it takes questions: not while it starts, nor while it mends itself."""
        import psycopg

        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.plain("postgres")):
            return True
        return False

    def make(self, name: str, like: str = "template1") -> str:
        """Make a database, a copy of ``like``; give its address."""
        import psycopg

        with psycopg.connect(self.plain("postgres"), autocommit=True) as line:
            line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
        return self.address(name)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, or skip the test with a sentence."""
    pytest.importorskip("psycopg", reason="needs forecourt[postgres]")
    programs = _programs()
    if programs is None:
        missing = pytest.fail if os.environ.get("FORECOURT_NEED_POSTGRES") else pytest.skip
        missing("needs PostgreSQL (initdb): Debian's package is postgresql")
    account = _account()
    with tempfile.TemporaryDirectory(prefix="pg") as place:
        folder = Path(place)
        if account:
            shutil.chown(folder, account["user"])
        made = [programs / "initdb", "-D", folder / "data", "-U", "course", "-A", "trust", "-E", "UTF8", "--no-sync"]
        done = subprocess.run([*made, "--locale=C"], cwd=folder, capture_output=True, text=True, check=False, **account)
        assert done.returncode == 0, done.stderr
        options = [f"-c{each}" for each in ("listen_addresses=", *SWIFT)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
                cwd=folder,
                stdout=log,
                stderr=log,
                **account,
            )
        try:
            _wait(server, folder)
            yield Server(folder)
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for who is connected still
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(5)
            server.kill()
            server.wait()


def _programs() -> Path | None:
    """Find them: Debian keeps them off PATH."""
    found = shutil.which("initdb")
    places = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((each for each in places if (each / "initdb").is_file() and (each / "postgres").is_file()), None)


def _account() -> dict[str, Any]:
    """Give an account that owns nothing of ours: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {each.pw_name: each for each in pwd.getpwall()}
    found = known.get("postgres") or known["nobody"]
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _wait(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START
    while server.poll() is None and time.monotonic() < until:
        if Server(folder).answers():
            return
        time.sleep(0.05)
    pytest.fail((folder / "log").read_text(encoding="utf-8", errors="replace"))

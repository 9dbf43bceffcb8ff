"""A real JupyterLab on a free port with everything it writes in one temporary folder, and pages in a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import course

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKEN = "forecourt-tests"  # noqa: S105  a server of this machine only, for the length of the tests
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 60_000  # ms; two slow cores


def find_chromium() -> str | None:
    """Give the path of the distribution's Chromium."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningLab:
    """A JupyterLab that serves ``root``. Close it with ``stop``."""

    def __init__(self, folder: Path, *, content: Path, options: Sequence[str] = ()) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        settings = folder / "settings"
        self._set(settings, "notebook-extension/tracker", {"windowingMode": "none"})  # T28
        self._set(settings, "apputils-extension/notification", {"fetchNews": "false", "checkForUpdates": False})  # T28
        env = {
            **os.environ,
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "IPYTHONDIR": str(folder / "ipython"),
            "FORECOURT_CONTENT": str(content),
            "PYTHONPATH": str(Path(course.__file__).parents[1]),  # the course that is tested, installed or not
        }
        env.pop("FORECOURT_GRADING", None)
        self._log = (folder / "lab.log").open("wb")
        self._server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                "--no-browser",
                "--allow-root",
                f"--ServerApp.port={self.port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={TOKEN}",
                f"--ServerApp.root_dir={self.root}",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.news_url=",
                *options,
            ],
            env=env,
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()

    def _set(self, settings: Path, name: str, values: dict[str, Any]) -> None:
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                self.call("GET", "/api/status")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                return
        self.stop()
        raise RuntimeError("JupyterLab did not start within a minute; see lab.log in the temporary folder")

    def call(self, method: str, path: str) -> Any:
        """Ask the server's own interface."""
        request = urllib.request.Request(  # noqa: S310  our own server
            self.url + path, method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
            text = reply.read()
        return json.loads(text) if text else None

    def stop(self) -> None:
        """End the server and its kernels."""
        with suppress(urllib.error.URLError, ConnectionError):  # it may have ended by itself
            self.stop_kernels()
        self._server.terminate()
        try:
            self._server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._log.close()

    def stop_kernels(self) -> None:
        """End all kernels (T35)."""
        for session in self.call("GET", "/api/sessions"):
            self.call("DELETE", f"/api/sessions/{session['id']}")

    def write_notebook(self, path: str, cells: Sequence[str], *, lang: str) -> Path:
        """Write a notebook below the root: a cell that begins with ``#`` is Markdown, another one is hidden code."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        listed = []
        for number, text in enumerate(cells):
            if text.startswith("# ") and "\n" not in text.strip("\n"):
                listed.append({"cell_type": "markdown", "id": f"cell-{number}", "metadata": {}, "source": f"#{text}"})
                continue
            listed.append(
                {
                    "cell_type": "code",
                    "id": f"cell-{number}",
                    "metadata": {"jupyter": {"source_hidden": True}, "tags": ["hide-input"], "trusted": True},
                    "source": f"# If you see no form below, press ▶▶ at the top of the page.\n{text}",
                    "outputs": [],
                    "execution_count": None,
                }
            )
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        metadata = {"kernelspec": kernel, "forecourt": {"lang": lang}}
        data = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": listed}
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return file

    def open(self, page: Any, path: str, *, forms: int) -> None:
        """Open a notebook in ``page``, run it, and wait until ``forms`` of our forms are ready."""
        page.goto(f"{self.url}/lab/tree/{quote(path)}?reset&token={TOKEN}")
        page.wait_for_selector(".jp-Notebook", timeout=PATIENCE)
        self.run(page, forms=forms)

    def run(self, page: Any, *, forms: int) -> None:
        """Run all cells of the notebook that is open, as ▶▶ does, and wait for the forms."""
        page.evaluate(
            """async () => {
                const app = window.jupyterapp;
                await app.restored;
                app.shell.collapseLeft();
                const panel = app.shell.currentWidget;
                await panel.context.ready;
                await panel.sessionContext.ready;
                await app.commands.execute("notebook:run-all-cells");
            }"""
        )
        page.wait_for_function(f"document.querySelectorAll('.fc[data-ready]').length >= {forms}", timeout=PATIENCE)

    def restart_kernel(self, page: Any) -> None:
        """Kill the kernel of the notebook that is open and wait until the new one is idle; nothing is run."""
        page.evaluate(
            """async () => {
                const session = window.jupyterapp.shell.currentWidget.sessionContext;
                await session.session.kernel.restart();
                await session.ready;
            }"""
        )

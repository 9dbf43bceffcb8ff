"""The JupyterLab that ``course open`` starts, in a temporary folder, and a way into its pages."""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from running_lab import CHROMIUM_ARGS, PATIENCE, find_chromium  # noqa: E402  from the tests' folder

from course.workspace import server, settings  # noqa: E402  after the path above
from course.workspace.folder import Folder  # noqa: E402
from course.workspace.lay_out import lay_out  # noqa: E402

__all__ = ["CHROMIUM_ARGS", "PATIENCE", "CourseLab", "find_chromium"]

# Wait until JupyterLab is there and the kernel has nothing to do.
SETTLE = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    const panel = app.shell.currentWidget;
    await panel.context.ready; await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session.kernel;
    await kernel.info; await kernel.requestKernelInfo();
    while (kernel.status !== "idle") await new Promise(resolve => setTimeout(resolve, 20));
    await new Promise(resolve => setTimeout(resolve, 1000));
}"""
RESTART = """async () => {
    const session = window.jupyterapp.shell.currentWidget.sessionContext;
    await session.session.kernel.restart();
    await session.ready;
}"""
EXECUTE = """async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const future = kernel.requestExecute({ code, store_history: false });
    let said = "";
    future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream" && content.name === "stdout") said += content.text;
    };
    await future.done;
    return said;
}"""


class CourseLab:
    """The course's own JupyterLab with all that it writes below ``base``. Close it with ``stop``."""

    def __init__(self, base: Path) -> None:
        own = {f"JUPYTER_{name}_DIR": str(base / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        os.environ |= own | {"IPYTHONDIR": str(base / "ipython"), "FORECOURT_CONTENT": str(base / "content")}
        self.folder = Folder(base / "forecourt" / "Ann", "Ann")
        lay_out(self.folder, "en")
        config = settings.write_settings(self.folder, "en")
        with_app = json.loads(config.read_text(encoding="utf-8"))
        with_app["LabApp"]["expose_app_in_browser"] = True  # so that a page's JavaScript finds JupyterLab
        config.write_text(json.dumps(with_app), encoding="utf-8")
        self.server = server.start(self.folder, config, 9700)

    def write(self, path: str, code: str) -> None:
        """Write a notebook of one cell, that is none of the course's (no metadata, not run on opening)."""
        file = self.folder.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        cell = nbformat.v4.new_code_cell(code, id="only")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), file)

    def visit(self, page: Any, path: str) -> None:
        """Open a notebook in ``page`` until JupyterLab shows a notebook; nothing is waited for beyond that."""
        page.goto(f"{self.server.page(path)}&reset")
        page.wait_for_selector(".jp-Notebook", timeout=PATIENCE)

    def stop_kernels(self) -> None:
        """End all kernels (T35), and give the machine a moment."""
        for session in self._call("GET", "api/sessions"):
            self._call("DELETE", f"api/sessions/{session['id']}")
        time.sleep(1)

    def stop(self) -> None:
        """End JupyterLab and its kernels."""
        server.stop(self.server)

    def _call(self, method: str, what: str) -> Any:
        headers = {"Authorization": f"token {self.server.token}"}
        request = urllib.request.Request(self.server.url + what, method=method, headers=headers)  # noqa: S310  our own
        with urllib.request.urlopen(request) as reply:  # noqa: S310  a server of this machine
            return json.loads(reply.read() or "null")

"""How the course's JupyterLab is set up: written into the learner's folder, beside the user's own Jupyter settings."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.workspace.folder import Folder, write_whole

if TYPE_CHECKING:
    from course.content.text import Lang

AUTOSAVE_SECONDS = 10

_OVERRIDES: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},  # T28
    # ▶▶ starts the page again; nothing is lost by it, so it asks nothing
    "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": AUTOSAVE_SECONDS},
    # Widgets keep their state when scrolled away (T28)
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "showEditorForReadOnlyMarkdown": False},
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
}

# A clerk needs none of these; some of them ask the network.
_DISABLED = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/terminal-extension",
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
)
_NO_SERVER_PART = (
    "jupyter_lsp",
    "jupyter_server_terminals",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "notebook",
    "notebook_shim",
)


def extension_path() -> Path:
    """Give the folder that holds the course's JupyterLab extension."""
    return Path(str(files("course.workspace") / "labextension"))


def font_path() -> Path:
    """Give the folder of the course's own Chinese font, for machines that have none."""
    return Path(str(files("course.charts") / "fonts"))


def write_settings(folder: Folder, lang: Lang) -> Path:
    """Write JupyterLab's settings for a learner; give the configuration file that names them all."""
    lab = folder.state / "lab"
    _write(lab / "settings" / "overrides.json", _OVERRIDES)
    _write(lab / "settings" / "page_config.json", {"disabledExtensions": list(_DISABLED)})
    locale = {"locale": "zh_CN" if lang == "zh-CN" else "en"}
    # As the user's own setting, for the server reads it anew with every page; overrides it reads only once.
    _write(lab / "user-settings" / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings", locale)
    return _write(
        lab / "config.json",
        {
            "ServerApp": {
                "root_dir": str(folder.root),
                "ip": "127.0.0.1",
                "open_browser": False,
                "port_retries": 50,
                "terminals_enabled": False,
                "kernel_websocket_connection_class": "course.workspace.websocket.PromptConnection",
                "allow_root": True,  # in a container there is often no other user
                "jpserver_extensions": {"jupyterlab": True} | dict.fromkeys(_NO_SERVER_PART, False),
            },
            "AsyncMappingKernelManager": {"kernel_manager_class": "course.workspace.kernel.CourseKernel"},
            "LabApp": {
                "default_url": "/lab/tree/start.ipynb",
                "app_settings_dir": str(lab / "settings"),
                "user_settings_dir": str(lab / "user-settings"),
                "workspaces_dir": str(lab / "workspaces"),
                # The second one serves the course's Chinese font; it is no extension, and JupyterLab passes over it.
                "extra_labextensions_path": [str(extension_path()), str(font_path())],
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
            },
        },
    )


def _write(file: Path, what: Any) -> Path:
    text = json.dumps(what, ensure_ascii=False, indent=1) + "\n"
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        write_whole(file, text)
    return file

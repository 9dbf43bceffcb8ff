"""JupyterLab's settings, its start, and how it is found again."""

from __future__ import annotations

import json
import socket
import sys
import urllib.request
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from course.engine.errors import CourseError
from course.grading.deferred import defer_slow_imports
from course.workspace import server
from course.workspace.folder import Folder
from course.workspace.settings import extension_path, font_path, write_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    for name in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{name}_DIR", str(tmp_path / name.lower()))
    made = Folder(tmp_path / "forecourt" / "王芳", "王芳")
    made.prepare()
    return made


def test_t28_news_and_updates_are_off_windowing_is_off_and_saving_is_every_ten_seconds(folder: Folder) -> None:
    write_settings(folder, "zh-CN")
    lab = folder.state / "lab"
    set_ = json.loads((lab / "settings" / "overrides.json").read_text(encoding="utf-8"))
    assert set_["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
    assert set_["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    assert set_["@jupyterlab/docmanager-extension:plugin"]["autosaveInterval"] == 10
    locale = lab / "user-settings" / "@jupyterlab" / "translation-extension" / "plugin.jupyterlab-settings"
    assert json.loads(locale.read_text(encoding="utf-8")) == {"locale": "zh_CN"}


def test_t46_the_extension_is_found_in_the_package_and_only_this_machine_is_served(folder: Folder) -> None:
    config = json.loads(write_settings(folder, "en").read_text(encoding="utf-8"))
    assert config["ServerApp"]["ip"] == "127.0.0.1"
    assert config["LabApp"]["extra_labextensions_path"] == [str(extension_path()), str(font_path())]
    assert (font_path() / "ForecourtSansSC-Regular.ttf").is_file()  # the name that the extension asks for
    assert "token" not in json.dumps(config)  # JupyterLab makes its own, in no file of ours
    package = json.loads((extension_path() / "forecourt" / "package.json").read_text(encoding="utf-8"))
    assert (extension_path() / "forecourt" / package["jupyterlab"]["_build"]["load"]).is_file()


def test_a_port_in_use_means_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port(port) > port


def test_nothing_runs_in_a_folder_where_nothing_was_started(folder: Folder) -> None:
    assert server.running(folder.root) is None


def test_a_torn_or_stale_note_of_a_server_is_passed_over(folder: Folder, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    (runtime / "jpserver-1.json").write_text("{torn", encoding="utf-8")
    stale = {"url": "http://127.0.0.1:9/", "token": "x", "pid": 1, "root_dir": str(folder.root)}
    (runtime / "jpserver-2.json").write_text(json.dumps(stale), encoding="utf-8")
    assert server.running(folder.root) is None


def test_a_jupyterlab_that_cannot_start_is_told_with_its_last_line(folder: Folder, tmp_path: Path) -> None:
    config = tmp_path / "bad.json"
    config.write_text('{"ServerApp": {"root_dir": "/no/such/folder"}}', encoding="utf-8")
    with pytest.raises(CourseError, match=r"did not start.*course doctor"):
        server.start(folder, config)


def test_jupyterlab_starts_is_found_lets_nobody_in_without_the_token_and_stops(folder: Folder) -> None:
    started = server.start(folder, write_settings(folder, "en"))
    try:
        assert server.running(folder.root) == started
        with urllib.request.urlopen(started.page("start.ipynb")) as page:  # noqa: S310  a server of this machine
            assert b"forecourt" in page.read()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{started.url}api/contents")  # noqa: S310  a server of this machine
    finally:
        server.stop(started)
    assert server.running(folder.root) is None


def test_t42_the_stand_in_answers_as_the_real_module_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "rfc3987_syntax", raising=False)
    defer_slow_imports()
    stand_in = sys.modules["rfc3987_syntax"]
    assert type(stand_in).__name__ == "_Later"
    ask = stand_in.is_valid_syntax
    assert ask("iri", "http://example.org/加油站")
    assert not ask("iri", "no address at all")
    assert sys.modules["rfc3987_syntax"] is not stand_in


def test_the_extension_asks_no_other_machine() -> None:
    text = (files("course.workspace") / "labextension" / "forecourt" / "static" / "remoteEntry.js").read_text("utf-8")
    assert "http" not in text
    assert "innerHTML" not in text

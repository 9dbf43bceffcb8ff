"""The kernels of the course's JupyterLab: forms are read ahead in the course's own folders, and nowhere else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from course.workspace.kernel import AHEAD, CourseKernel

if TYPE_CHECKING:
    from pathlib import Path

LOADED = f"""
import sys
from {AHEAD} import load_ipython_extension
load_ipython_extension(None)
print(*[name for name in ("sheet", "start") if f"course.widgets.{{name}}" in sys.modules])
"""


def command(folder: Path, *words: str) -> list[str]:
    spec = folder / "kernels" / "mine" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": words, "display_name": "Mine", "language": "any"}), encoding="utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(spec.parents[1])])
    return CourseKernel(kernel_name="mine", kernel_spec_manager=specs).format_kernel_cmd()


def loaded(folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-P", "-c", LOADED], cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert run.stderr == ""
    return run.stdout.split()


def test_a_python_kernel_loads_the_courses_extension(tmp_path: Path) -> None:
    words = ["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "file.json"]
    assert command(tmp_path, *words) == [*words, f"--ext={AHEAD}"]


def test_a_kernel_of_another_language_starts_as_it_is(tmp_path: Path) -> None:
    assert command(tmp_path, "ark", "--connection", "file.json") == ["ark", "--connection", "file.json"]


def test_in_a_stages_folder_the_sheets_are_read_ahead(tmp_path: Path) -> None:
    assert loaded(tmp_path / "m1-preparation") == ["sheet"]


def test_beside_the_start_page_the_start_page_is_read_ahead(tmp_path: Path) -> None:
    (tmp_path / "start.ipynb").write_text("{}", encoding="utf-8")
    assert "start" in loaded(tmp_path)


@pytest.mark.parametrize("name", ["other", "m77-unknown", "-"])
def test_elsewhere_nothing_is_read(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path / name) == []


def test_broken_content_is_left_to_the_cell_that_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "content" / "m9"
    module.mkdir(parents=True)
    (module / "module.yaml").write_text(": [", encoding="utf-8")
    monkeypatch.setenv("FORECOURT_CONTENT", str(tmp_path / "content"))
    assert loaded(tmp_path / "m9-broken") == ["sheet"]

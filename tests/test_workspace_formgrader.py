"""``course formgrader``: one sentence with the address, the log in a file, and nothing left running afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from course.grading.courseroot import make_root

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.timeout(180),
    pytest.mark.skipif(sys.platform == "win32", reason="ends with POSIX signals"),
]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_formgrader_says_one_sentence_answers_and_ends_with_one_and_no_child(
    tmp_path: Path, ending: signal.Signals
) -> None:
    root = make_root(tmp_path / "my course", ROOT)
    environment = os.environ | {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    with subprocess.Popen(
        [sys.executable, "-m", "course.cli", "formgrader", "--root", str(root), "--no-browser", "--port", "9760"],
        cwd=ROOT,
        env=environment | {"COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        sentence = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/formgrader\?token=\w+", sentence)
        assert address, sentence
        assert "Ctrl+C ends it" in sentence
        with urllib.request.urlopen(address[0]) as page:  # noqa: S310  our own
            assert b"ormgrader" in page.read()
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(ending)
        said, complaints = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.splitlines() == ["✓ Formgrader has ended. What you marked is kept."]
    assert complaints == ""
    assert psutil.wait_procs(children, timeout=10)[1] == []
    log = root / ".forecourt" / "formgrader.log"
    assert "ServerApp" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0  # the address in it lets in whoever has it

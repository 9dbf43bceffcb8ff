"""What a learner waits for, measured on this machine: run it by hand, with ``--json`` for figures to keep.

    python benchmarks/learner.py [--runs 5] [--calm 5] [--json]

It measures, each several times, and prints least, median and most (p50 and p95 for clicks):

- ``import course``, against starting Python alone;
- a section of 40 parts, from running its cell to all of it being usable, in a real browser (pages.py);
- from a click to the answer on the disk, and to "Saved" on the page (clicks.py);
- opening m1 until its first question is usable, cold (a new browser profile) and warm, beside bare ones (pages.py);
- the size of the wheel.

It needs the distribution's Chromium and what the tests need.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from calm import Patience
from clicks import clicks
from course_lab import CHROMIUM_ARGS, ROOT, SETTLE, CourseLab, find_chromium
from pages import FORTY, PARTS, READ_AHEAD, RUN, forty_parts, load, opening, write_notebooks


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--calm", type=float, default=5, help="seconds to wait for a calm moment before each measurement"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    Patience.longest = arguments.calm
    figures = {"machine": machine(), "imports": imports(arguments.runs), "wheel_bytes": wheel_size()}
    with tempfile.TemporaryDirectory() as folder:
        figures |= in_a_browser(Path(folder), arguments.runs)
    print(json.dumps(figures, indent=1) if arguments.json else "\n".join(_lines(figures)))


def machine() -> dict[str, Any]:
    """Describe this machine as far as the figures depend on it."""
    lines = [line for line in _read("/proc/cpuinfo").splitlines() if line.startswith("model name")]
    return {
        "processor": lines[0].partition(":")[2].strip() if lines else "",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def imports(runs: int) -> dict[str, float]:
    """Time ``import course`` and a first sheet's imports in fresh processes; milliseconds, less Python's own start."""

    def median(code: str) -> float:
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - start)
        return statistics.median(times) * 1000

    bare = median("pass")
    heavy = "import sys; from course import sheet; assert not {'numpy', 'matplotlib'} & sys.modules.keys()"
    return {
        "python_ms": bare,
        "course_ms": median("import course") - bare,
        "course_sheet_ms": median(heavy) - bare,
        "ipywidgets_ms": median("import ipywidgets") - bare,
        "pyplot_ms": median("import matplotlib.pyplot") - bare,
    }


def wheel_size() -> int:
    """Build the wheel and give its size in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return next(Path(folder).glob("*.whl")).stat().st_size


def in_a_browser(folder: Path, runs: int) -> dict[str, Any]:
    """Measure what happens in a real Chromium and in the JupyterLab that ``course open`` starts."""
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        raise SystemExit("There is no Chromium on this machine; install the distribution's chromium.")
    _forty_parts(folder / "content")
    lab = CourseLab(folder)
    try:
        write_notebooks(lab)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGS))
            figures: dict[str, Any] = {"load_before": load(), "forty_parts_ms": forty_parts(lab, browser, runs)}
            page = browser.new_page()
            lab.visit(page, READ_AHEAD)
            page.evaluate(SETTLE)
            page.evaluate(RUN, [FORTY, PARTS])
            figures["click_ms"] = clicks(page, PARTS)
            page.close()
            lab.stop_kernels()
            figures["opening_ms"] = opening(lab, browser, runs)
            figures["load_after"] = load()
            browser.close()
    finally:
        lab.stop()
    return figures


def _forty_parts(content: Path) -> None:
    """Write a module with one sheet of forty single choices."""
    folder = content / "m9"
    folder.mkdir(parents=True)

    def text(words: str) -> dict[str, str]:
        return {"en": words, "zh": words}

    def item(number: int) -> dict[str, Any]:
        options = {"first": text(f"First option of {number}"), "second": text(f"Second option of {number}")}
        notes = {slug: text(f"Note on {slug} of {number}") for slug in options}
        return {
            "id": f"m9-p{number:02}",
            "objective": "m9-o1",
            "read": "m9-s1",
            "ask": {"kind": "choice", "stem": text(f"Question {number}?"), "options": options},
            "key": {"answer": "first", "notes": notes},
            "solution": text(f"The first, number {number}."),
        }

    step = {"id": "m9-s1", "title": text("Section"), "minutes": 2}
    module = {
        "id": "m9",
        "assignment": "m9-forty",
        "title": text("Forty parts"),
        "purpose": text("A section to measure."),
        "objectives": [{"id": "m9-o1", "text": text("Answer")}],
        "steps": [step],
        "recap": [text(f"Line {number}") for number in range(5)],
        "card": [text(f"Card {number}") for number in range(3)],
    }
    items = [item(number) for number in range(PARTS)]
    sheet = {"id": "m9-forty", "role": "practice", "title": text("Forty"), "items": [each["id"] for each in items]}
    files = {"module": module, "items": items, "sheets": [sheet], "exercises": [], "graded": []}
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def _lines(figures: dict[str, Any], indent: str = "") -> list[str]:
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            shown = f"{value:,.1f}" if isinstance(value, float) else value
            lines.append(f"{indent}{name:32} {shown}")
    return lines


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    main()

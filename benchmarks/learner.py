"""What a learner waits for, measured on this machine: run it by hand, with ``--json`` for figures to keep.

    python benchmarks/learner.py [--runs 5] [--json]

It measures, each several times, and prints medians (and the 95th percentile for clicks):

- ``import course``, against starting Python alone;
- a section of 40 parts, from running its cell to the first and the last question being usable, in a real browser;
- from a click to "Saved": the answer is on the disk;
- opening m1 until its first question is usable, cold (a new browser profile) and warm, against a bare notebook;
- the size of the wheel.

It needs the distribution's Chromium and what the tests need.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from running_lab import CHROMIUM_ARGS, PATIENCE, RunningLab, find_chromium  # noqa: E402  from the tests' folder

PARTS = 40
CLICKS = 60


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
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
    """Measure what happens in a real JupyterLab and Chromium."""
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        raise SystemExit("There is no Chromium on this machine; install the distribution's chromium.")
    content = folder / "content"
    _forty_parts(content)
    # As the course's own Lab is set up (course/workspace/settings.py).
    connection = "course.workspace.websocket.PromptConnection"
    lab = RunningLab(folder, content=content, options=[f"--ServerApp.kernel_websocket_connection_class={connection}"])
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGS))
            figures = _section(lab, browser, runs)
            figures["opening_ms"] = _opening(lab, browser, runs)
            browser.close()
    finally:
        lab.stop()
    return figures


def _section(lab: RunningLab, browser: Any, runs: int) -> dict[str, Any]:
    lab.write_notebook("forty/forty.ipynb", ['from course import sheet; sheet("m9-forty", lang="en")'], lang="en")
    first, again, clicks = [], [], []
    page = browser.new_page()
    page.goto(f"{lab.url}/lab/tree/forty/forty.ipynb?reset&token=forecourt-tests")
    page.wait_for_selector(".jp-Notebook", timeout=PATIENCE)
    for run in range(runs):
        if run:
            lab.restart_kernel(page)
        first.append(_run_cell(page))  # a fresh kernel: what it imports is in it
        again.append(_run_cell(page))
    clicks += [_click(page, click) for click in range(CLICKS)]
    page.close()
    return {
        "forty_parts_fresh_kernel_ms": statistics.median(first),
        "forty_parts_ms": statistics.median(again),
        "click_to_saved_p50_ms": statistics.median(clicks),
        "click_to_saved_p95_ms": statistics.quantiles(clicks, n=20)[-1],
    }


def _run_cell(page: Any) -> float:
    """Run the one cell and give the milliseconds until all forty parts can be answered."""
    return page.evaluate(
        """async (parts) => {
            const app = window.jupyterapp;
            await app.restored;
            const panel = app.shell.currentWidget;
            await panel.context.ready; await panel.sessionContext.ready;
            panel.content.activeCellIndex = 0;
            await app.commands.execute("notebook:clear-all-cell-outputs");
            const start = performance.now();
            const usable = new Promise(resolve => {
                const cards = () => document.querySelectorAll(".fc [data-item]:has(input[type=radio]:not([disabled]))");
                const look = () => cards().length >= parts
                    ? resolve(performance.now()) : requestAnimationFrame(look);
                look();
            });
            app.commands.execute("notebook:run-all-cells");
            return (await usable) - start;
        }""",
        PARTS,
    )


def _click(page: Any, number: int) -> float:
    """Choose an option and give the milliseconds until the page says that it is saved."""
    return page.evaluate(
        """async ([part, option]) => {
            const cards = document.querySelectorAll(".fc [data-item]");
            const card = cards[part];
            const radio = card.querySelectorAll("input[type=radio]")[option];
            const status = card.querySelector(".fc-status");
            status.dataset.state = "";
            const start = performance.now();
            radio.click();
            return await new Promise(resolve => {
                const look = () => status.dataset.state === "saved"
                    ? resolve(performance.now() - start) : setTimeout(look, 0);
                setTimeout(look, 0);
            });
        }""",
        [number % PARTS, (number // PARTS + number) % 2],
    )


def _opening(lab: RunningLab, browser: Any, runs: int) -> dict[str, float]:
    """Time opening a notebook until it is usable: m1 with its first question, and a bare one with a printed line."""
    m1 = lab.root / "m1-preparation"
    shutil.copytree(ROOT / "release" / "m1-preparation", m1)
    lab.write_notebook("bare/bare.ipynb", ['print("ready")'], lang="en")
    ready = {
        "m1-preparation/m1-preparation.ipynb": "document.querySelectorAll('.fc input:not([disabled])').length > 0",
        "bare/bare.ipynb": "document.querySelector('.jp-OutputArea-output') !== null",
    }
    run_all = """async () => {
        const app = window.jupyterapp;
        await app.restored;
        const panel = app.shell.currentWidget;
        await panel.context.ready;
        await panel.sessionContext.ready;
        app.commands.execute("notebook:run-all-cells");
    }"""
    found: dict[str, float] = {}
    for name, path in (("m1", "m1-preparation/m1-preparation.ipynb"), ("bare", "bare/bare.ipynb")):
        cold, warm = [], []
        for _ in range(runs):
            context = browser.new_context()
            for times in (cold, warm):
                page = context.new_page()
                start = time.perf_counter()
                page.goto(f"{lab.url}/lab/tree/{path}?reset&token=forecourt-tests")
                page.wait_for_selector(".jp-Notebook", timeout=PATIENCE)
                page.evaluate(run_all)
                page.wait_for_function(ready[path], timeout=PATIENCE)
                times.append((time.perf_counter() - start) * 1000)
                page.close()
                lab.stop_kernels()
            context.close()
        found |= {f"{name}_cold": statistics.median(cold), f"{name}_warm": statistics.median(warm)}
    return found | {
        "ours_adds_cold": found["m1_cold"] - found["bare_cold"],
        "ours_adds_warm": found["m1_warm"] - found["bare_warm"],
    }


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

"""What a page takes: forty parts from run to usable, and opening m1 beside a bare notebook."""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING, Any

from calm import calm
from course_lab import PATIENCE, RESTART, SETTLE

if TYPE_CHECKING:
    from course_lab import CourseLab

PARTS = 40
FORTY = ".fc [data-item]:has(input[type=radio]:not([disabled]))"
CHECKBOX = ".jp-OutputArea-output input[type=checkbox]"
# What a learner has: in a stage's folder the kernel reads the forms ahead. "raw" is another folder, where it does not.
READ_AHEAD = "m9-forty/m9-forty.ipynb"
RAW = "raw/forty.ipynb"
BARE = "raw/checkbox.ipynb"

# Run all cells, and give the milliseconds until `count` elements are there.
RUN = """async ([selector, count]) => {
    const app = window.jupyterapp;
    await app.commands.execute("notebook:clear-all-cell-outputs");
    const start = performance.now();
    const usable = new Promise((resolve) => {
        const look = () => document.querySelectorAll(selector).length >= count
            ? resolve(performance.now()) : requestAnimationFrame(look);
        look();
    });
    app.commands.execute("notebook:run-all-cells");
    return (await usable) - start;
}"""
RUN_WHEN_READY = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    const panel = app.shell.currentWidget;
    await panel.context.ready; await panel.sessionContext.ready;
    app.commands.execute("notebook:run-all-cells");
}"""


def write_notebooks(lab: CourseLab) -> None:
    """Write what is measured here."""
    for path in (READ_AHEAD, RAW):
        lab.write(path, 'from course import sheet; sheet("m9-forty", lang="en")')
    lab.write(BARE, "import ipywidgets; display(ipywidgets.Checkbox())")
    lab.write("bare/line.ipynb", 'print("ready")')
    lab.write(
        "line/line.ipynb", 'print("ready")'
    )  # by its name the extension takes it for a page, and starts its kernel early


def forty_parts(lab: CourseLab, browser: Any, runs: int) -> dict[str, Any]:
    """Time forty parts as the first cell of a fresh page and kernel, of a fresh kernel, and again."""
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(runs):
        for name, path, wanted in (
            ("read_ahead", READ_AHEAD, [FORTY, PARTS]),
            ("raw_kernel", RAW, [FORTY, PARTS]),
            ("one_ipywidgets_checkbox", BARE, [CHECKBOX, 1]),
        ):
            times = found.setdefault(name, {})
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            page = context.new_page()
            lab.visit(page, path)
            page.evaluate(SETTLE)
            calm()
            times.setdefault("fresh_page_and_kernel", []).append(page.evaluate(RUN, wanted))
            page.evaluate(RESTART)
            page.evaluate(SETTLE)
            calm()
            times.setdefault("fresh_kernel", []).append(page.evaluate(RUN, wanted))
            calm()
            times.setdefault("again", []).append(page.evaluate(RUN, wanted))
            calm()
            begun = time.perf_counter()
            page.evaluate(RESTART)
            page.evaluate(RUN, wanted)
            times.setdefault("restart_and_run", []).append((time.perf_counter() - begun) * 1000)
            context.close()
            lab.stop_kernels()
    return {name: {each: spread(values) for each, values in times.items()} for name, times in found.items()}


def opening(lab: CourseLab, browser: Any, runs: int) -> dict[str, Any]:
    """Time opening until it is usable: m1 with its first question, bare notebooks with a printed line; interleaved."""
    first_question = "document.querySelectorAll('.fc input:not([disabled])').length > 0"
    line = "document.querySelector('.jp-OutputArea-output') !== null"
    pages = {
        "m1": ("m1-preparation/m1-preparation.ipynb", first_question),
        "bare": ("bare/line.ipynb", line),
        "bare_with_early_kernel": ("line/line.ipynb", line),
    }
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, (path, ready) in pages.items():
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            for when in ("cold", "warm"):
                page = context.new_page()
                calm()
                start = time.perf_counter()
                lab.visit(page, path)
                if name != "m1":  # the extension runs m1 by itself
                    page.evaluate(RUN_WHEN_READY)
                page.wait_for_function(ready, timeout=PATIENCE)
                found.setdefault(f"{name}_{when}", []).append((time.perf_counter() - start) * 1000)
                page.close()
                lab.stop_kernels()
            context.close()
    figures: dict[str, Any] = {name: spread(values) for name, values in found.items()}
    for bare in ("bare", "bare_with_early_kernel"):
        for when in ("cold", "warm"):
            pairs = zip(found[f"m1_{when}"], found[f"{bare}_{when}"], strict=True)
            figures[f"ours_adds_to_{bare}_{when}"] = spread([ours - theirs for ours, theirs in pairs])
    return figures


def spread(values: list[float]) -> dict[str, float]:
    """Give the least, the median and the most."""
    return {"least": min(values), "median": statistics.median(values), "most": max(values)}


def load() -> float:
    """Give how many processes wanted a core in the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0

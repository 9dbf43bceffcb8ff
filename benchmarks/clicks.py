"""From a click to the answer on the disk, and to "Saved" on the page.

The click's moment is the browser event's own time stamp, made where the browser takes the mouse's message, before the
page hears of it. The disk's moment is taken in the kernel after ``os.fsync`` has returned; for that the benchmark, and
nothing in the course, puts a stop-watch round ``os.fsync`` in that one kernel. Both are clocks of one machine; how far
they are apart is measured and taken off.
"""

from __future__ import annotations

import json
import statistics
import time
from typing import Any

from calm import calm
from course_lab import EXECUTE, PATIENCE

CLICKS = 120
WATCH = """
import os as _os, time as _time
_synced, _sync = [], _os.fsync
def _watched(file):
    begun = _time.time()
    _sync(file)
    _synced.append((begun, _time.time()))
_os.fsync = _watched
from course.widgets.section import Section as _Section
_arrived, _handle = [], _Section.handle
def _handling(section, message):
    _arrived.append(_time.time())
    return _handle(section, message)
_Section.handle = _handling
"""
READ = "import json as _json; print(_json.dumps([_synced, _arrived]))"
LISTEN = """() => {
    window.clicked = []; window.savedAt = [];
    document.addEventListener("click", (event) => {
        if (!event.target.matches("input[type=radio]")) return;
        const at = window.clicked.length;
        window.clicked.push(performance.timeOrigin + event.timeStamp);
        const status = event.target.closest("[data-item]").querySelector(".fc-status");
        status.dataset.state = "";
        const saved = new MutationObserver(() => {
            if (status.dataset.state !== "saved") return;
            window.savedAt[at] = performance.timeOrigin + performance.now();
            saved.disconnect();
        });
        saved.observe(status, { attributes: true });
    }, true);
}"""


def clicks(page: Any, parts: int) -> dict[str, Any]:
    """Click through a page of ``parts`` choices that is open and was run; milliseconds."""
    page.evaluate(EXECUTE, WATCH)
    page.evaluate(LISTEN)
    cards = page.locator(".fc [data-item]")
    quiet = []
    for number in range(CLICKS):
        quiet.append(calm(0.1))
        cards.nth(number % parts).locator("input[type=radio]").nth((number // parts + number) % 2).click()
        page.wait_for_function(
            "(count) => window.savedAt.filter(Boolean).length >= count", arg=number + 1, timeout=PATIENCE
        )
    apart = clocks_apart(page)
    clicked, saved = page.evaluate("[window.clicked, window.savedAt]")
    synced, arrived = json.loads(page.evaluate(EXECUTE, READ))
    there = [at * 1000 + apart for at in arrived]
    ends = [end * 1000 + apart for _, end in synced]
    # The last wait for the disk between this click and its "Saved" is the answer's.
    durable = [
        max(end for end in ends if click <= end <= done) - click for click, done in zip(clicked, saved, strict=True)
    ]
    # As soon as any widget of JupyterLab could be heard: what the course does comes after it.
    heard = [min(at for at in there if click <= at) - click for click in clicked]
    shown = [done - click for click, done in zip(clicked, saved, strict=True)]
    figures = {
        "clock_difference_ms": apart,
        "disk_alone": _spread([(end - begun) * 1000 for begun, end in synced]),
        "reaches_the_kernel": _spread(heard),
        "durable": _spread(durable),
        "saved_on_the_page": _spread(shown),
        "quiet_clicks": sum(quiet),
    }
    if sum(quiet) > CLICKS // 5:
        figures["durable_when_quiet"] = _spread([each for each, calm in zip(durable, quiet, strict=True) if calm])
        figures["saved_when_quiet"] = _spread([each for each, calm in zip(shown, quiet, strict=True) if calm])
    return figures


def clocks_apart(page: Any) -> float:
    """Give how many milliseconds the page's clock is ahead of this process's: the closest of some askings."""
    closest = (float("inf"), 0.0)
    for _ in range(30):
        begun = time.time()
        there = page.evaluate("performance.timeOrigin + performance.now()")
        ended = time.time()
        closest = min(closest, (ended - begun, there - (begun + ended) * 500))
    return closest[1]


def _spread(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=20)
    return {"p50": statistics.median(values), "p95": cuts[-1]}

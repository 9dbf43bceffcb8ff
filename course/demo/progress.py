"""The demo's progress: a bar in a terminal, lines in a file or a pipe."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from course.demo.run import Step

PAUSE = 5.0  # seconds between two lines, so that a log stays short


@contextmanager
def progress(console: Console, clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[Step], None]]:
    """Give what shows each step while the demo runs.

    Args:
        console: Where it is shown.
        clock: Gives seconds; they are read only where there is no terminal.

    """
    if console.is_terminal:
        yield from _bar(console)
    else:
        yield _lines(console, clock)


def _bar(console: Console) -> Iterator[Callable[[Step], None]]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("getting ready", total=None)
        yield lambda step: bar.update(task, total=step.total, completed=step.number - 1, description=step.does)
        bar.update(task, completed=bar.tasks[0].total, description="done")


def _lines(console: Console, clock: Callable[[], float]) -> Callable[[Step], None]:
    said_at: float | None = None

    def hear(step: Step) -> None:
        nonlocal said_at
        now = clock()
        if said_at is None or now - said_at >= PAUSE:
            said_at = now
            console.print(f"{step.number}/{step.total} {step.does}", markup=False)

    return hear

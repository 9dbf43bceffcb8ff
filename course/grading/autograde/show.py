"""What ``course grade`` and ``course feedback`` show: a bar, and at the end who needs a look, why, and what to do."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from course.grading.autograde.result import Graded
    from course.grading.autograde.run import Outcome, Step

PAUSE = 5.0  # seconds between two lines where there is no terminal, so that a log stays short
BLINK = 0.1  # seconds between two pictures of the bar
LONGEST = 40  # submissions with a warning in the table; who was not graded is always in it


@dataclass(frozen=True, slots=True)
class Words:
    """What a command calls what it does to a submission."""

    done: str
    unchanged: str
    undone: str
    nothing: str


GRADING = Words("graded", "unchanged since they were graded", "not graded", "graded anyway")


@contextmanager
def progress(console: Console, clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[Step], None]]:
    """Give what shows each step: a bar in a terminal, a line now and then elsewhere.

    The bar is drawn by whoever hears a step: a thread of its own would forbid the workers' fork.
    """
    if not console.is_terminal:
        yield _lines(console, clock)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    began, drawn, look = clock(), 0.0, list[str]()
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("getting ready", total=None, rate="")
        bar.refresh()

        def hear(step: Step) -> None:
            nonlocal drawn
            if step.graded and (step.graded.problem or step.graded.told):
                look.append(step.graded.learner)
            now = clock()
            rate = f"{step.done / (now - began):.1f}/s" if step.done and now > began else ""
            said = f"{len(look)} to look at, last {look[-1]}" if look else ""
            bar.update(task, total=step.total, completed=step.done, rate=rate, description=said)
            if now - drawn >= BLINK:
                drawn = now
                bar.refresh()

        yield hear


def _lines(console: Console, clock: Callable[[], float]) -> Callable[[Step], None]:
    said_at: float | None = None

    def hear(step: Step) -> None:
        nonlocal said_at
        now = clock()
        if step.graded and step.graded.problem:
            console.print(f"✗ {step.assignment}, {step.graded.learner}", markup=False)
        if step.graded and (said_at is None or now - said_at >= PAUSE):
            said_at = now
            console.print(f"{step.done}/{step.total} {step.assignment}, {step.graded.learner}", markup=False)

    return hear


def tell(outcome: Outcome, console: Console, words: Words = GRADING) -> None:
    """Print what became of a run."""
    for name, why in outcome.handed_over.items():
        line(console, "·", "blue", f"{name} was given to nbgrader's own converter: {why}.")
    if outcome.fence is not None:
        layers = "not all of its layers" if outcome.fence.missing else "all of its layers"
        line(console, "·", "blue", f"Learners' code ran in the fence, {layers}: {outcome.fence}.")
    for name, refusal in outcome.refused.items():
        line(console, "✗", "red", f"{name} was not graded: {refusal.what}. {refusal.then}")
    if outcome.wrong or outcome.look:
        console.print(_table(outcome, words))
    if len(outcome.look) > LONGEST:
        console.print(f"… and {len(outcome.look) - LONGEST} more that were {words.done} and need a look.")
    if outcome.wrong and words is GRADING:
        said = "Who was not graded keeps what the gradebook has, from an earlier time or 0."
        line(console, "·", "blue", said)
    rate = f" ({outcome.graded / outcome.seconds:.1f} a second)" if outcome.graded and outcome.seconds else ""
    unchanged = f", {outcome.unchanged} {words.unchanged}" if outcome.unchanged else ""
    wrong = f", {len(outcome.wrong)} {words.undone}" if outcome.wrong else ""
    said = f"{outcome.graded} {words.done}{rate}{unchanged}{wrong}, in {outcome.seconds:.0f} s."
    if outcome.stopped:
        line(console, "!", "yellow", f"Stopped: {said} Nothing is lost; type the same command again to go on.")
    elif outcome.wrong:
        line(console, "✗", "red", said)
    else:
        line(console, "✓", "green", said)


def _table(outcome: Outcome, words: Words) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    several = len({name for name, _ in [*outcome.wrong, *outcome.look]}) > 1
    for column in ("", *(["Assignment"] if several else []), "Learner", "What", "What to do"):
        table.add_column(column, overflow="fold")
    for name, graded in outcome.wrong:
        where = [name] if several else []
        problem = graded.problem
        said = (problem.what, problem.then) if problem else ("", "")
        table.add_row(
            Text("✗", style="red"), *where, Text(graded.learner), Text(f"{words.undone}: {said[0]}"), Text(said[1])
        )
    for name, graded in outcome.look[:LONGEST]:
        where = [name] if several else []
        table.add_row(Text("!", style="yellow"), *where, Text(graded.learner), Text(_told(graded)), Text(words.nothing))
    return table


def _told(graded: Graded) -> str:
    return "\n".join(graded.told)


def line(console: Console, sign: str, style: str, sentence: str) -> None:
    """Print a sentence with a sign before it."""
    # In a terminal it breaks between words; in a file a sentence stays a line.
    console.print(Text.assemble((f"{sign} ", style), sentence), soft_wrap=not console.is_terminal)

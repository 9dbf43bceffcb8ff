"""What ``course grade --check`` shows at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from course.grading.autograde.show import LONGEST, line
from course.grading.repair.fault import State, shown

if TYPE_CHECKING:
    from rich.console import Console

    from course.grading.repair.check import Checked, Report

_SIGNS = {State.YOU: ("✗", "red"), State.MENDED: ("✓", "green"), State.GRADED: ("·", "blue")}
_ORDER = list(State)
NARROW = 22  # characters of a line: longer names are folded


def tell(report: Report, console: Console) -> None:
    """Print what was found, and what became of it."""
    found = sorted(report.found, key=lambda each: _ORDER.index(each.state))
    others = [each for each in found if each.state is not State.YOU]
    listed = [each for each in found if each.state is State.YOU] + others[:LONGEST]
    if listed:
        console.print(_table(listed))
    if len(others) > LONGEST:
        console.print(f"… and {len(others) - LONGEST} more that do not need you.")
    if report.kept_in:
        line(console, "·", "blue", f"The originals of what was mended: {report.kept_in}/")
    _sum_up(report, console)


def _sum_up(report: Report, console: Console) -> None:
    right = report.looked_at - len(report.found)
    counted = [
        f"{n} {'need you' if state is State.YOU and n > 1 else state}" for state in _ORDER if (n := report.count(state))
    ]
    counted += [f"{right} as they should be"] if right else []
    said = f"{report.looked_at} looked at: {', '.join(counted) or 'none'}. Nothing was graded."
    if report.stopped:
        line(console, "!", "yellow", f"Stopped: {said} Type the same command again to look at the rest.")
    elif report.count(State.YOU):
        line(console, "✗", "red", said)
    else:
        line(console, "✓", "green", said)


def _table(listed: list[Checked]) -> Table:
    """Give a row for each fault. What became of it stands under it: side by side is too narrow for names of files."""
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    several = len({each.assignment for each in listed}) > 1
    table.add_column("")
    for column in ["Assignment"] if several else []:
        table.add_column(column, overflow="fold", max_width=NARROW)
    table.add_column("Learner", overflow="fold", max_width=NARROW)
    table.add_column("What was found → what happened, or what to do", overflow="fold")
    for each in listed:
        first = True
        for fault in sorted(each.faults, key=lambda fault: _ORDER.index(fault.state)):
            sign, style = _SIGNS[fault.state]
            names = [each.assignment] if several else []
            names.append(shown(each.learner))
            table.add_row(
                Text(f"{sign} {fault.state}", style=style),
                *(Text(name if first else "") for name in names),
                Text(f"{fault.what}\n→ {fault.then}"),
            )
            first = False
    return table

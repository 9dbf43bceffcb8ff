"""The demo's last screen: who handed in what, how it was graded, and what to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from course.demo.cast import Mishap

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from course.demo.cast import Learner
    from course.demo.run import Demo

# What nbgrader and the course made of each mishap; true when there is no surprise.
BECAME = {
    Mishap.NONE: "graded",
    Mishap.BLANK: "0 points, nothing to mark",
    Mishap.LATE: "graded, and shown as late",
    Mishap.LONE_NOTEBOOK: "graded from its copy of the answers",
    Mishap.TORN_JOURNAL: "every saved answer is graded",
    Mishap.DELETED_CELL: "put back, and graded",
    Mishap.HOSTILE: "neither was run, the answers are graded",
}
WIDEST = 3  # stages beside which the stories of the learners have room; with more of them they stand below
LONGEST = 15  # learners in the table; a larger class is in Formgrader


def tell(result: Demo, console: Console) -> None:
    """Print the last screen.

    Args:
        result: What the demo left.
        console: Where it is printed.

    """
    console.print(_class(result))
    if not _room_for_stories(result):
        for learner in result.learners[:LONGEST]:
            if learner.mishap is not Mishap.NONE:
                console.print(Text(f"{learner.name}: {_story(learner)}"))
    if len(result.learners) > LONGEST:
        console.print(f"… and {len(result.learners) - LONGEST} more learners, all in Formgrader.")
    for name, graded in result.graded.items():
        for each in graded.surprises:
            said = f"{name}, {each.learner}, {each.what}: expected {each.expected}, got {each.got}"
            console.print(Text.assemble(("✗ ", "red"), said))
    for page in _missing(result):
        console.print(Text.assemble(("✗ ", "red"), f"There is no feedback page {page}"), soft_wrap=True)
    console.print(_verdict(result))
    _what_to_open(result, console)


def surprised(result: Demo) -> bool:
    """Tell whether anything was not as it must be."""
    return bool(_missing(result)) or any(graded.surprises for graded in result.graded.values())


def _missing(result: Demo) -> list[Path]:
    return [page for page in result.pages if not page.is_file()]


def _class(result: Demo) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        title="The class",
        title_justify="left",
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    table.add_column("Learner", no_wrap=True)
    table.add_column("In", no_wrap=True)
    for name, graded in result.graded.items():
        table.add_column(f"{name.partition('-')[0]}\nof\n{graded.most:g}", justify="right", no_wrap=True)
    stories = _room_for_stories(result)
    if stories:
        table.add_column("What was handed in → what became of it")
    for learner in result.learners[:LONGEST]:
        points = (_one_place(graded.points[learner.name]) for graded in result.graded.values())
        story = [_story(learner)] if stories else []
        table.add_row(escape(learner.name), learner.lang, *points, *story)
    return table


def _one_place(points: float) -> str:
    """Give points as short as ten columns of a terminal need them: 37, 42.3."""
    return f"{points:.1f}".removesuffix(".0")


def _room_for_stories(result: Demo) -> bool:
    return len(result.graded) <= WIDEST


def _story(learner: Learner) -> str:
    became = BECAME[learner.mishap]
    return became if learner.mishap is Mishap.NONE else f"{learner.mishap} → {became}"


def _verdict(result: Demo) -> Text:
    scores = sum(graded.scores for graded in result.graded.values())
    wrong = sum(len(graded.surprises) for graded in result.graded.values())
    waiting = sum(len(graded.waiting) for graded in result.graded.values()) - len(result.marked)
    sign = ("✗ ", "red") if wrong else ("✓ ", "green")
    said = (
        f"{scores} scores compared with what the answers must earn: "
        f"{f'{wrong} surprises' if wrong else 'all as expected'}. "
        f"{len(result.pages) - len(_missing(result))} feedback pages. "
        f"Texts marked: {len(result.marked)}; still waiting for a person: {waiting}."
    )
    return Text.assemble(sign, said)


def _what_to_open(result: Demo, console: Console) -> None:
    console.print()
    console.print(Panel.fit("What to open now", border_style="blue"))
    lines = [
        ("Mark the texts that wait, in nbgrader's Formgrader:", f'course formgrader --root "{result.root}"'),
        *((_title(page, result), str(page)) for page in _examples(result)),
        ("The gradebook (an nbgrader database; Formgrader shows it):", str(result.root / "gradebook.db")),
        ("Grade everything again; the scores stay the same:", f'cd "{result.root}" && {_again(result)}'),
    ]
    for what, place in lines:
        console.print(Text.assemble(("→ ", "blue"), what))
        console.print(Text(f"  {place}", style="bold"), soft_wrap=True)  # unbroken, to be copied


def _again(result: Demo) -> str:
    return f"nbgrader autograde {result.assignments[0]} --force"


def _examples(result: Demo) -> list[Path]:
    """Give one page on which a person said something, and one in the other language."""
    if not result.marked:
        return [page for page in result.pages if page.is_file()][:1]
    name, learner = next(iter(result.marked.items()))
    first = next(each for each in result.learners if each.name == learner)
    usual_first = sorted(result.learners, key=lambda each: each.mishap is not Mishap.NONE)
    other = [each.name for each in usual_first if each.lang != first.lang]
    return [page for page in (result.page(each, name) for each in [learner, *other[:1]]) if page.is_file()]


def _title(page: Path, result: Demo) -> str:
    learner = next(each for each in result.learners if each.name == page.parent.parent.name)
    marked = ", with a person's words" if result.marked.get(page.parent.name) == learner.name else ""
    return f"Feedback as “{learner.name}” gets it, in {learner.lang}{marked}:"

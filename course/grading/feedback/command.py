"""The command ``course feedback``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.engine.errors import CourseError
from course.grading.autograde.command import INTERRUPTED
from course.grading.autograde.show import Words

WORDS = Words("made", "unchanged since they were made", "not made", "made anyway")


def feedback(
    assignment: Annotated[str | None, typer.Argument(help="m1-preparation, or m1")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Make the pages of every assignment.")] = False,
    learner: Annotated[
        list[str] | None, typer.Option("--learner", help="This learner only; may be given several times.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many processes make pages.", show_default="one a processor")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Make also what has not changed.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The course folder.")] = Path(),
) -> None:
    """Make feedback as nbgrader generate_feedback does, many times faster. Type it again to go on after a stop."""
    if bool(assignment) == every:
        what = f"'{assignment}' and --all cannot both be meant." if every else "Which assignment?"
        raise CourseError(what, then="One of them: course feedback ASSIGNMENT; all of them: course feedback --all")
    from rich.console import Console

    from course.grading.autograde.show import progress, tell
    from course.grading.feedback.run import make

    console = Console(highlight=False)
    with progress(Console(stderr=True, highlight=False)) as hear:
        outcome = make(root, assignment, learners=learner or (), workers=workers, force=force, tell=hear)
    tell(outcome, console, WORDS)
    if outcome.stopped:
        raise typer.Exit(INTERRUPTED)
    if outcome.wrong:
        raise typer.Exit(1)

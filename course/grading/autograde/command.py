"""The command ``course grade``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.engine.errors import CourseError

INTERRUPTED = 130  # the exit status of a command that Ctrl+C ended


def grade(
    assignment: Annotated[str | None, typer.Argument(help="m1-preparation, or m1")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Grade every assignment.")] = False,
    learner: Annotated[
        list[str] | None, typer.Option("--learner", help="This learner only; may be given several times.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many processes grade.", show_default="one a processor")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Let the workers of this dask scheduler grade: tcp://HOST:8786 or tls://…")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade also what has not changed.")] = False,
    root: Annotated[Path, typer.Option("--root", help="The course folder.")] = Path(),
) -> None:
    """Grade what was handed in, as nbgrader autograde does, many times faster. Type it again to go on after a stop."""
    if bool(assignment) == every:
        what = f"'{assignment}' and --all cannot both be meant." if every else "Which assignment?"
        raise CourseError(what, then="One of them: course grade ASSIGNMENT; all of them: course grade --all")
    if workers and scheduler:
        raise CourseError(
            "--workers are of this machine.", then="With --scheduler its own workers grade: one of the two"
        )
    from rich.console import Console

    from course.grading.autograde.run import grade as run
    from course.grading.autograde.show import progress, tell

    console = Console(highlight=False)
    with progress(Console(stderr=True, highlight=False)) as hear:
        outcome = run(
            root, assignment, learners=learner or (), workers=workers, force=force, scheduler=scheduler, tell=hear
        )
    tell(outcome, console)
    if outcome.stopped:
        raise typer.Exit(INTERRUPTED)
    if outcome.wrong:
        raise typer.Exit(1)

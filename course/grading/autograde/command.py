"""The command ``course grade``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.engine.errors import CourseError

INTERRUPTED = 130  # the exit status of a command that Ctrl+C ended


def grade(  # noqa: PLR0913  a command's options
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
    trust_submissions: Annotated[
        bool, typer.Option("--trust-submissions", help="Run learners' code with your rights, without a fence.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Grade nothing: find what is wrong with submissions, and mend it.")
    ] = False,
    root: Annotated[Path, typer.Option("--root", help="The course folder.")] = Path(),
) -> None:
    """Grade what was handed in, as nbgrader autograde does, many times faster. Type it again to go on after a stop."""
    if bool(assignment) == every:
        what = f"'{assignment}' and --all cannot both be meant." if every else "Which assignment?"
        raise CourseError(what, then="One of them: course grade ASSIGNMENT; all of them: course grade --all")
    if check and (force or workers or scheduler):
        raise CourseError("--check grades nothing.", then="Leave out --force, --workers and --scheduler.")
    if scheduler and (workers or trust_submissions):
        raise CourseError(
            "On a cluster its own workers grade, and learners' code runs in the fence only.",
            where="--scheduler",
            then="Leave out --workers and --trust-submissions.",
        )
    if check:
        _check(assignment, learner or [], root)
        return
    from rich.console import Console

    from course.grading.autograde.run import grade as run
    from course.grading.autograde.show import progress, tell

    console = Console(highlight=False)
    with progress(Console(stderr=True, highlight=False)) as hear:
        outcome = run(
            root,
            assignment,
            learners=learner or (),
            workers=workers,
            force=force,
            trusted=trust_submissions,
            scheduler=scheduler,
            tell=hear,
        )
    tell(outcome, console)
    if outcome.stopped:
        raise typer.Exit(INTERRUPTED)
    if outcome.wrong or outcome.refused:
        raise typer.Exit(1)


def _check(assignment: str | None, learners: list[str], root: Path) -> None:
    from rich.console import Console

    from course.grading.autograde.show import progress
    from course.grading.repair.check import check
    from course.grading.repair.fault import State
    from course.grading.repair.show import tell

    console = Console(highlight=False)
    with progress(Console(stderr=True, highlight=False)) as hear:
        report = check(root, assignment, learners=learners, tell=hear)
    tell(report, console)
    if report.stopped:
        raise typer.Exit(INTERRUPTED)
    if report.count(State.YOU):
        raise typer.Exit(1)

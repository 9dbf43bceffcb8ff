"""The command ``course``: arguments in, one call out."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from course import __version__
from course.engine.errors import CourseError
from course.grading.autograde.command import grade
from course.grading.deferred import defer_slow_imports
from course.grading.feedback.command import feedback
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    help="Forecourt: a sales course for petrol-station staff. Begin with: course open",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Language = Annotated[
    str | None, typer.Option("--lang", help="en or zh-CN; kept for the next time.", show_default=False)
]
Learner = Annotated[
    str | None, typer.Option("--learner", help="The learner's name.", show_default="the computer's user")
]
Workspace = Annotated[
    Path | None, typer.Option("--workspace", help="The folder of all learners' folders.", show_default="~/forecourt")
]
Root = Annotated[Path, typer.Option("--root", help="The folder with source/ in it.")]
Port = Annotated[int | None, typer.Option("--port", min=1024, max=65535, help="The port to begin looking at.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address only.")]

_SIGNS = {"good": ("✓", "green"), "look": ("!", "yellow"), "bad": ("✗", "red")}


def _console(*, err: bool = False) -> Console:
    return Console(stderr=err, highlight=False, soft_wrap=True)


def _folder(
    learner: str | None, workspace: Path | None, lang: str | None, typed: str = "course open"
) -> tuple[Any, Any]:
    """Give the learner's folder and language; ``typed`` is the command, as it is named when it must be typed again."""
    from course.workspace.folder import folder_of, language

    folder = folder_of(learner, workspace, typed)
    return folder, language(lang, folder)


def _known_folder(learner: str | None, workspace: Path | None, lang: str | None, typed: str) -> tuple[Any, Any]:
    """Give folder and language of a learner who is there: whoever is named must have opened the course before."""
    folder, said = _folder(learner, workspace, lang, typed)
    if learner is not None and not folder.root.is_dir():
        from course.workspace.folder import learners_in

        there = ", ".join(each.learner for each in learners_in(folder.root.parent))
        raise CourseError(
            say("There is no learner “{learner}” on this computer.", said, learner=folder.learner),
            where="--learner",
            then=say("There are: {names}.", said, names=there)
            if there
            else say("First open the course: course open", said),
        )
    return folder, said


def _version(wanted: bool) -> None:  # noqa: FBT001  typer's own signature
    if wanted:
        _console().print(f"Forecourt {__version__}")
        raise typer.Exit


@app.callback()
def _course(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Forecourt: a sales course for petrol-station staff. Begin with: course open."""


@app.command("open")
def open_(
    *,
    lang: Language = None,
    module: Annotated[str | None, typer.Option("--module", help="Open a part (m1) instead of the start page.")] = None,
    learner: Learner = None,
    workspace: Workspace = None,
    no_browser: NoBrowser = False,
    port: Port = None,
    shortcut: Annotated[
        bool, typer.Option("--shortcut", help="Also leave a shortcut on the desktop or in the menu.")
    ] = False,
) -> None:
    """Open the course: lay out your folder, start JupyterLab, show the start page. Opening again keeps every answer."""
    from course.workspace.opening import open_course

    folder, said = _folder(learner, workspace, lang)
    console = _console()
    with console.status(say("Opening the course …", said)):
        opened = open_course(folder, said, module=module, port=port, show=not no_browser)
    if shortcut:
        from course.workspace.shortcut import leave_shortcut

        for place in leave_shortcut(folder, said):
            _line(console, "✓", "green", say("Shortcut: {place}", said, place=place))
    for sentence in opened.told:
        _line(console, "!", "yellow", sentence)
    _line(console, "✓", "green", say("Folder of {learner}: {folder}", said, learner=folder.learner, folder=folder.root))
    if opened.shown:
        _line(
            console,
            "✓",
            "green",
            say("The course is open in your browser. If you do not see it, open this address:", said),
        )
    else:
        _line(console, "→", "blue", say("Open this address in a browser on this machine:", said))
    console.print(opened.address, style="bold")
    stop_it = _stop_command(learner, workspace)  # as it was opened: the plain command is for the usual folder
    _line(console, " ", "", say("You may close this window. To end the course: {command}", said, command=stop_it))


def _stop_command(learner: str | None, workspace: Path | None) -> str:
    asked = [f"--learner {shlex.quote(learner)}"] if learner else []
    asked += [f"--workspace {shlex.quote(str(workspace))}"] if workspace else []
    return " ".join(["course stop", *asked])


@app.command()
def stop(*, learner: Learner = None, workspace: Workspace = None) -> None:
    """Stop the course's JupyterLab. Every answer is saved already."""
    from course.workspace import server
    from course.workspace.folder import learners_in

    folder, said = _known_folder(learner, workspace, None, "course stop")
    running = server.running(folder.root)
    if running is None:
        _line(_console(), "✓", "green", say("The course is not running.", said))
        for other in learners_in(folder.root.parent):
            if server.running(other.root):
                told = _stop_command(other.root.name, workspace)
                sentence = say(
                    "The course of {learner} is running. To end it: {command}",
                    said,
                    learner=other.learner,
                    command=told,
                )
                _line(_console(), "!", "yellow", sentence)
        return
    server.stop(running)
    _line(_console(), "✓", "green", say("The course has stopped. Your answers are kept.", said))


@app.command()
def language(
    lang: Annotated[str, typer.Argument(help="en or zh-CN")], *, learner: Learner = None, workspace: Workspace = None
) -> None:
    """Change the language; every answer stays."""
    from course.workspace.lay_out import lay_out
    from course.workspace.settings import write_settings

    folder, said = _known_folder(learner, workspace, lang, f"course language {lang}")
    for sentence in lay_out(folder, said).told:
        _line(_console(), "!", "yellow", sentence)
    write_settings(folder, said)
    _line(_console(), "✓", "green", say("The course is in English now. Load the page again in your browser.", said))


@app.command()
def submit(
    assignment: Annotated[str | None, typer.Argument(help="m1-preparation, or m1")] = None,
    *,
    learner: Learner = None,
    workspace: Workspace = None,
) -> None:
    """Hand in a stage: through the class's exchange where there is one, else as one zip; again until the due date."""
    from course.grading.handing import hand_in
    from course.grading.unanswered import told_open_in

    typed = " ".join(["course submit", *([assignment] if assignment else [])])
    folder, said = _known_folder(learner, workspace, None, typed)
    name = _assignment(folder.root, assignment)
    with suppress(CourseError):  # a part of somebody else's: it is handed in all the same
        _line(_console(), "·", "blue", told_open_in(folder.root / name, name, said))
    receipt = hand_in(folder.root, name, folder.learner, said)
    _line(_console(), "✓", "green", receipt.sentence)


def _assignment(root: Path, wanted: str | None) -> str:
    there = sorted(each.parent.name for each in root.glob("*/*.ipynb") if each.stem == each.parent.name)
    chosen = [name for name in there if wanted in {None, name, name.partition("-")[0]}]
    if wanted is None and len(chosen) > 1:  # the one that was worked on
        chosen = [name for name in chosen if (root / name / "answers.jsonl").is_file()]
    if len(chosen) == 1:
        return chosen[0]
    what = f"There is no part '{wanted}' here." if wanted else "Which part is to be handed in?"
    then = f"There are: {', '.join(there)}." if there else "First open the course: course open"
    raise CourseError(what, where=str(root), then=then)


@app.command()
def doctor(*, lang: Language = None, learner: Learner = None, workspace: Workspace = None) -> None:
    """Look at what is installed, say what is wrong and what to do."""
    from rich.table import Table

    from course.workspace.doctor import examine

    folders, said = _looked_at(learner, workspace, lang)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    bad = False
    for finding in examine(folders, said):
        sign, colour = _SIGNS[finding.state]
        bad = bad or finding.state == "bad"
        table.add_row(Text(sign, style=colour), Text(finding.about, style="bold"), Text(finding.what))
        if finding.then:
            table.add_row("", "", Text(f"→ {finding.then}", style=colour))
    Console(highlight=False).print(table)
    if bad:
        raise typer.Exit(1)


def _looked_at(learner: str | None, workspace: Path | None, lang: str | None) -> tuple[list[Any], Any]:
    """Give whom the doctor looks at: the one who is named, else all who are here. It must run whoever is there."""
    from course.workspace.folder import Folder, base_of, folder_of, language, learners_in

    there = learners_in(base_of(workspace)) if learner is None else []
    if len(there) > 1:
        return there, language(lang, Folder(base_of(workspace), ""))
    one = folder_of(learner, workspace, "course doctor")
    return [one], language(lang, one)


# -- for instructors and authors --------------------------------------------------------------------------------------


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    *,
    files: Annotated[Path, typer.Option("--from", help="The instructor's files (with source/ in them).")] = Path(),
) -> None:
    """Make an instructor's course root, in which nbgrader's own commands work."""
    from course.grading.courseroot import make_root

    made = make_root(folder, files)
    _line(_console(), "✓", "green", f"Course root: {made}. Next: cd there, then: course release --all")


@app.command()
def release(
    assignment: Annotated[str | None, typer.Argument(help="m1-preparation, or m1")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Release every assignment.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="en or zh-CN")] = "en",
    root: Root = Path(),
) -> None:
    """Release an assignment to learners: generate, check that nothing of the key leaks, zip."""
    from course.check import before_release
    from course.grading import release as room
    from course.grading.courseroot import need_root

    need_root(root)
    if every and assignment:
        then = f"One of them: course release {assignment}; all of them: course release --all"
        raise CourseError(f"'{assignment}' and --all cannot both be meant.", then=then)
    if not every and not assignment:
        there = ", ".join(room.assignments(root))
        then = f"Name one ({there}), or take them all: course release --all"
        raise CourseError("Which assignment?", where=str(root.absolute()), then=then)
    names = [room.called(root, assignment)] if assignment else room.assignments(root)
    console = _console()
    for name in names:
        found = before_release(root, name, _known(lang))
        for finding in found:
            _line(console, "✗", "red", str(finding))
        if found:
            raise CourseError(
                f"Not released: {len(found)} to mend.", where=name, then="After that: course check, and release again."
            )
        with console.status(f"Releasing {name} …"):
            done = room.release(root, name, _known(lang))
        _line(console, "✓", "green", f"{name}: {done.folder} · {done.zip}")


def _known(lang: str) -> Any:
    from course.content import LANGUAGES

    if lang not in LANGUAGES:
        raise CourseError(f"The course does not speak '{lang}'.", where="--lang", then="Choose en or zh-CN.")
    return lang


app.command()(grade)
app.command()(feedback)


@app.command()
def formgrader(*, root: Root = Path(), port: Port = None, no_browser: NoBrowser = False) -> None:
    """Open nbgrader's Formgrader in a course root; Ctrl+C ends it."""
    from course.workspace.formgrader import open_formgrader

    console = _console()
    with console.status("Opening Formgrader …") as status:

        def tell(opened: Any) -> None:
            status.stop()
            where = (
                "is open in your browser, at" if opened.shown else "waits at this address; open it in a browser here:"
            )
            _line(console, "✓", "green", f"Formgrader {where} {opened.address} – Ctrl+C ends it.")

        open_formgrader(root, port=port, show=not no_browser, tell=tell)
    _line(console, "✓", "green", "Formgrader has ended. What you marked is kept.")


@app.command()
def demo(
    *,
    learners: Annotated[
        int, typer.Option("--learners", max=500, help="How many; at least 8, one for each thing that is to be shown.")
    ] = 12,
    seed: Annotated[int, typer.Option("--seed", help="The same seed plays the same class.")] = 1,
    to: Annotated[Path, typer.Option("--to", help="A new folder.")] = Path("forecourt-demo"),
    files: Annotated[Path, typer.Option("--from", help="The instructor's files (with source/ in them).")] = Path(),
    only: Annotated[
        list[str] | None, typer.Option("--only", help="This part only, like m1; may be given several times.")
    ] = None,
) -> None:
    """Play a simulated class through release, submit, collect, autograde and feedback."""
    from course.demo import demo as play
    from course.demo.progress import progress
    from course.demo.tell import surprised, tell

    try:
        with progress(_console()) as hear:
            result = play(to, files, learners=learners, seed=seed, only=only or (), tell=hear)
    except KeyboardInterrupt:
        then = f"What is there so far lies in {to}. Delete that folder, or begin again with another --to."
        _line(_console(err=True), "!", "yellow", f"Stopped before the end. {then}")
        raise typer.Exit(130) from None
    tell(result, Console(highlight=False))
    if surprised(result):
        raise typer.Exit(1)


@app.command()
def check(
    *,
    root: Root = Path(),
    write_keys: Annotated[
        bool, typer.Option("--write-keys", help="First write key.yaml into the hidden cells, if every key is right.")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also print, id by id of the curriculum, what teaches it or why not.")
    ] = False,
) -> None:
    """Check all that authors write; each finding has file, line, field and what to do."""
    from course.check import check as look

    console = _console()
    if write_keys:
        from course.check import keys
        from course.check.finding import Root as Files

        files = Files(root.resolve())
        wrong = [finding for name in files.assignments() for finding in keys.problems(files, name)]
        for finding in wrong:
            _line(console, "✗", "red", str(finding))
        if wrong:
            raise CourseError(
                f"No key was written: {len(wrong)} to mend in key.yaml.", then="After that: course check --write-keys"
            )
        for name in files.assignments():
            if keys.write_keys(files, name):
                _line(console, "✓", "green", f"{name}: keys written.")
    found = look(root)
    for finding in found:
        _line(console, "✗" if finding.error else "!", "red" if finding.error else "yellow", str(finding))
    errors = sum(finding.error for finding in found)
    if coverage:
        _tell_id_by_id(console)
    _tell_of_coverage(console)
    if errors:
        _line(console, "✗", "red", f"{errors} to mend, {len(found) - errors} to look at.")
        raise typer.Exit(1)
    _line(console, "✓", "green", f"All is well; {len(found)} to look at.")


def _tell_id_by_id(console: Console) -> None:
    from rich.table import Table

    from course.check.table import aims, rows
    from course.content import modules

    for module in modules():
        with suppress(CourseError):  # a registry that cannot be read is among the findings
            table = Table(title=module, title_justify="left", show_lines=False)
            for column in ("id", "what it says", "what teaches it"):
                table.add_column(column, overflow="fold")
            for row in rows(module):
                taught = "; ".join(f"{kind} {', '.join(names)}" for kind, names in row.taught.items())
                table.add_row(row.name, row.says, taught or f"not taught: {row.why_not}")
            for aim in aims(module):
                table.add_row(aim.name, aim.text, f"{aim.practice} practice items; graded in {', '.join(aim.graded)}")
            console.print(table)


def _tell_of_coverage(console: Console) -> None:
    from course.check.coverage import summary
    from course.check.table import reading_minutes
    from course.content import modules

    for module in modules():
        with suppress(CourseError):  # a registry that cannot be read is among the findings
            counted = summary(module)
            said = f"{module}: {counted.taught} of {counted.facts} facts taught, {counted.others} other ids served."
            _line(console, "·", "blue", f"{said} {reading_minutes(module):.0f} min of reading.")
            for name, why in counted.not_taught.items():
                _line(console, " ", "", f"    {name} is not taught: {why}")


def _line(console: Console, sign: str, style: str, sentence: str) -> None:
    """Print one sentence. It may hold anything: brackets are no markup here."""
    console.print(Text.assemble((f"{sign} ", style), sentence))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; a problem is one clean sentence and exit code 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # an old console that cannot show a character shows "?"
            stream.reconfigure(errors="replace")
    defer_slow_imports()  # reading a notebook would cost 1.5 s more (T42)
    try:
        app(args=list(arguments) if arguments is not None else None)
    except CourseError as error:
        _line(_console(err=True), "✗", "red", str(error))
        raise SystemExit(1) from None
    except Exception as error:
        if os.environ.get("FORECOURT_TRACEBACK"):
            raise
        what = f"Something went wrong that the course does not know: {type(error).__name__}: {error}"
        _line(_console(err=True), "✗", "red", f"{what}. Run: course doctor. For the details set FORECOURT_TRACEBACK=1.")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()

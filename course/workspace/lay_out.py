"""Laying out a learner's folder: start page, station settings, one notebook an assignment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import nbformat

from course.engine.errors import CourseError
from course.locale import say
from course.workspace.backup import back_up
from course.workspace.folder import Folder, write_whole
from course.workspace.merge import grade_id, is_locked, merge, same_course
from course.workspace.released import START, assignments, extra_files, notebook, released, start_notebook
from course.workspace.trust import Trust, trust

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from course.content.text import Lang


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class LaidOut:
    """What laying out did: the notebooks by assignment, and what the learner is to be told, a sentence each."""

    notebooks: dict[str, Path] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def lay_out(
    folder: Folder,
    lang: Lang,
    *,
    source: Traversable | Path | None = None,
    now: Callable[[], datetime] = _utc_now,
    data_dir: Path | None = None,
) -> LaidOut:
    """Lay out the folder of a learner in ``lang``, for the first time or again; answers and own cells stay.

    Args:
        folder: Whose folder.
        lang: The language of notebooks.
        source: The folder of released notebooks; the course's own unless it is given.
        now: Gives the time for the names of backups.
        data_dir: Jupyter's data folder, where signatures are kept; its own unless it is given.

    Raises:
        CourseError: The folder cannot be written to, or there is nothing to lay out.

    """
    source = source or released()
    wanted = assignments(source)  # before anything is written
    folder.prepare()
    done = LaidOut()
    if folder.root.name != folder.learner:
        said = "Your folder is called “{folder}”, because “{learner}” holds characters that a folder's name cannot."
        done.told.append(say(said, lang, folder=folder.root.name, learner=folder.learner))
    try:
        with trust(data_dir) as signed:
            job = _Job(folder, lang, signed, now, done)
            job.place(START, folder.root / f"{START}.ipynb", start_notebook(lang))
            _station(folder)
            for name in wanted:
                file = folder.notebook(name)
                job.place(name, file, notebook(name, lang, source), _renamed(file, name))
                _beside(name, source, file.parent)
    except OSError as error:
        raise CourseError(
            f"Laying out stopped: {error.strerror or error}.",
            where=str(error.filename or folder.root),
            then="Nothing of yours was changed. Make room or allow writing there, then open the course again.",
        ) from error
    folder.remember(lang=lang, learner=folder.learner)
    return done


@dataclass(slots=True)
class _Job:
    folder: Folder
    lang: Lang
    signed: Trust
    now: Callable[[], datetime]
    done: LaidOut

    def place(self, name: str, file: Path, fresh: Any, renamed: Sequence[Path] = ()) -> None:
        """Write one notebook, if there is anything to write."""
        self.done.notebooks[name] = file
        self._tell_of(file, renamed)
        if not file.exists() and not renamed:
            self._write(file, fresh, sign=True)
            return
        kept = _read(file if file.exists() else renamed[0])
        if kept is None:
            self._keep(file)
            said = (
                "“{file}” could not be read as a notebook. It was kept as a backup and laid out afresh; "
                "your answers are still there."
            )
            self.done.told.append(say(said, self.lang, file=file.name))
            self._write(file, fresh, sign=True)
            return
        was_trusted = file.exists() and self.signed.has(kept)
        merged = merge(fresh, kept)
        if file.exists() and same_course(merged.notebook, kept):
            # Signatures age out of Jupyter's record: what is the course's own, with no output, is signed again.
            if not was_trusted and _only_ours(kept, fresh):
                self.signed.sign(kept)
            return
        if file.exists():
            self._keep(file)
        if merged.restored and file.exists():
            said = "{count} parts of “{file}” are new or were missing; they are there now."
            self.done.told.append(say(said, self.lang, count=len(merged.restored), file=file.name))
        self._write(file, merged.notebook, sign=was_trusted or _only_ours(merged.notebook, fresh))

    def _keep(self, file: Path) -> None:
        back_up(file, self.folder.state / "backups", self.now())

    def _write(self, file: Path, what: Any, *, sign: bool) -> None:
        text = nbformat.writes(what, version=nbformat.NO_CONVERT)
        write_whole(file, text + "\n")
        if sign:
            self.signed.sign(nbformat.reads(text, as_version=4))
        self.done.changed.append(file.name)

    def _tell_of(self, file: Path, renamed: Sequence[Path]) -> None:
        for other in renamed:
            said = (
                "“{other}” is a copy or a renamed “{file}”. Go on in “{file}”: it has all your answers, "
                "and only it is handed in."
            )
            self.done.told.append(say(said, self.lang, other=other.name, file=file.name))


def _only_ours(notebook_: Any, fresh: Any) -> bool:
    """Say whether every code cell is the course's own, unchanged, without an output that could hold foreign code."""
    ours = {(grade_id(cell), cell.source) for cell in fresh.cells if is_locked(cell)}
    code = [cell for cell in notebook_.cells if cell.cell_type == "code"]
    return all((grade_id(cell), cell.source) in ours and not cell.outputs for cell in code)


def _read(file: Path) -> Any:
    try:
        return nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError):
        return None


def _renamed(file: Path, name: str) -> list[Path]:
    """List notebooks beside ``file`` that say they are this assignment, by another name; the newest first."""
    found = []
    for other in file.parent.glob("*.ipynb") if file.parent.is_dir() else ():
        read = _read(other) if other != file else None
        if read is not None and read.metadata.get("forecourt", {}).get("assignment") == name:
            found.append(other)
    return sorted(found, key=lambda each: -each.stat().st_mtime)


def _station(folder: Folder) -> None:
    own = folder.root / "station.yaml"
    if not own.exists():
        write_whole(own, (files("course.content") / "station.yaml").read_text(encoding="utf-8"))


def _beside(name: str, source: Traversable | Path, into: Path) -> None:
    """Copy what was released beside a notebook, where nothing of that name lies yet."""
    for extra in extra_files(name, source):
        target = into / extra.name
        if not target.exists():
            target.write_bytes(extra.read_bytes())

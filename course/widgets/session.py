"""A learner's sitting: one for each kernel and folder. It knows the journals, the clock and the station's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from course.content import LANGUAGES, Lang, localise
from course.engine.errors import CourseError
from course.locale import say
from course.record import Journal, place
from course.widgets.station import station_settings

Clock = Callable[[], datetime]


def _clock() -> datetime:
    return datetime.now(UTC).astimezone()


def known_language(lang: str) -> Lang:
    """Give ``lang`` back when the course has it.

    Raises:
        CourseError: The course is not in this language.

    """
    for each in LANGUAGES:
        if each == lang:
            return each
    raise CourseError(f"The course has no language '{lang}'.", where="lang", then='Write lang="en" or lang="zh-CN".')


@dataclass(eq=False)
class Session:
    """What all forms of one notebook share.

    Attributes:
        folder: The notebook's folder; its journal is ``answers.jsonl``.
        journal: The assignment's journal.
        learner: The journal of what belongs to no assignment, one folder up.
        station: Settings of the station by language.
        station_problem: Why the station's own file could not be read; None when it could, or when there is none.
        listeners: By name, what follows the journal (the header, the hand-in button).

    """

    folder: Path
    id: str
    now: Clock
    journal: Journal
    learner: Journal
    station: Mapping[Lang, Mapping[str, str]]
    station_problem: CourseError | None = None
    listeners: dict[str, Callable[[], None]] = field(default_factory=dict)

    def local(self, value: Any, lang: Lang) -> Any:
        """Say a content model in ``lang``, with the station's own settings filled in."""
        return localise(value, lang, self.station[lang])

    def changed(self) -> None:
        """Tell the listeners that something was written; call it after the browser has its answer."""
        for listener in tuple(self.listeners.values()):
            listener()

    def problems(self, lang: Lang) -> list[str]:
        """List what is wrong with the saved answers and the station's settings; empty when all is well."""
        found = self.journal.problems(lang)
        if self.station_problem is not None:
            found.append(
                say("The station's settings (station.yaml) could not be read; the course's own are used.", lang)
                + f" ({self.station_problem})"
            )
        return found


def open_session(folder: Path, *, session: str | None = None, now: Clock = _clock) -> Session:
    """Open the sitting of the notebook that lies in ``folder``.

    Args:
        folder: The notebook's folder.
        session: An id for this sitting; a new one where none is given.
        now: The clock.

    """
    name = session or uuid4().hex[:12]
    station, problem = station_settings(folder.parent / "station.yaml")
    return Session(
        folder=folder,
        id=name,
        now=now,
        journal=Journal(place.answers(folder), session=name, now=now),
        learner=Journal(place.learner(folder), session=name, now=now),
        station=station,
        station_problem=problem,
    )


@cache
def _session_at(folder: Path) -> Session:
    return open_session(folder)


def current() -> Session:
    """Give the sitting of this kernel: its working directory is the notebook's folder."""
    return _session_at(Path.cwd())

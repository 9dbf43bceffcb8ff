"""The stops of a stage, in the order of its notebook: what each one asks, how much is done, and with what result."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from course.content import Lang, library
from course.engine.errors import CourseError
from course.engine.outcome import Outcome, passes
from course.record import Entry, Snapshot
from course.widgets.asked import Asked
from course.widgets.tries import first_tries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from course.content.items import Item, Module
    from course.content.library import Library

T = TypeVar("T")
Kind = Literal["section", "precheck", "extra", "drill", "exercise", "scene", "graded"]
VOLUNTARY: frozenset[Kind] = frozenset({"extra", "drill"})  # a stage is finished without these

_CALL = re.compile(r'\b(?P<call>sheet|exercise|graded|scene|drill)\("(?P<name>[^"]+)"')


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a stage.

    Attributes:
        kind: A section of reading with its questions, a pre-check, extra practice that nobody has to do, a drill
            (nobody has to do it either), a practice exercise, a scene, or a graded exercise.
        name: Its id.
        cell: The notebook's cell to go to.
        title: In the learner's language.
        minutes: How long it takes; of a drill one case.
        done: How many of its questions are answered (in practice: checked).
        total: How many there are; 0 for a section without questions, and for a drill, which has no end.
        share: The credit earned so far, 0 to 1; for a scene the final score by 10, for a drill the share of cases that
            were right at the first try. ``None`` where there is none yet.
        passed: Whether the pass mark is reached; ``None`` while it is not finished, and in the graded form.

    """

    kind: Kind
    name: str
    cell: str
    title: str
    minutes: float
    done: int
    total: int
    share: float | None = None
    passed: bool | None = None

    @property
    def finished(self) -> bool:
        """Say whether nothing is open here. A section without questions is never open by itself."""
        return self.done >= self.total


def stops(module: str, notebook: Path, entries: Sequence[Entry], lang: Lang) -> list[Stop]:
    """List the stops of a stage as they stand in its notebook, without what cannot be read; see ``look``."""
    return look(module, notebook, entries, lang)[0]


def look(module: str, notebook: Path, entries: Sequence[Entry], lang: Lang) -> tuple[list[Stop], list[str]]:
    """Give the stops of a stage as they stand in its notebook, and the ids of what could not be read.

    Args:
        module: The stage's id, ``m1``.
        notebook: The learner's notebook.
        entries: The stage's journal.
        lang: The language of titles.

    Raises:
        CourseError: The notebook or the module itself cannot be read.

    """
    shelf = library(module)
    seen = _Seen(shelf, Snapshot.of(entries), entries, lang)
    called = _calls(notebook)
    steps = {step.id: step for step in shelf.module.steps}
    found: list[Stop] = []
    told: set[str] = set()
    for call, name, cell in called:
        step = _step_of(name, shelf.module) if call == "sheet" else ""
        if step in told:
            continue
        try:
            if call == "sheet" and step:
                told.add(step)
                names = [each for kind, each, _ in called if kind == "sheet" and _step_of(each, shelf.module) == step]
                begins = cell if name == f"{step}-before" else step  # the guess stands above the reading
                found.append(seen.section(step, begins, steps[step].title.of(lang), steps[step].minutes, names))
            elif call == "sheet":
                found.append(seen.practice(name, cell))
            elif call == "exercise":
                found.append(seen.exercise(name, cell))
            elif call == "drill":
                found.append(seen.drill(name, cell))
            elif call == "scene":
                found += seen.scene(name, cell)
            elif call == "graded":
                found.append(seen.graded(name, cell))
        except CourseError:
            seen.missed.append(name)
    return found, list(dict.fromkeys(seen.missed))


def _step_of(sheet: str, module: Module) -> str:
    """Give the section that a sheet belongs to: the one whose id it begins with; "" where there is none."""
    return next((step.id for step in module.steps if sheet.startswith(f"{step.id}-")), "")


def _calls(notebook: Path) -> list[tuple[str, str, str]]:
    """Read the course's calls from a notebook: (call, name, cell)."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = [(cell["id"], "".join(cell["source"])) for cell in cells if cell["cell_type"] == "code" and "id" in cell]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"The notebook cannot be read: {error}.", where=notebook.name, then="Run: course open"
        ) from error
    return [(match["call"], match["name"], cell) for cell, source in code if (match := _CALL.search(source))]


@dataclass(frozen=True, slots=True)
class _Seen:
    shelf: Library
    snapshot: Snapshot
    entries: Sequence[Entry]
    lang: Lang
    missed: list[str] = field(default_factory=list)  # ids of what is not there or cannot be read

    def items(self, names: Iterable[str]) -> list[Item]:
        """Give the items that can be read."""
        return [item for name in names if (item := self._or_missed(name, self.shelf.item))]

    def _or_missed(self, name: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(name)
        except CourseError:
            self.missed.append(name)
            return None

    def section(self, step: str, cell: str, title: str, minutes: float, names: Sequence[str]) -> Stop:
        sheets = [sheet for name in names if (sheet := self._or_missed(name, self.shelf.sheet))]
        after = [sheet for sheet in sheets if not sheet.guesses]
        items = self.items(name for sheet in after or sheets for name in sheet.items)
        if after:
            return self._practised("section", step, cell, title, minutes, items)
        return Stop("section", step, cell, title, minutes, self._guessed(items), len(items))

    def practice(self, name: str, cell: str) -> Stop:
        sheet = self.shelf.sheet(name)
        items = self.items(sheet.items)
        minutes = sum(item.minutes for item in items)
        if sheet.guesses:
            kind: Kind = "precheck" if sheet.role == "precheck" else "section"
            return Stop(kind, name, cell, sheet.title.of(self.lang), minutes, self._guessed(items), len(items))
        asked: Kind = "extra" if sheet.voluntary else "section"
        return self._practised(asked, name, cell, sheet.title.of(self.lang), minutes, items)

    def _guessed(self, items: Sequence[Item]) -> int:
        return sum(Asked.practice(item).complete(self.snapshot.response(item.id, "before")) for item in items)

    def exercise(self, name: str, cell: str) -> Stop:
        found = self.shelf.exercise(name)
        return self._practised("exercise", name, cell, found.title.of(self.lang), found.minutes, found.parts)

    def drill(self, name: str, cell: str) -> Stop:
        found = self.shelf.drill(name)
        first = first_tries(name, self.entries)
        share = sum(each == Outcome.CORRECT for each in first) / len(first) if first else None
        return Stop("drill", name, cell, found.title.of(self.lang), found.minutes, len(first), 0, share)

    def graded(self, name: str, cell: str) -> Stop:
        found = self.shelf.graded_exercise(name)
        done = sum(Asked.graded(part).complete(self.snapshot.response(part.id, "graded")) for part in found.parts)
        return Stop("graded", name, cell, found.title.of(self.lang), found.minutes, done, len(found.parts))

    def scene(self, name: str, cell: str) -> list[Stop]:
        from course.content.scene import scene
        from course.engine.scene import plays, score

        found = scene(name)
        scores = [score(talk) for talk in plays(found.graph, self.snapshot.talk(name))[0]]
        # The best run counts: a scene is practice, and may be played as often as one likes.
        best = max((each for each in scores if each), key=lambda each: (each.passed, each.final), default=None)
        if best is None:
            return [Stop("scene", name, cell, found.title.of(self.lang), found.minutes, 0, 1)]
        return [Stop("scene", name, cell, found.title.of(self.lang), found.minutes, 1, 1, best.final / 10, best.passed)]

    def _practised(self, kind: Kind, name: str, cell: str, title: str, minutes: float, items: Sequence[Item]) -> Stop:
        credits_ = [self._credit(item) for item in items if self.snapshot.checks(item.id)]
        done, total = len(credits_), len(items)
        if not done:
            return Stop(kind, name, cell, title, minutes, 0, total)
        share = sum(credits_) / done
        return Stop(kind, name, cell, title, minutes, done, total, share, passes(share) if done == total else None)

    def _credit(self, item: Item) -> float:
        """Give the credit of the latest check; a part right answer earns its part."""
        outcome = self.snapshot.checks(item.id)[-1]
        if outcome != "partial":
            return float(outcome == "correct")
        response: Any = self.snapshot.response(item.id, "practice")
        credit = float(item.key.score(item.ask, response).credit)
        return credit if 0 < credit < 1 else 0.5  # answered anew since the check: what was checked was partly right

"""The answer copy: the latest graded answers inside the notebook, for when it travels without its journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from course.record.entry import VERSION, Entry, NotAnEntryError, read_data
from course.record.snapshot import Snapshot

if TYPE_CHECKING:
    from course.record.journal import Journal

MIME = "application/vnd.forecourt.answers+json"


def make(assignment: str, entries: Iterable[Entry], items: Collection[str]) -> dict[str, Any]:
    """Give the copy that a graded cell displays: the entries that count, for the cell's own ``items``."""
    graded = Snapshot.of(entries).latest_graded()
    return {
        "v": VERSION,
        "assignment": assignment,
        "entries": [graded[item].data() for item in items if item in graded],
    }


def read(notebook: Mapping[str, Any]) -> list[Entry]:
    """Give the graded entries that the outputs of a notebook hold: for each item the newest one, the oldest first.

    The notebook is a learner's: anything may be in it, and what is no entry is passed over.
    """
    return gather(_copies(notebook))


def has_copy(notebook: Mapping[str, Any]) -> bool:
    """Tell whether a notebook's outputs hold a copy, be it one without any answer: it is made when a form is shown."""
    return any(isinstance(data, Mapping) for data in _copies(notebook))


def gather(copies: Iterable[Any]) -> list[Entry]:
    """Give the newest graded entry for each item in several copies, the oldest first."""
    newest: dict[str, Entry] = {}
    for data in copies:
        for each in _list(_get(data, "entries")):
            try:
                entry = read_data(each)
            except NotAnEntryError:
                continue
            if (entry.form, entry.event) == ("graded", "answer") and _is_newer(entry, newest.get(entry.item)):
                newest[entry.item] = entry
    return sorted(newest.values(), key=_age)


def merge(copied: Iterable[Entry], journal: Journal) -> int:
    """Put into ``journal`` the copied entries that are newer than what it has, as when it is missing or was cut short.

    Gives how many were written. The journal's own newer answers stay what counts.

    Raises:
        JournalError: They could not be written.

    """
    found = missing(copied, journal)
    return journal.restore(found) if found else 0


def missing(copied: Iterable[Entry], journal: Journal) -> list[Entry]:
    """Give the copied entries that are newer than what ``journal`` has, the oldest first."""
    entries = journal.entries()
    known = {entry.identity for entry in entries}
    graded = Snapshot.of(entries).latest_graded()
    found = [entry for entry in copied if entry.identity not in known and _is_newer(entry, graded.get(entry.item))]
    return sorted(found, key=_age)


def _copies(notebook: Mapping[str, Any]) -> Iterator[Any]:
    for cell in _list(_get(notebook, "cells")):
        for output in _list(_get(cell, "outputs")):
            yield _get(output, "data", MIME)


def _is_newer(entry: Entry, than: Entry | None) -> bool:
    return than is None or _age(entry) > _age(than)


def _age(entry: Entry) -> tuple[Any, int]:
    return (entry.time, entry.seq)


def _get(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

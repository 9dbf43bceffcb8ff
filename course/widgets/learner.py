"""The learner's name: as the learner's folder remembers it, and under which it is handed in."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.grading.exchange import exchange_account
from course.grading.naming import NoNameError, clean_name
from course.record import JournalError

if TYPE_CHECKING:
    from course.widgets.session import Session

CHOICES = Path(".forecourt") / "choices.json"  # written by ``course open``
START = "start.ipynb"
NAME = "handing-in-as"  # under this name the journal keeps it, as a tool's value


@dataclass(frozen=True, slots=True)
class HandingInAs:
    """Under which name an assignment is handed in.

    Attributes:
        name: The name; "" while nobody said it.
        may_change: Whether the learner says it: in a folder that ``course open`` laid out it is the folder's.

    """

    name: str
    may_change: bool


def learner_name(folder: Path) -> str:
    """Give the name of the learner whose folder this is; the folder's own name where nothing else is known."""
    with suppress(OSError, ValueError, AttributeError):
        chosen = json.loads((folder / CHOICES).read_text(encoding="utf-8")).get("learner")
        if isinstance(chosen, str) and chosen:
            return chosen
    return folder.name


def laid_out(folder: Path) -> bool:
    """Say whether ``folder`` is a learner's, laid out by ``course open``, and no place for downloads."""
    return (folder / CHOICES).is_file() or (folder / START).is_file()


def handing_in_as(assignment: str, session: Session) -> HandingInAs:
    """Give the name under which ``assignment`` is handed in from the folder that the kernel works in."""
    folder = session.folder.parent
    if laid_out(folder):
        return HandingInAs(folder.name, may_change=False)
    account = _account(folder, assignment) if session.folder.name == assignment else ""
    if account:
        return HandingInAs(account, may_change=False)
    return HandingInAs(_kept(session), may_change=True)


@cache  # nbgrader's configuration takes a second to read, and the form is drawn anew after every answer
def _account(folder: Path, assignment: str) -> str:
    try:
        return exchange_account(folder, assignment)
    except Exception:  # noqa: BLE001  a configuration that cannot be used is told when it is handed in
        return ""


def keep_name(session: Session, given: Any, lang: str) -> str:
    """Keep the name that the learner typed for the next time, and give it as it is used.

    It is kept beside the assignment's folder, for all stages there; where nothing can be written, with the answers.

    Raises:
        NoNameError: It cannot be used, and why.
        JournalError: It could not be kept anywhere.

    """
    name = clean_name(given, lang)
    if name != _kept(session):
        try:
            session.learner.append(item=NAME, form="tool", event="value", response=name, lang=lang)
        except JournalError:
            session.journal.append(item=NAME, form="tool", event="value", response=name, lang=lang)
    return name


def _kept(session: Session) -> str:
    entries = [*session.learner.entries(), *session.journal.entries()]
    said = [entry for entry in entries if (entry.item, entry.event) == (NAME, "value")]
    for entry in sorted(said, key=lambda each: each.time, reverse=True):
        with suppress(NoNameError):  # a journal that came with a handout may hold anything
            return clean_name(entry.response, entry.lang)
    return ""

"""Handing in: through nbgrader's exchange where there is one, else as one zip that nbgrader's ``zip_collect`` takes."""

from __future__ import annotations

import json
import os
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.exchange import through_exchange
from course.grading.naming import clean_name
from course.locale import say
from course.record.place import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HANDED_IN = "handed-in"
_RECEIPTS = Path(".forecourt") / "handed-in.jsonl"
# The zip is <learner>__<assignment>__<time>.zip; zip_collect unpacks it into a folder of that name and reads it there
# (grading/zips.py, ZIP_NAMES).
TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a learner is told after handing in.

    Attributes:
        sentence: Where it lies and what to do with it, in the learner's language.
        path: The zip; ``None`` when it went through the exchange.
        when: The time of handing in, with its zone.
        assignment: What was handed in.
        learner: The name it was handed in under.

    """

    sentence: str
    path: Path | None
    when: datetime
    assignment: str = ""
    learner: str = ""


def _clock() -> datetime:
    return datetime.now(UTC)


def hand_in(
    folder: Path,
    assignment: str,
    learner: str,
    lang: str,
    *,
    name: str = "",
    place: Path | None = None,
    now: Callable[[], datetime] = _clock,
    config: Any = None,
) -> Receipt:
    """Hand in the assignment that lies in ``folder / assignment``; again is allowed, and the last one counts.

    Args:
        folder: The learner's folder, ``~/forecourt/<learner>``.
        assignment: The assignment's name, ``m1-preparation``.
        learner: The learner's name as it was given; the name of ``folder`` is used in the zip.
        lang: The language of the sentence.
        name: The name to use instead of the folder's, where ``course open`` did not lay the folder out. No receipt is
            kept then: there is no start page to show it.
        place: Where the notebook lies, if not in ``folder / assignment``.
        now: Gives the time.
        config: nbgrader's configuration; read from where Jupyter looks for it unless it is given.

    Raises:
        CourseError: There is nothing to hand in, the name cannot be used, or it cannot be written.

    """
    usual = folder / assignment
    place = usual if place is None else place
    who = clean_name(name, lang) if name else folder.name
    notebook = place / f"{assignment}.ipynb"
    if not notebook.is_file():
        raise CourseError(
            say("There is no notebook “{name}” to hand in.", lang, name=notebook.name),
            where=str(place),
            then=say("If it was renamed, give it its old name back; else run: course open", lang),
        )
    exchange, why = through_exchange(folder, assignment, who, config) if place == usual else ("", "")
    when = now()
    if exchange:
        said = say(
            "Handed in to {course} as {learner} on {time}.", lang, course=exchange, learner=who, time=_shown(when)
        )
        receipt = Receipt(_again(said, lang), None, when, assignment, who)
    else:
        stem = f"{who}__{assignment}__{when.astimezone(UTC):{TIME}}"
        # Downloads may be closed to writing where the assignment's own folder is not
        wanted = [notebook, place / ANSWERS]  # nothing else belongs to a submission
        path = _as_zip([folder, place] if name else [folder], wanted, stem, lang)
        said = say(
            "One more step: give the file {file} to your instructor, by chat, mail or on a stick. It lies in {folder}. Packed for {learner} on {time}.",  # noqa: E501  one sentence to translate
            lang,
            file=path.name,
            learner=who,
            folder=path.parent,
            time=_shown(when),
        )
        if why:
            said = say("The class's collection point did not take it ({why}).", lang, why=why) + " " + said
        receipt = Receipt(_again(said, lang), path, when, assignment, who)
    if not name:
        _keep(folder, receipt, learner)
    return receipt


def receipts(folder: Path) -> dict[str, Receipt]:
    """Give the latest receipt of each assignment that was handed in from ``folder``."""
    found: dict[str, Receipt] = {}
    with suppress(OSError):
        for line in (folder / _RECEIPTS).read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                read = json.loads(line)
                path = Path(read["path"]) if read.get("path") else None
                when = datetime.fromisoformat(read["when"])
                name = str(read["assignment"])
                found[name] = Receipt(str(read["sentence"]), path, when, name, folder.name)
    return found


def _shown(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def _again(said: str, lang: str) -> str:
    return said + " " + say("You may hand in again until the due date; the last one counts.", lang)


def _keep(folder: Path, receipt: Receipt, learner: str) -> None:
    line = {
        "assignment": receipt.assignment,
        "learner": learner,
        "when": receipt.when.isoformat(),
        "path": str(receipt.path) if receipt.path else None,
        "sentence": receipt.sentence,
    }
    # It is handed in; a note of it that cannot be kept must not turn that into a failure.
    with suppress(OSError):
        (folder / _RECEIPTS).parent.mkdir(parents=True, exist_ok=True)
        with (folder / _RECEIPTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _as_zip(bases: Sequence[Path], wanted: Sequence[Path], stem: str, lang: str) -> Path:
    """Write the zip below the first of ``bases`` that takes it."""
    failed = OSError()
    for base in bases:
        try:
            return _pack(base / HANDED_IN / f"{stem}.zip", wanted)
        except OSError as error:
            failed = error
    raise CourseError(
        say("It could not be packed: {why}.", lang, why=failed.strerror or failed),
        where=str(bases[-1] / HANDED_IN),
        then=say("Your answers are still saved. Make room or allow writing there, then hand in again.", lang),
    ) from failed


def _pack(target: Path, wanted: Sequence[Path]) -> Path:
    """Write a zip whole or not at all."""
    draft = target.with_suffix(f".{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in wanted:
                if file.is_file():
                    archive.write(file, file.name)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    return target

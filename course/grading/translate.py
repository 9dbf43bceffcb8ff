"""Notebooks in another language: the same cells, keyed by cell id, from one Markdown file an assignment.

One translator serves ``course open`` and ``course release --lang``. English stands in ``source/`` and is the truth.
"""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.content.text import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.locale import say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FRIENDLY = "# If you see no form below, press ▶▶ at the top of the page."
_CELL = re.compile(r"^<!-- cell: (?P<name>\S+) sha: (?P<sha>[0-9a-f]{12}) -->$")
_LANG = re.compile(r'\blang="[A-Za-z-]+"')
_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", re.DOTALL)
SHA_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Translated:
    """One translated cell: its text, the hash of the English cell it translates, and the line where it stands."""

    text: str
    sha: str
    line: int


def fingerprint(source: str) -> str:
    """Give the hash that a translation keeps of its English cell: 12 hex digits of the SHA-256 of its UTF-8 text."""
    return hashlib.sha256(source.encode()).hexdigest()[:SHA_DIGITS]


def read_translation(text: str, where: str) -> dict[str, Translated]:
    """Read a translation file into its cells.

    Raises:
        CourseError: A cell stands twice, or text stands before the first cell.

    """
    found: dict[str, Translated] = {}
    name, sha, start, lines = "", "", 0, list[str]()
    for number, line in enumerate([*text.splitlines(), None], start=1):  # None closes the last cell
        match = _CELL.match(line) if line is not None else None
        if line is not None and not match:
            lines.append(line)
            continue
        said = "\n".join(lines).strip("\n")
        if name:
            found[name] = Translated(said, sha, start)
        elif said.strip():
            raise CourseError(
                "Text stands before the first cell.",
                where=f"{where}, line 1",
                then="Begin with <!-- cell: … sha: … -->.",
            )
        if match:
            if match["name"] in found:
                raise CourseError(
                    f"The cell '{match['name']}' stands twice.",
                    where=f"{where}, line {number}",
                    then="Remove one of them.",
                )
            name, sha, start, lines = match["name"], match["sha"], number, []
    return found


def translations() -> Traversable | Path:
    """Give the folder of translations: inside an installed package, or beside it in the instructor's files."""
    packaged = files("course") / "translations"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "translations"


def translate(notebook: Any, lang: Lang, assignment: str, *, folder: Path | None = None) -> Any:
    """Give a copy of ``notebook`` in ``lang``, its language written into its metadata.

    Reading cells are replaced by their translation; calls get the language; hidden parts and what is not
    the course's own stay as they are. A notebook in ``lang`` already comes back the same.

    Args:
        notebook: The notebook, as nbformat reads it.
        lang: The language to translate into.
        assignment: The assignment's name.
        folder: An instructor's own translations, which come before the course's.

    Raises:
        CourseError: There is no translation of this assignment.

    """
    there = deepcopy(notebook)
    there.metadata.setdefault("forecourt", {})["lang"] = lang
    texts = _texts(lang, assignment, folder)
    for cell in there.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", cell.get("id", ""))
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = _LANG.sub(f'lang="{lang}"', cell.source)
            for each in LANGUAGES:
                cell.source = cell.source.replace(say(FRIENDLY, each), say(FRIENDLY, lang))
        elif cell.cell_type == "markdown" and name in texts:
            cell.source = _with_scheme_of(cell.source, texts[name].text)
    return there


def _with_scheme_of(english: str, said: str) -> str:
    """Give a translation with a mark scheme where the English cell has one, and only there.

    Release took it out, so it must not come back in another language; a marker needs it in each language. The wheel's
    translations have none, so the English one is shown; an instructor's own translation may bring its own.
    """
    scheme = _SCHEME.search(english)
    if scheme is None:
        return _SCHEME.sub("", said).rstrip()
    return said if _SCHEME.search(said) else f"{said.rstrip()}\n\n{scheme[0]}"


def _texts(lang: Lang, assignment: str, own: Path | None) -> dict[str, Translated]:
    if lang == "en":
        return {}
    file: Traversable | Path = translations() / lang / f"{assignment}.md"
    if own is not None and (own / lang / f"{assignment}.md").is_file():
        file = own / lang / f"{assignment}.md"
    if not file.is_file():
        raise CourseError(
            f"The assignment '{assignment}' is not translated into {lang}.",
            then=f"Write translations/{lang}/{assignment}.md, or release it in English.",
        )
    return read_translation(file.read_text(encoding="utf-8"), f"translations/{lang}/{assignment}.md")

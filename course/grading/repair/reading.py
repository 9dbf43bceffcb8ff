"""Reading a notebook that somebody handed in: whatever it is, nothing of it runs."""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.reader import reads as reads_as_it_is
from nbformat.v4 import writes
from nbformat.validator import normalize

from course.engine.errors import CourseError
from course.grading.autograde.notebook import has_ids
from course.grading.autograde.submission import ASK_AGAIN, look_at

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {"code", "markdown", "raw"}
MAJOR = 4  # the nbformat that nbgrader works in


@dataclass(frozen=True, slots=True)
class Read:
    """A notebook that was read.

    Attributes:
        nb: The notebook in nbformat 4.
        version: The nbformat that it came in.
        plain: Whether its file is as notebooks are written, in UTF-8 without a mark at its beginning.
        digest: The SHA-256 of its file.

    """

    nb: Any
    version: int
    plain: bool
    digest: str


def read_notebook(file: Path, largest: int) -> Read:
    """Read a notebook of at most ``largest`` bytes.

    Raises:
        CourseError: It cannot be read or is no notebook; what it is, and what to do.
        OSError: The disk or the permissions are at fault.

    """
    look_at(file, largest)
    data = file.read_bytes()
    encoding = json.detect_encoding(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of cells without an id; of a format that is converted
            found = reads_as_it_is(data.decode(encoding))
            version = found.get("nbformat", 1)
            nb = nbformat.convert(found, MAJOR)
    except RecursionError as error:
        raise CourseError(f"'{file.name}' is nested too deeply to be read.", then=ASK_AGAIN) from error
    except Exception as error:
        what = "is empty" if not data.strip() else "is no notebook, or only a part of one"
        raise CourseError(f"'{file.name}' {what}.", then=ASK_AGAIN) from error
    if not _is_whole(nb):
        raise CourseError(f"'{file.name}' is no notebook: cells or their parts are missing.", then=ASK_AGAIN)
    return Read(nb, version, encoding == "utf-8", hashlib.sha256(data).hexdigest())


def _is_whole(nb: Any) -> bool:
    cells = nb.get("cells")
    return (
        isinstance(cells, list)
        and isinstance(nb.get("metadata"), dict)
        and isinstance(nb.get("nbformat_minor"), int)
        and all(
            isinstance(cell, dict)
            and cell.get("cell_type") in KINDS
            and isinstance(cell.get("source"), str)
            and isinstance(cell.get("id", ""), str)
            and isinstance(cell.get("metadata"), dict)
            for cell in cells
        )
    )


def check_valid(nb: Any, name: str) -> None:
    """Check that nbgrader will take the notebook.

    Raises:
        CourseError: It will not, and why.

    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nbformat.validate(nb if has_ids(nb) else normalize(nb)[1], relax_add_props=True)
    except nbformat.ValidationError as error:
        why = next(iter(str(error).splitlines()), "no reason was given")
        raise CourseError(f"'{name}' is no valid notebook, and cannot be graded: {why}", then=ASK_AGAIN) from error


def bytes_of(nb: Any, name: str) -> bytes:
    """Give the notebook as it is written.

    Raises:
        CourseError: It holds what cannot be written.

    """
    try:
        return f"{writes(nb)}\n".encode()
    except UnicodeEncodeError as error:
        raise CourseError(f"'{name}' holds half a character, which cannot be written.", then=ASK_AGAIN) from error

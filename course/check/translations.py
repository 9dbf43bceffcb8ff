"""Checks of translations: every reading cell is translated, and no translation is older than its English cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from course.check.finding import Finding, Root
from course.content.text import LANGUAGES
from course.grading.translate import fingerprint, read_translation

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(root: Root, assignment: str) -> Iterator[Finding]:
    """Check an assignment's translations into every language but English."""
    cells = {
        cell.id: cell.source
        for cell in nbformat.read(root.notebook(assignment), as_version=4).cells
        if cell.cell_type == "markdown"
    }
    for lang in LANGUAGES[1:]:
        file = root.translation(assignment, lang)
        where = root.name(file)
        if not file.is_file():
            yield Finding(
                where, "The translation is missing.", "Write it: one part a reading cell, in the notebook's order."
            )
            continue
        entries = read_translation(file.read_text(encoding="utf-8"), where)
        for name in (each for each in cells if each not in entries):
            yield Finding(
                where,
                f"The cell '{name}' is not translated.",
                f"Add it: <!-- cell: {name} sha: {fingerprint(cells[name])} -->, then its text.",
            )
        for name, entry in entries.items():
            place = f"{where}, line {entry.line}"
            if name not in cells:
                yield Finding(
                    place, f"The notebook has no reading cell '{name}'.", "Correct the id or remove the part."
                )
            elif entry.sha != fingerprint(cells[name]):
                yield Finding(
                    place,
                    f"The English cell '{name}' has changed since it was translated.",
                    f"Read both, mend the translation, then set its sha to {fingerprint(cells[name])}.",
                )
            elif not entry.text.strip():
                yield Finding(place, f"The translation of '{name}' is empty.", "Write it.")

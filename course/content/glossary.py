"""The glossary (术语表): every named concept of the course, said in one sentence in both languages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints

from course.content.library import roots
from course.content.reader import line_of, read_entry, read_yaml
from course.content.text import ItemId, Model, Said, Slug, Text
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path

# A system of the curriculum's section 10 (s49), or a fact (m4-f14).
CurriculumId = Annotated[str, StringConstraints(pattern=r"^(s\d{2,3}|m\d-f\d{2})$")]


class Term(Model):
    """One named concept.

    Attributes:
        id: Permanent, and unique in the whole course.
        term: What it is called in each language.
        also: Other spellings, abbreviations and the decks' own words, in either language; they are only searched for.
        says: One plain sentence in each language.
        cell: The reading cell that teaches it, in the notebook of the same stage: "m4-s2".
        serves: The ids of the curriculum that it answers for.

    """

    id: Slug
    term: Text
    also: tuple[Said, ...] = ()
    says: Text
    cell: ItemId
    serves: tuple[CurriculumId, ...] = Field(min_length=1)


def glossary(module: str) -> tuple[Term, ...]:
    """Give the terms of a module ("m4"), in the order in which they are taught; none where it has no such file.

    Raises:
        CourseError: An entry cannot be read, or an id stands twice; with file and line.

    """
    file = glossary_file(module)
    return () if file is None else terms_in(file)


@cache
def terms_in(file: Path) -> tuple[Term, ...]:
    """Give the terms of a file of the glossary, read once; raises what :func:`glossary` does."""
    data = read_yaml(file) or []
    if not isinstance(data, list):
        raise CourseError("The file must be a list of terms.", where=file.name, then="Begin each term with '- id:'.")
    terms = tuple(read_entry(Term, entry, file, [index]) for index, entry in enumerate(data))
    seen: set[str] = set()
    for index, term in enumerate(terms):
        if term.id in seen:
            raise CourseError(
                f"The id '{term.id}' stands twice.",
                where=f"{file.name}, line {line_of(file, [index])}",
                then="Give the newer one an id of its own; ids are never used again.",
            )
        seen.add(term.id)
    return terms


def glossary_file(module: str) -> Path | None:
    """Give the file that holds a module's terms (``content/glossary/m4.yaml``); None where there is none."""
    files = (root / "glossary" / f"{module}.yaml" for root in roots())
    return next((file for file in files if file.is_file()), None)

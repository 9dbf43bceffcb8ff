"""Which goods are used where: those of the graded form are never practised, and the practised ones never graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.content.kinds.fab import Fab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.check.finding import Finding
    from course.check.places import Places
    from course.content.library import Library


def check(library: Library, places: Places) -> Iterator[Finding]:
    """Look at the product of each FAB of a module."""
    practised = [*library.items.values(), *(part for each in library.exercises.values() for part in each.parts)]
    graded = [part for each in library.graded.values() for part in each.parts]
    asked = [(part.id, part.ask, False) for part in practised] + [(part.id, part.ask, True) for part in graded]
    for name, ask, marked in asked:
        if isinstance(ask, Fab) and ask.card.graded is not marked:
            yield places.finding(
                name,
                f"The product '{ask.product}' is {'not ' if marked else ''}one of the graded form.",
                "Take another product, or change its 'graded' in content/products.yaml.",
                "ask",
                "product",
            )

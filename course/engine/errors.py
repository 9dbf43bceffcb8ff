"""The one error family: each message says what is wrong, where, and what to do next."""

from __future__ import annotations


class CourseError(Exception):
    """A problem that a person can act on.

    Args:
        what: One sentence: what is wrong.
        where: The place (a file and line, an item id, a command's argument); empty when there is none.
        then: One sentence: what to do next.

    """

    def __init__(self, what: str, *, where: str = "", then: str = "") -> None:
        self.what = what
        self.where = where
        self.then = then
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, then) if part))

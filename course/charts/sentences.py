"""Putting sentences and names together, as each language does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def joined(sentences: Iterable[str], lang: str) -> str:
    """Put sentences one after the other: with spaces between them in English, without in Chinese."""
    return (" " if lang == "en" else "").join(sentences)


def comma(lang: str) -> str:
    """Give what stands between the names of a list."""
    return ", " if lang == "en" else "、"


def listed(names: Iterable[str], lang: str) -> str:
    """Put names into a list."""
    return comma(lang).join(names)

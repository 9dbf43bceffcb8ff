"""Under which name a learner hands in: what may stand in a file's name and in a gradebook."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from course.engine.errors import CourseError
from course.locale import say

LONGEST = 60  # characters: with the assignment and the time a file's name stays below 255 bytes in Chinese too
# What a file system or a path pattern reads as something else; nbgrader finds learners by such patterns.
_SLASH = re.compile(r"[/\\]")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\[\]+]')


class NoNameError(CourseError):
    """There is no name yet to hand in under, or it cannot be used."""


def clean_name(given: Any, lang: str) -> str:
    """Give the name or number that a learner typed, without blanks around it or twice inside it.

    Args:
        given: What was typed.
        lang: The language of the sentence when it cannot be used.

    Raises:
        NoNameError: It cannot be used, and why.

    """
    name = " ".join(unicodedata.normalize("NFC", given).split()) if isinstance(given, str) else ""
    if not name:
        raise NoNameError(say("First type the name or number that your instructor knows you by.", lang))
    if _SLASH.search(name):
        raise NoNameError(say("The name cannot have a slash in it.", lang))
    if name.startswith("."):
        raise NoNameError(say("The name cannot begin with a dot.", lang))
    bad = _UNSAFE.search(name)
    if bad:
        raise NoNameError(say("The name cannot have the sign {sign} in it.", lang, sign=bad[0]))
    if len(name) > LONGEST:
        raise NoNameError(say("The name is too long: at most {limit} characters.", lang, limit=LONGEST))
    return name

"""Interface strings: English in the code, Simplified Chinese from the gettext catalogue beside this file."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import as_file, files


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    with as_file(files("course.locale")) as folder:
        return gettext.translation("course", localedir=str(folder), languages=[lang.replace("-", "_")], fallback=True)


def say(text: str, lang: str, **values: object) -> str:
    """Give an interface string in ``lang``, with ``{name}`` places filled from ``values``."""
    said = _catalogue(lang).gettext(text) if lang != "en" else text
    return said.format(**values) if values else said

"""The station's own settings: name, phone line, hours, and its last two refuelling steps."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from course.content import LANGUAGES, Lang
from course.content.reader import read_yaml
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path

Settings = Mapping[Lang, Mapping[str, str]]


def station_settings(own: Path) -> tuple[Settings, CourseError | None]:
    """Give the settings in each language: the course's, with those of the file ``own`` put over them where it is there.

    A setting in ``own`` is one text for both languages or a mapping with ``en`` and ``zh``. When ``own`` cannot be read
    the course's settings are given with the error, because a learner must be able to go on.
    """
    settings = read_yaml(files("course.content") / "station.yaml")
    problem: CourseError | None = None
    if own.is_file():
        try:
            settings = {**settings, **_checked(read_yaml(own), own.name, settings)}
        except CourseError as error:
            problem = error
    return {lang: {name: _said(value, lang) for name, value in settings.items()} for lang in LANGUAGES}, problem


def _checked(data: Any, name: str, known: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise CourseError(
            "The settings must be lines like 'name: Riverside Station'.", where=name, then="Correct the file."
        )
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise CourseError(
            f"There is no setting '{unknown[0]}'.", where=name, then="Settings are: " + ", ".join(known) + "."
        )
    return data


def _said(value: Any, lang: Lang) -> str:
    if isinstance(value, dict):
        return str(value.get("en" if lang == "en" else "zh") or next(iter(value.values()), ""))
    return str(value)

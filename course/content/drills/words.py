"""A drill's sentences with the values of a case in their slots, in both languages at once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from course.content.text import Lang, Text
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.content.drills.model import Drill

Slot = Text | str | int | float | date

_SLOT = re.compile(r"\{(?P<name>[a-z_]+)\}")  # {station.name} has a dot: it is the station's, not a case's
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Words:
    """The sentences of ``drill``. ``used`` holds which of them were said, as ``notes.right``, for the content check."""

    def __init__(self, drill: Drill) -> None:
        self.drill = drill
        self.used: set[str] = set()

    def text(self, name: str, /, **slots: Slot) -> Text:
        """Say a sentence of the question."""
        return self._said("texts", self.drill.texts, name, slots)

    def note(self, name: str, /, **slots: Slot) -> Text:
        """Say a sentence of the feedback."""
        return self._said("notes", self.drill.notes, name, slots)

    def line(self, name: str, /, **slots: Slot) -> Text:
        """Say a sentence of the worked solution."""
        return self._said("lines", self.drill.lines, name, slots)

    def name(self, slug: str) -> Text:
        """Say the name of what a case is about."""
        return self._said("names", self.drill.names, slug, {})

    def hints(self, **slots: Slot) -> list[Text]:
        """Say the hints."""
        return [filled(hint, slots, f"{self.drill.id}, hints") for hint in self.drill.hints]

    def _said(self, field: str, there: Mapping[str, Text], name: str, slots: Mapping[str, Slot]) -> Text:
        if name not in there:
            raise CourseError(
                f"The drill {self.drill.id} has no sentence '{name}'.",
                where=f"{self.drill.id}, {field}",
                then=f"Write {field}.{name} in both languages.",
            )
        self.used.add(f"{field}.{name}")
        return filled(there[name], slots, f"{self.drill.id}, {field}.{name}")


def filled(text: Text, slots: Mapping[str, Slot], where: str) -> Text:
    """Put the values of a case into the ``{slots}`` of a text.

    Raises:
        CourseError: The text has a slot for which the case has no value.

    """

    def said(lang: Lang) -> str:
        def value(found: re.Match[str]) -> str:
            if found["name"] not in slots:
                known = ", ".join(sorted(slots)) or "none"
                raise CourseError(
                    f"The case has no value for the slot {found[0]}.", where=where, then=f"Its slots are: {known}."
                )
            return written(slots[found["name"]], lang)

        return _SLOT.sub(value, text.of(lang))

    return Text(en=said("en"), zh=said("zh-CN"))


def written(value: Slot, lang: Lang) -> str:
    """Write a value as the course writes it: 1,050 and 1050; 5 March 2026 and 2026 年 3 月 5 日."""
    match value:
        case Text():
            return value.of(lang)
        case date() if lang == "en":
            return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        case date():
            return f"{value.year} 年 {value.month} 月 {value.day} 日"
        case float():
            return f"{value:g}"
        case int():
            return f"{value:,}" if lang == "en" else str(value)
        case _:
            return value


def short_day(day: date) -> Text:
    """Write a day without its year: 5 March, 3 月 5 日."""
    return Text(en=f"{day.day} {_MONTHS[day.month - 1]}", zh=f"{day.month} 月 {day.day} 日")


def week_day(day: date) -> Text:
    """Give the day of the week."""
    return Text(en=_DAYS[day.weekday()], zh="周" + "一二三四五六日"[day.weekday()])


def listed(texts: Iterable[Text]) -> Text:
    """Put texts into one list: "a, b, c", 「甲、乙、丙」."""
    every = list(texts)
    return Text(en=", ".join(each.en for each in every), zh="、".join(each.zh for each in every))


def in_lines(texts: Iterable[Text]) -> Text:
    """Put texts under each other, a paragraph each."""
    every = list(texts)
    return Text(en="\n".join(each.en for each in every), zh="\n".join(each.zh for each in every))

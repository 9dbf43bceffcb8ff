"""What is wrong with a day and its key, said so that an author can mend it: names, flags, draws and texts.

What every way through the day shows is looked at in ``day_ways``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.content.day_words import GIVEN, SLOT
from course.content.kinds.day import Choice, Number, Range
from course.content.kinds.day_ways import in_the_key, on_all_ways
from course.content.text import LANGUAGES, Text
from course.engine import shift
from course.engine.clock import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content.kinds.day import Condition, Day
    from course.content.kinds.day_key import DayKey

VARIETY = 1000  # different days at least: of 40 learners, two then share all draws in half of the classes at most
RESERVED = frozenset({"station", GIVEN})
END = "end"


def problems(day: Day, key: DayKey) -> list[str]:
    """List what is wrong, a sentence each; empty when all is well."""
    found = [*_flags(day), *_leads(day), *_times(day), *_draws(day), *_sums(day), *_slots(day, key), *_unused(day, key)]
    broken = [*found, *in_the_key(day, key)]
    return broken or list(on_all_ways(day, key))  # the ways need names that all exist


def answers(day: Day) -> Iterator[tuple[str, str, Choice | Number]]:
    """Give each choice and each number with its place in the file and its meeting."""
    for slug, meeting in day.meetings.items():
        for name, turn in meeting.turns.items():
            where = f"meetings.{slug}.turns.{name}"
            for choice, each in turn.choices.items():
                yield f"{where}.choices.{choice}", slug, each
            if turn.number is not None:
                yield f"{where}.number", slug, turn.number


def _conditions(day: Day) -> Iterator[tuple[str, Condition]]:
    for slug, meeting in day.meetings.items():
        if meeting.when is not None:
            yield f"meetings.{slug}.when", meeting.when
        for name, turn in meeting.turns.items():
            where = f"meetings.{slug}.turns.{name}"
            if turn.when is not None:
                yield f"{where}.when", turn.when
            for number, each in enumerate(turn.says_when, start=1):
                yield f"{where}.says_when {number}", each.when


def _flags(day: Day) -> Iterator[str]:
    known, set_by, asked = set(day.flags), set[str](), set[str]()
    for where, _, answer in answers(day):
        set_by |= set(answer.sets)
        for flag in sorted(set(answer.sets) - known):
            yield f"{where} sets '{flag}', which is not in flags"
    for where, condition in _conditions(day):
        asked |= {*condition.has, *condition.lacks}
        for flag in sorted({*condition.has, *condition.lacks} - known):
            yield f"{where} names '{flag}', which is not in flags"
        for flag in sorted(set(condition.has) & set(condition.lacks)):
            yield f"{where} can never hold: it both has and lacks '{flag}'"
    for flag in day.flags:
        if day.flags.count(flag) > 1:
            yield f"flags names '{flag}' twice"
        if flag not in set_by:
            yield f"flags.{flag} is never set by a choice or a number"
        if flag not in asked:
            yield f"flags.{flag} is never asked about: no condition names it, so nothing comes back"


def _leads(day: Day) -> Iterator[str]:
    for where, slug, answer in answers(day):
        turns = list(day.meetings[slug].turns)
        here = turns.index(where.split(".")[3])
        for to in [answer.to] if isinstance(answer.to, str) else answer.to:
            if to == END:
                if not isinstance(answer.to, str):
                    yield f"{where} has 'end' in a list; the meeting is over by itself where none of the turns fits"
            elif to not in turns:
                yield f"{where} leads to '{to}', which is no turn of the meeting '{slug}'"
            elif turns.index(to) <= here:
                yield f"{where} leads back to '{to}'; a meeting only goes further down"
    for slug, meeting in day.meetings.items():
        if END in meeting.turns:
            yield f"meetings.{slug} has a turn called 'end', which is what ends a meeting; rename it"


def _times(day: Day) -> Iterator[str]:
    before = -1
    for slug, meeting in day.meetings.items():
        now = minutes(meeting.time) or 0
        if now < before:
            yield f"meetings.{slug} is at {meeting.time}, before the meeting above it"
        before = max(now, before)


def _draws(day: Day) -> Iterator[str]:
    for name in sorted((day.draws.keys() & day.sums.keys()) | (RESERVED & (day.draws.keys() | day.sums.keys()))):
        yield f"'{name}' is the name of more than one thing (a draw, a sum, the station, what was typed); rename it"
    for name, drawn in day.draws.items():
        if isinstance(drawn, Range):
            continue
        if not drawn:
            yield f"draws.{name} has no row"
        for number, row in enumerate(drawn[1:], start=2):
            if strange := sorted(row.keys() ^ drawn[0].keys()):
                yield f"draws.{name}, row {number}: '{strange[0]}' is not in every row"
            elif kinds := [each for each in row if _is_figure(row[each]) is not _is_figure(drawn[0][each])]:
                yield f"draws.{name}, row {number}: '{kinds[0]}' is a figure in some rows only"
    number = shift.variety(day.plan)
    if number < VARIETY:
        yield f"draws give {number} different days only; make it {VARIETY} or more, by more rows or a wider range"


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float)


def figures(day: Day) -> set[str]:
    """Name every figure: columns of numbers, ranges and sums."""
    found = set(day.sums)
    for name, drawn in day.draws.items():
        if isinstance(drawn, Range):
            found.add(name)
        else:
            found |= {f"{name}.{column}" for row in drawn[:1] for column, value in row.items() if _is_figure(value)}
    return found


def _sums(day: Day) -> Iterator[str]:
    known = figures(day) - day.sums.keys()
    for name, told in day.sums.items():
        strange = [each for each in told.rule.figures if isinstance(each, str) and each not in known]
        for each in strange:
            why = "stands further down" if each in day.sums else "is no figure that is drawn"
            yield f"sums.{name} takes '{each}', which {why}"
        known.add(name)
    yield from _shares_of_nothing(day)


def _shares_of_nothing(day: Day) -> Iterator[str]:
    """Find shares whose whole can be drawn as 0."""
    for name, told in day.sums.items():
        whole = told.share[1] if told.share else ""
        if whole == 0 or (isinstance(whole, str) and 0 in _values(day, whole)):
            yield f"sums.{name} is a share of {whole}, which can be 0"


def _values(day: Day, figure: str) -> set[float]:
    name, _, column = figure.partition(".")
    drawn = day.draws.get(name, [])
    if isinstance(drawn, Range):
        return {0.0} if drawn.start <= 0 <= drawn.to else set()
    return {float(value) for row in drawn if isinstance(value := row.get(column), int | float)}


def slots(day: Day) -> set[str]:
    """Name every slot that a text of the day may have."""
    columns = {f"{name}.{column}" for name, rows in day.draws.items() if isinstance(rows, list) for column in rows[0]}
    return columns | {name for name, drawn in day.draws.items() if isinstance(drawn, Range)} | set(day.sums)


def texts(day: Day, key: DayKey) -> Iterator[tuple[str, Text]]:
    """Give every text that slots are filled in, with its place."""
    for slug, meeting in day.meetings.items():
        where = f"meetings.{slug}"
        named = [(f"{where}.who", meeting.who), (f"{where}.setting", meeting.setting)]
        for name, turn in meeting.turns.items():
            here = f"{where}.turns.{name}"
            named += [(f"{here}.stage", turn.stage), (f"{here}.says", turn.says)]
            named += [(f"{here}.says_when {number}", each.text) for number, each in enumerate(turn.says_when, start=1)]
            if turn.number is not None:
                named += [(f"{here}.number.ask", turn.number.ask), (f"{here}.number.unit", turn.number.unit)]
        yield from ((place, text) for place, text in named if text is not None)
    for where, _, answer in answers(day):
        yield f"{where}.reply", answer.reply
        if isinstance(answer, Choice):
            yield f"{where}.text", answer.text
    for place, note in key.notes.items():
        yield f"the note of {place}", note


def _slots(day: Day, key: DayKey) -> Iterator[str]:
    known = slots(day) if all(day.draws.values()) else set()
    for where, text in texts(day, key):
        typed = {GIVEN} if where.endswith(".number.reply") else set()
        for lang in LANGUAGES:
            for name in sorted({found["name"] for found in SLOT.finditer(text.of(lang))}):
                if name not in known | typed and not name.startswith("station."):
                    yield f"{where} ({lang}) has the slot '{{{name}}}', which nothing fills"


def _unused(day: Day, key: DayKey) -> Iterator[str]:
    used = {
        found["name"] for _, text in texts(day, key) for lang in LANGUAGES for found in SLOT.finditer(text.of(lang))
    }
    used |= {each for told in day.sums.values() for each in told.rule.figures if isinstance(each, str)}
    used |= {turn.number.sum for turn in key.turns.values() if turn.number is not None}
    for name in sorted(slots(day) - used if all(day.draws.values()) else ()):
        kind = "sums" if name in day.sums else "draws"
        yield f"{kind}.{name} is never used: no text, no sum and no key names it"

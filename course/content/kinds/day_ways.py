"""What is wrong with a day's key, and what every way through the day shows: what nobody reaches, cues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from course.content.text import LANGUAGES
from course.engine import shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content.kinds.day import Day, Meeting, Turn
    from course.content.kinds.day_key import DayKey, TurnKey
    from course.content.text import Lang

MOST_TURNS = 4  # of one meeting
LONGEST_NAME = {"en": 26, "zh-CN": 12}  # characters of a skill's name on the chart
CUE_SHARE = 0.5  # above this share of turns whose best choice is the longest, guessing by length pays
BEST = 2


def in_the_key(day: Day, key: DayKey) -> Iterator[str]:
    """Tell where key and question do not agree."""
    asked = {f"{slug}.{name}": turn for slug, meeting in day.meetings.items() for name, turn in meeting.turns.items()}
    for place in sorted(asked.keys() - key.turns.keys()):
        yield f"key.turns has nothing for '{place}'"
    for place in sorted(key.turns.keys() - asked.keys()):
        yield f"key.turns.{place} is no turn of the question"
    for place, turn in key.turns.items():
        if place in asked:
            yield from _turn(place, asked[place], turn, day)
        if turn.skill not in key.skills:
            yield f"key.turns.{place} names the skill '{turn.skill}', which is not in skills"
    for skill in sorted(key.skills.keys() - {turn.skill for turn in key.turns.values()}):
        yield f"key.skills.{skill} has no turn that gives evidence of it"
    for skill, name in key.skills.items():
        for lang in LANGUAGES:
            if len(name.of(lang)) > LONGEST_NAME[lang]:
                yield f"key.skills.{skill} ({lang}) is longer than {LONGEST_NAME[lang]} characters, the chart's room"


def _turn(place: str, asked: Turn, turn: TurnKey, day: Day) -> Iterator[str]:
    where = f"key.turns.{place}"
    if turn.number is None and asked.number is None:
        yield from _choices(where, asked, turn)
        return
    if turn.number is None or asked.number is None:
        yield f"{where} has {'choices' if turn.number is None else 'a number'}, but the question has the other"
    elif turn.number.sum not in shift.draw(day.plan, shift.ANY).figures:
        yield f"{where}.number.sum names '{turn.number.sum}', which is no figure of the question"
    if turn.red:
        yield f"{where}.red names choices, but a number is typed there"


def _choices(where: str, asked: Turn, turn: TurnKey) -> Iterator[str]:
    for slug in sorted(asked.choices.keys() - turn.choices.keys()):
        yield f"{where} does not say what the choice '{slug}' is worth"
    for slug in sorted(turn.choices.keys() - asked.choices.keys()):
        yield f"{where}.choices.{slug} is no choice of the question"
    if all(choice.worth < BEST for choice in turn.choices.values()):
        yield f"{where} has no best choice: one at least is worth 2"
    if all(choice.worth == BEST for choice in turn.choices.values()):
        yield f"{where} decides nothing: every choice is worth 2"
    for slug in turn.red:
        if slug not in turn.choices:
            yield f"{where}.red names '{slug}', which is no choice there"
        elif turn.choices[slug].worth:
            yield f"{where}.red names '{slug}', which is worth {turn.choices[slug].worth}; a red choice is worth 0"


def on_all_ways(day: Day, key: DayKey) -> Iterator[str]:
    """Tell what no way reaches, what is always the same, and what can be guessed."""
    seen = shift.survey(day.plan)
    if not seen.whole:
        yield "the day can stand in too many ways to be looked through; take flags out"
        return
    for slug, meeting in day.meetings.items():
        if slug not in seen.meetings:
            yield f"meetings.{slug} never happens: its condition, or those of its turns, never hold"
            continue
        yield from _reached(slug, meeting, seen)
        most = max(_longest(meeting, name) for name in meeting.turns)
        if most > MOST_TURNS:
            yield f"meetings.{slug} can take {most} turns; {MOST_TURNS} are the most"
    yield from _cues(day, key)
    yield from _repeats(day)


def _reached(slug: str, meeting: Meeting, seen: shift.Survey) -> Iterator[str]:
    for name, turn in meeting.turns.items():
        where, place = f"meetings.{slug}.turns.{name}", f"{slug}.{name}"
        if place not in seen.flags:
            yield f"{where} is never reached: nothing leads to it, or its condition never holds there"
            continue
        said = {_said(turn, flags) for flags in seen.flags[place]}
        for number in range(len(turn.says_when)):
            if number not in said:
                yield f"{where}.says_when {number + 1} is never said: its condition never holds, or one above it does"
        if turn.says_when and None not in said:
            yield f"{where}.says is never said: one of says_when always holds"


def _said(turn: Turn, flags: frozenset[str]) -> int | None:
    return next((place for place, each in enumerate(turn.says_when) if each.when.rule.holds(flags)), None)


def _longest(meeting: Meeting, name: str) -> int:
    """Count the turns of the longest way from a turn to the end of its meeting; ways only lead further down."""
    turn = meeting.turns[name]
    leads = [each.to for each in turn.choices.values()] + ([turn.number.to] if turn.number is not None else [])
    further = [each for to in leads for each in ([to] if isinstance(to, str) else to)]
    return 1 + max((_longest(meeting, to) for to in further if to in meeting.turns), default=0)


def _cues(day: Day, key: DayKey) -> Iterator[str]:
    chosen = [
        (turn, key.turns[f"{slug}.{name}"])
        for slug, meeting in day.meetings.items()
        for name, turn in meeting.turns.items()
        if turn.choices
    ]
    for lang in LANGUAGES:
        longest = sum(_longest_is_best(turn, worth, lang) for turn, worth in chosen)
        if longest > CUE_SHARE * len(chosen):
            yield (
                f"the best choice is the longest one in {longest} of {len(chosen)} turns ({lang}); "
                "shorten some, or let a poor one be longer"
            )


def _longest_is_best(turn: Turn, worth: TurnKey, lang: Lang) -> bool:
    longest = max(turn.choices, key=lambda slug: len(turn.choices[slug].text.of(lang)))
    return worth.choices[longest].worth == BEST


def _repeats(day: Day) -> Iterator[str]:
    told = Counter(
        text
        for meeting in day.meetings.values()
        for turn in meeting.turns.values()
        for choice in turn.choices.values()
        for each in (choice.text, choice.reply)
        for text in (each.en, each.zh)
    )
    for text, times in told.items():
        if times > 1:
            yield f"the text '{text[:40]}' stands {times} times; each choice and each reply has its own"

"""The demo's drawn answers: the credit that each must earn is known without any scorer, and the scorers agree."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from course.check.keys import read_keys
from course.content import library
from course.demo.answers import answer
from course.demo.cast import Mishap, cast
from course.engine.errors import CourseError
from course.engine.wording import length

ROOT = Path(__file__).parents[1]
ASSIGNMENTS = sorted(file.parent.name for file in (ROOT / "source").glob("*/key.yaml"))


def dice(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311  a simulation


def practice_and_graded() -> list[Any]:
    """Give question and key of every part, practice and graded: all kinds that the course uses."""
    found = []
    for name in ASSIGNMENTS:
        books = library(name.partition("-")[0])
        keys = read_keys(ROOT / "source" / name / "key.yaml", list(books.graded.values()))
        found += [(part.id, part.ask, keys[part.id]) for each in books.graded.values() for part in each.parts]
        found += [(f"practice {each.id}", each.ask, each.key) for each in books.items.values()]
        found += [
            (f"practice {part.id}", part.ask, part.key) for each in books.exercises.values() for part in each.parts
        ]
    return found


PARTS = practice_and_graded()


def test_every_kind_that_the_course_has_is_drawn() -> None:
    assert {ask.kind for _, ask, _ in PARTS} >= {
        *("choice", "multi", "verdict", "match", "classify", "label", "cloze", "numeric"),
        *("order", "planner", "transcript", "boxes", "checklist"),
        *("fab", "grid", "lanes", "concessions", "testimony", "value_stack"),
    }


@pytest.mark.parametrize("ability", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_drawn_credit_is_the_scored_credit_for_every_part(ability: float, lang: str) -> None:
    for seed in range(12):
        for name, ask, key in PARTS:
            response, credit = answer(ask, key, ability, lang, dice(f"{seed} {name}"))
            got = key.score(ask, response).credit
            assert got == pytest.approx(credit), (name, ask.kind, response)


def test_who_knows_everything_earns_everything_and_who_knows_nothing_earns_little() -> None:
    best = [answer(ask, key, 1.0, "en", dice(1))[1] for _, ask, key in PARTS]
    least = [answer(ask, key, 0.0, "en", dice(1))[1] for _, ask, key in PARTS]
    assert min(best) == pytest.approx(1.0)
    assert sum(least) < 0.3 * len(least)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_each_box_gets_a_sentence_of_its_own_and_all_together_keep_the_limit(lang: str) -> None:
    drawn = set()
    for seed in range(20):
        for name, ask, key in PARTS:
            if ask.kind in {"boxes", "text"}:
                response, _ = answer(ask, key, 1.0, lang, dice(f"{seed} {name}"))
                texts = list(response.values()) if ask.kind == "boxes" else [response]
                limit = ask.limit.words if lang == "en" else ask.limit.characters
                assert sum(map(length, texts)) <= limit, name
                assert len(set(texts)) == len(texts), name
                drawn.add((name, *texts))
    assert len(drawn) > len({name for name, *_ in drawn})  # learners do not all write the same


def test_half_right_answers_are_drawn_too() -> None:
    drawn = {answer(ask, key, 0.4, "en", dice(f"{seed} {name}"))[1] for seed in range(5) for name, ask, key in PARTS}
    assert {0.0, 0.5, 1.0} <= drawn
    assert len(drawn) > 5


def test_the_same_seed_gives_the_same_class() -> None:
    assert cast(12, dice(1)) == cast(12, dice(1))
    assert cast(12, dice(1)) != cast(12, dice(2))


def test_every_class_has_each_mishap_a_chinese_name_and_a_comma() -> None:
    people = cast(8, dice(3))
    assert {learner.mishap for learner in people} == set(Mishap)
    assert {"李娜", "Ng, Amy"} <= {learner.name for learner in people}
    assert {learner.lang for learner in people} == {"en", "zh-CN"}
    assert len({learner.ability for learner in people}) > 5


def test_a_class_too_small_for_its_mishaps_says_how_large_it_must_be() -> None:
    with pytest.raises(CourseError, match="at least 8"):
        cast(7, dice(1))

"""The customer talks themselves, and the checks that an author gets."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from course.content.reader import read_entry, read_yaml
from course.content.scene import Scene, Tone, scene, scenes
from course.content.scene_check import most_polite
from course.engine.errors import CourseError
from course.engine.scene import METERS, TONES, Kind, Talk, replay, score, survey
from course.engine.scene.walk import walks

FOLDER = Path(__file__).parents[1] / "course" / "content" / "scenes"
CLICKERS = 1_000


def _played(name: str, *choices: str) -> Talk:
    talk = Talk.begin(scene(name).graph)
    for choice in choices:
        talk = talk.play(choice)
    return talk


def _final(talk: Talk) -> float:
    scored = score(talk)
    assert scored is not None
    return scored.final


def _random_talk(name: str, chance: random.Random) -> Talk:
    talk = Talk.begin(scene(name).graph)
    while not talk.over:
        talk = talk.play(chance.choice(talk.choices).slug)
    return talk


@pytest.mark.parametrize("name", scenes())
def test_a_scene_has_no_problems(name: str) -> None:
    assert scene(name).problems() == []


@pytest.mark.parametrize("name", scenes())
def test_every_ending_is_reached_by_moves_that_can_be_played(name: str) -> None:
    found = survey(scene(name).graph).endings
    assert set(found) == set(scene(name).endings)
    for ending, moves in found.items():
        assert _played(name, *moves).ending == scene(name).graph.endings[ending]


@pytest.mark.parametrize("name", scenes())
def test_a_full_talk_has_4_to_7_turns_and_3_to_4_lines_a_turn(name: str) -> None:
    seen = survey(scene(name).graph)
    assert 4 <= seen.shortest <= seen.longest <= 7
    assert all(3 <= len(moment.choices) <= 4 for moment in scene(name).nodes.values())


@pytest.mark.parametrize("name", scenes())
def test_a_thousand_random_clickers_average_under_40_percent(name: str) -> None:
    chance = random.Random(20261122)  # noqa: S311  seeded on purpose
    finals = [_final(_random_talk(name, chance)) for _ in range(CLICKERS)]
    assert sum(finals) / CLICKERS < 4.0


@pytest.mark.parametrize("name", scenes())
def test_always_the_most_polite_tone_stays_under_70_percent_and_is_not_passed(name: str) -> None:
    assert most_polite(scene(name)) < 6.0


@pytest.mark.parametrize("name", scenes())
def test_the_model_play_earns_at_least_90_percent(name: str) -> None:
    assert _final(_played(name, *scene(name).model_play)) >= 9.0


@pytest.mark.parametrize("name", scenes())
def test_no_path_with_a_red_move_is_passed_or_earns_more_than_2(name: str) -> None:
    for talk in walks(scene(name).graph):
        scored = score(talk)
        assert scored is not None
        assert talk.ending is not None
        if talk.ending.kind is Kind.RED:
            assert scored.final <= 2
            assert not scored.passed
        if talk.ending.kind is Kind.FAILED:
            assert not scored.passed


@pytest.mark.parametrize("name", scenes())
def test_on_no_path_a_meter_leaves_0_to_10_and_every_replay_equals_the_live_talk(name: str) -> None:
    for talk in walks(scene(name).graph):
        moves = [{"node": turn.node, "choice": turn.choice.slug} for turn in talk.turns]
        assert replay(scene(name).graph, moves) == (talk, ())
        assert all(0 <= turn.after.meter(meter) <= 10 for turn in talk.turns for meter in METERS)


@pytest.mark.parametrize("name", scenes())
def test_what_a_customer_may_read_never_says_rotten(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").lower()
    assert "rotten" not in text
    assert "烂苹果" not in text


# m1-r1, curriculum: hidden state, good moves, bad moves


def test_m1_r1_begins_with_the_patience_of_the_curriculum() -> None:
    assert scene("m1-r1").begin.patience == 7
    assert {"manual", "burns-oil", "budget", "belief"} == set(scene("m1-r1").facts)


@pytest.mark.parametrize(
    ("node", "choice", "meter", "change"),
    [
        ("shelf", "manual", "clarity", 3),
        ("numbers", "two-numbers", "trust", 2),
        ("burning", "workshop", "trust", 1),
        ("shelf", "newest", "clarity", -2),
    ],
)
def test_m1_r1_moves_do_what_the_curriculum_says(node: str, choice: str, meter: str, change: int) -> None:
    assert getattr(scene("m1-r1").nodes[node].choices[choice], meter) == change


def test_m1_r1_the_thick_oil_because_he_asked_ends_with_a_complaint_and_fails() -> None:
    talk = _played("m1-r1", "manual", "two-numbers", "workshop", "still-thick")
    assert talk.ending is not None
    assert talk.ending.kind is Kind.FAILED
    assert _final(talk) <= 4


def test_m1_r1_a_sale_by_a_lie_scores_low_however_well_the_talk_went() -> None:
    for moves in [
        ("manual", "two-numbers", "cure"),
        ("manual", "two-numbers", "workshop", "both-fit", "last-two"),
    ]:
        talk = _played("m1-r1", *moves)
        assert talk.ending is not None
        assert talk.ending.kind is Kind.RED
        assert _final(talk) <= 2


def test_m1_r1_an_honest_talk_without_a_sale_scores_well() -> None:
    talk = _played("m1-r1", "manual", "two-numbers", "workshop", "both-fit", "take-time")
    assert talk.ending is not None
    assert talk.ending.kind is Kind.NO_SALE
    assert _final(talk) >= 8


# m2-r1, curriculum: hidden state, good moves, bad moves


def test_m2_r1_begins_with_the_patience_of_the_curriculum() -> None:
    assert scene("m2-r1").begin.patience == 4
    assert {"washer-empty", "oil-fresh", "no-beauty"} == set(scene("m2-r1").facts)


@pytest.mark.parametrize(
    ("node", "choice", "meter", "change"),
    [
        ("fuelling", "wipe", "clarity", 3),
        ("fuelling", "oil-change", "trust", -3),
        ("arrival", "beauty", "trust", -4),
        ("fuelling", "three-offers", "patience", -3),
    ],
)
def test_m2_r1_moves_do_what_the_curriculum_says(node: str, choice: str, meter: str, change: int) -> None:
    assert getattr(scene("m2-r1").nodes[node].choices[choice], meter) == change


def test_m2_r1_restating_raises_trust_and_interrupting_lowers_it() -> None:
    choices = scene("m2-r1").nodes["smear"].choices  # s31
    assert choices["restate"].trust > 0
    assert choices["pump-broken"].trust < 0


def test_m2_r1_a_phone_code_at_the_pump_is_red_even_after_a_perfect_talk() -> None:
    talk = _played("m2-r1", "confirm", "wipe", "restate", "one-bottle", "code-here")  # C26
    assert talk.ending is not None
    assert talk.ending.kind is Kind.RED
    assert _final(talk) <= 2


def test_m2_r1_after_a_remark_about_her_looks_she_does_not_buy() -> None:
    talk = _played("m2-r1", "beauty", "wipe", "restate", "one-bottle", "inside")  # E06
    assert talk.ending is not None
    assert talk.ending.slug == "clean-windscreen"


# what an author is told


def _data() -> Any:
    return read_yaml(FOLDER / "m1-r1.yaml")


def _problems(data: Any) -> str:
    return "\n".join(Scene.model_validate(data).problems())


def test_a_misspelt_key_is_an_error_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "m1-r1.yaml"
    text = (FOLDER / "m1-r1.yaml").read_text(encoding="utf-8").replace("minutes: 6", "minutes: 6\nminuts: 6")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"m1-r1.yaml, line 7: .*'minuts'"):
        read_entry(Scene, read_yaml(file), file)


def test_a_missing_language_is_an_error() -> None:
    data = _data()
    del data["nodes"]["shelf"]["choices"]["manual"]["reply"]["zh"]
    with pytest.raises(ValidationError, match="zh"):
        Scene.model_validate(data)


def _unreachable(data: Any) -> None:
    for node in ("shelf", "numbers", "burning"):
        for line in data["nodes"][node]["choices"].values():
            if line["to"] == "sticker":
                line["to"] = "offer"


def _circle(data: Any) -> None:
    data["nodes"]["doubt"]["choices"]["take-time"]["to"] = "offer"


def _short(data: Any) -> None:
    data["nodes"]["shelf"]["choices"]["as-asked"]["to"] = "complaint"


def _nowhere(data: Any) -> None:
    data["nodes"]["shelf"]["choices"]["manual"]["to"] = "nubmers"


def _unknown_flag(data: Any) -> None:
    data["nodes"]["shelf"]["choices"]["manual"]["learns"] = ["manuel"]


def _no_better(data: Any) -> None:
    del data["nodes"]["shelf"]["choices"]["as-asked"]["better"]


def _no_red(data: Any) -> None:
    del data["nodes"]["burning"]["choices"]["cure"]["red"]


def _same_place(data: Any) -> None:
    for moment in data["nodes"].values():
        moment["choices"] = dict(sorted(moment["choices"].items(), key=lambda each: -each[1]["craft"]))


def _longest(data: Any) -> None:
    for moment in data["nodes"].values():
        for line in moment["choices"].values():
            if line["craft"] == 2:
                line["text"]["zh"] += "这样您就可以放心了，" * 9


def _tone(data: Any) -> None:
    for moment in data["nodes"].values():
        for line in moment["choices"].values():
            line["tone"] = "plain" if line["craft"] == 2 else "pushy"


def _repeated(data: Any) -> None:
    choices = data["nodes"]["shelf"]["choices"]
    choices["manual"]["did"] = choices["newest"]["did"]


def _bad_model(data: Any) -> None:
    data["model_play"] = ["manual", "look-now", "workshop", "both-fit", "compare"]


def _polite_wins(data: Any) -> None:
    for moment in data["nodes"].values():
        for line in moment["choices"].values():
            line["tone"] = "warm" if line["craft"] == 2 else "plain"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_unreachable, "nodes.sticker is never reached"),
        (_circle, "has not ended after 7 turns"),
        (_short, "over after 1 turns"),
        (_nowhere, "leads to 'nubmers'"),
        (_unknown_flag, "names 'manuel'"),
        (_no_better, "needs 'better'"),
        (_no_red, "needs 'red'"),
        (_same_place, "stands in place 1"),
        (_longest, "is the longest one"),
        (_tone, "gives the best line away"),
        (_repeated, "stands 2 times"),
        (_bad_model, "model_play cannot be played"),
        (_polite_wins, "always the most polite line earns"),
    ],
)
def test_an_author_is_told_what_is_wrong(spoil: Any, told: str) -> None:
    data = _data()
    spoil(data)
    assert told in _problems(data)


def test_an_unknown_scene_is_an_error_that_names_the_others() -> None:
    with pytest.raises(CourseError, match=r"no scene 'm1-r9'.*m1-r1"):
        scene("m1-r9")


def test_the_tones_of_authors_are_the_tones_of_the_engine() -> None:
    assert set(get_args(Tone)) == set(TONES)


def test_texts_are_plain_text() -> None:
    for name in scenes():
        assert not re.search(r"<[a-z/]|\*\*", (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))

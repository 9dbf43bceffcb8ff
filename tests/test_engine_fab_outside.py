"""The FAB review against texts of a second author (tests/fab/outside.yaml, later.yaml), and rules mended after them.

How well it judged them at first sight, and where it still disagrees: docs/fab-review.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from course.engine.fab import CODES, Card, Need, Review, review
from course.engine.fab.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "fab"

WASH: Card = {
    "name": "Winter screen wash",
    "facts": ["The label says: frost protection to −25 °C.", "4 L", "The best-before date is printed on the film."],
    "not_claimed": ["Removes tar", "Replaces a service"],
}
FROST: Need = {"text": "At six it is -15 and I see nothing.", "concepts": ["see the road", "cold mornings"]}
WASH_ZH: Card = {
    "name": "冬季玻璃水",
    "facts": ["防冻到零下25℃", "不用兑水", "带软管"],
    "not_claimed": ["驱蚊", "治疗关节炎"],
}
FROST_ZH: Need = {"text": "早上六点零下十五度，什么都看不清。", "concepts": ["看清路", "不会量"]}
GOOD = ("Frost protection to minus 25.", "The water does not freeze in the pipe.", "You see the road in the morning.")
GOOD_ZH = ("防冻到零下二十五度。", "管子里不会冻住。", "您早上看得清路。")


class Judged(NamedTuple):
    """A text with the verdicts that a careful reader accepts, and codes that must be there or must not."""

    lang: str
    verdicts: list[str]
    codes: frozenset[str]
    banned: frozenset[str]
    boxes: tuple[str, str, str]
    card: Card
    need: Need

    def review(self) -> Review:
        """Give what the rules say."""
        return review(*self.boxes, card=self.card, need=self.need, lang=self.lang)


def texts(name: str) -> Iterator[Judged]:
    for sheet in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        for _, need, verdicts, codes, banned, *boxes in sheet["texts"]:
            a, b, c = boxes
            accepted = [verdicts] if isinstance(verdicts, str) else verdicts
            yield Judged(
                sheet["lang"],
                accepted,
                frozenset(codes),
                frozenset(banned),
                (a, b, c),
                sheet["card"],
                sheet["needs"][need],
            )


@pytest.mark.parametrize("text", [pytest.param(each, id=f"outside-{n}") for n, each in enumerate(texts("outside"), 1)])
def test_no_good_text_fails_no_flawed_one_passes_and_doubt_goes_to_a_person(text: Judged) -> None:
    found = text.review()
    assert found.verdict in {*text.verdicts, "review"}, found.notes
    if found.verdict != "review":
        assert text.codes <= found.flags
        assert not text.banned & found.flags


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_texts_that_were_kept_shut_are_judged_nearly_as_well(lang: str) -> None:
    unseen = [each for each in texts("later") if each.lang == lang]
    good = [each.review().verdict for each in unseen if each.verdicts[0] == "pass"]
    flawed = [each.review().verdict for each in unseen if each.verdicts[0] == "fail"]
    assert good.count("fail") <= 0.1 * len(good)
    assert flawed.count("pass") <= 0.12 * len(flawed)


@pytest.mark.parametrize("name", ["outside", "later"])
def test_the_sets_are_well_formed(name: str) -> None:
    for each in texts(name):
        assert each.codes | each.banned <= set(CODES)
        assert set(each.verdicts) <= {"pass", "review", "fail"}


def judged(feature: str = "", advantage: str = "", benefit: str = "", lang: str = "en") -> Review:
    good, card, need = (GOOD, WASH, FROST) if lang == "en" else (GOOD_ZH, WASH_ZH, FROST_ZH)
    boxes = (feature or good[0], advantage or good[1], benefit or good[2])
    return review(*boxes, card=card, need=need, lang=lang)


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("½ litre", "volume", 500),
        ("1½ litres", "volume", 1500),
        ("three quarters of a litre", "volume", 750),
        ("3/4 l", "volume", 750),
        ("up to 3 t", "mass", 3_000_000),
        ("半个月", "days", 15.2),
        ("9 元一袋", "money", 9),
        ("三块五", "money", 3.5),
    ],
)
def test_shares_tonnes_and_prices_for_one_are_read(said: str, kind: str, value: float) -> None:
    (found,) = quantities(said)
    assert found.kind == kind
    assert found.value == pytest.approx(value)


def test_frost_protection_is_not_turned_round_twice() -> None:
    assert judged().verdict == "pass"
    assert judged(lang="zh").verdict == "pass"


@pytest.mark.parametrize(
    "words",
    [
        "This is the best one in the whole world.",
        "Nothing else on earth comes close.",
        "You will not find a better one anywhere.",
        "Nobody makes a better one.",
        "It will not freeze under any circumstances.",
        "It beats everything on the shelf.",
    ],
)
def test_an_absolute_is_none_the_less_one_for_a_best_before_date_or_other_words(words: str) -> None:
    assert judged(advantage=words).verdict == "fail"
    assert "FALSE_CLAIM" in judged(feature=f"{GOOD[0]} {words}").flags


@pytest.mark.parametrize("words", ["没有比它更好的。", "天底下独一份。", "比什么都强。", "没有谁比得上它。"])
def test_an_absolute_in_other_words_is_one_in_chinese_too(words: str) -> None:
    assert judged(advantage=words, lang="zh").verdict == "fail"


@pytest.mark.parametrize("words", ["It is simply the b e s t.", "绝 对 不 冻。", "It is the bеst."])
def test_a_word_drawn_apart_or_in_lookalikes_goes_to_a_person(words: str) -> None:
    lang = "en" if words.isascii() or "It" in words else "zh"
    assert judged(advantage=words, lang=lang).verdict != "pass"


def test_the_card_excuses_a_word_in_its_own_phrase_only() -> None:
    assert judged(feature=f"{GOOD[0]} The best-before date is on the film.").verdict == "pass"


@pytest.mark.parametrize(("words", "lang"), [("Buy now!", "en"), ("马上买！", "zh")])
def test_pressure_alone_answers_no_need(words: str, lang: str) -> None:
    found = judged(benefit=words, lang=lang)
    assert (found.verdict, found.criteria["need"], found.criteria["honest"]) == ("fail", 0, 0)


def test_the_customers_rubbish_insults_nobody() -> None:
    assert judged(benefit="There is no more rubbish view, you see the road.").verdict == "pass"
    assert judged(advantage="Anyone without one is an idiot.").verdict == "fail"


@pytest.mark.parametrize(
    ("words", "lang"),
    [("It gets tar off as well.", "en"), ("蚊子也不敢来。", "zh"), ("关节炎贴几次就好了。", "zh")],
)
def test_what_is_not_claimed_said_in_other_words_goes_to_a_person(words: str, lang: str) -> None:
    assert judged(advantage=words, lang=lang).verdict == "review"


@pytest.mark.parametrize(("words", "lang"), [("It doesn't replace a service.", "en"), ("它不驱蚊。", "zh")])
def test_what_is_not_claimed_may_be_denied(words: str, lang: str) -> None:
    feature = (GOOD if lang == "en" else GOOD_ZH)[0]
    assert judged(feature=f"{feature} {words}", lang=lang).verdict == "pass"


def test_a_thing_of_a_long_fact_that_is_denied_goes_to_a_person() -> None:
    assert judged(feature="不带软管。", lang="zh").verdict != "pass"


def test_a_verb_of_one_character_can_be_what_the_customer_said() -> None:
    assert judged(advantage="打开倒进去。", benefit="您不会量也没关系。", lang="zh").verdict == "pass"

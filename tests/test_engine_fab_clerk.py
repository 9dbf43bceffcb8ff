"""What a reviewer and a clerk got past the FAB review, or were wrongly told by it, in both languages (engine/fab)."""

from __future__ import annotations

import pytest

from course.engine.fab import Card, Need, Review, review
from course.engine.wording import length

LAMP: dict[str, Card] = {
    "en": {
        "name": "Work lamp with magnet",
        "facts": ["It has a magnet on its back.", "It shines 6 hours.", "There are two bulbs in the box."],
        "not_claimed": ["It does not keep anybody dry, and it does not keep a tired driver awake."],
    },
    "zh": {
        "name": "磁吸工作灯",
        "facts": ["背面有磁铁。", "能亮6小时。", "一盒两只灯泡。"],
        "not_claimed": ["不保暖，也不防雨。", "不能让人开车不犯困。"],
    },
}
DARK: dict[str, Need] = {
    "en": {
        "text": "When I change a wheel in the dark I have no hand left for a lamp.",
        "concepts": ["both hands free", "change a wheel in the dark"],
    },
    "zh": {"text": "晚上换轮胎，拿着灯就腾不出手。", "concepts": ["两手腾出来", "晚上换轮胎"]},
}
SHINES = {
    "en": (
        "It has a magnet on its back.",
        "It holds on to the steel of the wing.",
        "So both your hands are free for the wheel.",
    ),
    "zh": ("背面有磁铁。", "往车身上一贴就吸住。", "您两手腾出来，好换轮胎。"),
}
COFFEE: dict[str, Card] = {
    "en": {
        "name": "Coffee, cup with lid",
        "facts": ["The cup comes with a lid.", "Ready in a minute and a half."],
        "not_claimed": ["It does not wake you up.", "It is not said that coffee cannot spill."],
    },
    "zh": {
        "name": "咖啡（带盖）",
        "facts": ["杯子带盖。", "一分半钟做好。"],
        "not_claimed": ["不能提神。", "不说咖啡不会洒。"],
    },
}
SEAT: dict[str, Need] = {
    "en": {"text": "The last coffee went all over my seat.", "concepts": ["spilled coffee", "clean seat"]},
    "zh": {"text": "上次咖啡洒了一座椅。", "concepts": ["洒", "座椅干净"]},
}
FERRY: dict[str, Need] = {
    "en": {
        "text": "My ferry leaves and I have only five minutes.",
        "concepts": ["only five minutes", "catch the ferry", "get on board in time"],
    },
    "zh": {"text": "轮渡要开了，我只有五分钟。", "concepts": ["五分钟", "赶上轮渡", "来得及上船"]},
}
LID = {
    "en": ("The cup comes with a lid.", "With the lid on, hardly anything gets out.", "So your seat has less to fear."),
    "zh": ("杯子带盖。", "盖着盖子，不容易洒出来。", "您的座椅少担一份心。"),
}
QUICK = {
    "en": ("Ready in a minute and a half.", "So there is hardly any waiting.", "You have time to catch your ferry."),
    "zh": ("一分半钟做好。", "几乎不用等。", "您来得及上船。"),
}


def judged(
    lang: str, texts: dict[str, tuple[str, str, str]], card: dict[str, Card], need: dict[str, Need], **said: str
) -> Review:
    boxes = dict(zip(("feature", "advantage", "benefit"), texts[lang], strict=True)) | said
    return review(**boxes, card=card[lang], need=need[lang], lang=lang)


def lamp(lang: str, **said: str) -> Review:
    return judged(lang, SHINES, LAMP, DARK, **said)


def lid(lang: str, **said: str) -> Review:
    return judged(lang, LID, COFFEE, SEAT, **said)


def quick(lang: str, **said: str) -> Review:
    return judged(lang, QUICK, COFFEE, FERRY, **said)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_honest_text_for_each_customer_passes(lang: str) -> None:
    for found in (lamp(lang), lid(lang), quick(lang)):
        assert (found.verdict, found.notes) == ("pass", ())


@pytest.mark.parametrize(
    ("lang", "feature"),
    [
        ("en", "There is one bulb in the box."),
        ("en", "1 bulb"),
        ("en", "A single bulb is in the box."),
        ("en", "One box holds one bulb."),
        ("en", "There is one bulb in each box."),
        ("zh", "一盒一只灯泡。"),
        ("zh", "一盒1只灯泡。"),
        ("zh", "盒里有一只灯泡。"),
        ("zh", "一盒只有一只。"),
        ("zh", "每盒一只灯泡。"),
    ],
)
def test_one_where_the_card_counts_two_is_not_the_full_truth(lang: str, feature: str) -> None:
    found = lamp(lang, feature=feature)
    assert (found.verdict, found.criteria["true"]) == ("review", 1)


@pytest.mark.parametrize(
    ("lang", "feature"),
    [
        ("en", "There are two bulbs in one box."),
        ("en", "Two bulbs, so one bulb for each of you."),
        ("en", "More than one bulb is in the box."),
        ("en", "One lamp with a magnet."),
        ("zh", "一盒两只灯泡。"),
        ("zh", "一盒两只灯泡，一人一只。"),
        ("zh", "一盒不止一只灯泡。"),
        ("zh", "一个灯，背面有磁铁。"),
        ("zh", "是一个圆的灯，一盒两只灯泡。"),
    ],
)
def test_one_of_what_the_card_has_one_of_or_one_for_each_is_true(lang: str, feature: str) -> None:
    assert lamp(lang, feature=feature).criteria["true"] == 2


def test_a_price_for_one_is_no_count() -> None:
    card: Card = {"name": "Water", "facts": ["A case holds 12 bottles.", "2 yuan a bottle"], "not_claimed": []}
    found = review(
        "2 yuan for one bottle.",
        "One case is enough for many.",
        "So you go shopping once.",
        card=card,
        need={"text": "I do not want to go shopping twice.", "concepts": ["shopping once"]},
        lang="en",
    )
    assert found.criteria["true"] == 2
    card_zh: Card = {"name": "饮用水", "facts": ["一箱12瓶。", "每瓶2元"], "not_claimed": []}
    need_zh: Need = {"text": "我不想跑两趟。", "concepts": ["跑一趟"]}
    found = review("2元一瓶。", "一箱够好些人喝。", "您只跑一趟。", card=card_zh, need=need_zh, lang="zh-CN")
    assert found.criteria["true"] == 2


@pytest.mark.parametrize(
    ("lang", "feature"),
    [
        ("en", "It has no magnet."),
        ("en", "The lamp has no magnet on its back."),
        ("zh", "背面没有磁铁。"),
        ("zh", "不带磁铁。"),
    ],
)
def test_a_thing_of_the_card_that_is_denied_does_not_pass(lang: str, feature: str) -> None:
    found = lamp(lang, feature=feature)
    assert found.verdict != "pass"
    assert found.criteria["true"] < 2


@pytest.mark.parametrize(
    ("lang", "feature"),
    [
        ("en", "The cup has no lid."),
        ("en", "The cup comes without a lid."),
        ("zh", "杯子没有盖。"),
        ("zh", "杯子不带盖。"),
    ],
)
def test_the_cup_has_its_lid(lang: str, feature: str) -> None:
    assert lid(lang, feature=feature).criteria["true"] < 2


@pytest.mark.parametrize(
    ("lang", "feature"),
    [
        ("en", "A rainproof lamp with a magnet."),
        ("en", "The lamp keeps you dry."),
        ("zh", "防雨的工作灯，背面有磁铁。"),
        ("zh", "保暖的工作灯，背面有磁铁。"),
    ],
)
def test_each_of_several_claims_in_one_line_of_the_card_is_not_made(lang: str, feature: str) -> None:
    found = lamp(lang, feature=feature)
    assert found.verdict != "pass"
    assert found.criteria["true"] < 2


@pytest.mark.parametrize(
    ("lang", "benefit"),
    [
        ("en", "Your skin stays soft."),
        ("en", "You save money."),
        ("en", "Your hands stay clean."),
        ("zh", "您的皮肤不干燥。"),
        ("zh", "您能省钱。"),
        ("zh", "您的手干干净净。"),
    ],
)
def test_a_word_of_many_meanings_does_not_open_the_need_to_all_of_them(lang: str, benefit: str) -> None:
    assert lamp(lang, benefit=benefit).criteria["need"] < 2


@pytest.mark.parametrize(
    ("lang", "benefit"),
    [
        ("en", "You will never spill anything on your new seat."),
        ("en", "Your new seat always stays clean, you will see."),
        ("zh", "您永远不会洒在新座椅上。"),
    ],
)
def test_never_is_a_promise_also_when_it_is_said_to_you(lang: str, benefit: str) -> None:
    found = lid(lang, benefit=benefit)
    assert found.verdict != "pass"
    assert found.criteria["honest"] < 2


def test_what_the_customer_never_did_is_no_promise() -> None:
    assert lamp("en", benefit="You have both hands free, even if you never did it before.").verdict == "pass"
    assert lamp("zh", benefit="您从没换过轮胎也不怕，两手腾出来。").verdict == "pass"


@pytest.mark.parametrize(
    ("lang", "benefit"),
    [
        ("en", "Don't wait, idiot, you have five minutes."),
        ("en", "You need not hurry, you fool, you have five minutes."),
        ("zh", "您爱买不买，笨蛋，五分钟够了。"),
        ("zh", "不用等，傻瓜，您还有五分钟。"),
    ],
)
def test_the_not_of_another_clause_takes_no_insult_back(lang: str, benefit: str) -> None:
    found = quick(lang, benefit=benefit)
    assert found.verdict == "fail"
    assert "COMPETITOR_BASHING" in found.flags


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "A driver holds it by the magnet."),
        ("en", "At a bump nothing drops while you drive."),
        ("zh", "开车颠也掉不下来。"),
        ("zh", "开车走烂路，磁铁也吸得住。"),
    ],
)
def test_a_word_of_every_station_is_not_what_a_claim_is_about(lang: str, advantage: str) -> None:
    reasons = {note.reason for note in lamp(lang, advantage=advantage).notes}
    assert not reasons & {"The card says that this is not claimed.", "产品卡写明没有承诺这一点。"}


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "It keeps a tired driver awake."),
        ("zh", "开车不犯困。"),
        ("zh", "让人不犯困。"),
    ],
)
def test_what_the_claim_is_about_is_still_found(lang: str, advantage: str) -> None:
    assert "FALSE_CLAIM" in lamp(lang, advantage=advantage).flags


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "It does not spill."),
        ("en", "The lid keeps it from spilling."),
        ("zh", "盖上就不会洒。"),
        ("zh", "开车颠也洒不出来。"),
        ("zh", "咖啡洒不了。"),
    ],
)
def test_that_nothing_spills_is_not_claimed(lang: str, advantage: str) -> None:
    assert "FALSE_CLAIM" in lid(lang, advantage=advantage).flags


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", {"advantage": "It is less likely to spill."}),
        ("en", {"advantage": "Hardly any coffee is spilled."}),
        ("en", {"advantage": "A cup without a lid spills at a bump."}),
        ("en", {"advantage": "It does not spill so easily."}),
        ("en", {"benefit": "You need not worry so much that it is spilled on your seat."}),
        ("zh", {"advantage": "有盖子挡着，不容易洒。"}),
        ("zh", {"advantage": "颠一下也少洒一点。"}),
        ("zh", {"benefit": "您不用那么担心又洒在座椅上。"}),
    ],
)
def test_that_less_spills_and_that_a_worry_is_less_may_be_said(lang: str, said: dict[str, str]) -> None:
    assert "FALSE_CLAIM" not in lid(lang, **said).flags


@pytest.mark.parametrize(
    ("lang", "benefit"),
    [
        ("en", "You get on board in time."),
        ("en", "You make your boat."),
        ("zh", "您来得及上船。"),
        ("zh", "您不误船。"),
    ],
)
def test_the_customers_own_wish_is_recognised(lang: str, benefit: str) -> None:
    assert quick(lang, benefit=benefit).criteria["need"] == 2


@pytest.mark.parametrize(
    ("lang", "benefit"),
    [("en", "You need not worry about your upholstery."), ("zh", "您那新座椅少担一份心。")],
)
def test_another_word_for_what_the_customer_is_afraid_for_is_recognised(lang: str, benefit: str) -> None:
    assert lid(lang, benefit=benefit).criteria["need"] == 2


@pytest.mark.parametrize(
    ("lang", "wish", "benefit"),
    [("en", "juggle knives", "You can juggle your knives."), ("zh", "耍得动飞刀", "您耍得动飞刀。")],
)
def test_a_wish_that_no_list_has_counts_when_it_is_said_as_it_stands(lang: str, wish: str, benefit: str) -> None:
    need: Need = {"text": "Something else." if lang == "en" else "别的话。", "concepts": [wish]}
    boxes = SHINES[lang][:2]
    assert review(*boxes, benefit, card=LAMP[lang], need=need, lang=lang).criteria["need"] == 2


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "Other lamps fall off after a day."),
        ("en", "Other people's lamps go out."),
        ("zh", "别的灯一天就掉。"),
        ("zh", "人家的灯用一天就坏。"),
    ],
)
def test_a_fault_of_what_others_sell_goes_to_a_person(lang: str, advantage: str) -> None:
    found = lamp(lang, advantage=advantage)
    assert found.verdict == "review"
    assert "COMPETITOR_BASHING" in found.flags


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "What if your mother is hit by a car?"),
        ("en", "Otherwise your mother will be run over."),
        ("zh", "不然您妈让车撞了可怎么办。"),
        ("zh", "要不出了事可怎么办。"),
    ],
)
def test_what_frightens_the_customer_does_not_pass(lang: str, advantage: str) -> None:
    found = lamp(lang, advantage=advantage)
    assert found.verdict != "pass"
    assert found.criteria["honest"] < 2


@pytest.mark.parametrize(
    ("lang", "advantage"),
    [
        ("en", "It is smaller in the hand, and your mobile stays in the pocket."),
        ("en", "Other cars see you, and they do not stop."),
        ("zh", "手机就不用拿着照了。"),
        ("zh", "别的车老远就看见。"),
    ],
)
def test_a_mobile_phone_and_other_cars_are_no_rivals(lang: str, advantage: str) -> None:
    assert "COMPETITOR_BASHING" not in lamp(lang, advantage=advantage).flags


@pytest.mark.parametrize(
    ("lang", "advantage", "said"),
    [
        (
            "en",
            "It holds on to the steel of the wing. " * 20,
            "The three boxes have 196 words together; the limit is 60.",
        ),
        ("zh", "往车身上一贴就吸住。" * 20, "三个框加起来 195 个字，最多 120 个字。"),
    ],
)
def test_a_text_that_is_too_long_is_told_its_length_with_unit_and_limit(lang: str, advantage: str, said: str) -> None:
    (note,) = [each for each in lamp(lang, advantage=advantage).notes if each.code == "TOO_LONG"]
    assert (note.words, note.reason) == ("", said)


@pytest.mark.parametrize(("lang", "letter"), [("en", "word "), ("zh", "字")])
def test_five_thousand_characters_are_counted_to_the_last(lang: str, letter: str) -> None:
    typed = letter * (5000 // len(letter))
    feature, _, benefit = SHINES[lang]
    used = sum(map(length, (feature, typed, benefit)))
    (note,) = [each for each in lamp(lang, advantage=typed).notes if each.code == "TOO_LONG"]
    assert f" {used} " in note.reason


@pytest.mark.parametrize(("lang", "start"), [("en", "A box has 1500 characters"), ("zh", "有一个框写了 1500 个字符")])
def test_a_word_without_end_is_told_by_its_characters(lang: str, start: str) -> None:
    notes = lamp(lang, advantage="x" * 2000).notes
    assert any(each.code == "TOO_LONG" and each.reason.startswith(start) for each in notes)

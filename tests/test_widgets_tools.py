"""The tools: what they show, what they keep and what they refuse, told without a browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from course.content import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.record import Journal
from course.widgets.tools import names, show_tool
from course.widgets.tools.desk import Desk
from course.widgets.tools.show import module, tool_called
from course.widgets.tools.words import words

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
PROMPTS = ["move", "breathe", "smile", "posture", "champion", "helpful"]
CARD = {"company": "A", "station": "B", "category": "C", "product": "D", "promotion": "E"}


def desk(name: str, folder: Path, lang: Lang = "en") -> Desk:
    journal = Journal(folder / "answers.jsonl", session="one", now=lambda: NOON)
    return Desk(tool_called(name, lang), journal, lang)


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", names())
def test_a_tool_says_everything_in_both_languages(name: str, tmp_path: Path) -> None:
    english, chinese = (desk(name, tmp_path, lang).view() for lang in LANGUAGES)
    assert english.keys() == chinese.keys()
    for part in ("title", "intro"):
        assert english[part] != chinese[part]
    # Names, grades and marks are the same in both; a sentence is not.
    same = [text for text in texts(english["data"]) if " " in text and text in texts(chinese["data"])]
    assert [text for text in same if not any(sign.isdigit() for sign in text) and text != "SN PLUS"] == []


def test_every_word_of_the_tools_has_a_chinese_one() -> None:
    english, chinese = words("en"), words("zh-CN")
    said = {key for key, text in english.items() if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))}
    assert [key for key in said if english[key] == chinese[key]] == []  # quotation marks alone are the same in both


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timer", {"done": PROMPTS[:4], "skipped": PROMPTS[4:]}),
        ("composition", 18),
        ("decoder", "5W-30 SP"),
        ("ladder", {"ladder": "diesel", "layers": ["today"]}),
        ("product-card", CARD),
    ],
)
def test_a_value_is_kept_and_there_again_after_a_restart(name: str, value: Any, tmp_path: Path) -> None:
    assert desk(name, tmp_path).handle({"t": "keep", "n": 3, "value": value}) == {"t": "ack", "n": 3, "value": value}
    assert desk(name, tmp_path, "zh-CN").view()["value"] == value
    (entry,) = desk(name, tmp_path).journal.entries()
    assert (entry.item, entry.form, entry.event, entry.outcome) == (f"tool-{name}", "tool", "value", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timer", {"done": PROMPTS[:4], "skipped": []}),
        ("timer", {"done": [[]], "skipped": []}),
        ("composition", 4),
        ("composition", 26),
        ("composition", 18.5),
        ("composition", True),
        ("decoder", ""),
        ("decoder", "x" * 201),
        ("ladder", {"ladder": "kerosene", "layers": []}),
        ("product-card", {**CARD, "station": "  "}),
        ("product-card", {**CARD, "extra": "x"}),
        ("product-card", {**CARD, "company": "x" * 401}),
        ("product-card", None),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(name: str, value: Any, tmp_path: Path) -> None:
    place = desk(name, tmp_path)
    reply = place.handle({"t": "keep", "n": 1, "value": value})
    assert reply["t"] == "fail"
    assert reply["say"].endswith(".")
    assert place.journal.entries() == ()


def test_s13_a_card_with_an_empty_field_is_not_saved_and_the_field_is_named(tmp_path: Path) -> None:
    reply = desk("product-card", tmp_path).handle({"t": "keep", "n": 1, "value": {**CARD, "promotion": " "}})
    assert reply == {
        "t": "fail",
        "n": 1,
        "say": "Still empty: Promotion rules. The card is saved when all five are filled in.",
    }


def test_s12_the_timer_shows_all_six_prompts_for_two_minutes_each_with_a_seated_form(tmp_path: Path) -> None:
    data = desk("timer", tmp_path).view()["data"]
    assert [prompt["slug"] for prompt in data["prompts"]] == PROMPTS
    assert data["seconds"] * len(data["prompts"]) == 120
    assert all(prompt["seated"].startswith("Seated:") for prompt in data["prompts"])


def test_s14_the_slider_runs_over_the_decks_range_and_knows_both_bands(tmp_path: Path) -> None:
    data = desk("composition", tmp_path).view()["data"]
    assert (data["least"], data["most"], data["example"]) == (5, 25, 18)
    assert [(band["low"], band["high"]) for band in data["bands"]] == [(75, 95), (75, 90)]


def test_s18_the_ladder_lists_sq_on_top_and_sa_to_sh_as_obsolete(tmp_path: Path) -> None:
    rungs = desk("ladder", tmp_path).view()["data"]["gasoline"]
    assert rungs[0]["name"] == "SQ"
    assert next(rung["name"] for rung in rungs if rung["deck"]) == "SN"
    assert [rung["name"] for rung in rungs if rung["state"] == "obsolete"] == [f"S{letter}" for letter in "HGFEDCBA"]


def test_s19_fa_4_is_never_for_a_ck_4_manual(tmp_path: Path) -> None:
    rungs = {rung["name"]: rung for rung in desk("ladder", tmp_path).view()["data"]["diesel"]}
    assert "FA-4 never for a CK-4 manual" in rungs["FA-4"]["told"]
    assert rungs["CK-4"]["told"] == "Replaces CH-4, CI-4, CJ-4. FA-4 never replaces it."
    assert rungs["CL-4"]["state"] == "coming in 2027"


@pytest.mark.parametrize("ladder", ["gasoline", "diesel"])
@pytest.mark.parametrize("layers", [["deck"], ["today"], ["today", "deck"]])
def test_the_ladders_picture_is_drawn_when_it_is_asked_for(ladder: str, layers: list[str], tmp_path: Path) -> None:
    reply = desk("ladder", tmp_path, "zh-CN").handle(
        {"t": "ask", "n": 7, "question": {"ladder": ladder, "layers": layers}}
    )
    assert reply["t"] == "told"
    assert reply["answer"]["src"].startswith("data:image/png;base64,")
    assert len(reply["answer"]["alt"]) > 30


@pytest.mark.parametrize("message", [None, [], {}, {"t": "keep"}, {"t": "ask", "question": []}, {"t": "rm"}])
@pytest.mark.parametrize("name", names())
def test_a_senseless_message_gets_a_sentence(name: str, message: Any, tmp_path: Path) -> None:
    reply = desk(name, tmp_path).handle(message)
    assert reply["t"] == "fail" or "problem" in reply["answer"]


def test_t24_a_value_that_could_not_be_written_is_not_called_saved(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").mkdir()
    reply = desk("composition", tmp_path).handle({"t": "keep", "n": 1, "value": 18})
    assert reply["t"] == "fail"


def test_an_unknown_tool_is_told_with_those_there_are() -> None:
    with pytest.raises(CourseError, match="decoder"):
        show_tool("decoda", "en")


def test_while_grading_a_tool_is_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORECOURT_GRADING", "1")
    show_tool("decoder", "en")
    assert capfd.readouterr() == ("Label decoder\n", "")


def test_the_browser_half_holds_every_tool_and_never_sets_html() -> None:
    for name in names():
        assert f'tools["{name}"] = ' in module()
    assert "innerHTML =" not in module()

"""The label decoder: classes, grades, one line of meaning, warnings, and what it says to bad input (s20)."""

from __future__ import annotations

import pytest

from course.content import LANGUAGES
from course.widgets.tools.decoder import decode


def values(text: str) -> list[str]:
    return [row["value"] for row in decode(text, "en")["rows"]]


def test_s20_5w_30_gives_its_cold_class_its_hot_class_and_one_line_of_meaning() -> None:
    told = decode("5W-30", "en")
    assert [row["value"] for row in told["rows"][:2]] == ["5W", "30"]
    assert told["plain"].startswith("Flows like class 5W at a cold start and like class 30 when hot.")
    assert "−30 °C" in told["rows"][0]["told"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5w30", ["5W", "30", "not on the label", "not on the label"]),
        ("机油 5W-30 SP", ["5W", "30", "SP", "not on the label"]),
        ("15W40 CI-4/SL 4L", ["15W", "40", "SL", "CI-4"]),
        ("SAE 40 SF", ["not on the label", "40", "SF", "not on the label"]),
    ],
)
def test_labels_are_read_part_by_part(text: str, read: list[str]) -> None:
    assert values(text)[:4] == read


def test_c11_the_gb_line_is_shown_or_asked_for() -> None:
    assert values("API SN GB 11121-2025 0W-20")[4] == "GB 11121-2025"
    assert "GB 11122-2025" in decode("15W-40 CK-4", "en")["rows"][4]["told"]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("SAE 40 SF", "SF is obsolete"),
        ("10W-30 FA-4", "FA-4 is thinner: only for a manual that says FA-4, never for a CK-4 manual."),
        ("SAE 30 SP", "Single grade"),
        ("15W-40 CF-4", "CF-4 is no longer licensed"),
        ("5W-30", "No API grade"),
    ],
)
def test_what_a_clerk_must_watch_out_for_is_said(text: str, warning: str) -> None:
    assert any(said.startswith(warning) for said in decode(text, "en")["warnings"])


def test_a_plain_modern_label_has_no_warning() -> None:
    assert decode("5W-30 SP", "en")["warnings"] == []


@pytest.mark.parametrize("text", ["5W-31", "W30", "", "🙂", "x" * 10_000, "75W-90", "API SI", "CL-4"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_bad_input_is_explained_in_the_learners_language(text: str, lang: str) -> None:
    told = decode(text, lang)  # type: ignore[arg-type]
    assert told.keys() == {"problem"}
    assert "5W-30" in told["problem"]
    assert ("标签" in told["problem"]) == (lang == "zh-CN")


def test_both_languages_read_the_same_values() -> None:
    for text in ("5W-30 SP", "15W-40 CI-4/SL"):
        english, chinese = (decode(text, lang) for lang in LANGUAGES)
        assert [row["value"] for row in english["rows"][:4] if row["value"][0].isupper()] == [
            row["value"] for row in chinese["rows"][:4] if row["value"][0].isupper()
        ]
        assert english["plain"] != chinese["plain"]

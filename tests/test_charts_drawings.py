"""The drawings that questions show: small, without words, so that both languages share them."""

from __future__ import annotations

from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest

DRAWINGS = ["engine-functions", "five-stages", "oil-can", "station-plan", "windscreen-smear"]
NUMBERS = {"engine-functions": "12345", "five-stages": "12345", "station-plan": "123"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_small_asks_for_nothing_and_holds_no_words(name: str) -> None:
    source = (files("course.content") / "figures" / f"{name}.svg").read_text(encoding="utf-8")
    assert len(source) <= 15_000
    assert "href" not in source
    assert "script" not in source
    root = ET.fromstring(source)  # noqa: S314  our own file
    written = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted("".join(written)) == sorted(NUMBERS.get(name, ""))

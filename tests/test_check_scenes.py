"""Faults in a customer talk are told with file, line and the next act."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course.check import scenes
from course.check.finding import Root

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.check import Finding

ROOT = Path(__file__).parents[1]
FILE = ROOT / "course" / "content" / "scenes" / "m1-r1.yaml"


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[Finding]]:
    """Give what replaces a text in a copy of m1-r1 and checks it."""
    folder = tmp_path / "scenes"
    folder.mkdir()
    monkeypatch.setattr("course.content.scene.roots", lambda: [tmp_path])

    def change(old: str, new: str) -> list[Finding]:
        text = FILE.read_text(encoding="utf-8")
        assert old in text
        (folder / "m1-r1.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        return list(scenes.check(Root(ROOT)))

    return change


def test_the_talk_as_it_stands_has_no_faults(spoil: Callable[[str, str], list[Finding]]) -> None:
    assert spoil("id: m1-r1", "id: m1-r1") == []


def test_a_node_that_is_never_reached(spoil: Callable[[str, str], list[Finding]]) -> None:
    text = FILE.read_text(encoding="utf-8")
    first = text.index("\nnodes:\n") + len("\nnodes:\n")
    name = text[first:].partition(":")[0].strip()
    lonely = text[first:].partition(f"\n  {_second_node(text, first)}:")[0].replace(f"  {name}:", "  lonely:", 1)
    found = spoil("\nendings:", f"\n{lonely}\nendings:")
    unreached = [each for each in found if "lonely is never reached" in each.what]
    assert len(unreached) == 1
    assert unreached[0].where.startswith("content/scenes/m1-r1.yaml, line ")
    assert unreached[0].where != "content/scenes/m1-r1.yaml, line 1"
    assert "Mend the scene" in unreached[0].then


def _second_node(text: str, first: int) -> str:
    names = [
        line.strip().rstrip(":")
        for line in text[first:].splitlines()
        if line.startswith("  ") and not line.startswith("   ") and line.rstrip().endswith(":")
    ]
    return names[1]


def test_a_line_that_leads_nowhere(spoil: Callable[[str, str], list[Finding]]) -> None:
    text = FILE.read_text(encoding="utf-8")
    target = text[text.index(" to: ") + 5 :].splitlines()[0].split(",")[0].strip(" }")
    found = spoil(f" to: {target}", " to: nowhere")
    assert any("leads to 'nowhere', which is neither a node nor an ending" in each.what for each in found)
    assert all(each.where.startswith("content/scenes/m1-r1.yaml, line ") for each in found)


def test_a_misspelt_key(spoil: Callable[[str, str], list[Finding]]) -> None:
    [found] = spoil("\nmodel_play:", "\nmodelplay:")
    assert found.where.startswith("content/scenes/m1-r1.yaml, line ")
    assert "modelplay" in found.what or "model_play" in found.what


def test_a_scene_whose_name_is_not_its_files(spoil: Callable[[str, str], list[Finding]]) -> None:
    [found] = spoil("id: m1-r1", "id: m1-r2")
    assert found.where == "content/scenes/m1-r1.yaml"
    assert "id: m1-r1" in found.then

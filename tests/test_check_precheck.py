"""Faults in a pre-check are told: an item without a stage, without a way not to know, with hints, or a stray stage."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from course.check import precheck
from course.check.places import Places
from course.content.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

M9 = Path(__file__).parent / "content" / "m9"


def _no_stage(entries: list[dict[str, Any]]) -> None:
    del entries[0]["stage"]


def _no_unsure(entries: list[dict[str, Any]]) -> None:
    del entries[1]["ask"]["options"]["unsure"]


def _unsure_is_right(entries: list[dict[str, Any]]) -> None:
    entries[2]["key"]["answer"] = "unsure"


def _hints(entries: list[dict[str, Any]]) -> None:
    entries[0]["hints"] = [{"en": "Look.", "zh": "看看。"}]


def _stray(entries: list[dict[str, Any]]) -> None:
    entries.append({**entries[0], "id": "m9-c09"})


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda _: None, []),
        (_no_stage, ["m9-c01 does not say which part it stands for."]),
        (_no_unsure, ["m9-c02 leaves no way to say that one does not know."]),
        (_unsure_is_right, ["m9-c03: 'unsure' is no answer."]),
        (_hints, ["m9-c01 has hints, which a pre-check does not show."]),
        (_stray, ["m9-c09 names the part m1, but no pre-check shows it."]),
    ],
)
def test_a_fault_in_a_pre_check_is_told(
    tmp_path: Path, spoil: Callable[[list[dict[str, Any]]], None], told: list[str]
) -> None:
    folder = Path(shutil.copytree(M9, tmp_path / "m9"))
    file = folder / "items-precheck.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    spoil(entries)
    file.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8")
    library = Library(folder)
    found = list(precheck.check(library, Places(library)))
    assert [each.what for each in found] == told
    assert all(each.then and "items-precheck.yaml" in each.where for each in found)

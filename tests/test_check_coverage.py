"""The registry: every id of the curriculum is there and served by something that exists; and what is counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course.check import coverage
from course.check.coverage import CURRICULUM, Entry, registry, summary
from course.check.finding import Root

if TYPE_CHECKING:
    from course.check import Finding

ROOT = Path(__file__).parents[1]


def found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str) -> list[Finding]:
    """Check the coverage of m1 after one line of its registry was changed."""
    text = coverage._file("m1").read_text(encoding="utf-8")  # noqa: SLF001  where the registry lies
    assert old in text
    (tmp_path / "m1.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    real = coverage._file  # noqa: SLF001
    monkeypatch.setattr(coverage, "_file", lambda module: tmp_path / "m1.yaml" if module == "m1" else real(module))
    return [each for each in coverage.check(Root(ROOT)) if "m1.yaml" in each.where or "m1/" in each.where]


@pytest.mark.parametrize(("module", "ids"), [("m1", 25 + 6 + 4 + 1 + 13 + 15), ("m2", 27 + 6 + 4 + 1 + 8 + 11)])
def test_every_id_that_the_curriculum_has_is_registered(module: str, ids: int) -> None:
    wanted = CURRICULUM[module].ids(module)
    assert len(wanted) == ids
    assert not set(wanted) - registry(module).keys()


def test_the_systems_of_m1_are_s11_to_s23_and_of_m2_s24_to_s31() -> None:
    assert [name for name in CURRICULUM["m1"].ids("m1") if name[0] == "s"] == [f"s{each}" for each in range(11, 24)]
    assert [name for name in CURRICULUM["m2"].ids("m2") if name[0] == "s"] == [f"s{each}" for each in range(24, 32)]


def test_every_correction_and_every_caution_of_section_9_is_owed_by_a_module_and_registered_there() -> None:
    owed = {name for each in CURRICULUM.values() for name in each.owed.split()}
    assert owed == {f"C{number:02}" for number in range(1, 29)} | {f"E{number:02}" for number in range(1, 25)}
    for module, each in CURRICULUM.items():
        assert not set(each.owed.split()) - registry(module).keys()


def test_a_missing_id_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [one] = [
        each for each in found(monkeypatch, tmp_path, "\nm1-f24:", "\nm1-f240:") if "m1-f24 is missing" in each.what
    ]
    assert one.where == "content/registry/m1.yaml"
    assert "served_by or not_taught" in one.then


def test_something_that_is_not_there_cannot_serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [one] = found(monkeypatch, tmp_path, "served_by: [m1-s2, ", "served_by: [m1-s222, ")
    assert one.where == "content/registry/m1.yaml, line 2"
    assert "'m1-s222'" in one.what
    assert "not taught" in one.then


def test_a_caution_that_a_module_owes_and_does_not_list_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    every = found(monkeypatch, tmp_path, "\nC08:", "\nC28:")
    assert "The curriculum's C08 is missing." in [each.what for each in every]


def test_what_is_said_to_serve_an_id_says_so_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [one] = found(monkeypatch, tmp_path, "served_by: [m1-s1, m1-b01]", "served_by: [m1-s1, m1-b01, m1-q6]")
    assert one.where == "content/registry/m1.yaml, line 3"
    assert "served by m1-q6, which does not say so" in one.what
    assert "'serves' of m1-q6" in one.then


def test_an_entry_needs_what_serves_it_or_why_it_is_not_taught(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [one] = found(monkeypatch, tmp_path, ", served_by: [m1-s1, m1-b01]}", "}")
    assert one.where == "content/registry/m1.yaml, line 3"
    assert "either served_by or not_taught" in one.what


def test_what_an_item_says_that_it_serves_is_registered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    every = found(monkeypatch, tmp_path, "\ns14:", "\ns140:")
    serving = [each for each in every if "serves s14," in each.what]
    assert all(each.where.startswith("content/m1/items.yaml, line ") for each in serving)


def test_not_taught_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="either served_by or not_taught"):
        Entry(says="Something.", not_taught="")


def test_the_summary_counts_facts_taught_and_says_why_one_is_not() -> None:
    counted = summary("m1")
    assert (counted.facts, counted.taught) == (25, 24)
    assert counted.not_taught.keys() == {"m1-f08"}
    assert summary("m2").facts == 27

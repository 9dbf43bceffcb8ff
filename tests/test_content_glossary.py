"""The glossary: every named concept once, in both languages, with the cell that teaches it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from course.check import glossary as checked
from course.check.coverage import CURRICULUM
from course.check.finding import Root
from course.content import library, modules
from course.content.glossary import glossary, terms_in
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from course.check import Finding

ROOT = Root(Path(__file__).parents[1])
TERM = {
    "id": "scale",
    "term": {"en": "scale", "zh": "天平"},
    "says": {"en": "It weighs.", "zh": "用来称。"},
    "cell": "m1-s1",
    "serves": ["s11"],
}


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "glossary").mkdir()
    monkeypatch.setenv("FORECOURT_CONTENT", str(tmp_path))
    return tmp_path / "glossary" / "m1.yaml"


def write(file: Path, *terms: object) -> None:
    file.write_text(yaml.safe_dump(list(terms), allow_unicode=True, sort_keys=False), encoding="utf-8")


def found(what: str) -> list[Finding]:
    return [each for each in checked.check(ROOT, ["m1"]) if re.search(what, each.what)]


def test_the_glossary_of_the_course_has_no_faults() -> None:
    assert [str(each) for each in checked.check(ROOT, modules())] == []


def test_every_stage_of_the_curriculum_has_terms_and_all_102_systems_are_answered_for() -> None:
    terms = {module: glossary(module) for module in CURRICULUM}
    assert all(terms.values())
    assert sum(map(len, terms.values())) >= 150
    served = {name for each in terms.values() for term in each for name in term.serves}
    assert {f"s{number:02}" for number in range(1, 103)} <= served


def test_the_word_that_learners_never_read_is_in_no_term() -> None:
    words = [str(term.model_dump()) for module in CURRICULUM for term in glossary(module)]
    assert not [word for word in words if "rotten" in word or "烂苹果" in word]  # E17: they read "later"


def test_a_term_with_a_field_too_many_is_told_with_its_line(preview: Path) -> None:
    write(preview, TERM | {"link": "m1-s1"})
    with pytest.raises(CourseError) as told:
        glossary("m1")
    assert "link" in told.value.what
    assert told.value.where.startswith("m1.yaml, line ")


def test_an_id_that_stands_twice_is_told_in_one_file_and_across_stages(preview: Path) -> None:
    write(preview, TERM, TERM)
    with pytest.raises(CourseError, match="stands twice"):
        glossary("m1")
    terms_in.cache_clear()
    write(preview, TERM | {"id": "bridge"})
    assert [each for each in checked.check(ROOT, ["m1", "m4"]) if "bridge: the id is already in m1" in each.what]


def test_a_term_without_one_of_the_languages_is_refused(preview: Path) -> None:
    write(preview, TERM | {"says": {"en": "It weighs."}})
    with pytest.raises(CourseError, match=r"says\.zh"):
        glossary("m1")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"cell": "m1-s99"}, "no reading cell 'm1-s99'"),
        ({"cell": "m1-x1"}, "no reading cell 'm1-x1'"),  # a form is no reading
        ({"cell": "m2-s1"}, "no reading cell 'm2-s1'"),  # another stage's
        ({"serves": ["s11", "s999"]}, "no 's999'"),
        ({"says": {"en": "It weighs", "zh": "用来称。"}}, "sentence has no end"),
    ],
)
def test_a_planted_fault_is_found_with_its_line(preview: Path, change: dict[str, object], what: str) -> None:
    write(preview, TERM | change)
    [finding] = found(what)
    assert re.fullmatch(r"content/glossary/m1\.yaml, line \d+", finding.where)
    assert finding.then


def test_a_word_of_another_term_is_found_whatever_its_case_and_spaces(preview: Path) -> None:
    write(preview, TERM, TERM | {"id": "pan", "term": {"en": "pan", "zh": "秤盘"}, "also": ["SC ALE"]})
    [finding] = found("already a word of 'scale'")
    assert finding.what.startswith("pan: 'SC ALE'")


def test_a_system_without_a_term_and_a_stage_without_terms_are_found(preview: Path) -> None:
    write(preview, TERM)
    assert {each.what for each in found("No term answers")} == {f"No term answers for s{n}." for n in range(12, 24)}
    terms_in.cache_clear()
    preview.write_text("[]", encoding="utf-8")
    assert found("Part m1 has no terms")


def test_every_term_of_a_stage_leads_to_a_section_that_the_start_page_names() -> None:
    for module in modules():
        steps = {step.id for step in library(module).module.steps}
        for term in glossary(module):
            section = "-".join(term.cell.split("-")[:2])
            assert section in steps or section == f"{module}-title", term.id

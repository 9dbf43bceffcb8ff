"""The glossary of the start page: sent when it is asked for, with links where a stage is laid out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from small_release import short_notebook

from course.content import LANGUAGES, Lang, modules
from course.content.glossary import glossary
from course.locale import say
from course.widgets.start import StartWidget, start_view

if TYPE_CHECKING:
    from pathlib import Path

M1 = "m1-preparation"
MOST = 120_000  # bytes that the whole glossary may have: sent once, from this machine to itself


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    file = tmp_path / "王芳" / M1 / f"{M1}.ipynb"
    file.parent.mkdir(parents=True)
    nbformat.write(short_notebook("m1", M1), file)
    return tmp_path / "王芳"


def reply(folder: Path, lang: Lang) -> dict[str, Any]:
    answer = StartWidget(folder, lang).handle({"t": "glossary", "n": "glossary"})
    assert answer
    return answer


def test_the_start_page_opens_without_the_terms(folder: Path) -> None:
    view = json.dumps(start_view(folder, "en"), ensure_ascii=False)
    assert "five-preparations" not in view
    assert glossary("m1")[0].says.en not in view


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terms_of_every_stage_come_in_teaching_order_in_both_languages(folder: Path, lang: Lang) -> None:
    answer = reply(folder, lang)
    assert (answer["t"], answer["n"]) == ("glossary", "glossary")
    shown = {stage["id"] for stage in start_view(folder, lang)["stages"]}
    expected = [term for module in modules() if module in shown for term in glossary(module)]
    assert [term["id"] for term in answer["terms"]] == [term.id for term in expected]
    fab = next(term for term in answer["terms"] if term["id"] == "fab")
    assert {fab["term"], fab["other"]} == {"FAB", "FAB 法则"}
    assert fab["says"] == next(term for term in glossary("m4") if term.id == "fab").says.of(lang)
    assert answer["words"]["search"] == say("Search the glossary, in English or Chinese", lang)
    assert len(json.dumps(answer, ensure_ascii=False).encode()) < MOST


def test_only_terms_of_stages_that_are_laid_out_have_a_link_and_all_name_their_stage(folder: Path) -> None:
    terms = reply(folder, "en")["terms"]
    assert {term["stage"] for term in terms if term["open"]} == {"m1"}
    mine = next(term for term in terms if term["id"] == "matching-rule")
    assert mine["open"] == f"{M1}/{M1}.ipynb#m1-s9"
    assert mine["title"]
    other = next(term for term in terms if term["id"] == "red-apple")
    assert (other["open"], other["number"], other["short"]) == ("", 2, "Contact")


def test_a_term_that_is_the_same_in_both_languages_is_said_once(folder: Path) -> None:
    assert next(term for term in reply(folder, "en")["terms"] if term["id"] == "ffab")["other"] == ""

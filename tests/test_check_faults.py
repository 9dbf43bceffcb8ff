"""BAD INPUT: each planted fault is found by `course check`, with file, line, field and the next act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from planted import M1, Authors, authors, item

from course.check import before_release
from course.check.finding import Root
from course.check.keys import write_keys
from course.content.library import library_in
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from course.check import Finding

ITEMS = "content/m1/items.yaml"


@pytest.fixture
def m1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authors:
    made = authors(tmp_path)
    monkeypatch.setenv("FORECOURT_CONTENT", str(made.content))
    for room in ("everything", "coverage"):  # the other stages have tests, and authors, of their own
        monkeypatch.setattr(f"course.check.{room}.modules", lambda: ["m1"])
    monkeypatch.setattr("course.check.scenes.scenes", lambda: ["m1-r1"])
    write_keys(Root(made.root), M1)  # whatever the authors are at just now
    return made


def only(found: list[Finding], what: str) -> Finding:
    """Give the one finding that says ``what``; each has a place and a next act."""
    hits = [each for each in found if re.search(what, each.what)]
    assert len(hits) == 1, "\n".join(map(str, found))
    assert hits[0].where
    assert hits[0].then
    return hits[0]


def line_of(finding: Finding) -> int:
    found = re.search(r"line (\d+)", finding.where)
    assert found, finding.where
    return int(found[1])


def text_at(file: Path, finding: Finding) -> str:
    return file.read_text(encoding="utf-8").splitlines()[line_of(finding) - 1]


def test_the_course_as_it_stands_has_no_errors_in_m1(m1: Authors) -> None:
    assert [str(each) for each in m1.findings() if each.error] == []


def test_an_unknown_id_in_a_sheet(m1: Authors) -> None:
    line = m1.replace(m1.content / "m1" / "sheets.yaml", "[m1-p01, m1-p02]", "[m1-p01, m1-p02, m1-p999]")
    found = only(m1.findings(), "m1-p999")
    assert found.where == f"content/m1/sheets.yaml, line {line}"


def test_a_duplicate_id(m1: Authors) -> None:
    file = m1.content / "m1" / "items.yaml"
    m1.change(file, lambda data: data.append(dict(data[0])))
    found = only(m1.findings(), "stands twice")
    assert found.where.startswith(ITEMS)
    assert "m1-" in text_at(file, found)
    assert "id of its own" in found.then


def test_an_id_that_an_item_and_an_exercise_share(m1: Authors) -> None:
    m1.change(m1.content / "m1" / "items.yaml", lambda data: data[0].update(id="m1-x1"))
    assert "exercises.yaml" in only(m1.findings(), "'m1-x1' stands twice").where


def test_a_misspelt_key(m1: Authors) -> None:
    line = m1.replace(m1.content / "m1" / "items.yaml", "\n  objective:", "\n  objektive:")
    found = [each for each in m1.findings() if "objektive" in each.what or "'objective'" in each.what]
    assert len(found) == 1
    assert found[0].where.startswith(f"{ITEMS}, line ")
    assert abs(line_of(found[0]) - line) <= 2


def test_two_faults_in_two_entries_are_both_told(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        data[0]["colour"] = "red"
        data[3]["colour"] = "red"

    file = m1.content / "m1" / "items.yaml"
    m1.change(file, spoil)
    found = [each for each in m1.findings() if "'colour'" in each.what]
    assert len(found) == 2
    assert all("colour" in text_at(file, each) for each in found)
    assert all("correct its spelling" in each.then for each in found)


def test_a_key_that_stands_twice_in_the_yaml(m1: Authors) -> None:
    file = m1.content / "m1" / "sheets.yaml"
    line = m1.replace(file, "  role: before\n", "  role: before\n  role: after\n")
    assert only(m1.findings(), "stands twice in one mapping").where == f"content/m1/sheets.yaml, line {line + 1}"


def test_a_tab_in_the_yaml(m1: Authors) -> None:
    line = m1.replace(m1.content / "m1" / "module.yaml", "\nassignment:", "\n\tassignment:")
    found = only(m1.findings(), "not the YAML")
    assert found.where == f"content/m1/module.yaml, line {line + 1}"


def test_a_text_without_its_chinese(m1: Authors) -> None:
    file = m1.content / "m1" / "items.yaml"
    m1.change(file, lambda data: data[0]["ask"]["stem"].pop("zh"))
    found = only(m1.findings(), r"stem\.zh")
    assert found.where.startswith(ITEMS)
    assert found.then == "Add the field."


def test_a_missing_note(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        choice = item(data, "choice")
        choice["key"]["notes"].pop(next(iter(choice["ask"]["options"])))

    file = m1.content / "m1" / "items.yaml"
    m1.change(file, spoil)
    found = only(m1.findings(), "has no text for")
    assert text_at(file, found).strip() == "key:"


def test_a_note_for_an_option_that_is_not_there(m1: Authors) -> None:
    m1.change(
        m1.content / "m1" / "items.yaml",
        lambda data: item(data, "choice")["key"]["notes"].update({"petrl": {"en": "Typing slip.", "zh": "打错了。"}}),
    )
    assert "petrl" in only(m1.findings(), "belongs to nothing").what


def test_two_equal_notes(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        notes = item(data, "choice")["key"]["notes"]
        first, second = list(notes)[:2]
        notes[second] = dict(notes[first])

    file = m1.content / "m1" / "items.yaml"
    m1.change(file, spoil)
    found = [each for each in m1.findings() if "word for word" in each.what]
    assert [("(en)" in each.what, "(zh)" in each.what) for each in found] == [(True, False), (False, True)]
    assert all(each.where.startswith(ITEMS) for each in found)


def test_a_model_answer_that_is_wrong(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        classify = next(part for each in data for part in each["parts"] if part["ask"]["kind"] == "classify")
        del classify["key"]["groups"][next(iter(classify["key"]["groups"]))]

    m1.change(m1.content / "m1" / "exercises.yaml", spoil)
    assert "content/m1/exercises.yaml, line " in only(m1.findings(), "key.groups has nothing for").where


def test_an_answer_that_is_no_option(m1: Authors) -> None:
    m1.change(m1.content / "m1" / "items.yaml", lambda data: item(data, "choice")["key"].update(answer="diesl"))
    assert "'diesl' is not in the question" in only(m1.findings(), "diesl").what


def test_a_named_mistake_that_would_earn_marks(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        numeric = item(data, "numeric")
        numeric["key"]["mistakes"]["slip"] = numeric["key"]["answer"]
        numeric["key"]["notes"]["slip"] = {"en": "A slip of the pen.", "zh": "笔误。"}

    file = m1.content / "m1" / "items.yaml"
    m1.change(file, spoil)
    found = only(m1.findings(), "'slip'")
    assert text_at(file, found).strip() == "slip:"


def test_an_item_that_no_sheet_shows(m1: Authors) -> None:
    m1.replace(m1.content / "m1" / "sheets.yaml", "[m1-p01, m1-p02]", "[m1-p02]")
    file = m1.content / "m1" / "items.yaml"
    found = only(m1.findings(), "No sheet shows m1-p01")
    assert "m1-p01" in text_at(file, found)


def test_an_item_that_two_sheets_show(m1: Authors) -> None:
    m1.replace(m1.content / "m1" / "sheets.yaml", "[m1-p03, ", "[m1-p01, m1-p03, ")
    assert "m1-s1-after and m1-s2-after" in only(m1.findings(), "is shown by").what


def test_an_objective_that_is_not_there(m1: Authors) -> None:
    file = m1.content / "m1" / "items.yaml"
    m1.change(file, lambda data: data[0].update(objective="m1-o77"))
    found = only(m1.findings(), "m1-o77")
    assert "m1-o77" in text_at(file, found)
    assert "m1-o1" in found.then


def test_an_item_that_is_to_be_read_in_a_cell_that_is_not_there(m1: Authors) -> None:
    file = m1.content / "m1" / "items.yaml"
    m1.change(file, lambda data: data[0].update(read="m1-s99"))
    found = only(m1.findings(), "m1-s99")
    assert "m1-s99" in text_at(file, found)
    assert "write the cell" in found.then


def test_an_option_that_shares_the_note_of_a_right_one_but_is_not_right(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        key = next(each for exercise in data for each in exercise["parts"] if each["key"].get("because"))["key"]
        wrong = next(option for option in key["because"] if option not in key["answers"])
        key["because"][wrong] = key["because"].get(key["answers"][0], key["answers"][0])

    file = m1.content / "m1" / "exercises.yaml"
    m1.change(file, spoil)
    found = only(m1.findings(), "is not in key.answers, but shares the note")
    assert re.match(r"\s+O\d+: ", text_at(file, found))


def test_an_item_with_a_dot_is_looked_up_as_the_page_does(m1: Authors) -> None:
    items, exercises = m1.content / "m1" / "items.yaml", m1.content / "m1" / "exercises.yaml"
    exercise = m1.change(exercises, lambda _: None)[0]["id"]
    name = m1.change(items, lambda _: None)[0]["id"]
    m1.change(items, lambda data: data[0].update(id=f"{exercise}.own"))
    m1.replace(m1.content / "m1" / "sheets.yaml", name, f"{exercise}.own")
    assert f"{exercise}.own" in only(m1.findings(), "shows the item").what


def test_a_figure_that_was_not_drawn(m1: Authors) -> None:
    m1.change(
        m1.content / "m1" / "items.yaml",
        lambda data: data[0]["ask"].update(figure="no-such-figure", figure_alt={"en": "A pump.", "zh": "油泵。"}),
    )
    assert "figures/no-such-figure.svg" in only(m1.findings(), "no figure").then


def test_a_station_setting_that_no_station_has(m1: Authors) -> None:
    file = m1.content / "m1" / "items.yaml"
    m1.change(file, lambda data: data[0]["solution"].update(en="Call {station.telephone}."))
    found = only(m1.findings(), "telephone")
    assert "{station.telephone}" in text_at(file, found)
    assert "{station.phone}" in found.then


def test_practice_without_any_hint_is_reported_but_no_error(m1: Authors) -> None:
    m1.change(m1.content / "m1" / "items.yaml", lambda data: item(data, "multi").pop("hints"))
    found = only(m1.findings(), "m1-p01 has no hint")
    assert found.where.startswith(ITEMS)
    assert not found.error
    assert "gentlest first" in found.then


def test_right_options_that_are_mostly_the_longest_are_reported_but_no_error(m1: Authors) -> None:
    def spoil(data: Any) -> None:
        for each in data:
            if each["ask"]["kind"] == "choice":
                each["ask"]["options"][each["key"]["answer"]]["en"] += " and so on" * 20

    m1.change(m1.content / "m1" / "items.yaml", spoil)
    assert not only(m1.findings(), "is the longest").error


# -- the notebook, its keys and its translation -----------------------------------------------------------------------


def place_of(m1: Authors, cell: str) -> str:
    lines = m1.source.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if f'"id": "{cell}"' in text)
    return f"source/{M1}/{M1}.ipynb, line {line}, cell '{cell}'"


def test_t43_an_unlocked_cell(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-s1"].metadata.nbgrader.update(locked=False))
    assert only(m1.findings(), "not locked").where == place_of(m1, "m1-s1")


def test_outputs_in_source(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-x1"].update(execution_count=3))
    assert only(m1.findings(), "has outputs").where == place_of(m1, "m1-x1")


def test_t22_a_cell_whose_grade_id_is_another(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-s1"].metadata.nbgrader.update(grade_id="m1-s2"))
    assert only(m1.findings(), "grade_id differ").where == place_of(m1, "m1-s1")


def test_t25_a_cell_that_begins_with_code(m1: Authors) -> None:
    def spoil(cells: dict[str, Any]) -> None:
        cells["m1-r1"].source = cells["m1-r1"].source.split("\n", 1)[1]

    m1.change_notebook(spoil)
    assert only(m1.findings(), "friendly line").where == place_of(m1, "m1-r1")


def test_a_call_of_something_that_is_not_there(m1: Authors) -> None:
    def spoil(cells: dict[str, Any]) -> None:
        for cell, old, new in (
            ("m1-s1-timer", '"timer"', '"tymer"'),
            ("m1-s3-chart", '"base-oil"', '"base-oyl"'),
            ("m1-r1", '"m1-r1"', '"m1-r9"'),
            ("m1-hand-in", f'"{M1}"', '"m1-preparations"'),
            ("m1-s1-after", '"m1-s1-after"', '"m1-s1-aftr"'),
        ):
            cells[cell].source = cells[cell].source.replace(old, new)

    m1.change_notebook(spoil)
    found = m1.findings()
    for name, cell in (("tymer", "m1-s1-timer"), ("base-oyl", "m1-s3-chart"), ("m1-r9", "m1-r1")):
        assert only(found, rf"\('{name}'\)").where == place_of(m1, cell)
    assert only(found, "m1-preparations").where == place_of(m1, "m1-hand-in")
    assert "m1-s1-after" in only(found, r"sheet\('m1-s1-aftr'\)").then


def test_a_key_that_was_not_written_into_its_cell(m1: Authors) -> None:
    m1.replace(m1.keys, "rule line 3", "rule line three")
    found = only(m1.findings(), "not what key.yaml says")
    assert found.where == place_of(m1, "m1-x1")
    assert found.then == "Run: course check --write-keys"
    assert write_keys(Root(m1.root), M1)
    assert not [each for each in m1.findings() if "key.yaml" in each.what]


def test_a_graded_part_without_a_key(m1: Authors) -> None:
    m1.change(m1.keys, lambda keys: keys.pop("m1-x1.W2"))
    found = only(m1.findings(), "'m1-x1.W2' has no key")
    assert found.where == f"source/{M1}/key.yaml"
    assert "m1-x1.W2:" in found.then


def test_a_key_for_a_part_that_is_not_there(m1: Authors) -> None:
    line = m1.replace(m1.keys, "m1-x1.W2:", "m1-x1.W22:")
    assert only(m1.findings(), "no graded part 'm1-x1.W22'").where == f"source/{M1}/key.yaml, line {line}"


def test_a_graded_key_that_names_no_option(m1: Authors) -> None:
    m1.change(m1.keys, lambda keys: keys["m1-x1.W2"].update(answers=["P33"]))
    assert "line " in only(m1.findings(), "m1-x1.W2: .*'P33' is not in the question").where


def test_a_misspelt_field_in_the_graded_keys(m1: Authors) -> None:
    m1.change(m1.keys, lambda keys: keys["m1-x1.W2"].update(reasonz={}))
    found = only(m1.findings(), "reasonz")
    assert found.where.startswith(f"source/{M1}/key.yaml, line ")
    assert "reasonz" in text_at(m1.keys, found)


def test_a_graded_option_that_shares_the_note_of_a_right_one_but_is_not_right(m1: Authors) -> None:
    def spoil(keys: Any) -> None:
        key = keys["m1-x1.W1"]
        right = key["answers"][0]
        wrong = next(option for option in key["because"] if option not in key["answers"])
        key["because"][wrong] = key["because"].get(right, right)

    m1.change(m1.keys, spoil)
    found = only(m1.findings(), "m1-x1.W1: .* shares the note")
    assert "key.because" in found.then


def test_nothing_is_written_into_the_cells_while_a_key_is_wrong(m1: Authors) -> None:
    before = m1.source.read_bytes()
    m1.change(m1.keys, lambda keys: keys["m1-x1.W2"].update(answers=["P33"]))
    with pytest.raises(CourseError, match=r"No key was written.*P33"):
        write_keys(Root(m1.root), M1)
    assert m1.source.read_bytes() == before


def test_two_equal_notes_in_the_graded_keys(m1: Authors) -> None:
    def spoil(keys: Any) -> None:
        keys["m1-x1.W2"]["notes"]["grade"] = dict(keys["m1-x1.W1"]["notes"]["grade"])

    m1.change(m1.keys, spoil)
    found = [each for each in m1.findings() if "word for word" in each.what]
    assert len(found) == 2
    assert all("'grade' of m1-x1.W1" in each.what for each in found)


def test_points_that_are_not_those_of_the_parts(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-x1"].metadata.nbgrader.update(points=99.0))
    assert only(m1.findings(), "must be worth").where == place_of(m1, "m1-x1")


def test_manual_points_that_are_not_those_of_the_marking_cell(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-x5-mark"].metadata.nbgrader.update(points=1.0))
    assert only(m1.findings(), "manual points").where == place_of(m1, "m1-x5-mark")


def translation(m1: Authors) -> Path:
    return m1.root / "translations" / "zh-CN" / f"{M1}.md"


def test_a_cell_without_a_translation(m1: Authors) -> None:
    file = translation(m1)
    text = file.read_text(encoding="utf-8")
    parts = re.split(r"(?=^<!-- cell: )", text, flags=re.MULTILINE)
    file.write_text("".join(part for part in parts if not part.startswith("<!-- cell: m1-s4 ")), encoding="utf-8")
    found = only(m1.findings(), "'m1-s4' is not translated")
    assert found.where == f"translations/zh-CN/{M1}.md"
    assert "<!-- cell: m1-s4 sha: " in found.then


def test_a_stale_translation(m1: Authors) -> None:
    m1.change_notebook(lambda cells: cells["m1-s4"].update(source=cells["m1-s4"].source + "\n\nOne more thing."))
    found = only(m1.findings(), "'m1-s4' has changed since it was translated")
    assert text_at(translation(m1), found).startswith("<!-- cell: m1-s4 ")
    assert re.search(r"sha to [0-9a-f]{12}", found.then)


def test_a_translation_of_a_cell_that_is_not_there(m1: Authors) -> None:
    line = m1.replace(translation(m1), "cell: m1-s4 ", "cell: m1-s44 ")
    assert only(m1.findings(), "no reading cell 'm1-s44'").where == f"translations/zh-CN/{M1}.md, line {line}"


def test_no_translation_at_all(m1: Authors) -> None:
    translation(m1).unlink()
    assert "The translation is missing" in only(m1.findings(), "translation").what


def test_what_learners_must_not_get_stops_a_release_and_the_other_language_only_its_own(m1: Authors) -> None:
    assert before_release(m1.root, M1) == before_release(m1.root, M1, "zh-CN") == []
    m1.change_notebook(lambda cells: cells["m1-s4"].update(source=cells["m1-s4"].source + "\n\nOne more thing."))
    library_in.cache_clear()
    assert before_release(m1.root, M1) == []
    assert "has changed since" in only(before_release(m1.root, M1, "zh-CN"), "'m1-s4'").what
    m1.change(m1.content / "m1" / "items.yaml", lambda data: data[0].update(colour="red"))
    library_in.cache_clear()
    assert "content/m1/items.yaml" in only(before_release(m1.root, M1), "'colour'").where
    assert before_release(m1.root, "m7-nothing") == []


def test_an_instructors_own_assignment_is_left_alone(m1: Authors) -> None:
    own = m1.root / "source" / "quiz-1" / "quiz-1.ipynb"
    own.parent.mkdir()
    own.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8")
    found = only(m1.findings(), "is not checked")
    assert found.where == "source/quiz-1/quiz-1.ipynb"
    assert not found.error
    assert not write_keys(Root(m1.root), "quiz-1")
    assert [str(each) for each in m1.findings() if each.error] == []


def test_a_notebook_that_is_no_notebook(m1: Authors) -> None:
    m1.source.write_text("{", encoding="utf-8")
    assert only(m1.findings(), "not a notebook").where == f"source/{M1}/{M1}.ipynb"

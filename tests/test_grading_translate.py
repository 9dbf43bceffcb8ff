"""The translator: the same cells in another language and back; what is the learner's own stays as it is."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from course.engine.errors import CourseError
from course.grading.translate import FRIENDLY, fingerprint, read_translation, translate

ROOT = Path(__file__).parents[1]
M1 = "m1-preparation"


def notebook(folder: str = "release") -> Any:
    return nbformat.read(ROOT / folder / M1 / f"{M1}.ipynb", as_version=4)


def by_id(book: Any) -> dict[str, Any]:
    return {cell.id: cell for cell in book.cells}


def test_into_chinese_every_reading_cell_is_translated_and_every_call_says_so() -> None:
    english, chinese = notebook(), translate(notebook(), "zh-CN", M1)
    assert chinese.metadata["forecourt"]["lang"] == "zh-CN"
    assert [cell.id for cell in chinese.cells] == [cell.id for cell in english.cells]
    for before, after in zip(english.cells, chinese.cells, strict=True):
        if before.cell_type == "markdown":
            assert after.source != before.source, before.id
            assert any("\u4e00" <= character <= "\u9fff" for character in after.source)
        else:
            assert 'lang="zh-CN"' in after.source
            assert 'lang="en"' not in after.source
            assert FRIENDLY not in after.source
            assert after.source.startswith("# ")


def test_there_and_back_is_the_same_notebook() -> None:
    english = notebook()
    there = translate(english, "zh-CN", M1)
    back = translate(there, "zh-CN", M1)
    assert back == there
    # Calls come back by themselves; English reading cells are laid out again from the release.
    again = by_id(translate(there, "en", M1))
    for cell in english.cells:
        if cell.cell_type == "code":
            assert again[cell.id].source == cell.source
    assert translate(english, "en", M1) == english


def test_the_notebook_that_is_given_stays_as_it_is() -> None:
    english = notebook()
    before = deepcopy(english)
    translate(english, "zh-CN", M1)
    assert english == before


def test_a_learners_own_cells_stay_untouched() -> None:
    mine = notebook()
    note = new_markdown_cell('My notes, lang="en"', id="mine-1")
    code = new_code_cell(f'{FRIENDLY}\nprint("lang", lang="en")', id="mine-2")
    mine.cells[2:2] = [note, code]
    theirs = by_id(translate(mine, "zh-CN", M1))
    assert theirs["mine-1"].source == note.source
    assert theirs["mine-2"].source == code.source


def test_answers_in_outputs_stay() -> None:
    mine = notebook()
    by_id(mine)["m1-x1"].outputs = [nbformat.v4.new_output("display_data", {"text/plain": "answer copy"})]
    assert by_id(translate(mine, "zh-CN", M1))["m1-x1"].outputs[0].data["text/plain"] == "answer copy"


def test_a_mark_scheme_stays_in_a_source_notebook_and_never_comes_back_into_a_released_one() -> None:
    source = by_id(translate(notebook("source"), "zh-CN", M1))
    released = by_id(translate(notebook(), "zh-CN", M1))
    assert "=== BEGIN MARK SCHEME ===" in by_id(notebook("source"))["m1-x5-mark"].source
    assert "MARK SCHEME" not in released["m1-x5-mark"].source
    assert released["m1-x5-mark"].source.strip()
    assert source["m1-x5-mark"].source.startswith(released["m1-x5-mark"].source[:20])


@pytest.mark.parametrize("name", ["m1-preparation", "m2-contact"])
def test_a_marker_of_chinese_work_sees_the_english_mark_scheme_below_what_the_learner_was_told(name: str) -> None:
    source = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
    (english,) = (cell for cell in source.cells if cell.metadata["nbgrader"]["task"])
    chinese = by_id(translate(source, "zh-CN", name))[english.id].source
    scheme = english.source[english.source.index("=== BEGIN MARK SCHEME ===") :]
    assert chinese.endswith("\n\n" + scheme.rstrip())
    assert chinese.partition("===")[0].count("讲师")
    assert "A person reads" not in chinese


def test_an_instructors_own_mark_scheme_in_chinese_comes_before_the_english_one(tmp_path: Path) -> None:
    (tmp_path / "zh-CN").mkdir()
    own = "=== BEGIN MARK SCHEME ===\n看三条。\n=== END MARK SCHEME ==="
    text = f"<!-- cell: m1-x5-mark sha: 0123456789ab -->\n### 你的话术\n\n{own}\n"
    (tmp_path / "zh-CN" / f"{M1}.md").write_text(text, encoding="utf-8")
    source = by_id(translate(notebook("source"), "zh-CN", M1, folder=tmp_path))["m1-x5-mark"].source
    assert source == f"### 你的话术\n\n{own}"


def test_the_hidden_part_of_a_graded_cell_gets_the_language_and_keeps_its_key() -> None:
    english, chinese = (
        by_id(book)["m1-x1"].source for book in (notebook("source"), translate(notebook("source"), "zh-CN", M1))
    )
    assert 'mark("m1-x1", lang="zh-CN"' in chinese
    assert chinese.partition("key=")[2] == english.partition("key=")[2]


def test_without_a_translation_it_says_what_to_write() -> None:
    with pytest.raises(CourseError, match=r"not translated into zh-CN.*translations/zh-CN/m9-night\.md"):
        translate(notebook(), "zh-CN", "m9-night")


# -- the file of a translation -----------------------------------------------------------------------------------------

HEAD = "<!-- cell: m1-s1 sha: 0123456789ab -->"


def test_a_translation_file_is_read_cell_by_cell_with_its_lines() -> None:
    found = read_translation(f"{HEAD}\n# 一\n\n正文\n\n<!-- cell: m1-s2 sha: ba9876543210 -->\n第二段\n", "x.md")
    assert {name: (entry.text, entry.sha, entry.line) for name, entry in found.items()} == {
        "m1-s1": ("# 一\n\n正文", "0123456789ab", 1),
        "m1-s2": ("第二段", "ba9876543210", 6),
    }


def test_a_cell_that_stands_twice_is_told_with_its_line() -> None:
    with pytest.raises(CourseError, match=r"x\.md, line 3: The cell 'm1-s1' stands twice") as caught:
        read_translation(f"{HEAD}\n一\n{HEAD}\n二\n", "x.md")
    assert caught.value.then


def test_text_before_the_first_cell_is_told() -> None:
    with pytest.raises(CourseError, match="before the first cell"):
        read_translation(f"Hello\n{HEAD}\n一\n", "x.md")


def test_a_fingerprint_is_twelve_hex_digits_of_sha256() -> None:
    assert fingerprint("") == "e3b0c44298fc"  # SHA-256 of nothing, as FIPS 180-4's examples have it
    assert fingerprint("油") != fingerprint("机油")


def test_an_instructors_own_translation_comes_before_the_courses(tmp_path: Path) -> None:
    (tmp_path / "zh-CN").mkdir()
    english = notebook()
    title = next(cell for cell in english.cells if cell.cell_type == "markdown")
    own = f"<!-- cell: {title.id} sha: {fingerprint(title.source)} -->\n# 我们站自己的标题\n"
    (tmp_path / "zh-CN" / f"{M1}.md").write_text(own, encoding="utf-8")
    chinese = translate(english, "zh-CN", M1, folder=tmp_path)
    assert by_id(chinese)[title.id].source == "# 我们站自己的标题"

"""Laying out: the course's cells anew, all that is the learner's as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from small_release import write_release

from course.engine.errors import CourseError
from course.workspace.folder import Folder
from course.workspace.lay_out import LaidOut, lay_out
from course.workspace.trust import trust

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

M1 = "m1-preparation"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return write_release(tmp_path / "release")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "forecourt" / "王芳", "王芳")


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "translations"
    (place / "zh-CN").mkdir(parents=True)
    for module, name in (("m1", M1), ("m2", "m2-contact")):
        (place / "zh-CN" / f"{name}.md").write_text(
            f"<!-- cell: {module}-s1 sha: 000000000000 -->\n## 第一节\n", encoding="utf-8"
        )
    monkeypatch.setattr("course.grading.translate.translations", lambda: place)
    return place


@pytest.fixture
def again(folder: Folder, release: Path, tmp_path: Path) -> Callable[..., LaidOut]:
    times = iter(datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=n) for n in range(100))
    return lambda lang="en": lay_out(
        folder, lang, source=release, now=lambda: next(times), data_dir=tmp_path / "jupyter"
    )


def read(folder: Folder) -> Any:
    return nbformat.read(folder.notebook(M1), as_version=4)


def write(folder: Folder, notebook: Any) -> None:
    nbformat.write(notebook, folder.notebook(M1))


def backups(folder: Folder) -> list[Path]:
    return sorted((folder.state / "backups").glob("*.ipynb"))


def is_trusted(folder: Folder, tmp_path: Path) -> bool:
    with trust(tmp_path / "jupyter") as signed:
        return signed.has(read(folder))


def test_a_new_folder_has_start_page_station_settings_and_one_folder_an_assignment(
    folder: Folder, again: Any, tmp_path: Path
) -> None:
    again()
    there = {
        each.relative_to(folder.root).as_posix() for each in folder.root.rglob("*") if ".forecourt" not in each.parts
    }
    assert there == {"start.ipynb", "station.yaml", M1, f"{M1}/{M1}.ipynb", "m2-contact", "m2-contact/m2-contact.ipynb"}
    assert read(folder).metadata["forecourt"] == {"lang": "en", "assignment": M1, "run_on_open": True}
    nbformat.validate(nbformat.read(folder.root / "start.ipynb", as_version=4))
    assert is_trusted(folder, tmp_path)


def test_laying_out_again_writes_nothing_when_nothing_changed(folder: Folder, again: Any) -> None:
    again()
    before = folder.notebook(M1).stat().st_mtime_ns
    assert again().changed == []
    assert folder.notebook(M1).stat().st_mtime_ns == before
    assert backups(folder) == []


def test_outputs_answers_and_own_cells_stay_when_the_language_changes(
    folder: Folder,
    again: Any,
    translations: Path,  # noqa: ARG001  it is there for what it sets up
) -> None:
    again()
    (folder.root / M1 / "answers.jsonl").write_bytes(b'{"v":1}\n')
    notebook = read(folder)
    notebook.cells[2].outputs = [new_output("stream", text="kept")]
    notebook.cells.insert(2, new_markdown_cell("my own note"))
    write(folder, notebook)
    done = again("zh-CN")
    after = read(folder)
    assert [cell.source for cell in after.cells][1:3] == ["## 第一节", "my own note"]
    assert 'lang="zh-CN"' in after.cells[3].source
    assert after.cells[3].outputs[0].text == "kept"
    assert (folder.root / M1 / "answers.jsonl").read_bytes() == b'{"v":1}\n'
    assert len([each for each in backups(folder) if each.name.startswith(M1)]) == 1
    assert f"{M1}.ipynb" in done.changed
    again("en")
    assert [cell.source for cell in read(folder).cells][2] == "my own note"


def test_a_changed_or_deleted_course_cell_comes_back_and_the_learner_is_told(folder: Folder, again: Any) -> None:
    again()
    notebook = read(folder)
    notebook.cells[1].source = "scribbled over"
    del notebook.cells[2]
    write(folder, notebook)
    done = again()
    assert [cell.id for cell in read(folder).cells] == ["m1-header", "m1-s1", "m1-s1-after", "m1-x1"]
    assert read(folder).cells[1].source.startswith("## First section")
    assert any("1 parts" in sentence for sentence in done.told)
    assert "scribbled over" in backups(folder)[0].read_text(encoding="utf-8")


def test_a_course_cell_that_was_copied_stands_once(folder: Folder, again: Any) -> None:
    again()
    notebook = read(folder)
    notebook.cells.append(new_code_cell(notebook.cells[2].source, metadata=notebook.cells[2].metadata))
    write(folder, notebook)
    again()
    assert [cell.id for cell in read(folder).cells] == ["m1-header", "m1-s1", "m1-s1-after", "m1-x1"]


def test_only_the_last_ten_backups_are_kept(folder: Folder, again: Any) -> None:
    again()
    for number in range(13):
        notebook = read(folder)
        notebook.cells[1].source = f"version {number}"
        write(folder, notebook)
        again()
    assert len(backups(folder)) == 10
    assert "version 12" in backups(folder)[-1].read_text(encoding="utf-8")


def test_a_renamed_notebook_is_told_left_alone_and_gone_on_with_under_the_old_name(folder: Folder, again: Any) -> None:
    again()
    notebook = read(folder)
    notebook.cells.append(new_markdown_cell("my own note"))
    write(folder, notebook)
    other = folder.notebook(M1).rename(folder.root / M1 / "mine.ipynb")
    done = again()
    assert any("mine.ipynb" in sentence and f"{M1}.ipynb" in sentence for sentence in done.told)
    assert other.exists()
    assert read(folder).cells[-1].source == "my own note"


def test_a_file_that_is_no_notebook_is_kept_as_a_backup(folder: Folder, again: Any) -> None:
    again()
    folder.notebook(M1).write_text("{torn", encoding="utf-8")
    done = again()
    assert any("could not be read" in sentence for sentence in done.told)
    assert backups(folder)[0].read_text(encoding="utf-8") == "{torn"
    assert len(read(folder).cells) == 4


def test_a_notebook_with_foreign_code_is_never_signed(folder: Folder, again: Any, tmp_path: Path) -> None:
    again()
    notebook = read(folder)
    notebook.cells[1].source = "changed, so that it is written anew"
    notebook.cells.append(new_code_cell("import os"))
    write(folder, notebook)
    again()
    assert not is_trusted(folder, tmp_path)


def test_a_notebook_with_foreign_output_is_never_signed(folder: Folder, again: Any, tmp_path: Path) -> None:
    again()
    notebook = read(folder)
    notebook.cells[1].source = "changed"
    notebook.cells[0].outputs = [new_output("display_data", data={"text/html": "<script>alert(1)</script>"})]
    write(folder, notebook)
    again()
    assert not is_trusted(folder, tmp_path)


def test_a_trusted_notebook_stays_trusted_when_the_language_changes(
    folder: Folder,
    again: Any,
    translations: Path,  # noqa: ARG001  it is there for what it sets up
    tmp_path: Path,
) -> None:
    again()
    notebook = read(folder)
    notebook.cells.append(new_code_cell("1 + 1"))
    write(folder, notebook)
    with trust(tmp_path / "jupyter") as signed:
        signed.sign(read(folder))  # as JupyterLab does when the learner saves
    again("zh-CN")
    assert is_trusted(folder, tmp_path)


def test_a_station_file_of_the_learner_is_never_written_over(folder: Folder, again: Any) -> None:
    again()
    (folder.root / "station.yaml").write_text("name: Hilltop\n", encoding="utf-8")
    again()
    assert (folder.root / "station.yaml").read_text(encoding="utf-8") == "name: Hilltop\n"


def test_without_a_release_it_says_what_to_run_and_writes_nothing(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="course release --all"):
        lay_out(folder, "en", source=tmp_path / "none", data_dir=tmp_path / "jupyter")
    assert not folder.root.exists()


def test_a_name_that_no_folder_can_bear_is_told(release: Path, tmp_path: Path) -> None:
    done = lay_out(Folder(tmp_path / "a-b", "a/b"), "en", source=release, data_dir=tmp_path / "jupyter")
    assert any("a-b" in sentence and "a/b" in sentence for sentence in done.told)

"""Handing in: one zip with a name that zip_collect takes, or nbgrader's exchange where there is one."""

from __future__ import annotations

import getpass
import json
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from course.cli import main
from course.content import library
from course.engine.errors import CourseError
from course.grading.exchange import exchange_account, fetch_feedback
from course.grading.handing import hand_in, receipts
from course.grading.zips import ZIP_NAMES

if TYPE_CHECKING:
    from pathlib import Path

M1 = "m1-preparation"
WHEN = datetime(2026, 11, 22, 8, 15, 0, tzinfo=UTC)


def folder_of(tmp_path: Path, learner: str) -> Path:
    folder = tmp_path / learner
    (folder / M1).mkdir(parents=True)
    (folder / M1 / f"{M1}.ipynb").write_text(
        '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8"
    )
    (folder / M1 / "answers.jsonl").write_text('{"v":1}\n', encoding="utf-8")
    (folder / M1 / "anywidget.py").write_text("raise SystemExit", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))


@pytest.mark.parametrize("learner", ["王芳", "Li, Lei", "a__b", "mary.jane"])
def test_without_an_exchange_there_is_one_zip_whose_name_zip_collect_takes(tmp_path: Path, learner: str) -> None:
    folder = folder_of(tmp_path, learner)
    receipt = hand_in(folder, M1, learner, "en", now=lambda: WHEN)
    assert receipt.path == folder / "handed-in" / f"{learner}__{M1}__20261122T081500Z.zip"
    with zipfile.ZipFile(receipt.path) as archive:
        assert sorted(archive.namelist()) == ["answers.jsonl", f"{M1}.ipynb"]  # never anywidget.py (T43)
        names = archive.namelist()
    for name in names:
        match = re.match(ZIP_NAMES, f"/root/downloaded/{M1}/extracted/{receipt.path.stem}/{name}")
        assert match
        assert match["student_id"] == learner
        assert match["timestamp"] == "20261122T081500Z"
        assert match["file_id"] == name


def test_the_sentence_says_where_it_lies_what_to_do_and_that_again_is_allowed(tmp_path: Path) -> None:
    receipt = hand_in(folder_of(tmp_path, "x"), M1, "x", "en", now=lambda: WHEN)
    assert receipt.path is not None
    assert receipt.path.name in receipt.sentence
    assert "instructor" in receipt.sentence
    assert "again" in receipt.sentence


def test_the_receipt_names_the_learner_in_the_sentence_and_by_itself(tmp_path: Path) -> None:
    receipt = hand_in(folder_of(tmp_path, "王芳"), M1, "王芳", "en", now=lambda: WHEN)
    assert receipt.learner == "王芳"
    assert "for 王芳 on" in receipt.sentence


def test_a_name_given_for_a_folder_that_bears_none_is_used_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "Downloads")
    receipt = hand_in(folder, M1, "0042", "en", name="0042", now=lambda: WHEN)
    assert receipt.path == folder / "handed-in" / f"0042__{M1}__20261122T081500Z.zip"
    with pytest.raises(CourseError, match="slash"):
        hand_in(folder, M1, "x", "en", name="../x")


def test_course_submit_says_before_it_packs_how_many_questions_are_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_of(tmp_path, "x")
    with pytest.raises(SystemExit) as ended:
        main(["submit", "m1", "--learner", "x", "--workspace", str(tmp_path)])
    assert not ended.value.code
    said = " ".join(capsys.readouterr().out.split())
    total = sum(len(each.parts) for each in library("m1").graded.values())
    assert said.index(f"{total} of {total}") < said.index("for x on")


def test_handing_in_again_keeps_the_first_zip_and_the_last_receipt_counts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "x")
    hand_in(folder, M1, "x", "en", now=lambda: WHEN)
    later = WHEN.replace(hour=9)
    hand_in(folder, M1, "x", "en", now=lambda: later)
    assert len(list((folder / "handed-in").iterdir())) == 2
    assert receipts(folder)[M1].when == later


def test_a_torn_receipt_is_passed_over(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "x")
    hand_in(folder, M1, "x", "en", now=lambda: WHEN)
    with (folder / ".forecourt" / "handed-in.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"assignment": "m1-prep')
    assert receipts(folder)[M1].when == WHEN


def test_a_renamed_notebook_cannot_be_handed_in_and_it_says_why(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "x")
    (folder / M1 / f"{M1}.ipynb").rename(folder / M1 / "mine.ipynb")
    with pytest.raises(CourseError, match="old name"):
        hand_in(folder, M1, "x", "en")


def exchange_config(tmp_path: Path) -> Any:
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.course_id = "sales"
    config.Exchange.root = str(tmp_path / "exchange")
    config.Exchange.cache = str(tmp_path / "cache")
    return config


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_with_an_exchange_it_goes_through_nbgraders_own_submit(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "x")
    (tmp_path / "exchange" / "sales" / "inbound").mkdir(parents=True)
    out = tmp_path / "exchange" / "sales" / "outbound" / M1
    out.mkdir(parents=True)
    (out / f"{M1}.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "exchange").chmod(0o777)
    assert exchange_account(folder, M1, config=exchange_config(tmp_path)) == getpass.getuser()
    receipt = hand_in(folder, M1, "x", "en", config=exchange_config(tmp_path))
    assert receipt.path is None
    assert "sales" in receipt.sentence
    assert "as x on" in receipt.sentence
    [submitted] = (tmp_path / "exchange" / "sales" / "inbound").iterdir()
    assert (submitted / "answers.jsonl").is_file()
    assert submitted.name.startswith(f"x+{M1}+")  # under the learner's own name, whoever's account it is
    assert not fetch_feedback(folder, M1, config=exchange_config(tmp_path))
    assert json.loads((folder / ".forecourt" / "handed-in.jsonl").read_text(encoding="utf-8"))["path"] is None


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_exchange_without_this_assignment_means_a_zip(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "x")
    assert exchange_account(folder, M1, config=exchange_config(tmp_path)) == ""
    receipt = hand_in(folder, M1, "x", "en", config=exchange_config(tmp_path))
    assert receipt.path is not None


@pytest.mark.nbgrader
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_exchange_that_refuses_means_a_zip_and_the_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "exchange" / "sales" / "outbound" / M1).mkdir(parents=True)
    receipt = hand_in(folder_of(tmp_path, "x"), M1, "x", "en", config=exchange_config(tmp_path))
    assert receipt.path is not None
    assert "collection point" in receipt.sentence

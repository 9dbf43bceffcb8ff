"""What ``configure`` sets, and the environment of a kernel that grades."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from traitlets.config import Config

from course.grading import configure
from course.grading.preprocessors.run import grading_environment
from course.grading.zips import ZIP_NAMES
from course.record.place import grading


def test_t40_the_names_of_zips_give_learner_time_and_file() -> None:
    for learner in ("anna", "王芳", "Li, Wei", "x__y", "O'Neil (2)"):
        inside = f"/course__root/downloaded/m1-preparation/extracted/{learner}__m1-preparation__20261122T080000Z"
        for folder in ("", "m1-preparation/"):
            found = re.match(ZIP_NAMES, f"{inside}/{folder}answers.jsonl")
            assert found
            assert found.groupdict() == {
                "student_id": learner,
                "assignment": "m1-preparation",
                "timestamp": "20261122T080000Z",
                "file_id": "answers.jsonl",
            }
        alone = re.match(ZIP_NAMES, f"/downloaded/m1-preparation/extracted/{learner}__m1-preparation.ipynb")
        assert alone
        assert (alone["student_id"], alone["file_id"]) == (learner, "m1-preparation.ipynb")


@pytest.mark.parametrize(
    "name", ["..__m1-preparation__20261122T080000Z/answers.jsonl", "answers.jsonl", "__m1__20261122T080000Z/a"]
)
def test_a_zip_name_that_leads_out_of_the_folder_is_not_taken(name: str) -> None:
    assert re.match(ZIP_NAMES, f"/downloaded/m1-preparation/extracted/{name}") is None


def test_t41_alembic_is_found_even_when_the_environment_is_not_activated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    configure(Config())
    assert str(Path(sys.executable).parent) in os.environ["PATH"].split(os.pathsep)


def test_t05_t06_journals_are_never_overwritten_and_keys_never_released() -> None:
    config = Config()
    configure(config)
    assert config.Autograde.exclude_overwriting["m1-preparation"] == ["answers.jsonl"]
    assert "key.yaml" in config.CourseDirectory.ignore


def test_nothing_in_the_configuration_depends_on_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Config(), Config()
    configure(here)
    monkeypatch.chdir(tmp_path)
    configure(there)
    assert here == there


def test_t12_formgraders_own_template_is_left_alone() -> None:
    config = Config()
    configure(config)
    assert "HTMLExporter" not in config


def test_t43_the_kernel_that_grades_imports_nothing_from_the_folder_of_the_notebook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", str(Path.cwd()), "relative"]))
    environment = grading_environment()
    assert environment["PYTHONSAFEPATH"] == "1"
    assert environment["PYTHONPATH"] == str(Path.cwd())
    assert grading(environment)

"""The leak check finds a graded key wherever it is planted, and the course's own packages carry none (design 4)."""

from __future__ import annotations

import html
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from functools import cache
from pathlib import Path

import pytest

from course.content import library, localise, modules
from course.grading.leaks import leaks, secrets
from course.grading.release import assignments

ROOT = Path(__file__).parents[1]
PLANTED = 'Right: the "thinner" film needs 0W — 说明书优先'
KEY = f"""
m1-x9.V1:
  answer: gasoline-first
  notes:
    gasoline-first: {{en: {json.dumps(PLANTED, ensure_ascii=False)}, zh: 先看说明书，再看字母。}}
"""


@pytest.fixture
def secret(tmp_path: Path) -> set[str]:
    file = tmp_path / "key.yaml"
    file.write_text(KEY, encoding="utf-8")
    return secrets(file)


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _tar(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


NOTEBOOK = json.dumps({"cells": [{"source": f"x = {PLANTED!r}"}]}, ensure_ascii=False).encode()
PLACES = {
    "forecourt-0.1.0-py3-none-any.whl": _zip("course/release/m1/m1.ipynb", NOTEBOOK),
    "forecourt-0.1.0.tar.gz": _tar("forecourt-0.1.0/source/key.yaml", KEY.encode()),
    "release/m1-preparation/notes.md": PLANTED.encode(),
    "release/m1-preparation/m1-preparation.ipynb": json.dumps({"source": PLANTED}).encode(),
    "handouts/m1-preparation.en.zip": _zip("m1/inner.zip", _zip("m1.ipynb", NOTEBOOK)),
    "workspace/m1-preparation/m1-preparation.ipynb": b'{"source": "### BEGIN HIDDEN TESTS"}',
    "feedback/m1-preparation.html": f"<p>{html.escape(PLANTED)}</p>".encode(),
    "page.json": json.dumps({"view": {"items": [{"note": PLANTED}]}}).encode(),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_planted_key_is_found_in(place: str, tmp_path: Path, secret: set[str]) -> None:
    file = tmp_path / "out" / place
    file.parent.mkdir(parents=True)
    file.write_bytes(PLACES[place])
    assert leaks(tmp_path / "out", secret), place


def test_what_holds_no_key_is_not_reported(tmp_path: Path, secret: set[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "m1.ipynb").write_text('{"source": "gasoline-first: read the manual"}', encoding="utf-8")
    assert leaks(tmp_path / "out", secret) == []


def test_the_names_of_a_day_s_skills_are_no_secret_and_its_notes_are(tmp_path: Path) -> None:
    file = tmp_path / "key.yaml"
    file.write_text(
        "m9-x1.day:\n  skills: {price: {en: Price and close, zh: 价格与成交}}\n"
        "  turns: {a.b: {skill: price, choices: {c: {note: {en: The tag is the price., zh: 价签就是价。}}}}}\n",
        encoding="utf-8",
    )
    assert secrets(file) == {"The tag is the price."}


@cache
def _own_secrets() -> set[str]:
    return set().union(*(secrets(file) for file in (ROOT / "source").glob("*/key.yaml")))


def test_our_own_keys_are_long_enough_to_be_looked_for() -> None:
    assert len(_own_secrets()) > 300  # two stages of graded parts, several notes each, in two languages


def test_release_holds_no_key() -> None:
    assert leaks(ROOT / "release", _own_secrets()) == []


def test_translations_hold_no_key() -> None:
    assert leaks(ROOT / "translations", _own_secrets()) == []


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_the_built_package_holds_no_key(built: Path, pattern: str) -> None:
    (package,) = built.glob(pattern)
    found = leaks(package, _own_secrets())
    # This check's own code names what it looks for.
    assert [each for each in found if "course/grading/" not in each and "course/check/" not in each] == []


def test_the_wheel_carries_what_a_learner_needs(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in assignments(ROOT):
        assert f"course/release/{name}/{name}.ipynb" in names
        assert f"course/translations/zh-CN/{name}.md" in names
    shipped = {file.relative_to(ROOT).as_posix() for file in (ROOT / "course").rglob("*") if file.is_file()}
    left_out = {name for name in shipped if "__pycache__" not in name and "/." not in name} - names  # no caches
    assert left_out == set()
    assert not any(name.startswith("source/") or name.endswith("key.yaml") for name in names)


@pytest.mark.parametrize("module", modules())
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_graded_question_as_the_page_gets_it_holds_no_key(module: str, lang: str, tmp_path: Path) -> None:
    for exercise in library(module).graded.values():
        file = tmp_path / f"{exercise.id}.json"
        file.write_text(
            json.dumps([localise(part.ask, lang) for part in exercise.parts], ensure_ascii=False), encoding="utf-8"
        )
        assert leaks(file, _own_secrets()) == []

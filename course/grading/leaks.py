"""The leak check: nothing of a graded key may stand where a learner can reach it (design 4)."""

from __future__ import annotations

import html
import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

from course.content.reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# These stand in every hidden cell, and nowhere in what learners get.
HIDDEN = ("### BEGIN HIDDEN TESTS", "from course.grading import mark", "BEGIN MARK SCHEME")
SKILLS = "skills"  # a day's: the field of its key that is no secret
SHORTEST_SECRET = 8  # characters: shorter texts ("right") also stand in ordinary sentences


def secrets(key_file: Path) -> set[str]:
    """Give every text of a key file that would tell a learner something: notes and model answers, in both languages.

    Bare slugs are left out: they name options that learners see. So are the names of a day's skills ("Delivery"): they
    stand on its chart, and say nothing of any answer.
    """
    return {text for text in _texts(read_yaml(key_file)) if len(text) >= SHORTEST_SECRET}


def leaks(place: Path, secret: set[str]) -> list[str]:
    """List what of ``secret``, or of hidden cells, stands in a file, a folder, a zip, a wheel or an sdist.

    Returns:
        One line a finding: the file (with the path inside an archive) and the first words found there.

    """
    wanted = [(form, text) for text in (*sorted(secret), *HIDDEN) for form in _forms(text)]
    found = []
    for name, content in _files(place):
        hit = next((text for form, text in wanted if form in content), None)
        if hit is not None:
            found.append(f"{name}: “{hit[:60]}”")
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.keys() == {"en", "zh"}:
            yield from map(str, value.values())
        else:
            for name, each in value.items():
                if name != SKILLS:
                    yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _forms(text: str) -> set[bytes]:
    """Give a text as it may be written: plain, in JSON with or without escapes, in HTML."""
    said = {text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], html.escape(text)}
    return {each.encode() for each in said}


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    if place.is_dir():
        for file in sorted(place.rglob("*")):
            if file.is_file():
                yield from _inside(file.relative_to(place).as_posix(), file.read_bytes())
    else:
        yield from _inside(place.name, place.read_bytes())


def _inside(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    stream = io.BytesIO(content)
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as archive:
            for each in archive.namelist():
                if not each.endswith("/"):
                    yield from _inside(f"{name}/{each}", archive.read(each))
    elif name.endswith((".tar.gz", ".tgz", ".tar")):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member)
                if file is not None:
                    yield from _inside(f"{name}/{member.name}", file.read())

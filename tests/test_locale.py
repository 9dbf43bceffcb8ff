"""Every interface string of the code stands in the Chinese catalogue, and the compiled catalogue is up to date."""

from __future__ import annotations

import ast
import gettext
import re
import string
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[1] / "course"
CATALOGUE = COURSE / "locale/zh_CN/LC_MESSAGES"
ENTRY = re.compile(r'^msgid (?P<id>(?:".*"\n)+)msgstr (?P<str>(?:".*"\n?)+)', re.MULTILINE)


def _said() -> list[tuple[str, str]]:
    found = []
    for file in COURSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(text)), *_]):
                    found.append((f"{file.relative_to(COURSE)}:{node.lineno}", text))
    return found


def _entries() -> dict[str, str]:
    text = (CATALOGUE / "course.po").read_text(encoding="utf-8")
    joined = {"id": "", "str": ""}
    entries = {}
    for match in ENTRY.finditer(text):
        for name in joined:
            joined[name] = "".join(ast.literal_eval(line) for line in match[name].strip().splitlines())
        entries[joined["id"]] = joined["str"]
    entries.pop("", None)
    return entries


ENTRIES = _entries()


def test_the_code_says_something() -> None:
    assert len(_said()) > 100


@pytest.mark.parametrize(("place", "text"), [said for said in _said() if re.search("[A-Za-z]", said[1])])
def test_every_string_has_its_chinese(place: str, text: str) -> None:
    assert text in ENTRIES, place


def test_the_compiled_catalogue_is_what_the_text_says() -> None:
    with (CATALOGUE / "course.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for english, chinese in ENTRIES.items():
        assert compiled.gettext(english) == chinese, "run: pybabel compile -d course/locale -D course"


def test_translations_fill_the_same_places() -> None:
    for english, chinese in ENTRIES.items():
        places = [
            sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})
            for text in (english, chinese)
        ]
        assert places[0] == places[1], english

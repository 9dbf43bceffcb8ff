"""Releasing an assignment: nbgrader generates it, we zip it, and refuse to hand it out when a key leaks."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.content import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.grading.leaks import leaks, secrets
from course.grading.nbgraderapp import command, environment

if TYPE_CHECKING:
    from pathlib import Path

# A fixed date keeps the zip of an unchanged assignment the same, byte by byte.
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Released:
    """One assignment in one language: the folder nbgrader wrote, and the zip for learners without an exchange."""

    assignment: str
    lang: Lang
    folder: Path
    zip: Path


def assignments(root: Path) -> list[str]:
    """Give the names of the assignments in ``root/source``."""
    return sorted(each.parent.name for each in (root / "source").glob("*/*.ipynb") if each.stem == each.parent.name)


def called(root: Path, wanted: str) -> str:
    """Give the assignment that is called ``wanted``: by its whole name, or by what stands before its first hyphen.

    Raises:
        CourseError: There is none, or there are several.

    """
    there = assignments(root)
    found = [wanted] if wanted in there else [name for name in there if name.partition("-")[0] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise CourseError(
            f"Several assignments begin with '{wanted}'.", where=str(root), then=f"Name one: {', '.join(found)}."
        )
    raise _no_assignment(root, wanted)


def _no_assignment(root: Path, wanted: str) -> CourseError:
    return CourseError(
        f"There is no assignment '{wanted}' in source/.",
        where=str(root),
        then="There are: " + (", ".join(assignments(root)) or "none; run this in the course folder") + ".",
    )


def release_folder(lang: Lang) -> str:
    """Give the name of the folder that a language is released to; English has nbgrader's own."""
    return "release" if lang == "en" else f"release-{lang}"


def release(root: Path, assignment: str, lang: Lang = "en") -> Released:
    """Generate, check and zip one assignment.

    Raises:
        CourseError: There is no such assignment, nbgrader refuses, or something of the key would be handed out. Nothing
            of the assignment is left in the release folder then.

    """
    if assignment not in assignments(root):
        raise _no_assignment(root, assignment)
    if lang not in LANGUAGES:
        raise CourseError(f"The course is not written in '{lang}'.", then="Choose " + " or ".join(LANGUAGES) + ".")
    folder = root / release_folder(lang) / assignment
    _generate(root, assignment, lang)
    archive = _zip(folder, root / "handouts" / f"{assignment}.{lang}.zip")
    key = root / "source" / assignment / "key.yaml"
    found = leaks(folder, secrets(key) if key.is_file() else set()) + leaks(archive, set())
    if found:
        shutil.rmtree(folder)
        archive.unlink()
        raise CourseError(
            "Something of the key would reach the learners, so nothing was released: " + "; ".join(found[:3]) + ".",
            where=assignment,
            then="Keep keys in key.yaml and in the hidden part of graded cells only, then release again.",
        )
    return Released(assignment, lang, folder, archive)


def _generate(root: Path, assignment: str, lang: Lang) -> None:
    generating = command(
        *("generate_assignment", assignment, "--force", "--create"),
        f"--CourseDirectory.release_directory={release_folder(lang)}",
        f"--Translate.lang={lang}",
    )
    done = subprocess.run(  # noqa: S603  our own arguments
        generating, cwd=root, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CourseError(
            "nbgrader could not generate the assignment:\n" + _last(done.stderr),
            where=assignment,
            then="Mend what it names; run 'course check' first, it tells more.",
        )


def _last(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-6:])


def _zip(folder: Path, archive: Path) -> Path:
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", date_time=_ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, file.read_bytes())
    return archive

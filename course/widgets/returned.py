"""Feedback that came back: HTML files that nbgrader's exchange fetched, or that the learner put into the folder."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

FOLDER = "feedback"
_LARGEST = 20_000_000  # bytes of one unpacked file; a feedback page has far less than one million


@dataclass(frozen=True, slots=True)
class Returned:
    """One feedback page: its path below the learner's folder, and when it came."""

    path: str
    when: datetime


def returned(folder: Path, assignment: str) -> list[Returned]:
    """List the feedback on an assignment, the newest first.

    Looks where ``nbgrader fetch_feedback`` puts it (``<assignment>/feedback/<time>/``) and in ``feedback/``, for files
    that came by mail: ``feedback/<assignment>/*.html``, ``feedback/<assignment>*.html``. Zips there are unpacked first.
    """
    own = folder / FOLDER
    _unpack(own)
    found = {
        *(folder / assignment / FOLDER).rglob("*.html"),
        *own.glob(f"**/{assignment}/**/*.html"),
        *own.glob(f"**/*{assignment}*.html"),
    }
    pages = [Returned(each.relative_to(folder).as_posix(), _time(each)) for each in found if each.is_file()]
    return sorted(pages, key=lambda page: (page.when, page.path), reverse=True)


def _time(page: Path) -> datetime:
    # fetch_feedback names the folder by the time of the submission
    match = re.match(r"^(\d{4}-\d{2}-\d{2})[ T](\d{2})[:-](\d{2})[:-](\d{2})", page.parent.name)
    if match:
        with suppress(ValueError):
            return datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}:{match[4]}+00:00")
    return datetime.fromtimestamp(page.stat().st_mtime, UTC)


def _unpack(own: Path) -> None:
    """Unpack the HTML files of each zip into a folder of the zip's name, unless there is one already."""
    for archive in own.glob("*.zip") if own.is_dir() else ():
        target = own / archive.stem
        if target.exists():
            continue
        with suppress(OSError, zipfile.BadZipFile, RuntimeError), zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                # Only the plain name of each step: a path in a zip may point out of its folder
                steps = [
                    step
                    for step in PurePosixPath(member.filename.replace("\\", "/")).parts
                    if step not in {"..", "/", "."}
                ]
                if not steps or not steps[-1].endswith(".html") or member.file_size > _LARGEST or ":" in "".join(steps):
                    continue
                file = target.joinpath(*steps)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(opened.read(member))

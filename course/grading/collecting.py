"""Plugins for ``nbgrader zip_collect``: one bad file never stops a class, and each sentence names a file (T40)."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import parse_utc, unzip

from course.grading.zips import ZIP_NAMES, Parcel, strangers, unpack, without_count
from course.record.place import ANSWERS

if TYPE_CHECKING:
    from datetime import datetime


class CourseNames(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Reads learner, assignment and time from names, and says in a sentence why a file is not taken."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Give nbgrader what the name of an extracted file says; ``None`` when it is not taken."""
        if Path(submitted_file).suffix not in self.valid_ext:
            return None
        found = self.read(submitted_file)
        if isinstance(found, dict):
            return found
        self.log.warning("%s was skipped: %s", Path(submitted_file).name, found)
        return None

    def read(self, path: str) -> dict[str, str] | str:
        """Read the path of an extracted file.

        Returns:
            nbgrader's names and what stands for them; or a sentence about why the file is not taken.

        """
        assignment = self._assignment()
        match = re.match(self.named_regexp, path)
        if match is None:
            return self._rename(assignment)
        found = {name: said for name, said in match.groupdict().items() if said is not None}
        other = found.pop("assignment", assignment)
        if other != assignment:
            return f"it is for {other}, and {assignment} is being collected."
        try:
            parse_utc(found.get("timestamp"))
        except (ValueError, OverflowError):
            return self._rename(assignment)
        found["file_id"] = without_count(found["file_id"])
        released = self._released()
        if found["file_id"].endswith(".ipynb") and released and found["file_id"] not in released:
            return self._rename(assignment)
        return found

    def _rename(self, assignment: str) -> str:
        if self.named_regexp != ZIP_NAMES:  # an instructor's own names
            return "its name does not fit FileNameCollectorPlugin.named_regexp in nbgrader_config.py."
        return (
            f"rename it to theirid__{assignment}.ipynb (a notebook) or leave the zip's name as the course made it "
            f"(theirid__{assignment}__time.zip)."
        )

    def _assignment(self) -> str:
        return str(self.parent.coursedir.assignment_id)

    def _released(self) -> set[str]:
        directory = self.parent.coursedir
        folder = Path(directory.format_path(directory.release_directory, ".", directory.assignment_id))
        return {each.name for each in folder.glob("*.ipynb")}


class CourseZips(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Unpacks what can be unpacked, tells of the rest, and leaves out what was collected before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.parent is not None:
            # nbgrader would stop at its own leftovers of the last time. Without --force, nothing is unpacked that would
            # replace a submission by the same one or an older one (see _is_news).
            self.parent.force = True

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack the archive folder; each file that is left out is named in one sentence.

        Args:
            archive_path: The folder with zips and notebooks.
            extracted_path: The folder that nbgrader collects from.

        """
        archive, extracted = Path(archive_path), Path(extracted_path)
        parcels = []
        for file in sorted(each for each in archive.rglob("*") if each.is_file() and not each.name.startswith(".")):
            parcels += self._open(file, PurePosixPath(file.parent.relative_to(archive).as_posix()), extracted)
        named = [each for each in parcels if self._taken(each, extracted)]
        self._warn_of_strangers(named)
        news = [each for each in named if self.force or self._is_news(each)]
        news = self._without_rivals(news)
        if len(news) < len(named):
            self.log.info("%d of %d files were collected before or are older.", len(named) - len(news), len(named))
        for parcel in news:
            for path, data in parcel.files.items():
                target = extracted / parcel.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

    def _open(self, file: Path, folder: PurePosixPath, extracted: Path) -> list[Parcel]:
        names = self._names()
        suffix, changed = file.suffix.lower(), file.stat().st_mtime
        if suffix == ".zip":
            found = unpack(file.read_bytes(), file.name, folder, names.valid_ext)
            for parcel in found:
                parcel.changed = changed
            return found
        if suffix in self.zip_ext:  # the course makes none of these; nbgrader knows them
            try:
                (extracted / folder).mkdir(parents=True, exist_ok=True)
                unzip(str(file), str(extracted / folder), zip_ext=self.zip_ext, create_own_folder=True, tree=True)
            except Exception:  # noqa: BLE001  whatever is wrong with it, the others are to be collected
                self.log.warning("%s was skipped: it cannot be unpacked.", file.name)
            return []
        if suffix in names.valid_ext:
            return [Parcel(file.name, folder, {PurePosixPath(file.name): file.read_bytes()}, changed=changed)]
        self.log.warning("%s was skipped: it is neither a zip nor a notebook.", file.name)
        return []

    def _taken(self, parcel: Parcel, extracted: Path) -> bool:
        """Read the names of a parcel's files; keep those that are taken."""
        if parcel.problem:
            self.log.warning("%s was skipped: %s. Ask for it again.", parcel.name, parcel.problem)
            return False
        names, why = self._names(), "there is no notebook in it."
        for number, path in enumerate(list(parcel.files)):
            place = str(extracted / parcel.folder / path)
            found = (
                names.read(place) if isinstance(names, CourseNames) else names.collect(place) or "its name is unknown."
            )
            if isinstance(found, str):
                why = why if number else found
                del parcel.files[path]
                continue
            parcel.learner = found["student_id"]
            parcel.when = parse_utc(found.get("timestamp"))
        if not parcel.files:
            self.log.warning("%s was skipped: %s", parcel.name, why)
        return bool(parcel.files)

    def _is_news(self, parcel: Parcel) -> bool:
        """Tell whether a parcel is newer than what lies in submitted/."""
        folder = self._submitted(parcel.learner)
        if not folder.is_dir() or not any(folder.iterdir()):
            return True
        there = self._handed_in(folder)
        if parcel.when is None:
            same = all(
                (folder / file).is_file() and (folder / file).read_bytes() == data
                for file, data in (
                    (without_count(path.name.split("__")[-1]), data) for path, data in parcel.files.items()
                )
            )
            if not same and there is not None:
                self.log.warning(
                    "%s was skipped: %s has handed in with a time already, and this file has none.",
                    parcel.name,
                    parcel.learner,
                )
            return not same and there is None
        return there is None or parcel.when > there

    def _without_rivals(self, parcels: list[Parcel]) -> list[Parcel]:
        """Leave one parcel without a time for each learner, and none beside a zip: nbgrader could not choose."""
        dated = {each.learner for each in parcels if each.when is not None}
        newest: dict[tuple[str, str], Parcel] = {}
        for parcel in sorted((each for each in parcels if each.when is None), key=lambda each: each.changed):
            newest[parcel.learner, "".join(without_count(path.name) for path in parcel.files)] = parcel
        kept = []
        for parcel in parcels:
            if parcel.when is None and parcel.learner in dated:
                self.log.warning("%s was skipped: a zip of %s counts.", parcel.name, parcel.learner)
            elif parcel.when is None and not any(parcel is each for each in newest.values()):
                self.log.warning("%s was skipped: a newer file of %s counts.", parcel.name, parcel.learner)
            else:
                kept.append(parcel)
        return kept

    def _warn_of_strangers(self, parcels: list[Parcel]) -> None:
        with TemporaryDirectory() as scratch:
            journals: dict[str, dict[str, Path]] = {}
            for number, parcel in enumerate(parcels):
                for path, data in parcel.files.items():
                    if path.name == ANSWERS:
                        file = Path(scratch) / f"{number}.jsonl"
                        file.write_bytes(data)
                        journals.setdefault(parcel.learner, {})[parcel.name] = file
            for learner, found in journals.items():
                for first, second in strangers(found):
                    self.log.warning(
                        "%s and %s have no answer in common: perhaps two people used the id %s, or one began anew. "
                        "The newer one counts; rename one of them if they are two people.",
                        first,
                        second,
                        learner,
                    )

    def _names(self) -> Any:
        return self.parent.collector_plugin_inst  # the course's, or an instructor's own

    def _submitted(self, learner: str) -> Path:
        directory = self.parent.coursedir
        return Path(directory.format_path(directory.submitted_directory, learner, directory.assignment_id))

    def _handed_in(self, folder: Path) -> datetime | None:
        time: datetime | None = self.parent.coursedir.get_existing_timestamp(str(folder))
        return time

"""nbgrader's ``GenerateFeedback`` as a course folder has it set up, and whether its pages can be made here alike."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert import preprocessors as stock
from nbconvert.exporters import HTMLExporter
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import GetGrades

from course.grading import warm
from course.grading.autograde.ledger import add_files
from course.grading.exporter import FeedbackExporter, FeedbackPage

if TYPE_CHECKING:
    from course.grading.autograde.settings import Setup

# Steps that look at the notebook alone: they are used as they are. ``GetGrades`` and ``FeedbackPage`` are answered from
# what was read of the gradebook; see ``pages``.
_KNOWN = {
    GetGrades,
    FeedbackPage,
    stock.CSSHTMLHeaderPreprocessor,
    stock.ClearMetadataPreprocessor,
    stock.ClearOutputPreprocessor,
    stock.CoalesceStreamsPreprocessor,
    stock.HighlightMagicsPreprocessor,
    stock.RegexRemovePreprocessor,
    stock.TagRemovePreprocessor,
}
_EXPORTERS = {HTMLExporter, FeedbackExporter}


def converter_of(setup: Setup) -> Any:
    """Give nbgrader's own converter with its exporter and steps, as its ``start`` sets them up."""
    made = GenerateFeedback(coursedir=setup.directory, parent=setup.app)
    made.exporter = made.exporter_class(parent=made, config=made.config)
    for step in made.preprocessors:
        made.exporter.register_preprocessor(step)
    return made


def steps_of(converter: Any) -> list[Any]:
    """Give the steps that its exporter takes: those of the converter, of the template and of the configuration."""
    return [each for each in converter.exporter._preprocessors if getattr(each, "enabled", True)]  # noqa: SLF001  nbconvert offers no other way


def why_not_here(converter: Any) -> str:
    """Say why nbgrader's own converter must make the pages; empty when they can be made here."""
    others = [type(each).__name__ for each in steps_of(converter) if type(each) not in _KNOWN]
    reasons = {
        "this system cannot fork": not warm.available(),
        f"it has steps of its own: {', '.join(dict.fromkeys(others))}": others,
        "its pages are exported in another way": type(converter.exporter) not in _EXPORTERS,
        "FilesWriter is set up": converter.config.get("FilesWriter"),
        "a hook runs before or after each submission": converter.pre_convert_hook or converter.post_convert_hook,
        "CourseDirectory.notebook_id is set": converter.coursedir.notebook_id != "*",
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def made_with(converter: Any) -> str:
    """Give a fingerprint of what all pages are made with: settings, templates, the course, the programs' versions."""
    from bs4 import __version__ as soup
    from jinja2 import __version__ as jinja
    from nbconvert import __version__ as nbconvert
    from nbgrader import __version__ as nbgrader

    found = hashlib.sha256(f"{nbgrader} {nbconvert} {jinja} {soup} {converter.parent.config!r}".encode())
    exporter = converter.exporter
    names = set(exporter.get_template_names())
    for place in map(Path, exporter.template_paths):
        if place.name in names:
            add_files(found, place)
    for place in map(Path, exporter.extra_template_paths):  # it may be any folder: what lies deeper is not looked at
        for file in sorted(each for each in place.glob("*") if each.is_file()):
            found.update(file.read_bytes())
    add_files(found, Path(__file__).parents[2])
    return found.hexdigest()

"""Checks of customer talks: what the scene model itself finds wrong, with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from course.check.finding import Finding, Root
from course.content.reader import line_of
from course.content.scene import scene, scene_file, scenes
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A sentence of the scene model begins with the field that it is about, as in: nodes.open.ask-first needs a better line.
_FIELD = re.compile(r"^(?P<field>[a-z_]+)(?:\.(?P<name>[\w+-]+))?(?:\.(?P<choice>[\w+-]+))?\b")


def check(root: Root) -> Iterator[Finding]:  # noqa: ARG001  every check of the whole course takes the root
    """Check every scene: all nodes are reached, all paths end, nothing gives the best reply away."""
    for name in scenes():
        try:
            problems = scene(name).problems()
        except CourseError as error:
            yield Finding.of(error, "content/scenes")
            continue
        file = scene_file(name)
        for problem in problems:
            where = f"content/scenes/{name}.yaml, line {line_of(file, _path(problem))}"
            yield Finding(where, f"{problem}.", "Mend the scene; docs/authoring-scenes.md tells the rules.")


def _path(problem: str) -> list[str]:
    """Give where in the file a problem stands, as far as its sentence says."""
    found = _FIELD.match(problem)
    if not found:
        return []
    steps = [found["field"], found["name"], *(["choices", found["choice"]] if found["choice"] else [])]
    return [step for step in steps if step]

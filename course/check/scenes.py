"""Checks of customer talks: what the scene model itself finds wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.check.finding import Finding, Root
from course.content.scene import scene, scenes

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(root: Root) -> Iterator[Finding]:  # noqa: ARG001  every check of the whole course takes the root
    """Check every scene: all nodes are reached, all paths end, nothing gives the best reply away."""
    for name in scenes():
        for problem in scene(name).problems():
            yield Finding(f"content/scenes/{name}.yaml", problem, "Mend the scene.")

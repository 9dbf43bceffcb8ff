"""Drills: fresh cases of one rule, turned into ordinary items (docs/authoring-drills.md)."""

from course.content.drills.cases import case_item
from course.content.drills.model import Drill

__all__ = ["Drill", "case_item"]

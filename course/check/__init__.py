"""The content checks: content is tested like code, and every failure names file, line, field and the next act."""

from course.check.everything import check
from course.check.finding import Finding

__all__ = ["Finding", "check"]

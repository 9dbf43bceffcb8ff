"""The content checks: content is tested like code, and every failure names file, line, field and the next act."""

from course.check.everything import before_release, check
from course.check.finding import Finding

__all__ = ["Finding", "before_release", "check"]

"""A simulated class that goes through the whole loop: release, submit, collect, autograde, feedback."""

from course.demo.run import Demo, Step, demo

__all__ = ["Demo", "Step", "demo"]

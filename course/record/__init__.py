"""The learner's answers: an append-only journal, its lock, its snapshot, and the copy that travels in the notebook."""

from course.record.entry import Draft, Entry
from course.record.journal import Journal
from course.record.snapshot import Snapshot
from course.record.trouble import JournalError, Problem, Trouble

__all__ = ["Draft", "Entry", "Journal", "JournalError", "Problem", "Snapshot", "Trouble"]

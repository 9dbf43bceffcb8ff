"""Which texts were graded last, so that a mark that a person gave to another text is looked at again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEEN = ".forecourt-texts.db"
BEFORE = ".forecourt-texts.json"  # where they were kept before: one file, written whole each time
PATIENCE = 60  # seconds to wait for another process, which writes for milliseconds
_TABLE = "CREATE TABLE IF NOT EXISTS texts (name TEXT PRIMARY KEY, print TEXT NOT NULL) WITHOUT ROWID"


class Seen:
    """Fingerprints of the texts that were graded last, in one small SQLite file of the course root.

    It may be deleted: then every marked text counts as another one, and is looked at again when it is graded again.

    Args:
        file: The file; without one nothing is remembered.

    """

    def __init__(self, file: Path | None) -> None:
        self.file = file

    @classmethod
    def beside(cls, directory: Any) -> Seen:
        """Open the file of the course root that ``directory`` (nbgrader's) names."""
        return cls(Path(directory.root) / SEEN if directory is not None else None)

    def is_new(self, name: str, found: str) -> bool:
        """Tell whether the texts with this fingerprint are others than the last time, and remember them."""
        new = self.differs(name, found)
        self.remember({name: found})
        return new

    def differs(self, name: str, found: str) -> bool:
        """Tell whether the texts with this fingerprint are others than the last time."""
        with self._open() as line:
            return bool(line.execute("SELECT print FROM texts WHERE name = ?", (name,)).fetchone() != (found,))

    def remember(self, prints: Mapping[str, str]) -> None:
        """Remember texts that were graded, by name."""
        with self._open() as line, line:
            line.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", prints.items())

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open it for one question: processes that grade are forked in between, and must not share a connection."""
        with closing(sqlite3.connect(self.file or ":memory:", timeout=PATIENCE)) as line:
            try:
                line.execute(_TABLE)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) or self.file is None:
                    raise
                self.file.unlink()  # whatever it is, it is none of ours
                with self._open() as anew:
                    yield anew
                return
            self._take_over(line)
            yield line

    def _take_over(self, line: sqlite3.Connection) -> None:
        old = self.file.with_name(BEFORE) if self.file else None
        if old is None or not old.is_file():
            return
        with suppress(OSError, ValueError, AttributeError), line:
            prints = json.loads(old.read_text(encoding="utf-8"))
            line.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", prints.items())
        old.unlink(missing_ok=True)

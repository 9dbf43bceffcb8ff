"""One entry of a journal: one JSON object on one line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from course.record.trouble import JournalError, Trouble

VERSION = 1
# A line longer than this is no answer; it would only make every later opening slow.
LONGEST_LINE = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one item, once.

    Attributes:
        seq: Counts up from 1 within a journal, across kernels.
        time: When, with a time zone.
        session: The kernel that wrote it.
        item: The item's id (or a scene's, a tool's).
        item_version: The version of the item that was shown.
        form: "practice", "graded", "before", "scene" or "tool".
        lang: The language it was shown in.
        event: "answer", "check", "hint", "sure", "order", "solution", "draw", "move", "restart", "say", "tick" or
            "value".
        response: Plain JSON data; slugs, never positions.
        outcome: "correct", "partial", "wrong", "unattempted"; None where nothing was scored (so in the graded form).
        v: The version of this format.

    """

    seq: int
    time: datetime
    session: str
    item: str
    item_version: int
    form: str
    lang: str
    event: str
    response: Any = None
    outcome: str | None = None
    v: int = VERSION

    def data(self) -> dict[str, Any]:
        """Give the entry as plain JSON data, in the order in which it is written."""
        return {
            "v": self.v,
            "seq": self.seq,
            "time": self.time.astimezone(UTC).isoformat(timespec="microseconds"),
            "session": self.session,
            "item": self.item,
            "item_version": self.item_version,
            "form": self.form,
            "lang": self.lang,
            "event": self.event,
            "response": self.response,
            "outcome": self.outcome,
        }

    def line(self) -> bytes:
        """Give the entry as one line of UTF-8 JSON, with its newline.

        Raises:
            JournalError: The response is no JSON data, or too long.

        """
        try:
            try:
                line = self._dump(ascii_only=False).encode()
            except UnicodeEncodeError:  # half of a surrogate pair, as a browser can send it: keep it escaped
                line = self._dump(ascii_only=True).encode()
        except (TypeError, ValueError, RecursionError) as error:
            raise JournalError(Trouble.NOT_DATA) from error
        if len(line) >= LONGEST_LINE:
            raise JournalError(Trouble.TOO_LONG)
        return line + b"\n"

    def _dump(self, *, ascii_only: bool) -> str:
        return json.dumps(self.data(), ensure_ascii=ascii_only, allow_nan=False, separators=(",", ":"))

    @property
    def identity(self) -> tuple[str, int]:
        """Tell this entry from all others, also in a copy of it."""
        return (self.session, self.seq)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is written: the journal gives it its number, time and session. The rest is as in ``Entry``."""

    item: str
    form: str
    event: str
    response: Any = None
    outcome: str | None = None
    item_version: int = 1
    lang: str = "en"

    def entry(self, seq: int, time: datetime, session: str) -> Entry:
        """Give the entry."""
        return Entry(
            seq=seq,
            time=time,
            session=session,
            item=self.item,
            item_version=self.item_version,
            form=self.form,
            lang=self.lang,
            event=self.event,
            response=self.response,
            outcome=self.outcome,
        )


class NotAnEntryError(ValueError):
    """A line is no entry: ``newer`` when a newer version of the course wrote it, ``torn`` when it was cut off."""

    def __init__(self, *, newer: bool = False, torn: bool = False) -> None:
        self.newer = newer
        self.torn = torn
        super().__init__("no entry")


def read_line(line: bytes) -> Entry:
    """Read one line of a journal.

    Raises:
        NotAnEntryError: The line is something else.

    """
    text = line.strip().removeprefix(b"\xef\xbb\xbf")  # an editor may have put a byte order mark before the first line
    try:
        data = json.loads(text.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotAnEntryError(torn=text[:4] == b'{"v"'[: len(text)]) from error
    return read_data(data)


def read_data(data: Any) -> Entry:
    """Read an entry from plain JSON data (anything may be in it).

    Raises:
        NotAnEntryError: It is something else.

    """
    if not isinstance(data, dict) or not _whole(data.get("v")):
        raise NotAnEntryError
    if data["v"] > VERSION:
        raise NotAnEntryError(newer=True)
    words = [data.get(name) for name in ("session", "item", "form", "lang", "event")]
    outcome = data.get("outcome")
    if not (
        data["v"] == VERSION
        and _whole(data.get("seq"))
        and _whole(data.get("item_version"))
        and all(isinstance(word, str) for word in words)
        and (outcome is None or isinstance(outcome, str))
        and "response" in data
    ):
        raise NotAnEntryError
    session, item, form, lang, event = (str(word) for word in words)
    return Entry(
        seq=data["seq"],
        time=_time(data.get("time")),
        session=session,
        item=item,
        item_version=data["item_version"],
        form=form,
        lang=lang,
        event=event,
        response=data["response"],
        outcome=outcome,
    )


def _time(value: Any) -> datetime:
    try:
        time = datetime.fromisoformat(value)
        if time.tzinfo is None:
            raise NotAnEntryError
        return time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise NotAnEntryError from error


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _refuse(name: str) -> Any:
    raise ValueError(name)  # NaN and the infinities are no JSON

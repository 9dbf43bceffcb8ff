"""Where a learner stands: a pure fold of journal entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.record.entry import Entry


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the entries of a journal add up to. The last entry in the file counts, whatever the clocks said."""

    _responses: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    _graded: Mapping[str, Entry] = field(default_factory=dict)
    _checks: Mapping[str, list[str]] = field(default_factory=dict)
    _hints: Mapping[str, int] = field(default_factory=dict)
    _sure: Mapping[str, str] = field(default_factory=dict)
    _orders: Mapping[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)
    _solutions: frozenset[str] = frozenset()
    _talks: Mapping[str, list[tuple[str, Any]]] = field(default_factory=dict)
    _said: Mapping[str, dict[str, str]] = field(default_factory=dict)
    _tools: Mapping[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Fold ``entries``, in the order of the file."""
        fold = _Fold()
        for entry in entries:
            fold.add(entry)
        return cls(
            _responses=fold.responses,
            _graded=fold.graded,
            _checks=fold.checks,
            _hints=fold.hints,
            _sure=fold.sure,
            _orders=fold.orders,
            _solutions=frozenset(fold.solutions),
            _talks=fold.talks,
            _said=fold.said,
            _tools=fold.tools,
        )

    def response(self, item: str, form: str) -> Any:
        """Give the latest response to an item in a form; None when there is none, or when it was cleared."""
        return self._responses.get((item, form))

    def checks(self, item: str) -> list[str]:
        """Give the outcomes of all practice attempts, the first one first."""
        return list(self._checks.get(item, []))

    def hints(self, item: str) -> int:
        """Give how many hints were shown."""
        return self._hints.get(item, 0)

    def sure(self, item: str) -> str | None:
        """Give how sure the learner was: "guess", "fairly", "certain"; None when not said."""
        return self._sure.get(item)

    def order(self, item: str, form: str) -> dict[str, list[str]] | None:
        """Give the order in which options were shown, field by field; None when none was kept."""
        kept = self._orders.get((item, form))
        return {name: list(slugs) for name, slugs in kept.items()} if kept is not None else None

    def solution_read(self, item: str) -> bool:
        """Tell whether the worked solution was opened."""
        return item in self._solutions

    def talk(self, scene: str) -> list[tuple[str, Any]]:
        """Give what a scene is replayed from: its "draw", "move" and "restart" events with their responses."""
        return list(self._talks.get(scene, []))

    def said(self, scene: str) -> dict[str, str]:
        """Give the learner's own words, node by node."""
        return dict(self._said.get(scene, {}))

    def value(self, tool: str) -> Any:
        """Give the latest value of a tool; None when there is none."""
        return self._tools.get((tool, "value"))

    def tick(self, tool: str) -> Any:
        """Give the latest state of a tool's ticks; None when there is none."""
        return self._tools.get((tool, "tick"))

    def latest_graded(self) -> dict[str, Entry]:
        """Give the entry that counts for each item of the graded form."""
        return dict(self._graded)


class _Fold:
    """The state while entries are added. Responses are data from a file: anything may be in them."""

    def __init__(self) -> None:
        self.responses: dict[tuple[str, str], Any] = {}
        self.graded: dict[str, Entry] = {}
        self.checks: dict[str, list[str]] = {}
        self.hints: dict[str, int] = {}
        self.sure: dict[str, str] = {}
        self.orders: dict[tuple[str, str], dict[str, list[str]]] = {}
        self.solutions: set[str] = set()
        self.talks: dict[str, list[tuple[str, Any]]] = {}
        self.said: dict[str, dict[str, str]] = {}
        self.tools: dict[tuple[str, str], Any] = {}

    def add(self, entry: Entry) -> None:  # noqa: C901, PLR0912  one branch an event; splitting them would hide the list
        """Add one entry."""
        item, response = entry.item, entry.response
        match entry.event, response:
            case "answer", _:
                self.responses[item, entry.form] = response
                if entry.form == "graded":
                    self.graded[item] = entry
            case "check", _:
                if response is not None:
                    self.responses[item, entry.form] = response
                if entry.outcome is not None:
                    self.checks.setdefault(item, []).append(entry.outcome)
            case "hint", int():
                self.hints[item] = max(self.hints.get(item, 0), response)
            case "sure", str():
                self.sure[item] = response
            case "order", dict():
                self.orders[item, entry.form] = {
                    name: [slug for slug in slugs if isinstance(slug, str)]
                    for name, slugs in response.items()
                    if isinstance(slugs, list)
                }
            case "solution", _:
                self.solutions.add(item)
            case ("draw" | "move" | "restart") as event, _:
                self.talks.setdefault(item, []).append((event, response))
            case "say", {"node": str() as node, "text": str() as text}:
                self.said.setdefault(item, {})[node] = text
            case ("tick" | "value") as event, _:
                self.tools[item, event] = response
            case _:
                pass  # an event of a later version, or a response that the event cannot have

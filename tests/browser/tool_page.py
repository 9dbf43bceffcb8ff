"""A page with tools in one language, and what a person does with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.widgets.tools.show import tool_called
from course.widgets.tools.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from running_lab import RunningLab

    from course.content import Lang

TABS = ["Tab"] * 60 + ["Shift+Tab"] * 120


@dataclass
class Tools:
    """The notebook of one language with some tools in an open page."""

    lab: RunningLab
    page: Any
    lang: Lang
    path: str

    @property
    def said(self) -> Mapping[str, str]:
        """The words that the tools share."""
        return words(self.lang)

    def tool(self, name: str) -> Any:
        """Find the tool called ``name``."""
        return self.page.locator(f".fc-tool-{name}")

    def data(self, name: str) -> dict[str, Any]:
        """Give what the tool's browser half was given."""
        return dict(tool_called(name).data(self.lang))

    def press(self, place: Any, key: str = "Enter") -> None:
        """Press a key on a control that the keyboard reaches."""
        place.focus()
        self.page.keyboard.press(key)

    def type(self, place: Any, text: str) -> None:
        """Type ``text`` instead of what stands in a box."""
        place.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tab_to(self, control: Any) -> None:
        """Go to ``control`` with Tab alone."""
        for key in TABS:
            if control.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError("the control cannot be reached with Tab")

    def saved(self, name: str) -> None:
        """Wait until the tool says that its value is saved."""
        self.tool(name).locator(".fc-tool-status", has_text=self.said["saved"]).wait_for()

    def told(self, name: str, text: str) -> None:
        """Wait until the tool says ``text`` as a failure."""
        self.tool(name).locator(".fc-tool-failed", has_text=text).wait_for()

    def kept(self, name: str) -> Any:
        """Give the last value in the journal; None when there is none."""
        file = (self.lab.root / self.path).with_name("answers.jsonl")
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        values = [entry["response"] for entry in map(json.loads, lines) if entry["item"] == f"tool-{name}"]
        return values[-1] if values else None


def tool_calls(names: list[str] | tuple[str, ...], lang: Lang) -> list[str]:
    """Give a cell for each of the tools called ``names``."""
    return [f'from course import tool; tool("{name}", lang="{lang}")' for name in names]

"""What every form keeps on a real page: targets that a finger hits, nothing too wide, no barrier."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hands import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from running_lab import RunningLab

    from course.content import Lang
    from course.content.library import Library

SMALLEST = 43.9  # 44 px, less what browsers round away
CONTROLS = "button, input, select, textarea, summary"
OUTPUT = ".jp-OutputArea-output"
_SMALL = """([within, controls, smallest]) => [...document.querySelectorAll(`:is(${within}) :is(${controls})`)]
    .map(one => one.closest("label.fc-option, label.fc-pill, .fc-tool label") ?? one).filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect().width, one.getBoundingClientRect().height])
    .filter(([, width, height]) => width < smallest || height < smallest)"""
# What a screen reader alone is told stands in a box of one pixel; a control scrolls what is typed into it.
_WIDE = """within => [...document.querySelectorAll(`:is(${within}), :is(${within}) *`)]
    .filter(one => one.clientWidth && !one.matches(".fc-said, .fc-day-who, select, input, textarea"))
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => [one.className, one.textContent.slice(0, 40), one.scrollWidth, one.clientWidth,
        one.closest(within).clientWidth, window.innerWidth])"""


def small_targets(page: Any, within: str) -> list[Any]:
    """Give the controls in ``within`` (a CSS selector) that are smaller than 44 px."""
    return list(page.evaluate(_SMALL, [within, CONTROLS, SMALLEST]))


def too_wide(page: Any, width: int, within: str) -> list[Any]:
    """Give what is wider than its place in ``within`` on a page of ``width`` px: 683 is 1366 at a zoom of 200 %.

    Lab lays its panels out in its own time after a new size: what is found counts when it is still there after 5 s.
    Each with its class, text, the width that it needs and has, that of the form around it, and that of the window.
    """
    page.set_viewport_size({"width": width, "height": 768})
    found: list[Any] = []
    for _ in range(50):
        found = page.evaluate(_WIDE, within)
        if not found:
            break
        page.wait_for_timeout(100)
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def barriers(page: Any, axe: str, within: str = OUTPUT) -> list[tuple[str, Sequence[str]]]:
    """Give what axe-core finds wrong in ``within``: each rule with the first elements that break it."""
    page.evaluate(axe)
    found = page.evaluate("within => axe.run({include: [[within]]})", within)
    return [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found["violations"]]


@contextmanager
def window(lab: RunningLab, chromium: Any) -> Iterator[Any]:
    """Give a page in a window of its own; its kernels end with it (T35)."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
    lab.stop_kernels()


@contextmanager
def notebook(
    lab: RunningLab, chromium: Any, path: str, calls: Sequence[str], lang: Lang, *, forms: int = 1
) -> Iterator[Any]:
    """Write a notebook with a cell for each of ``calls``, open it in a window of its own, and give the page."""
    lab.write_notebook(path, list(calls), lang=lang)
    with window(lab, chromium) as page:
        lab.open(page, path, forms=forms)
        yield page


@dataclass
class Forms:
    """A page with a card for each kind of question: ``kinds`` names the item of each in ``shelf``."""

    lab: RunningLab
    page: Any
    lang: Lang
    path: str
    shelf: Library
    kinds: Mapping[str, str]

    def hands(self, kind: str) -> Hands:
        """Give the hands for the card of a kind."""
        return Hands(self.page, self.kinds[kind], self.shelf.items[self.kinds[kind]].ask)

    def model_answer(self, kind: str) -> Any:
        """Give a right answer."""
        item = self.shelf.items[self.kinds[kind]]
        return item.key.model_answer(item.ask)

    def shown(self) -> dict[str, Any]:
        """Give what every card holds."""
        return {kind: self.hands(kind).shown() for kind in self.kinds}

    def try_kind(self, kind: str, wrong: Mapping[str, Any], partial: Mapping[str, Any]) -> None:
        """Answer nothing, wrongly, partly and rightly with the mouse, then rightly with the keyboard alone."""
        hands = self.hands(kind)
        right = self.model_answer(kind)
        hands.check("unattempted")
        assert "✗" not in hands.card.locator(".fc-result").inner_text()
        for outcome, responses in (("wrong", wrong), ("partial", partial)):
            if kind in responses:
                hands.mouse(responses[kind])
                hands.check(outcome)
        hands.mouse(right)
        hands.check("correct")
        by_mouse = hands.shown()
        hands.mouse(partial.get(kind, wrong.get(kind, "Something else")))
        hands.keyboard(right)
        hands.card.locator('.fc-result[data-outcome="correct"]').wait_for()
        assert hands.shown() == by_mouse
        hands.card.locator('.fc-status[data-state="saved"]').wait_for()

"""Showing a tool below a cell."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from course.engine.errors import CourseError
from course.locale import say
from course.record.place import grading
from course.widgets.session import current, known_language
from course.widgets.tools.abilities import ABILITIES
from course.widgets.tools.channel_picker import CHANNEL_PICKER
from course.widgets.tools.composition import COMPOSITION
from course.widgets.tools.crosswalk import CROSSWALK
from course.widgets.tools.customer_card import CUSTOMER_CARD
from course.widgets.tools.decoder import DECODER
from course.widgets.tools.delivery_line import DELIVERY_LINE
from course.widgets.tools.desk import Desk
from course.widgets.tools.ffab import FFAB
from course.widgets.tools.gap import GAP
from course.widgets.tools.ladder import LADDER
from course.widgets.tools.need_profile import NEED_PROFILE
from course.widgets.tools.need_wheel import NEED_WHEEL
from course.widgets.tools.present_ideal import PRESENT_IDEAL
from course.widgets.tools.product_card import PRODUCT_CARD
from course.widgets.tools.product_cards import PRODUCT_CARDS
from course.widgets.tools.quote_room import QUOTE_ROOM
from course.widgets.tools.return_calculator import RETURN_CALCULATOR
from course.widgets.tools.technique_picker import TECHNIQUE_PICKER
from course.widgets.tools.testimony_bank import TESTIMONY_BANK
from course.widgets.tools.timer import TIMER
from course.widgets.tools.truth_gate import TRUTH_GATE
from course.widgets.tools.why_ladder import WHY_LADDER

if TYPE_CHECKING:
    from course.content import Lang
    from course.widgets.tools.tool import Tool

_TOOLS = {
    tool.name: tool
    for tool in (
        *(ABILITIES, CHANNEL_PICKER, COMPOSITION, CROSSWALK, CUSTOMER_CARD, DECODER, DELIVERY_LINE, FFAB, GAP),
        *(LADDER, NEED_PROFILE, NEED_WHEEL, RETURN_CALCULATOR),
        *(PRESENT_IDEAL, PRODUCT_CARD, PRODUCT_CARDS),
        *(QUOTE_ROOM, TECHNIQUE_PICKER, TESTIMONY_BANK, TIMER, TRUTH_GATE, WHY_LADDER),
    )
}
_STATIC = files("course.widgets") / "static"


def names() -> tuple[str, ...]:
    """Give the names of all tools."""
    return tuple(_TOOLS)


def tool_called(name: str, lang: Lang = "en") -> Tool:
    """Give the tool called ``name``.

    Raises:
        CourseError: There is no such tool.

    """
    if name not in _TOOLS:
        raise CourseError(
            say("The course has no tool called '{name}'.", lang, name=name),
            then=say("Tools are: {names}.", lang, names=", ".join(_TOOLS)),
        )
    return _TOOLS[name]


def show_tool(name: str, lang: str) -> None:
    """Show the tool called ``name``; while grading, only its title in one line.

    Raises:
        CourseError: There is no such tool, or no such language.

    """
    known = known_language(lang)
    tool = tool_called(name, known)
    if grading():
        print(tool.title(known))  # noqa: T201  a kernel's output is the page
        return
    from IPython.display import display

    from course.widgets.tools.widget import ToolWidget

    display(ToolWidget(Desk(tool, current().journal, known)))  # type: ignore[no-untyped-call]


@cache
def module() -> str:
    """Give the ES module of all tools: the shell, then each tool."""
    parts = ["page.js", "tools.js", *(f"tools/{name}.js" for name in _TOOLS)]
    return "\n".join(
        [*((_STATIC / part).read_text(encoding="utf-8") for part in parts), "export default { render };\n"]
    )

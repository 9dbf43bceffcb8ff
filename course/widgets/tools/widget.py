"""A tool's widget: the thin shell between the browser and a ``Desk``."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course.widgets.assets import style
from course.widgets.tools.show import module

if TYPE_CHECKING:
    from course.widgets.tools.desk import Desk


class ToolWidget(anywidget.AnyWidget):
    """Shows a tool and passes its messages on."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._esm = module()
        self._css = style() + (files("course.widgets") / "static" / "tools.css").read_text(encoding="utf-8")
        super().__init__(view=desk.view())
        self.on_msg(self._received)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        self.send(self.desk.handle(content))

    def __repr__(self) -> str:
        """Say what stands here, where no widget can be shown."""
        return self.desk.tool.title(self.desk.lang)

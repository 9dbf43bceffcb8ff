"""A scene's widget: the thin shell between the browser and a ``TalkForm``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from course.content.scene import scene
from course.record.place import grading
from course.widgets.session import current, known_language
from course.widgets.talk import TalkForm

_STATIC = files("course.widgets") / "static"


@cache
def scene_module() -> str:
    """Give the ES module of the scene player."""
    parts = [(_STATIC / name).read_text(encoding="utf-8") for name in ("page.js", "outbox.js", "face.js", "scene.js")]
    return "\n".join([*parts, "export default { render };\n"])


class SceneWidget(anywidget.AnyWidget):
    """Shows a scene and passes its messages on."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, form: TalkForm) -> None:
        self.form = form
        self._esm = scene_module()
        self._css = (_STATIC / "scene.css").read_text(encoding="utf-8")
        super().__init__(view=form.view())
        self.on_msg(self._received)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        reply = self.form.handle(content)
        self.send(reply)
        if reply["t"] == "ack":
            self.form.session.changed()

    def __repr__(self) -> str:
        """Say what stands here, where no widget can be shown."""
        return self.form.scene.title.of(self.form.lang)


def show_scene(name: str, lang: str) -> None:
    """Play the customer talk called ``name`` ("m1-r1")."""
    form = TalkForm(scene(name), current(), known_language(lang))
    if grading():
        print(form.scene.title.of(form.lang))  # noqa: T201  while grading, say in one line what stands here
        return
    from IPython.display import display

    display(SceneWidget(form))  # type: ignore[no-untyped-call]

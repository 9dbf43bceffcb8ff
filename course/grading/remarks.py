"""What an instructor wrote beside a mark: Markdown, as Formgrader promises, and never raw HTML."""

from __future__ import annotations

from typing import Any

import mistune

from course.grading.markup import Html


class _Plain(mistune.HTMLRenderer):
    """No HTML of the writer's, no picture from outside, and no heading that breaks the page's own."""

    def __init__(self) -> None:
        super().__init__(escape=True)

    def image(self, text: str, url: str = "", title: str | None = None) -> str:  # noqa: ARG002  mistune's signature
        """Give the words in place of a picture: the page needs no network."""
        return text

    def heading(self, text: str, level: int = 1, **_attrs: Any) -> str:  # noqa: ARG002  mistune's signature
        """Give a heading as a strong line."""
        return f"<p><strong>{text}</strong></p>\n"


_markdown = mistune.create_markdown(renderer=_Plain(), hard_wrap=True, plugins=["strikethrough", "table"])


def rendered(comment: str) -> Html:
    """Give a comment as HTML; what looks like HTML in it is shown as typed."""
    return Html(_markdown(comment))

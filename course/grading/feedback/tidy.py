"""What nbconvert's HTML exporter does to a finished page, without building its tree.

``HTMLExporter.from_notebook_node`` reads each page with BeautifulSoup, sets a few attributes, and writes it again. What
comes out is the page with each tag and each text written in BeautifulSoup's way. Where every tag is closed in its turn,
that can be done piece by piece, and the pieces of a class's pages are nearly all the same: each is given to
BeautifulSoup once. A page that is anything else than such pieces is given to BeautifulSoup whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from bs4 import BeautifulSoup

# Inside these a text is read in another way, or an attribute is set by where they stand: the whole page, then. So with
# a "&" that begins no reference: where it ends depends on what follows.
_OTHERWISE = re.compile(
    r"jp-Notebook|<(?:textarea|xmp|iframe|noembed|noframes|noscript|plaintext|svg|math)\b|\r|\x00"
    r"|&(?!(?:[a-z][a-z0-9]*|#[0-9]{1,6}|#x[0-9a-f]{1,5});)",
    re.IGNORECASE,
)
# A page's pieces. In style, script and title no tag is read, so each is one piece.
_PIECES = re.compile(
    r"(?P<text>[^<]+)"
    r"|</(?P<closed>[a-z][a-z0-9]*)>"
    r"|<(?P<opened>(?!(?:style|script|title)\b)[a-z][a-z0-9]*)"
    r"""(?:\s+[a-z][a-z0-9-]*(?:=(?:"[^"<]*"|'[^'<]*'))?)*\s*/?>"""
    r"|(?P<alone><(?:(?P<element>style|script)\b[^<>]*(?<!/)>[^<]*(?:<(?![/!])[^<]*)*</(?P=element)|title>[^<]*</title"
    r"|!DOCTYPE html|!--(?!-?>)[^-]*(?:-(?!-)[^-]*)*--)>)"
)
_VOID = frozenset(BeautifulSoup("", "html.parser").builder.empty_element_tags or ())
_PRESERVED = frozenset({"pre"})  # elsewhere a text of spaces only becomes one space or one new line
_SPACES = BeautifulSoup.ASCII_SPACES
_KNOWN = 1 << 14  # pieces that are remembered
_NO_ALT = "No description has been provided for this image"


def tidied(html: str) -> str:
    """Give a page as ``HTMLExporter`` writes it."""
    written = None if _OTHERWISE.search(html) else _in_pieces(html)
    return whole(html) if written is None else written


def _in_pieces(html: str) -> str | None:
    """Write piece by piece; give None for what is anything else than pieces in their turn."""
    written, inside, preserved, end = list[str](), list[str](), 0, 0
    for found in _PIECES.finditer(html):
        if found.start() != end:
            return None
        end = found.end()
        piece = found[0]
        if name := found["opened"]:
            written.append(_tag(piece))
            if name not in _VOID:
                if piece.endswith("/>"):
                    return None
                inside.append(name)
                preserved += name in _PRESERVED
        elif name := found["closed"]:
            if not inside or inside.pop() != name:
                return None
            preserved -= name in _PRESERVED
            written.append(piece)
        elif found["text"]:
            written.append(_text(piece, keep=preserved > 0))
        elif preserved:
            return None
        else:
            written.append(_alone(piece))
    return "".join(written) if end == len(html) and not inside else None


def whole(html: str) -> str:
    """Do what ``HTMLExporter.from_notebook_node`` does, in the same way."""
    soup = BeautifulSoup(html, features="html.parser")
    for each in soup.select("img:not([alt])"):
        each.attrs["alt"] = _NO_ALT
    inputs, outputs = ".jp-Notebook div.jp-Cell-inputWrapper", ".jp-Notebook div.jp-OutputArea-output"
    for each in chain(soup.select(inputs), soup.select(outputs)):
        each.attrs["tabindex"] = "0"
    return str(soup)


@lru_cache(_KNOWN)
def _tag(piece: str) -> str:
    written = whole(piece)
    return written[: written.rindex("</")] if "</" in written else written


@lru_cache(_KNOWN)
def _alone(piece: str) -> str:
    return str(BeautifulSoup(piece, features="html.parser"))


def _text(piece: str, *, keep: bool) -> str:
    if "&" in piece or ">" in piece:
        return _escaped(piece, "pre" if keep else "p")
    if keep or piece.strip(_SPACES):
        return piece
    return "\n" if "\n" in piece else " "


@lru_cache(_KNOWN)
def _escaped(piece: str, inside: str) -> str:
    written = str(BeautifulSoup(f"<{inside}>{piece}</{inside}>", features="html.parser"))
    return written[len(inside) + 2 : -len(inside) - 3]

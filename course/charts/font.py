"""The font that charts are drawn with: shipped with the course, so that Chinese is drawn on every machine (trap T30).

matplotlib looks through every font of the machine when it is first imported, which takes seconds, writes a cache into
the home folder and may say so on stderr (trap T01). A course's chart needs one font only. So, where matplotlib has not
been imported yet, it is imported with an empty list of fonts in a folder that is gone afterwards.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
import warnings
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = "Forecourt Sans SC"
FILE = "ForecourtSansSC-Regular.ttf"


@cache
def ready() -> None:
    """Import matplotlib, and make the course's font known to it. The second call does nothing."""
    looking = nullcontext() if "matplotlib" in sys.modules else _without_a_look_at_the_system()
    with looking, warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # matplotlib 3.9 uses old names of its own libraries; a learner cannot act on it
        from matplotlib import font_manager
    known = font_manager.fontManager
    with as_file(files("course.charts") / "fonts" / FILE) as font:
        known.addfont(font)
    if len(known.ttflist) == 1:  # matplotlib's own font stays what everything else falls back to
        from matplotlib import get_data_path

        known.addfont(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")


@contextmanager
def _without_a_look_at_the_system() -> Iterator[None]:
    before = os.environ.get("MPLCONFIGDIR")
    with TemporaryDirectory(prefix="forecourt-") as folder:
        _write_empty_list(Path(folder))
        os.environ["MPLCONFIGDIR"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["MPLCONFIGDIR"]
            else:
                os.environ["MPLCONFIGDIR"] = before


def _write_empty_list(folder: Path) -> None:
    """Write the list that matplotlib reads instead of looking; if it does not fit, matplotlib looks after all."""
    version = _version_of_the_list()
    if version is None:
        return
    fonts: dict[str, object] = {
        "__class__": "FontManager",
        "_version": version,
        "_FontManager__default_weight": "normal",
        "default_size": None,
        "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
        "afmlist": [],
        "ttflist": [],
    }
    # matplotlib 3.10 and later call the file "fontlist-v3.11.0.json", 3.9 "fontlist-v390.json".
    (folder / f"fontlist-v{version}.json").write_text(json.dumps(fonts), encoding="utf-8")


def _version_of_the_list() -> str | int | None:
    """Read the version from matplotlib's source: importing it would already start the search."""
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        return None
    source = Path(package.origin).with_name("font_manager.py")
    if not source.is_file():
        return None
    found = re.search(r"^    __version__ = ('[\w.]+'|\d+)$", source.read_text(encoding="utf-8"), re.MULTILINE)
    return ast.literal_eval(found[1]) if found else None

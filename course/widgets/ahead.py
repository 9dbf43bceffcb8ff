"""An IPython extension that reads what the first forms need before the first cell is run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any


def load_ipython_extension(_: Any) -> None:
    """Import the forms and read the questions of the notebook in whose folder the kernel runs.

    In a folder that is none of the course's it does nothing. It says nothing and never fails: what is wrong is told by
    the cell that needs it.
    """
    with suppress(Exception):
        from course.content import library, module_of, modules

        module = module_of(Path.cwd().name)
        if module in modules():
            from course.widgets import header, sheet  # noqa: F401  imported for those who come later

            shelf = library(module)
            _ = shelf.module, shelf.sheets, shelf.items
        elif Path("start.ipynb").is_file():
            from course.widgets import start  # noqa: F401  as above

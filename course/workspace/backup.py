"""Copies of notebooks from before they were laid out again; the last few are kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

KEPT = 10


def back_up(notebook: Path, into: Path, now: datetime) -> Path:
    """Copy ``notebook`` into the folder ``into`` under a name with the time, and remove all but the newest ten of it.

    Args:
        notebook: The file to copy.
        into: The folder of backups.
        now: The time, aware.

    """
    into.mkdir(parents=True, exist_ok=True)
    copy = into / f"{notebook.stem}.{now:%Y%m%dT%H%M%S.%f}.ipynb"
    shutil.copy2(notebook, copy)
    for old in sorted(into.glob(f"{notebook.stem}.*.ipynb"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return copy

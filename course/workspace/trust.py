"""Signing notebooks, so that JupyterLab trusts what the course itself laid out."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Trust:
    """Jupyter's own record of trusted notebooks, on this machine for this user."""

    def __init__(self, notary: Any) -> None:
        self._notary = notary

    def has(self, notebook: Any) -> bool:
        """Say whether this very notebook was signed."""
        return bool(self._notary.check_signature(notebook))

    def sign(self, notebook: Any) -> None:
        """Sign a notebook as it will be read from its file."""
        self._notary.sign(notebook)


@contextmanager
def trust(data_dir: Path | None = None) -> Iterator[Trust]:
    """Open the record of trusted notebooks (``data_dir`` is Jupyter's own unless it is given)."""
    from jupyter_core.paths import jupyter_data_dir
    from nbformat.sign import NotebookNotary

    place = Path(data_dir or jupyter_data_dir())
    place.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(place))
    try:
        yield Trust(notary)
    finally:
        notary.store.close()

"""What every Jupyter program imports and nobody asks, imported when it is asked.

Each spends about 1.5 s at start building a parser for internationalised addresses (``rfc3987_syntax``, jupyter_server
#1559; trap T42). See docs/decisions/fast-start.md.
"""

from __future__ import annotations

import sys
from types import ModuleType

_SLOW = "rfc3987_syntax"


class _Later(ModuleType):
    """Stands for ``rfc3987_syntax`` until one of its names is used, then gives way to it."""

    def is_valid_syntax(self, term: str, value: str) -> bool:
        """Answer as the real function does, importing it at the first question."""
        from importlib import import_module

        if sys.modules.get(_SLOW) is self:
            del sys.modules[_SLOW]
        return bool(import_module(_SLOW).is_valid_syntax(term, value))


def defer_slow_imports() -> None:
    """Put the stand-in where ``jsonschema`` looks, unless the real module is there already or is not installed."""
    from importlib.util import find_spec

    if _SLOW not in sys.modules and find_spec(_SLOW) is not None:
        sys.modules[_SLOW] = _Later(_SLOW)

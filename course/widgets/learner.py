"""The learner's name, as the learner's folder remembers it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

CHOICES = Path(".forecourt") / "choices.json"  # written by ``course open``


def learner_name(folder: Path) -> str:
    """Give the name of the learner whose folder this is; the folder's own name where nothing else is known."""
    with suppress(OSError, ValueError, AttributeError):
        chosen = json.loads((folder / CHOICES).read_text(encoding="utf-8")).get("learner")
        if isinstance(chosen, str) and chosen:
            return chosen
    return folder.name

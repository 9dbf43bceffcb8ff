"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The machines that run these tests are slow and noisy; a property that holds late still holds.
settings.register_profile("forecourt", deadline=None)
settings.load_profile("forecourt")


@pytest.fixture
def public_path(tmp_path: Path) -> Path:
    """Give ``tmp_path`` where every account may go: as root, the fence runs submissions as nobody."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder.stat().st_mode & 0o011 != 0o011:
            folder.chmod(folder.stat().st_mode | 0o011)
    return tmp_path

"""A page hears at once that its answer was saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest.mock import MagicMock

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.utils.importstring import import_item

from course.workspace.folder import Folder
from course.workspace.settings import write_settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_small_messages_to_a_page_are_not_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = json.loads(write_settings(Folder(tmp_path / "pat", "pat"), "en").read_text(encoding="utf-8"))
    connection = import_item(config["ServerApp"]["kernel_websocket_connection_class"])
    assert issubclass(connection, ZMQChannelsWebsocketConnection)
    connected = MagicMock()
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", connected)
    page = MagicMock()
    monkeypatch.setattr(connection, "websocket_handler", page)  # in place of its trait: a server's handler
    connection.connect(connection.__new__(connection))
    page.set_nodelay.assert_called_once_with(True)
    connected.assert_called_once_with()

"""The line between a page and its kernel, without the wait that collects small messages into larger ones."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Send every message at once.

    tornado leaves Nagle's algorithm on for WebSockets; with the browser's delayed acknowledgements a small message then
    waits about 40 ms for the one before it, and "Saved" comes late by that much (docs/performance.md).
    """

    def connect(self) -> Any:
        """Begin to pass messages on."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()

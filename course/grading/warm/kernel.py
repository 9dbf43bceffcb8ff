"""A kernel without sockets: what it would publish is kept in a list, in the order in which it was said."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ipykernel import compiler, jsonutil
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from course.grading.warm.messages import Ran

json_clean: Any = jsonutil.json_clean  # ipykernel has no types


class Log:
    """The messages of the cell that is running."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def add(self, kind: str, content: Any) -> None:
        """Keep a message; text on the same stream goes on where it stopped, as a kernel's does."""
        last = self.messages[-1] if self.messages else None
        if kind == "stream" and last and last["msg_type"] == "stream" and last["content"]["name"] == content["name"]:
            last["content"]["text"] += content["text"]
            return
        self.messages.append({"msg_type": kind, "content": json_clean(content), "date": datetime.now(UTC).isoformat()})


class KeptSession(Session):
    """A session that keeps what it is told to send."""

    def __init__(self, log: Log) -> None:
        super().__init__(key=b"")
        self._log = log

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> Any:  # noqa: ARG002
        """Keep one message."""
        if not isinstance(msg_or_type, str):
            msg_or_type, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        self._log.add(msg_or_type, content or {})
        return {}


class KeptStream(io.TextIOBase):
    """Standard output or standard error, kept among the messages."""

    encoding = "utf-8"

    def __init__(self, log: Log, name: str) -> None:
        self._log, self._called = log, name
        self._written = ""

    def write(self, text: str) -> int:
        """Keep ``text`` until the stream is flushed, as a kernel's streams do."""
        self._written += text
        return len(text)

    def flush(self) -> None:
        """Say what was written. IPython flushes before it shows something, and ``Kernel`` at the end of a cell."""
        text, self._written = self._written, ""
        if text:
            self._log.add("stream", {"name": self._called, "text": text})

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def set_parent(self, parent: Any) -> None:
        """Accept what ipykernel sets on its own streams."""


# A hash of the cell's text in pure Python, for the file name in tracebacks: 5 ms for a course's graded cells.
compiler.murmur2_x86 = lru_cache(maxsize=1024)(compiler.murmur2_x86)


class _Shell(ZMQInteractiveShell):
    def __init__(self, **more: Any) -> None:
        self.rehearsed: dict[str, str] = {}
        self.rehearses = False
        super().__init__(**more)  # type: ignore[no-untyped-call]

    def enable_gui(self, gui: Any = None) -> None:
        self.active_eventloop = gui

    def transform_cell(self, raw_cell: str) -> str:
        """Turn IPython's own syntax into Python, for a cell that was rehearsed only once."""
        if raw_cell in self.rehearsed:
            return self.rehearsed[raw_cell]
        found = str(super().transform_cell(raw_cell))  # type: ignore[no-untyped-call]
        if self.rehearses:
            self.rehearsed[raw_cell] = found
        return found


class _Kernel(IPythonKernel):
    shell_class = Type(_Shell)
    iopub_socket = AnyTrait()
    iopub_thread = AnyTrait()
    shell_stream = AnyTrait()
    control_stream = AnyTrait()
    stdin_socket = AnyTrait()
    control_thread = AnyTrait(None)
    shell_channel_thread = AnyTrait(None)
    debugpy_stream = AnyTrait(None)

    def _publish_status(self, *_: Any, **__: Any) -> None:
        """Nobody listens; ``run`` says itself when a cell begins and ends."""


class Kernel:
    """Runs cells in this process. One to a process: IPython keeps its shell as a singleton."""

    def __init__(self) -> None:
        self._log = Log()
        settings = Config()
        settings.HistoryManager.enabled = False
        settings.HistoryManager.hist_file = ":memory:"
        self._kernel: Any = _Kernel.instance(
            session=KeptSession(self._log), iopub_socket=object(), config=settings, user_ns=None
        )
        self._streams = KeptStream(self._log, "stdout"), KeptStream(self._log, "stderr")
        self.language: dict[str, Any] = json_clean(self._kernel.language_info)

    def warm_up(self) -> None:
        """Run one cell and forget it: caches of the compiler, the formatters and the display are made by the first."""
        self.run("from IPython.display import HTML, display\ndisplay(HTML(''))\n1.0")
        self.forget()

    def rehearse(self, sources: list[str]) -> None:
        """Run cells only in order to have done it once, and forget what they left in the notebook's names."""
        self._kernel.shell.rehearses = True
        try:
            for source in sources:
                self.run(source)
        finally:
            self._kernel.shell.rehearses = False
            self.forget()

    def forget(self) -> None:
        """Forget what ran so far: the next cell is the first."""
        self._kernel.shell.reset(new_session=True)
        self._kernel.shell.execution_count = 1

    @property
    def count(self) -> int:
        """The number of the next cell; cells that run in another process are counted along."""
        return int(self._kernel.shell.execution_count)

    @count.setter
    def count(self, number: int) -> None:
        self._kernel.shell.execution_count = number

    @property
    def names(self) -> dict[str, Any]:
        """What the cells have defined."""
        names: dict[str, Any] = self._kernel.shell.user_ns
        return names

    def run(self, source: str) -> Ran:
        """Run one cell and give what it published."""
        shell = self._kernel.shell
        kept = sys.stdout, sys.stderr, sys.displayhook
        sys.stdout, sys.stderr, sys.displayhook = *self._streams, shell.displayhook
        header = {"msg_id": str(shell.execution_count), "msg_type": "execute_request", "session": "warm"}
        self._kernel.set_parent(None, {"header": header, "msg_id": header["msg_id"]}, channel="shell")
        self._log.messages = []
        self._log.add("status", {"execution_state": "busy"})
        self._log.add("execute_input", {"code": source, "execution_count": shell.execution_count})
        try:
            result = shell.run_cell(source, store_history=True)
            for stream in self._streams:
                stream.flush()
        finally:
            sys.stdout, sys.stderr, sys.displayhook = kept
        messages, count = self._log.messages, shell.execution_count - 1
        if result.success:
            return Ran(messages, {"status": "ok", "execution_count": count})
        error = result.error_before_exec or result.error_in_exec
        said = {"ename": type(error).__name__, "evalue": str(error), "traceback": shell._last_traceback or []}  # noqa: SLF001  ipykernel reads it there too
        return Ran(messages, {"status": "error", "execution_count": count, **json_clean(said)})

"""A second process for the learner's cells, so that tests never share memory with what they test.

In a notebook that asks for it, the learner's cells run in one process and the tests in another. A test reaches a
learner's function by its name, with plain data::

    from course.grading.fence import call
    call("price_per_litre", 62.4, 8)

What the learner's process changes (a library, the marking, a number in memory) it changes for itself.
"""

from __future__ import annotations

import json
import os
import select
import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.grading.warm.kernel import Kernel
    from course.grading.warm.messages import Ran

_BLOCK = 1 << 18
_here: dict[str, Visitor] = {}  # the one of this process, where there is one


class LearnerError(Exception):
    """What a learner's function raised, as text: nothing of the learner's comes over but data.

    Attributes:
        kind: The name of the exception's class; ``ProcessEnded`` or ``TooLong`` where there was no answer.
        said: Its text.

    """

    def __init__(self, kind: str, said: str) -> None:
        self.kind, self.said = kind, said
        super().__init__(f"{kind}: {said}" if said else kind)


def call(function: str, /, *args: Any, seconds: float | None = None, **named: Any) -> Any:
    """Call a function that a learner's cell has defined, in the learner's own process.

    Args:
        function: Its name.
        args: What it is given: numbers, strings, lists, dictionaries with string keys, None.
        seconds: How long it may take; as long as the notebook where nothing is said.
        named: What it is given by name.

    Returns:
        What it returned, as plain data: a tuple is a list, an array is nested lists.

    Raises:
        LearnerError: It raised something, does not exist, gave what is no plain data, or never came back.

    """
    asked = {"function": function, "args": list(args), "named": named}
    visitor = _here.get("visitor")
    if visitor is None:  # outside the fence: in the instructor's own notebook, while it is being written
        from IPython import get_ipython

        shell: Any = get_ipython()
        return _result(_called(shell.user_ns if shell else {}, json.loads(json.dumps(asked))))
    return _result(visitor.ask(asked, seconds))


def _result(answer: dict[str, Any]) -> Any:
    if "raised" in answer:
        raise LearnerError(str(answer["raised"]), str(answer.get("said", "")))
    return answer.get("value")


def _called(names: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Call a function, and give what came of it as plain data."""
    function: Callable[..., Any] | None = names.get(asked["function"])
    if not callable(function):
        return {"raised": "NameError", "said": f"there is no function {asked['function']}"}
    try:
        value = function(*asked["args"], **asked["named"])
        return {"value": json.loads(json.dumps(value, default=_plain))}
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the test's to judge
        return {"raised": type(error).__name__, "said": str(error)}


def _plain(value: Any) -> Any:
    """Give numpy's numbers and arrays as Python's."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is no plain data")


class Visitor:
    """The learner's process, as the tests' process sees it.

    Args:
        kernel: The warm kernel, before any cell has run.
        channel: The way to the gate, which the learner's process does not get.
        abi: Landlock's version; 0 where it is not used.

    """

    def __init__(self, kernel: Kernel, channel: int, abi: int) -> None:
        self._kernel = kernel
        self._line, theirs = socket.socketpair()
        self._left = b""
        if os.fork() == 0:
            try:
                self._line.close()
                os.close(channel)
                if abi:
                    from course.grading.fence.landlock import part_from_parent

                    part_from_parent(abi)
                _visit(kernel, theirs)
            finally:
                os._exit(0)
        theirs.close()
        _here["visitor"] = self

    def run(self, source: str) -> Ran:
        """Run one of the learner's cells.

        Raises:
            LearnerError: Its process has ended.

        """
        from course.grading.warm.messages import Ran

        answer = self.ask({"source": source, "count": self._kernel.count}, None)
        if "raised" in answer:
            raise LearnerError(answer["raised"], answer["said"])
        self._kernel.count += 1
        return Ran(answer["messages"], answer["reply"])

    def ask(self, asked: dict[str, Any], seconds: float | None) -> dict[str, Any]:
        """Ask the learner's process one thing."""
        try:
            self._line.sendall(json.dumps(asked).encode() + b"\n")
            line = self._hear(seconds)
        except TimeoutError:
            return {"raised": "TooLong", "said": f"it took longer than {seconds:g} seconds"}
        except OSError:
            line = b""
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        return answer if isinstance(answer, dict) else {"raised": "ProcessEnded", "said": "its process has ended"}

    def _hear(self, seconds: float | None) -> bytes:
        while b"\n" not in self._left:
            if seconds is not None and not select.select([self._line], [], [], seconds)[0]:
                self._line.close()  # a late answer is none
                raise TimeoutError
            block = self._line.recv(_BLOCK)
            if not block:
                return b""
            self._left += block
        line, _, self._left = self._left.partition(b"\n")
        return line


def _visit(kernel: Kernel, line: socket.socket) -> None:
    """In the learner's process: do what is asked until nobody asks any more."""
    from course.grading.fence.inside import settle

    with line.makefile("rb") as asking:
        for each in asking:
            asked = json.loads(each)
            answer: dict[str, Any]
            if "environment" in asked:
                settle(asked["environment"], asked["scratch"])
                answer = {}
            elif "source" in asked:
                kernel.count = asked["count"]
                ran = kernel.run(asked["source"])
                answer = {"messages": ran.messages, "reply": ran.reply}
            else:
                answer = _called(kernel.names, asked)
            line.sendall(json.dumps(answer).encode() + b"\n")

"""Reading what came out of the fence: the learner's code may have written it, so that nothing is believed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from course.grading.warm.messages import Ran, RanNotebook

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a message must hold for nbclient to make an output of it, and of what kind.
_FIELDS: dict[str, dict[str, type]] = {
    "status": {"execution_state": str},
    "execute_input": {"code": str, "execution_count": int},
    "execute_result": {"data": dict, "metadata": dict, "execution_count": int},
    "display_data": {"data": dict, "metadata": dict},
    "update_display_data": {"data": dict, "metadata": dict, "transient": dict},
    "stream": {"name": str, "text": str},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "clear_output": {},
    "comm_open": {"comm_id": str, "target_name": str, "data": dict},
    "comm_msg": {"comm_id": str, "data": dict},
    "comm_close": {"comm_id": str},
}
STRANGE = "it did not answer as a notebook does"
_REPLIES: dict[str, type] = {"ename": str, "evalue": str, "traceback": list}


class StrangeError(ValueError):
    """The answer is none."""


def read(data: bytes, wanted: int, language: dict[str, Any], why: str, late: Sequence[int] = ()) -> RanNotebook:
    """Give the notebook, as far as it ran.

    Args:
        data: What came: a line for each cell.
        wanted: How many cells there are.
        language: The kernel's ``language_info``.
        why: Why it was stopped; empty when it was not.
        late: Which cells were interrupted.

    """
    cells: list[Ran] = []
    inside = done = False
    try:
        for line in data.split(b"\n"):
            if not line or (why and not line.endswith(b"}")):  # torn off when it was stopped
                continue
            told = _object(json.loads(line))
            if "cell" in told:
                cells.append(_cell(told["cell"]))
            inside, done = inside or "inside" in told, done or "done" in told
        if len(cells) > wanted or not (inside or why) or (done and len(cells) != wanted):
            return RanNotebook([], language, why or STRANGE)
    except (ValueError, RecursionError):
        return RanNotebook(cells[:wanted], language, why or STRANGE)
    ran = [number for number in late if number < len(cells)]
    return RanNotebook(cells, language, why or ("" if done else "the process ended by itself"), ran)


def to_the_end(ran: RanNotebook, wanted: int) -> list[Ran]:
    """Give every cell: those that did not run have an error, so that nbgrader gives nothing for them (T02).

    Args:
        ran: What ran.
        wanted: How many cells there are.

    """
    found = list(ran.cells)
    for number in range(len(found), wanted):
        said = {"ename": "Stopped", "evalue": f"The notebook was stopped: {ran.stopped}."}
        shown = {**said, "traceback": [f"{said['ename']}: {said['evalue']}"]}
        moment = datetime.now(UTC).isoformat()
        begun = {"code": "", "execution_count": number + 1}
        messages = [
            {"msg_type": "execute_input", "content": begun, "date": moment},
            {"msg_type": "error", "content": shown, "date": moment},
        ]
        found.append(Ran(messages, {"status": "error", "execution_count": number + 1, **shown}))
    return found


def failed(data: bytes) -> str:
    """Give what the child said when it could not go in; only its first line can be that."""
    try:
        told = json.loads(data.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return ""
    return str(told["failed"]) if isinstance(told, dict) and "failed" in told else ""


def _cell(told: Any) -> Ran:
    cell = _object(told)
    messages, reply = cell.get("messages"), _object(cell.get("reply"))
    if not isinstance(messages, list):
        raise StrangeError
    if reply.get("status") not in {"ok", "error"} or not isinstance(reply.get("execution_count"), int):
        raise StrangeError
    if reply["status"] == "error":
        _check(reply, _REPLIES)
    return Ran([_message(each) for each in messages], reply)


def _message(told: Any) -> dict[str, Any]:
    message = _object(told)
    kind, content = message.get("msg_type"), _object(message.get("content"))
    if not isinstance(kind, str) or kind not in _FIELDS:
        raise StrangeError
    _check(content, _FIELDS[kind])
    if "transient" in content:
        _object(content["transient"])
    if kind == "stream" and content["name"] not in {"stdout", "stderr"}:
        raise StrangeError
    if kind in {"display_data", "execute_result", "update_display_data"}:
        _check_shown(content["data"])
    datetime.fromisoformat(str(message.get("date")))
    return {"msg_type": kind, "content": content, "date": message["date"]}


def _check(found: dict[str, Any], fields: dict[str, type]) -> None:
    for name, kind in fields.items():
        if not isinstance(found.get(name), kind):
            raise StrangeError
    if not all(isinstance(line, str) for line in found.get("traceback", [])):
        raise StrangeError


def _check_shown(data: dict[str, Any]) -> None:
    """See that what is shown can stand in a notebook: text, or JSON where its type says so."""
    for kind, value in data.items():
        if not (isinstance(value, str) or kind.endswith("json")):
            raise StrangeError


def _object(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise StrangeError
    return told

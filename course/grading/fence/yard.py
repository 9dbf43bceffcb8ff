"""The yard: the process that stands on the prepared ground, forks a child for each submission and watches over it.

It never sees a submission's code or answers: those go between the gate (``course.grading.fence.gate``) and the child,
so that no child inherits what another has said.
"""

from __future__ import annotations

import gc
import json
import math
import os
import select
import shutil
import signal
import socket
import stat
import struct
import time
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.fence import folder as folders
from course.grading.fence import namespaces, seccomp, view
from course.grading.fence.enter import enter, prepare, shown_by
from course.grading.fence.family import Family
from course.grading.fence.inside import run
from course.grading.fence.layers import WATCHDOG
from course.grading.fence.limits import Limits
from course.grading.fence.readable import keep_apart
from course.grading.fence.rlimits import processes_of_this_user
from course.grading.fence.syscalls import CHILD_SUBREAPER, DUMPABLE, PARENT_DEATH, machine, process_control
from course.grading.fence.watch import TICK, Watch

if TYPE_CHECKING:
    from course.grading.fence.enter import Footing
    from course.grading.fence.layers import Ground
    from course.grading.warm.kernel import Kernel

LINE = 1 << 16  # the longest message between gate and yard
_RECOUNT = 10.0  # seconds
_BROKEN = (OSError, CourseError, ValueError, struct.error)


def open_yard(kernel: Kernel | None, ground: Ground, talk: socket.socket, why_not_apart: str) -> None:
    """Become the yard; in a fork of the gate. Never comes back.

    Args:
        kernel: The warm kernel; None where only the layers are asked for.
        ground: What the fence stands on.
        talk: The line to the gate.
        why_not_apart: Why there are to be no namespaces; empty to try.

    """
    try:
        shown = shown_by(ground)
        if not why_not_apart:
            # With the first process of a namespace everything in it ends. Without one the yard must live to end it, and
            # hears from its line that the gate has gone.
            process_control(PARENT_DEATH, signal.SIGKILL)
            namespaces.leave()
            child = os.fork()
            if child:
                talk.close()
                os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) and 1)
            process_control(PARENT_DEATH, signal.SIGKILL)
        elif machine() is not None:
            process_control(CHILD_SUBREAPER, 1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_IGN)  # Ctrl+C is the grader's; what it does closes our line
        footing = prepare(ground, shown, why_not_apart)
        if machine() is not None:
            process_control(DUMPABLE, 0)
        say(talk, {"layers": footing.layers.data()})
    except _BROKEN as error:
        say(talk, {"failed": str(error)})
        os._exit(1)
    _serve(kernel, footing, talk)
    os._exit(0)


def say(talk: socket.socket, message: dict[str, Any]) -> None:
    """Send a message over the line between gate and yard; whoever has gone needs none."""
    with suppress(OSError):
        talk.send(json.dumps(message).encode())


def _serve(kernel: Kernel | None, footing: Footing, talk: socket.socket) -> None:
    family = Family(apart=footing.apart)
    # In namespaces the kernel counts the submission's alone, and as root it has a user of its own.
    alone = footing.apart or footing.user is not None or not footing.layers.has(WATCHDOG)
    others, counted = 0, -math.inf
    gc.collect()
    gc.freeze()  # what is warm is never looked through again: in a child, looking would copy it
    seccomp.program(machine() or 0, mounts=footing.apart, only_to=0)  # once, for all children
    while True:
        heard, handles, _, _ = socket.recv_fds(talk, LINE, 1)
        if not heard:
            return
        asked = json.loads(heard)
        if "folder" not in asked:  # it was to be stopped or interrupted, and had ended meanwhile
            continue
        if not alone and time.monotonic() - counted > _RECOUNT:
            others, counted = processes_of_this_user(), time.monotonic()
        try:
            told = {"ended": _submission(kernel, footing, family, talk, asked | {"others": others}, handles[0])}
        except _BROKEN as error:
            told = {"failed": str(error)}
        os.close(handles[0])  # only now: when nothing of it is alive the gate has heard all
        say(talk, told)


def _submission(
    kernel: Kernel | None, footing: Footing, family: Family, talk: socket.socket, asked: dict[str, Any], channel: int
) -> str:
    """Run one submission, and give why it was stopped."""
    folder, scratch, limits = asked["folder"], asked["scratch"], Limits(**asked["limits"])
    keep_apart(folder, footing.shown)
    seen = view.OLD + folder if footing.apart else folder
    places = [seen] if footing.apart else [seen, scratch]
    if linked := folders.hard_link(seen):
        return linked
    mode = stat.S_IMODE(os.stat(seen).st_mode)
    given = folders.give(seen, footing.user) if footing.user is not None else {}
    if footing.user is not None and not footing.apart:
        os.chown(scratch, footing.user, footing.user)
    try:
        if footing.apart:
            view.place_for(folder)
        watch = Watch(family, places, limits)
        child = os.fork()
        if child == 0:
            talk.close()
            _child(kernel, footing, channel, asked, limits)
        try:
            why = _guard(watch, child, talk)
        finally:
            family.end()
        why = why or watch.files()
    finally:
        kept = folders.tidy(seen, mode, given, footing.user)
        if footing.apart:
            view.forget(folder)
        else:
            shutil.rmtree(scratch, ignore_errors=True)  # here: the gate may have been killed meanwhile
    return why if kept else (why or folders.UNREADABLE)


def _child(kernel: Kernel | None, footing: Footing, channel: int, asked: dict[str, Any], limits: Limits) -> None:
    """In the child: go in, run, and end without any of the parent's farewells."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        channel = _only(channel)
        scratch = view.SCRATCH if footing.apart else asked["scratch"]
        try:
            enter(footing, asked["folder"], scratch, limits, asked["others"])
        except _BROKEN as error:
            os.write(channel, json.dumps({"failed": str(error)}).encode() + b"\n")
        else:
            run(kernel, channel, scratch, abi=footing.abi, apart=asked["apart"])
            status = 0
    finally:
        os._exit(status)


def _only(channel: int) -> int:
    """Close everything but the channel to the gate, and give it its place."""
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(channel)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.dup2(kept, 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    return 3


def _guard(watch: Watch, child: int, talk: socket.socket) -> str:
    """Wait for the child's end, or make it come; give why."""
    ended = os.pidfd_open(child) if hasattr(os, "pidfd_open") else -1
    try:
        while True:
            waiting: list[Any] = [talk] if ended < 0 else [talk, ended]
            ready = select.select(waiting, [], [], TICK)[0]
            if talk in ready:
                heard = talk.recv(LINE)
                if not heard:
                    os.kill(child, signal.SIGKILL)
                    raise CourseError("The grader has gone.", then="Grade again.")
                told = json.loads(heard)
                if "stop" in told:
                    return str(told["stop"])
                with suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGINT)
            if ended in ready or (ended < 0 and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
                return ""
            if broken := watch.look():
                return broken
    finally:
        if ended >= 0:
            os.close(ended)


def message_for(folder: str, scratch: str, limits: Limits, *, apart: bool) -> dict[str, Any]:
    """Give what the gate tells the yard of a submission."""
    return {"folder": folder, "scratch": scratch, "limits": asdict(limits), "apart": apart}

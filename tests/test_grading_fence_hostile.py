"""Hostile submissions in the fence: contained, nothing of theirs alive, and the next one is graded as ever."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from fenced import GROUNDS, SMALL, Classroom, ground_called, make_class, said

from course.engine.errors import CourseError
from course.grading import fence, warm
from course.grading.fence import running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does"),
]


@pytest.fixture(scope="module", params=GROUNDS)
def ground(request: pytest.FixtureRequest) -> fence.Ground:
    return ground_called(request.param)


@pytest.fixture
def classroom(public_path: Path, ground: fence.Ground) -> Iterator[Classroom]:
    """Give a class; afterwards, nobody else was touched, nothing is alive, and the next one is graded the same."""
    made = make_class(public_path, ground)
    honest, before = made.honest(), made.kept()
    yield made
    assert made.kept() == before
    assert alive() == len([each for each in psutil.Process().children() if "fence" in " ".join(each.cmdline())])
    assert made.honest() == honest
    assert made.kept() == before


def alive() -> int:
    """Count the yards; whoever else stands below the fenced process is a submission's."""
    found = 0
    for gate in psutil.Process().children():
        if "course.grading.fence" in gate.cmdline():
            below = gate.children(recursive=True)
            yard = [each for each in below if not each.children()]
            found += len(yard)
    return found


def attempts(classroom: Classroom, *lines: str, more: str = "") -> str:
    """Try each line in a cell of its own, and give what they said."""
    ran = classroom.run(*(f"{more}\n{line}" for line in lines))
    assert not ran.stopped
    assert [cell.reply["status"] for cell in ran.cells] == ["error"] * len(lines), said(ran)
    return said(ran)


def test_nothing_of_others_is_read(classroom: Classroom) -> None:
    root = classroom.root
    stolen = attempts(
        classroom,
        *(
            f"print(open({str(path)!r}, 'rb').read())"
            for path in (
                root / "gradebook.db",
                root / "source/m1/key.yaml",
                classroom.ben / "answers.jsonl",
                "/etc/shadow",
                "/etc/hosts",
                "/root/.bashrc",
                f"/proc/{os.getpid()}/environ",
                "/proc/1/environ",
                "/proc/1/mem",
                "../../ben/m1/answers.jsonl",
                "/proc/1/root/etc/shadow",
                f"/proc/{os.getppid()}/cwd/gradebook.db",
                "/.machine/etc/shadow",
            )
        ),
        f"import os; print(os.listdir({str(root)!r}))",
        f"import os; print(os.listdir({str(root / 'autograded')!r}))",
        "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('select 1 from grade')",
        more="import os",
    )
    assert not any(word in stolen for word in ("all grades", "the key", "ben's answers", "root:"))


def test_a_link_that_was_handed_in_leads_nowhere(classroom: Classroom) -> None:
    (classroom.anna / "link").symlink_to(classroom.root / "gradebook.db")
    (classroom.anna / "folder").symlink_to(classroom.ben)
    attempts(
        classroom,
        "print(open('link').read())",
        "open('link', 'a').write('x')",
        "print(open('folder/answers.jsonl').read())",
        "import os; os.chmod('link', 0o777); print(open('link').read())",
    )


def test_a_hard_link_that_was_handed_in_is_a_clear_error(classroom: Classroom) -> None:
    os.link(classroom.root / "gradebook.db", classroom.anna / "mine")
    ran = classroom.run("print(open('mine').read())")
    assert (ran.stopped, ran.cells) == ("its file mine is a hard link, and stands somewhere else too", [])


def test_nothing_outside_is_written(classroom: Classroom) -> None:
    grades, others = str(classroom.root / "gradebook.db"), str(classroom.ben / "answers.jsonl")
    attempts(
        classroom,
        f"open({grades!r}, 'a').write('more')",
        f"open({others!r}, 'w').write('less')",
        f"os.unlink({grades!r})",
        f"os.rename({others!r}, 'mine')",
        f"os.rename('answers.jsonl', {others!r})",
        f"os.mkdir({str(classroom.root / 'new')!r})",
        f"os.truncate({grades!r}, 0)",
        f"os.replace('.', {str(classroom.root / 'gone')!r})",
        f"os.link({grades!r}, 'hard')",
        f"os.symlink({grades!r}, 'soft')",
        "os.mkfifo('pipe')",
        "os.mknod('device', 0o600 | stat.S_IFCHR, os.makedev(1, 3))",
        "open(os.__file__, 'a')",
        "open('/tmp/here', 'w')",
        "open('/usr/lib/here', 'w')",
        "open('/proc/sys/kernel/core_pattern', 'w')",
        "open('/proc/self/oom_score_adj', 'w').write('-1000')",
        f"shutil.rmtree({str(classroom.root)!r})",
        more="import os, shutil, stat",
    )


def test_modes_and_times_of_others_stay(classroom: Classroom) -> None:
    for path in (classroom.root / "gradebook.db", classroom.ben / "answers.jsonl", classroom.ben, Path(os.__file__)):
        before = path.stat()
        classroom.run(f"import os; os.chmod({str(path)!r}, 0)", f"import os; os.utime({str(path)!r}, (1, 1))")
        after = path.stat()
        assert (before.st_mode, before.st_mtime_ns) == (after.st_mode, after.st_mtime_ns)


def test_no_socket_is_opened(classroom: Classroom) -> None:
    kinds = ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET")
    text = attempts(
        classroom,
        *(f"socket.socket(socket.{kind}, socket.SOCK_RAW if '{kind}' > 'AF_N' else 1)" for kind in kinds),
        "socket.create_connection(('127.0.0.1', 22))",
        "urllib.request.urlopen('http://127.0.0.1:8888/')",
        "socket.socketpair(socket.AF_INET)",
        more="import socket, urllib.request",
    )
    assert text.count("Error") == len(kinds) + 3


FORKS = "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
THREADS = """
import threading, time
found = []
while True:
    try:
        each = threading.Thread(target=time.sleep, args=(60,), daemon=True)
        each.start()
        found.append(each)
    except RuntimeError:
        time.sleep(0.01)
"""
QUIET = fence.Limits(seconds=2, processes=8, memory_bytes=150_000_000)


@pytest.mark.parametrize("bomb", [FORKS, THREADS], ids=["processes", "threads"])
def test_a_bomb_does_not_go_off(classroom: Classroom, bomb: str) -> None:
    ran = classroom.run("1", bomb, "2", limits=QUIET)
    assert ran.stopped in {QUIET.too_long, QUIET.too_many_processes, QUIET.too_much_memory}
    assert len(ran.cells) == 1


def test_what_a_child_of_a_child_leaves_running_is_ended(classroom: Classroom) -> None:
    lasting = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n"
    assert not classroom.run(lasting + "    os._exit(0)\nos.wait()[1]").stopped
    asleep = "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True).pid > 0"
    assert said(classroom.run(asleep)) == "True\n"


def test_fifty_gigabytes_at_once_are_an_error_in_the_cell(classroom: Classroom) -> None:
    text = attempts(classroom, "x = bytearray(50 * 10**9)", "x = [0] * 10**10", "import numpy; numpy.ones(10**10)")
    assert text.count("MemoryError") == 3


SHARED = "import mmap\nx = mmap.mmap(-1, 2 * 10**9)\nfor at in range(0, len(x), 4096):\n    x[at] = 1"
BY_MANY = """
import os, time
for _ in range(4):
    if os.fork() == 0:
        x = bytearray(b'x') * 90_000_000
        time.sleep(60)
time.sleep(60)
"""
IN_A_LIST = "x = []\nwhile True:\n    x.append(bytearray(b'x') * 10**6)"


def test_memory_that_grows_little_by_little_ends_somewhere(classroom: Classroom) -> None:
    ran = classroom.run(IN_A_LIST)
    assert ran.stopped == SMALL.too_much_memory or "MemoryError" in said(ran)


@pytest.mark.parametrize("greedy", [SHARED, BY_MANY], ids=["shared", "by many"])
def test_memory_of_all_processes_together_is_watched(classroom: Classroom, greedy: str) -> None:
    ran = classroom.run("1", greedy, "2")
    assert ran.stopped == "it used more than 200 MB of memory"
    assert len(ran.cells) == 1


def test_memory_that_is_only_shared_is_counted_once(classroom: Classroom) -> None:
    sharing = "import os, time\nx = bytearray(b'x') * 90_000_000\nfor _ in range(4):\n    if os.fork() == 0:\n"
    ran = classroom.run(sharing + "        time.sleep(0.5)\n        os._exit(0)\ntime.sleep(0.7)", "len(x)")
    assert (ran.stopped, said(ran)) == ("", "90000000\n")


def test_memory_that_no_account_shows_is_not_given(classroom: Classroom) -> None:
    attempts(
        classroom,
        "os.memfd_create('hidden')",
        "assert ctypes.CDLL(None).shmget(0, 10**9, 0o1600) >= 0",
        more="import os, ctypes",
    )


def test_the_scratch_folder_has_an_end(classroom: Classroom) -> None:
    ran = classroom.run(
        "import tempfile\nfor _ in range(5):\n    open(tempfile.mkstemp()[1], 'wb').write(bytes(10**7))"
    )
    assert ran.stopped == SMALL.too_much_written or "OSError" in said(ran)


STUBBORN = """
import signal, threading
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""


def test_an_endless_loop_that_ignores_signals_is_ended(classroom: Classroom) -> None:
    ran = classroom.run("print('before')", STUBBORN, "print('after')", limits=QUIET)
    assert (ran.stopped, said(ran)) == ("it took longer than 2 seconds", "before\n")


@pytest.mark.parametrize("target", ["os.getppid()", "1", "-1", str(os.getpid()), "0"])
def test_nobody_else_is_killed(classroom: Classroom, target: str) -> None:
    lines = [
        f"try:\n    os.kill({target}, {number})\nexcept OSError as error:\n    print(type(error).__name__)"
        for number in ("signal.SIGINT", "signal.SIGTERM", "signal.SIGSTOP", "signal.SIGKILL")
    ]
    quiet = "import os, signal\nfor n in (2, 15):\n    signal.signal(n, signal.SIG_IGN)"
    ran = classroom.run(quiet, *lines, limits=QUIET)
    assert ran.stopped in {"", "the process ended by itself", QUIET.too_long}  # it may end or stop itself


def test_the_process_that_watches_is_not_slowed(classroom: Classroom) -> None:
    attempts(
        classroom,
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (0, 0))",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.sched_setaffinity(os.getppid(), {0})",
        "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
        more="import os, resource",
    )


def test_limits_and_rights_do_not_come_back(classroom: Classroom) -> None:
    attempts(
        classroom,
        "resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10**12, 10**12))",
        "os.setuid(0); os.setgid(0); os.setgroups([0]); open('/etc/shadow')",
        "os.setgroups([])",
        "os.chroot('.')",
        "subprocess.run(['su', '-c', 'id'], check=True, stdin=subprocess.DEVNULL)",
        more="import os, resource, subprocess",
    )


@pytest.mark.parametrize(
    "end", ["import os; os._exit(0)", "import os; os.abort()", "import ctypes; ctypes.string_at(0)"]
)
def test_a_process_that_ends_itself_is_a_clear_error(classroom: Classroom, end: str) -> None:
    ran = classroom.run("print('before')", end, "print('after')")
    assert (ran.stopped, said(ran)) == ("the process ended by itself", "before\n")


FLOODS = {
    "print": "while True:\n    print('x' * 1000)",
    "once": "print('x' * 3_000_000)",
    "shown": "from IPython.display import display\nfor _ in range(10**5):\n    display('x' * 1000)",
    "into the line": "import os\nwhile True:\n    os.write(3, b'x' * 10**6)",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_output_is_dammed(classroom: Classroom, flood: str) -> None:
    ran = classroom.run("1", FLOODS[flood])
    # Which limit it meets first depends on the machine; out of memory, its process may also end by itself.
    ends = {"it printed more than 2 MB", SMALL.too_much_memory, SMALL.too_long, "the process ended by itself"}
    assert ran.stopped in ends or said(ran).endswith("MemoryError: \n")
    assert len(said(ran)) < 3_000_000


def test_a_file_of_a_hundred_gigabytes_is_not_made(classroom: Classroom) -> None:
    attempts(
        classroom,
        "f = open('big', 'wb'); f.truncate(100 * 10**9)",
        "f = open('big', 'wb'); f.seek(100 * 10**9); f.write(b'x'); f.flush()",
        "os.posix_fallocate(os.open('big', os.O_RDWR | os.O_CREAT), 0, 100 * 10**9)",
        more="import os",
    )


def test_many_files_together_are_counted(classroom: Classroom) -> None:
    many = "import time\nfor n in range(10**4):\n    open(f'part{n}', 'wb').write(bytes(10**6))\n    time.sleep(0.005)"
    assert classroom.run(many).stopped == "it wrote more than 20 MB of files"


def test_a_folder_that_nobody_can_open_or_walk_is_opened_again(classroom: Classroom) -> None:
    classroom.anna.chmod(0o710)
    locked = "import os\nos.makedirs('a/b')\nos.chmod('a/b', 0)\nos.chmod('a', 0)\nos.chmod('.', 0)"
    classroom.run(locked)
    assert sorted(path.name for path in classroom.anna.rglob("*")) == ["a", "answers.jsonl", "b"]
    assert classroom.anna.stat().st_mode & 0o777 == 0o710
    deep = "import os, time\nwhile True:\n    os.mkdir('d'); os.chdir('d')"
    ran = classroom.run(deep, limits=QUIET)
    assert ran.stopped
    assert "OSError" not in ran.stopped


CALLS = {
    "ptrace": (101, 117, 0),
    "process_vm_readv": (310, 270, 1),
    "mount": (165, 40, 0),
    "umount2": (166, 39, 0),
    "pivot_root": (155, 41, 0),
    "unshare": (272, 97, 0x10000000),
    "setns": (308, 268, 0),
    "bpf": (321, 280, 0),
    "perf_event_open": (298, 241, 0),
    "userfaultfd": (323, 282, 1),
    "io_uring_setup": (425, 425, 1),
    "keyctl": (250, 219, 0),
    "add_key": (248, 217, 0),
    "init_module": (175, 105, 0),
    "kexec_load": (246, 104, 0),
    "reboot": (169, 142, 0),
    "open_tree": (428, 428, 0),
    "fanotify_init": (300, 262, 0),
    "open_by_handle_at": (304, 265, 0),
    "clone3": (435, 435, 0),
    "clone into a new user": (56, 220, 0x10000000),
    "newer than the list": (470, 470, 0),
}


def test_the_doors_of_the_kernel_are_shut(classroom: Classroom) -> None:
    column = 0 if os.uname().machine == "x86_64" else 1
    asking = "import ctypes, errno\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    for name, numbers in CALLS.items():
        asking += f"print({name!r}, libc.syscall({numbers[column]}, {numbers[2]}, 0, 0, 0, 0), "
        asking += "errno.errorcode[ctypes.get_errno()])\n"
    for line in said(classroom.run(asking)).splitlines():
        assert line.endswith(("-1 EPERM", "-1 ENOSYS")), line


def test_the_other_numbering_of_calls_is_the_end(classroom: Classroom) -> None:
    if os.uname().machine != "x86_64":
        pytest.skip("only x86_64 has a second set of numbers")
    ran = classroom.run("import ctypes; ctypes.CDLL(None).syscall(0x40000000 | 41, 2, 1, 0)")
    assert ran.stopped == "the process ended by itself"


FORGED: dict[str, Any] = {
    "garbage": b"\x00\xff{{{\n",
    "a machine's fault": b'{"failed": "the machine"}\n',
    "deep": b"[" * 100_000 + b"\n",
    "no object": b"[1, 2]\n",
    "too many cells": b'{"cell": {"messages": [], "reply": {"status": "ok", "execution_count": 1}}}\n' * 9,
    "strange cell": b'{"cell": {"messages": [{"msg_type": "stream", "content": 1}], "reply": {}}}\n',
    "strange text": b'{"cell": {"messages": [{"msg_type": "display_data", "content": {}}], "reply": {}}}\n',
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_answer_is_the_forgers_own_error(classroom: Classroom, forged: str) -> None:
    ran = classroom.run("1", f"import os; os.write(3, {FORGED[forged]!r})", "2", limits=QUIET)
    assert ran.stopped in {"it did not answer as a notebook does", ""}
    assert len(ran.cells) <= 3


LASTING = """
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(600)
open('started', 'w').close()
time.sleep(600)
"""


def test_when_the_grader_is_killed_everything_ends(classroom: Classroom, ground: fence.Ground) -> None:
    stove = warm.stove.Stove(running.clean(os.environ), running.command(ground))
    stove.layers()
    job = warm.messages.Job(str(classroom.anna), [LASTING], dict(os.environ), 60, SMALL)

    def ask() -> None:
        with pytest.raises(CourseError):
            stove.run(job)

    asked = threading.Thread(target=ask)
    asked.start()
    while not (classroom.anna / "started").exists():
        time.sleep(0.05)
    (gate,) = (each for each in psutil.Process().children() if each.pid == stove.pid)
    below = gate.children(recursive=True)
    assert len(below) >= 3
    stove.close()
    asked.join(20)
    assert psutil.wait_procs(below, timeout=20)[1] == []


def test_a_patched_marking_call_is_patched_for_the_patcher_only(classroom: Classroom) -> None:
    patched = (
        "import course.grading, builtins\ncourse.grading.mark = lambda *_, **__: 1.0\nbuiltins.float = lambda _: 9"
    )
    assert said(classroom.run(patched, "course.grading.mark('m1-x1')")) == "1.0\n"
    untouched = "import course.grading; course.grading.mark.__module__, float('1')"
    assert said(classroom.run(untouched)) == "('course.grading.marking', 1.0)\n"


def test_a_patched_file_of_the_course_stays_as_it_was(classroom: Classroom) -> None:
    import course

    attempts(classroom, f"open({course.__file__!r}, 'a')", f"import os; os.unlink({course.__file__!r})")


def test_what_is_left_in_the_scratch_folder_the_next_one_does_not_see(classroom: Classroom) -> None:
    leave = "import os, tempfile; open(os.path.join(tempfile.gettempdir(), 'left'), 'w').write('x')"
    look = "import os, tempfile; os.listdir(tempfile.gettempdir()), os.path.exists('/dev/shm/left')"
    assert said(classroom.run(leave, look)).startswith("1\n(['left']")
    assert said(classroom.run(look, folder=classroom.ben)) == "([], False)\n"


def test_secrets_of_the_graders_environment_stay_with_it(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a secret")
    look = "import os; 'a secret' in str(os.environ), b'a secret' in open('/proc/self/environ', 'rb').read()"
    assert "True" not in said(classroom.run(look))

"""The fence's layers: which are there, what happens without them, and that an honest notebook does not notice them."""

from __future__ import annotations

import errno
import json
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fenced import GROUNDS, SMALL, Classroom, ground_called, make_class, said, shown
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from course.engine.errors import CourseError
from course.grading import fence, warm
from course.grading.fence import answer, readable, refused, running
from course.grading.fence.layers import LANDLOCK, NAMES, RLIMITS, SECCOMP, Layer, Layers
from course.grading.preprocessors.run import grading_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.timeout(200)
LINUX = pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does")
FENCED = pytest.mark.skipif(
    not (fence.available() and fence.layers().enough), reason="too few layers to fence anything"
)


@pytest.fixture(params=GROUNDS)
def classroom(public_path: Path, request: pytest.FixtureRequest) -> Classroom:
    return make_class(public_path, ground_called(request.param))


# What there is


@LINUX
def test_every_layer_is_named_with_why_it_is_not_there() -> None:
    layers = fence.layers()
    assert tuple(each.name for each in layers.each) == NAMES
    assert all(each.why for each in layers.missing)
    assert all(each.name in str(layers) for each in layers.each)


@LINUX
def test_a_layer_that_is_left_out_is_not_active() -> None:
    without = fence.layers(fence.Ground(without=NAMES[:4]))
    assert [each.active for each in without.each[:4]] == [False] * 4
    assert not without.enough


def test_landlock_seccomp_and_rlimits_are_enough_and_none_can_be_missed() -> None:
    least = (LANDLOCK, SECCOMP, RLIMITS)
    assert Layers(tuple(Layer(name, active=name in least) for name in NAMES)).enough
    for name in least:
        assert not Layers(tuple(Layer(each, active=each != name) for each in NAMES)).enough


def test_elsewhere_there_is_none_and_a_sentence_says_what_to_use(
    public_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "available", lambda: False)
    found = running.layers.__wrapped__()
    assert not found.enough
    assert {each.why for each in found.each} == {running.NOWHERE}
    with pytest.raises(CourseError, match="only Linux can fence"):
        fence.run_fenced(public_path, ["1"], SMALL, environment=os.environ)


# What happens when they are not there


@LINUX
@pytest.mark.parametrize("name", [LANDLOCK, SECCOMP, RLIMITS])
def test_with_fewer_layers_learners_code_is_refused(public_path: Path, name: str) -> None:
    with pytest.raises(CourseError, match="cannot fence learners' code") as told:
        fence.run_fenced(public_path, ["1"], SMALL, environment=os.environ, ground=fence.Ground(without=(name,)))
    assert "--trust-submissions" in told.value.then


@FENCED
def test_with_fewer_layers_it_runs_when_it_is_trusted(public_path: Path) -> None:
    trusting = fence.Ground(without=(LANDLOCK,), trusted=True)
    assert said(Classroom(public_path, trusting).run("1 + 1", folder=public_path)) == "2\n"


@FENCED
def test_a_fence_that_does_not_start_is_the_machines_fault(public_path: Path) -> None:
    with pytest.raises(CourseError) as told:
        Classroom(public_path, fence.Ground()).run("1", folder=public_path / "not there")
    assert "not there" in str(told.value)
    assert said(Classroom(public_path, fence.Ground()).run("1 + 1", folder=public_path)) == "2\n"


@FENCED
def test_submissions_inside_what_everybody_reads_are_refused(public_path: Path) -> None:
    ground = fence.Ground(read_only=(str(public_path),))
    made = make_class(public_path / "class", ground)
    with pytest.raises(CourseError, match="which every submission may read"):
        made.run("1")


# What an honest notebook notices: nothing

PLOTTED = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 4]);plt.title('grades')"
NOTEBOOK = (
    "%matplotlib inline",
    PLOTTED,
    "print('one'); import sys; print('two', file=sys.stderr)",
    "from IPython.display import HTML, display\ndisplay(HTML('热'))",
    "!echo three",
    "x = !echo four\nx",
    "def half(x):\n    return x / 0\nhalf(1)",
    "await __import__('asyncio').sleep(0, 5)",
    "import numpy; numpy.arange(3)",
    "open('made.txt', 'w').write('x')",
    "_",
)


@LINUX
def test_the_outputs_are_those_of_a_kernel(public_path: Path, classroom: Classroom) -> None:
    stock = new_notebook(cells=[new_code_cell(source) for source in NOTEBOOK])
    there = public_path / "stock"
    there.mkdir()
    NotebookClient(stock, allow_errors=True, resources={"metadata": {"path": str(there)}}).execute(
        env=grading_environment()
    )
    fenced = outputs(classroom.run(*NOTEBOOK))
    assert fenced == [plain(cell.outputs) for cell in stock.cells]
    assert (classroom.anna / "made.txt").read_text(encoding="utf-8") == "x"


def outputs(ran: warm.RanNotebook) -> list[Any]:
    """Give what nbclient makes of the messages."""
    assert not ran.stopped
    notebook = new_notebook(cells=[new_code_cell("") for _ in ran.cells])
    client = NotebookClient(notebook, record_timing=False)
    client.reset_execution_trackers()
    for index, each in enumerate(ran.cells):
        client.clear_before_next_output = False
        for message in each.messages:
            told = {"msg_type": message["msg_type"], "content": message["content"], "header": message}
            client.process_message({**told, "parent_header": {}}, notebook.cells[index], index)
    return [plain(cell.outputs) for cell in notebook.cells]


def plain(found: Sequence[Any]) -> list[Any]:
    """Give outputs without the places of this run in tracebacks."""
    return [{name: value for name, value in each.items() if name != "traceback"} for each in found]


@LINUX
def test_usual_means_work_inside(classroom: Classroom) -> None:
    ran = classroom.run(
        "import shutil, tempfile\nopen('a', 'w').write('1'); shutil.copy('a', 'b'); open('b').read()",
        "with tempfile.TemporaryDirectory() as there:\n    shutil.copytree('.', there + '/copy')",
        "import sqlite3; sqlite3.connect('db').execute('create table t (x)').fetchall()",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True).stdout",
        "import concurrent.futures as c\nwith c.ThreadPoolExecutor(2) as p:\n    print(list(p.map(abs, [-1])))",
        "import os; os.mkdir('d'); os.rename('a', 'd/a'); os.chmod('b', 0o600); os.listdir('d')",
        "import zoneinfo, locale, getpass; zoneinfo.ZoneInfo('Asia/Shanghai').key",
    )
    assert [cell.reply["status"] for cell in ran.cells] == ["ok"] * 7, said(ran)


@LINUX
def test_a_file_beside_the_notebook_is_imported_unless_the_grader_forbids_it(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (classroom.anna / "beside.py").write_text("said = 'here'", encoding="utf-8")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    assert said(classroom.run("import beside; beside.said")) == "'here'\n"
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    assert said(classroom.run("import beside")) == "ModuleNotFoundError: No module named 'beside'\n"


@LINUX
def test_files_belong_to_whom_they_belonged_and_new_ones_to_the_folders_owner(classroom: Classroom) -> None:
    before = (classroom.anna / "answers.jsonl").stat()
    classroom.run("open('answers.jsonl', 'a').write('more'); open('new', 'w').write('x')")
    after = (classroom.anna / "answers.jsonl").stat()
    assert (before.st_uid, before.st_gid, before.st_mode) == (after.st_uid, after.st_gid, after.st_mode)
    assert (classroom.anna / "new").stat().st_uid == classroom.anna.stat().st_uid


@FENCED
def test_what_an_instructor_names_can_be_read_and_not_written(public_path: Path) -> None:
    data = public_path / "data"
    data.mkdir()
    (data / "prices.csv").write_text("1", encoding="utf-8")
    made = make_class(public_path / "class", fence.Ground(read_only=(str(data),)))
    ran = made.run(f"print(open({str(data / 'prices.csv')!r}).read())", f"open({str(data / 'prices.csv')!r}, 'a')")
    assert said(ran).startswith("1\n")
    assert "Error" in said(ran)


@LINUX
def test_two_notebooks_draw_different_numbers(classroom: Classroom) -> None:
    drawn = "import random, numpy; random.random(), numpy.random.random()"
    assert shown(classroom.run(drawn)) != shown(classroom.run(drawn))


# What nothing is believed of


def test_an_answer_that_was_torn_off_gives_the_cells_before() -> None:
    cell = b'{"cell": {"messages": [], "reply": {"status": "ok", "execution_count": 1}}}\n'
    found = answer.read(b'{"inside": true}\n' + cell + cell[:20], 3, {}, "it took longer than 1 seconds")
    assert (len(found.cells), found.stopped) == (1, "it took longer than 1 seconds")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "other", "text": "x"}),
        ("stream", {"name": "stdout", "text": ["x"]}),
        ("display_data", {"data": {"text/html": {"a": 1}}, "metadata": {}}),
        ("display_data", {"data": {}, "metadata": {}, "transient": 3}),
        ("error", {"ename": "a", "evalue": "b", "traceback": [1]}),
        ("unheard of", {}),
    ],
)
def test_what_cannot_stand_in_a_notebook_is_no_answer(kind: str, content: dict[str, Any]) -> None:
    message = {"msg_type": kind, "content": content, "date": "2026-03-01T09:00:00+00:00"}
    cell = {"cell": {"messages": [message], "reply": {"status": "ok", "execution_count": 1}}}
    told = b"".join(json.dumps(each).encode() + b"\n" for each in ({"inside": True}, cell, {"done": True}))
    assert answer.read(told, 1, {}, "").stopped == answer.STRANGE


def test_what_may_be_read_holds_no_exchange_and_no_folder_around_the_course() -> None:
    import course

    found = readable.readable(())
    assert str(Path(course.__file__).parent.parent) not in found
    for closed in ("/", "/usr", "/usr/local", "/usr/local/share", "/etc", "/home", "/root", "/tmp", sys.prefix):  # noqa: S108
        assert closed not in found


# The filter's program, on both machines


class Machine:
    """Runs a classic BPF program, as the kernel does."""

    def __init__(self, column: int, *, mounts: bool = True, only_to: int = 0) -> None:
        from course.grading.fence import seccomp

        self.column = column
        lines = seccomp.program(column, mounts=mounts, only_to=only_to)
        self.program = [struct.unpack_from("HBBI", lines, at) for at in range(0, len(lines), 8)]

    def answer(self, number: int | None, *args: int, architecture: int | None = None) -> int:
        """Give what a call is answered with: 0 allowed, -1 killed, else the error."""
        if number is None:
            return 0
        here = (0xC000003E, 0xC00000B7)[self.column] if architecture is None else architecture
        data = struct.pack("=IIQ6Q", number, here, 0, *args, *[0] * (6 - len(args)))
        at = held = 0
        while True:
            code, yes, no, operand = self.program[at]
            at += 1
            if code == 0x20:
                held = struct.unpack_from("I", data, operand)[0]
            elif code == 0x06:
                kind = operand & 0xFFFF0000
                return {0x7FFF0000: 0, 0x80000000: -1}.get(kind, operand & 0xFFFF or 1000)
            else:
                true = {0x15: held == operand, 0x35: held >= operand, 0x45: bool(held & operand)}[code]
                at += yes if true else no


@pytest.mark.parametrize("column", [0, 1], ids=["x86_64", "aarch64"])
def test_the_filter_refuses_what_is_listed_and_allows_the_rest(column: int) -> None:
    machine = Machine(column)
    for name, numbers in refused.REFUSED.items():
        assert machine.answer(numbers[column]) == (0 if numbers[column] is None else errno.EPERM), name
    for name, numbers in refused.UNKNOWN.items():
        assert machine.answer(numbers[column]) == errno.ENOSYS, name
    assert machine.answer(999) == errno.ENOSYS
    for read, write, openat, fork in ((0, 1, 257, 57), (63, 64, 56, 220)):
        if column == (read == 63):
            assert [machine.answer(each) for each in (read, write, openat)] == [0, 0, 0]
            assert machine.answer(fork, 17) == 0
    assert machine.answer(0, architecture=0x40000003) == -1
    assert machine.answer(refused.SOCKETPAIR[column], 1) == 0
    assert machine.answer(refused.SOCKETPAIR[column], 2) == errno.EPERM
    assert machine.answer(refused.CLONE[column], 0x10000000) == errno.EPERM
    assert machine.answer(refused.CLONE[column], 0x3D0F00) == 0  # a thread
    assert machine.answer(refused.IOCTL[column], 0, 0x5412) == errno.EPERM
    assert machine.answer(refused.IOCTL[column], 0, 0x5413) == 0
    for numbers, argument in refused.ONESELF.values():
        assert machine.answer(numbers[column]) == 0
        assert machine.answer(numbers[column], *[1] * (argument + 1)) == errno.EPERM


@pytest.mark.parametrize("column", [0, 1], ids=["x86_64", "aarch64"])
def test_without_mounts_and_a_process_namespace_the_filter_holds_more(column: int) -> None:
    machine = Machine(column, mounts=False, only_to=77)
    for numbers in refused.SIGNALS.values():
        assert machine.answer(numbers[column], 77) == 0
        assert machine.answer(numbers[column], 1) == errno.EPERM
    for name, (numbers, code) in refused.SILENT.items():
        if numbers[column] is not None:
            assert machine.answer(numbers[column]) == (code or 1000), name  # 1000: "done", and nothing is

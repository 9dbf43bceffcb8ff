"""Tests of learners' functions in a process of their own: they share data with what they test, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fenced import GROUNDS, SMALL, Classroom, ground_called, make_class, said

from course.grading import fence

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(not fence.available(), reason="only Linux can fence what a learner's code does"),
]
CALL = "from course.grading.fence import LearnerError, call\n"


@pytest.fixture(params=GROUNDS)
def classroom(public_path: Path, request: pytest.FixtureRequest) -> Classroom:
    return make_class(public_path, ground_called(request.param))


def test_a_test_calls_a_function_by_its_name_with_plain_data(classroom: Classroom) -> None:
    ran = classroom.run(
        "def total(prices, *, vat=0):\n    return {'sum': sum(prices) * (1 + vat), 'all': tuple(prices)}",
        CALL + "call('total', [1, 2.5], vat=1)",
        "print('still the learner', total([1]))",
        "secret = 42; call('total', [])['sum']",
        apart=[1, 3],
    )
    assert not ran.stopped
    assert said(ran) == "{'sum': 7.0, 'all': [1, 2.5]}\nstill the learner {'sum': 1, 'all': (1,)}\n0\n"
    assert [cell.reply["execution_count"] for cell in ran.cells] == [1, 2, 3, 4]


def test_arrays_come_over_as_lists(classroom: Classroom) -> None:
    ran = classroom.run(
        "import numpy\ndef f():\n    return numpy.arange(3), numpy.float64(2)", CALL + "call('f')", apart=[1]
    )
    assert said(ran) == "[[0, 1, 2], 2.0]\n"


def test_what_a_function_raises_comes_over_as_text(classroom: Classroom) -> None:
    wrong = "def f(x):\n    return 1 / x\ndef g():\n    return object()\ndef h():\n    raise SystemExit(3)"
    tests = [f"call({name})" for name in ("'f', 0", "'g'", "'h'", "'missing'")]
    ran = classroom.run(wrong, CALL, *tests, apart=range(1, 6))
    assert said(ran).splitlines() == [
        "LearnerError: ZeroDivisionError: division by zero",
        "LearnerError: TypeError: object is no plain data",
        "LearnerError: SystemExit: 3",
        "LearnerError: NameError: there is no function missing",
    ]


def test_a_function_that_never_comes_back_is_left(classroom: Classroom) -> None:
    forever = "def f():\n    while True:\n        pass"
    patient = CALL + "try:\n    call('f', seconds=0.3)\nexcept LearnerError as error:\n    print(error.kind)\n0.0"
    ran = classroom.run(forever, patient, apart=[1])
    assert (ran.stopped, said(ran)) == ("", "TooLong\n0.0\n")


def test_a_process_that_a_function_ends_is_the_functions_fault(classroom: Classroom) -> None:
    ended = CALL + "try:\n    call('f')\nexcept LearnerError as error:\n    print(error.kind)\n0.0"
    ran = classroom.run("import os\ndef f():\n    os._exit(0)", ended, apart=[1])
    assert (ran.stopped, said(ran)) == ("", "ProcessEnded\n0.0\n")


def test_nothing_that_a_learner_changes_is_changed_for_the_tests(classroom: Classroom) -> None:
    cheat = """
import builtins, course.grading, course.grading.fence.second as second
builtins.abs = lambda _: 0
course.grading.mark = None
second.call = lambda *_: 100
def f():
    return 5
"""
    ran = classroom.run(
        cheat, CALL + "import course.grading\ncall('f'), abs(-2), course.grading.mark is None", apart=[1]
    )
    assert said(ran) == "(5, 2, False)\n"


def test_the_tests_are_not_in_the_learners_memory(classroom: Classroom) -> None:
    search = """
import re
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        place, rights = line.split()[:2]
        if 'rw' in rights and '[v' not in line:
            begin, end = (int(each, 16) for each in place.split('-'))
            memory.seek(begin)
            found += len(re.findall(b'the_hidden[_]answer', memory.read(end - begin)))
print(found)
"""
    there = CALL + "the_hidden_answer = 1"
    found = said(classroom.run(search, there, apart=[1]))
    if "PermissionError" not in found:  # without namespaces it cannot even look
        assert found == "0\n"
        assert said(classroom.run(search, there)) != "0\n"  # in one process it would be found


def test_the_learner_reaches_neither_the_tests_process_nor_the_gate(classroom: Classroom) -> None:
    attack = """
import os, signal
tests = f'/proc/{os.getppid()}'
for line in ("open(tests + '/mem', 'rb')", "open(tests + '/fd/3', 'wb')", "os.write(3, b'{}')"):
    try:
        eval(line)
        print('reached')
    except OSError as error:
        print('no')
"""
    ran = classroom.run(attack, CALL + "1.0", apart=[1])
    assert (ran.stopped, said(ran)) == ("", "no\nno\nno\n1.0\n")


def test_an_author_can_call_in_an_ordinary_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    import IPython

    class Shell:
        user_ns = {"twice": lambda x: (x, x)}  # noqa: RUF012  a stand-in

    monkeypatch.setattr(IPython, "get_ipython", lambda: Shell)
    assert fence.call("twice", 3) == [3, 3]
    with pytest.raises(fence.LearnerError, match="there is no function once"):
        fence.call("once")
    assert SMALL.seconds

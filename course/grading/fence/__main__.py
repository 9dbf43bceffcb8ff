"""The fenced warm process: reads jobs from standard input, and writes for each what its cells published.

python -P -m course.grading.fence '{"read_only": [], "trusted": false, "without": []}'
python -P -m course.grading.fence --layers '…'      says what this machine has, and ends
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from course.engine.errors import CourseError
from course.grading.fence.gate import Gate
from course.grading.fence.layers import Ground

# Imported and used once here, so that no submission pays for it: the shell, figures, and what their first use makes.
_SHOWN = "from IPython.display import HTML, display\ndisplay(HTML(''))\n1.0"
_DRAWN = """
%matplotlib inline
import matplotlib.pyplot as plt
import numpy
numpy.random.seed()
plt.subplots()[1].bar(['a'], [1])
plt.title('a')
plt.show()
plt.close('all')
"""
_USUAL = """
import calendar, collections, copy, csv, datetime, decimal, fractions, functools, glob, io, itertools, json, math
import operator, pathlib, random, re, sqlite3, statistics, string, tempfile, textwrap, time, unittest.mock
"""
_WARM = (_SHOWN, _DRAWN, "1 / 0", _USUAL)


def main(arguments: list[str]) -> None:
    """Serve until standard input is closed."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints by itself is no answer
    ground = Ground.read(json.loads(arguments[-1]))
    asked = "--layers" in arguments
    try:
        gate = Gate(None if asked else _kernel(), ground)
    except CourseError as error:
        _write(out, _failure(error))
        return
    _write(out, {"layers": gate.layers.data() if gate.layers else []})
    if asked:
        gate.close()
        return
    from course.grading.warm.messages import Job

    for line in sys.stdin:
        try:
            answer = gate.run(Job(**json.loads(line))).data()
        except (CourseError, OSError) as error:
            answer = _failure(error)
        _write(out, answer)
    gate.close()


def _kernel() -> Any:
    from course.grading.warm.kernel import Kernel

    kernel = Kernel()
    for source in _WARM:
        kernel.run(source)
    kernel.warm_up()
    return kernel


def _failure(error: CourseError | OSError) -> dict[str, Any]:
    if isinstance(error, CourseError):
        return {"failed": error.what, "where": error.where, "then": error.then}
    return {"failed": f"The fence did not hold up: {error}.", "where": "", "then": "This is no fault of the learner."}


def _write(pipe: int, answer: dict[str, Any]) -> None:
    # A half of a pair of surrogates, which no file can hold, becomes a question mark.
    left = memoryview(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    while left:
        left = left[os.write(pipe, left) :]


if __name__ == "__main__":
    main(sys.argv[1:])

"""What the fence costs a submission: the same cells in forks of the same warm process, without and with it.

Run by hand, on Linux; as root and as an ordinary user it is another figure::

    python benchmarks/fence.py [--rounds 200] [--json]

Five trivial cells, in turn without and with the fence, so that both see the same load. Milliseconds from the question
to the answer: median and first quartile.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from course.grading.fence.__main__ import _kernel
from course.grading.fence.gate import Gate
from course.grading.fence.layers import Ground
from course.grading.warm.__main__ import _in_child
from course.grading.warm.messages import Job

CELLS = ["1 + 1"] * 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # as for the warm process, or the debugger grumbles
    os.dup2(os.pipe()[0], 0)  # a warm process takes the end of its standard input for its own end
    kernel = _kernel()
    gate = Gate(kernel, Ground())
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {"without": [], "with": []}
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # the fence's user has to get there
        job, pipe = Job(place, CELLS, dict(os.environ), 30.0), os.dup(1)
        for _ in range(asked.rounds):
            for way, run in (("without", lambda: _in_child(kernel, job, pipe)), ("with", lambda: gate.run(job))):
                began = time.perf_counter()
                ran = run()
                found[way].append(1000 * (time.perf_counter() - began))
                if ran.stopped:
                    raise SystemExit(f"{way} the fence: {ran.stopped}")
    gate.close()
    told = {way: (statistics.median(each), statistics.quantiles(each, n=4)[0]) for way, each in found.items()}
    if asked.json:
        print(json.dumps(told))
        return
    print(f"layers: {gate.layers}")
    for way, (middle, quarter) in told.items():
        print(f"{way} the fence: median {middle:.1f} ms, first quartile {quarter:.1f} ms")
    more, most = (told["with"][number] - told["without"][number] for number in (0, 1))
    print(f"the fence: {more:.1f} ms more (medians), {most:.1f} ms (first quartiles), as user {os.getuid()}")


if __name__ == "__main__":
    main()

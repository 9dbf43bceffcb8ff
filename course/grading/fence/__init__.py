"""The fence: what a notebook in which a learner's code runs is surrounded with.

A warm process (``course.grading.warm``) that is started fenced puts itself into namespaces with a read-only view of
the system, once. For each submission it forks a child, which gives away everything but its own folder (Landlock), most
of the kernel's doors (seccomp) and its appetite (rlimits), and runs the cells; a watchdog outside ends all of it when
it takes too much. ``docs/decisions/the-fence.md`` says what each layer stops and what none does.

    from course.grading import fence
    fence.layers().enough                       # may learners' code run on this machine?
    fence.run_fenced(folder, sources, fence.Limits(seconds=30), environment=os.environ)

A fence that does not start is a ``CourseError``: the machine's fault, never a learner's zero. Tests that must not share
memory with a learner's functions call them with ``call``.
"""

from course.grading.fence.answer import to_the_end
from course.grading.fence.exchange import GRACE
from course.grading.fence.layers import Ground, Layer, Layers, available
from course.grading.fence.limits import Limits
from course.grading.fence.running import NOWHERE, TRUST, layers, run_fenced
from course.grading.fence.second import LearnerError, call

__all__ = [
    "GRACE",
    "NOWHERE",
    "TRUST",
    "Ground",
    "Layer",
    "Layers",
    "LearnerError",
    "Limits",
    "available",
    "call",
    "layers",
    "run_fenced",
    "to_the_end",
]

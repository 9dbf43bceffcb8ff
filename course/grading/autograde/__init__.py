"""Grading a whole class with ``course grade``: the rows, notebooks and files of ``nbgrader autograde``, much sooner.

``run`` decides who is graded. ``crew`` has the workers, in which ``submission`` and ``notebook`` take nbgrader's own
``steps`` in memory. ``writer`` alone writes to the gradebook, ``landing`` puts things in their place, and ``ledger``
remembers what was graded from what. ``handover`` gives nbgrader's own converter what only that can do.
"""

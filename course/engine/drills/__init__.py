"""Fresh cases of a rule: a seed and a number always give the same case, on every machine and Python version.

One module a rule. Each has ``FOCI``, the lines of its rule (or the situations in which one decides), and ``draw``,
which gives a case as plain data: numbers, dates, slugs. Words are content's. What is right is never decided here but
by the rule's own module (``engine.oils``, ``engine.leads`` …).
"""

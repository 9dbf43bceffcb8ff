"""What a learner touches: the calls that a notebook's cells make, and the views behind them.

The calls stand in ``course.widgets.calls``, not here: a submodule called ``scene`` would take the place of a function
``scene`` in this package as soon as it was imported.
"""

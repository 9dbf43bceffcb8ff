"""A class's pages with ``course feedback``: the files of ``nbgrader generate_feedback``, much sooner.

``run`` decides whose pages are made, and puts them in their place. ``marks`` reads the gradebook once. ``crew`` has the
workers, in which ``pages`` takes nbgrader's and nbconvert's own steps, filters and templates, and ``tidy`` does what
nbconvert does to a finished page. ``settings`` says when nbgrader's own converter must make them.
See docs/decisions/feedback-for-many.md.
"""

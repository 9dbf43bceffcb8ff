"""The calls of a notebook's cells. Each one displays and gives back nothing, and none ever shows a traceback."""

from __future__ import annotations

from course.widgets.told import told


@told
def sheet(name: str, *, lang: str = "en") -> None:
    """Show the items of the sheet called ``name`` ("m1-s1-before")."""
    from course.widgets.sheet import show_sheet

    show_sheet(name, lang)


@told
def exercise(name: str, *, lang: str = "en") -> None:
    """Show the practice form of the exercise called ``name`` ("m1-x1")."""
    from course.widgets.sheet import show_exercise

    show_exercise(name, lang)


@told
def drill(name: str, *, lang: str = "en") -> None:
    """Show the drill called ``name`` ("m1-d1"): fresh cases of one rule, as many as one likes."""
    from course.widgets.sheet import show_drill

    show_drill(name, lang)


@told
def graded(name: str, *, lang: str = "en") -> None:
    """Show the graded form of the exercise called ``name``, and keep a copy of its answers in the notebook."""
    from course.widgets.sheet import show_graded

    show_graded(name, lang)


@told
def header(assignment: str, *, lang: str = "en") -> None:
    """Show the way back, what is saved, the station's line and the objectives of ``assignment`` ("m1-preparation")."""
    from course.widgets.header import show_header

    show_header(assignment, lang)


@told
def hand_in(assignment: str, *, lang: str = "en") -> None:
    """Show the button that hands in ``assignment``."""
    from course.widgets.hand_in import show_hand_in

    show_hand_in(assignment, lang)


@told
def scene(name: str, *, lang: str = "en") -> None:
    """Play the customer talk called ``name`` ("m1-r1")."""
    from course.widgets.scene import show_scene

    show_scene(name, lang)


@told
def tool(name: str, *, lang: str = "en") -> None:
    """Show a tool without a score ("decoder")."""
    from course.widgets.tools import show_tool

    show_tool(name, lang)


@told
def start(*, lang: str = "en") -> None:
    """Show the start page."""
    from course.widgets.start import show_start

    show_start(lang)

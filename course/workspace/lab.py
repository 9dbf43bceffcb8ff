"""The JupyterLab that ``course open`` starts: ``python -m course.workspace.lab`` takes JupyterLab's own options."""

from __future__ import annotations

from course.grading.deferred import defer_slow_imports


def main() -> None:
    """Start JupyterLab."""
    defer_slow_imports()
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance()


if __name__ == "__main__":
    main()

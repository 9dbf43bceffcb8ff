"""nbgrader's exchange, where there is one: handing in, the account's name, and fetching feedback."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any


def exchange_account(folder: Path, assignment: str, *, config: Any = None) -> str:
    """Give the name that nbgrader's exchange knows this account by; "" where it does not take the assignment.

    Args:
        folder: Where the assignment's folder lies.
        assignment: The assignment's name.
        config: nbgrader's configuration; read from where Jupyter looks for it unless it is given.

    """
    config = _exchange_config(folder, assignment, getpass.getuser(), config)
    if config is None or not _taken(_step("submit", config), assignment):
        return ""
    return str(config.CourseDirectory.get("student_id") or getpass.getuser())


def _taken(submit: Any, assignment: str) -> bool:
    """Say whether the assignment was released through an exchange on this machine."""
    root, course = getattr(submit, "root", None), submit.coursedir.course_id
    return root is None or (Path(root) / course / "outbound" / assignment).is_dir()


def through_exchange(folder: Path, assignment: str, name: str, config: Any) -> tuple[str, str]:
    """Hand in through the exchange. Gives the course's name, or "" and why it was not taken ("": there is none).

    Args:
        folder: Where the assignment's folder lies.
        assignment: The assignment's name.
        name: The learner's name; where it is not the account's, it is handed in under it all the same.
        config: nbgrader's configuration; read from where Jupyter looks for it when ``None``.

    """
    config = _exchange_config(folder, assignment, name, config)
    if config is None:
        return "", ""
    from nbgrader.exchange import ExchangeError

    submit = _step("submit", config)
    if not _taken(submit, assignment):
        return "", ""
    try:
        submit.start()
    except (ExchangeError, OSError, RuntimeError) as error:
        return "", str(error).strip() or type(error).__name__
    return str(submit.coursedir.course_id), ""


def fetch_feedback(folder: Path, assignment: str, *, config: Any = None) -> bool:
    """Fetch what came back through the exchange into ``<assignment>/feedback/``; say whether any could be asked for.

    Args:
        folder: The learner's folder.
        assignment: The assignment's name.
        config: nbgrader's configuration; read from where Jupyter looks for it unless it is given.

    """
    config = _exchange_config(folder, assignment, folder.name, config)
    if config is None:
        return False
    from nbgrader.exchange import ExchangeError

    try:
        _step("fetch_feedback", config).start()
    except (ExchangeError, OSError, RuntimeError):  # no feedback was released yet
        return False
    return True


def _exchange_config(folder: Path, assignment: str, name: str, config: Any) -> Any:
    """Give nbgrader's configuration for one learner's assignment; ``None`` where no course is configured."""
    if sys.platform == "win32":  # the exchange needs POSIX rights (T10)
        return None
    config = (_config(folder) if config is None else config).copy()
    if not config.CourseDirectory.get("course_id"):
        return None
    config.CourseDirectory.assignment_id = assignment
    for step in ("Exchange", "ExchangeSubmit", "ExchangeFetchFeedback"):
        config[step].assignment_dir = str(folder)
    if name != getpass.getuser() and not config.CourseDirectory.get("student_id"):
        # Two learners share one account: neither is to hand in as the other, nor to be shown the other's feedback.
        config.CourseDirectory.student_id = name
        config.Exchange.cache = str(folder / ".forecourt" / "exchange")
    return config


def _step(name: str, config: Any) -> Any:
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    made = getattr(ExchangeFactory(config=config), name)
    return made(coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config)


def _config(folder: Path) -> Any:
    """Read nbgrader's configuration where Jupyter's own parts look for it."""
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config

    places = [*jupyter_config_path(), str(folder)]
    if not any((Path(place) / "nbgrader_config.py").is_file() for place in places):
        return Config()  # nbgrader itself need not be imported to know that there is none
    from nbgrader.apps import NbGrader

    app = NbGrader()
    app.load_cwd_config = False
    app.config_file_paths.extend(places)
    app.load_config_file()
    return app.config

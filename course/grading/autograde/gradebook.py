"""The gradebook's database, as the one writer opens it: its own transactions, no connection kept between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from course.engine.errors import CourseError

PATIENCE = 60  # seconds to wait for Formgrader, which writes a mark in milliseconds


def connect(address: str) -> sa.Engine:
    """Give the database at ``address`` (nbgrader's ``db_url``).

    Raises:
        CourseError: It is not there: nbgrader would make an empty one.

    """
    url = sa.make_url(address)
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(address, poolclass=NullPool)
    if not url.database or not Path(url.database).is_file():
        raise CourseError(
            "There is no gradebook.",
            where=url.database or address,
            then="Is this a course folder? A gradebook is made by the first release: course release ASSIGNMENT",
        )
    engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": PATIENCE})
    sa.event.listen(engine, "connect", _leave_transactions_to_us)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # or Python begins one only before the first change


def _begin(connection: sa.Connection) -> None:
    """Take the right to write at once: what is read and then written must not change in between."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")

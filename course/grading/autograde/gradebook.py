"""The gradebook's database, as the one writer opens it: its own transactions, no connection kept between them.

nbgrader's ``CourseDirectory.db_url`` says where it is: an SQLite file, or PostgreSQL. What a transaction reads in
order to write must not change in between, a person's mark above all. SQLite has one writer at a time, so the right to
write is taken at once (``BEGIN IMMEDIATE``). PostgreSQL has many: the rows are locked as they are read (``SELECT …
FOR UPDATE``), each as it was committed last (``READ COMMITTED``), so Formgrader waits for the row, not for the table.
Rows that somebody else adds meanwhile are refused as duplicates, and the transaction is tried again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from nbgrader.api import Assignment
from sqlalchemy.pool import NullPool

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 60  # seconds to wait for Formgrader, which writes a mark in milliseconds
TRIES = 3  # of a transaction that met another writer's
_MET = {"40001", "40P01"}  # PostgreSQL's serialization_failure and deadlock_detected


def connect(address: str) -> sa.Engine:
    """Give the database at ``address`` (nbgrader's ``db_url``).

    Raises:
        CourseError: It is not there, or has no gradebook: nbgrader would make an empty one.

    """
    try:
        url = sa.make_url(address)
    except sa.exc.ArgumentError as error:
        raise CourseError(
            "CourseDirectory.db_url is no address of a database.", where="nbgrader_config.py", then=_EXAMPLE
        ) from error
    return _file(url) if url.get_backend_name() == "sqlite" else _server(url)


def transact(engine: sa.Engine, work: Callable[[sa.Connection], None]) -> None:
    """Do ``work`` in one transaction; again, when another writer's came in between. It may be called several times."""
    for tries in range(1, TRIES + 1):
        try:
            with engine.begin() as line:
                work(line)
        except (sa.exc.IntegrityError, sa.exc.OperationalError) as error:
            met = isinstance(error, sa.exc.IntegrityError) or getattr(error.orig, "sqlstate", "") in _MET
            if tries == TRIES or not met:
                raise
        else:
            return


def _file(url: sa.URL) -> sa.Engine:
    if not url.database or not Path(url.database).is_file():
        raise _none(url.database or str(url))
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
    sa.event.listen(engine, "connect", _leave_transactions_to_us)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _server(url: sa.URL) -> sa.Engine:
    where = url.render_as_string(hide_password=True)
    try:
        engine = sa.create_engine(url, poolclass=NullPool, isolation_level="READ COMMITTED")
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        raise CourseError(
            f"There is no driver for this database: {error}.",
            where=where,
            then=f"For PostgreSQL: pip install 'forecourt[postgres]'. {_EXAMPLE}",
        ) from error
    if engine.dialect.name == "postgresql":
        sa.event.listen(engine, "begin", _be_patient)
    try:
        with engine.connect() as line:
            there = sa.inspect(line).has_table(Assignment.__tablename__)
    except sa.exc.SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CourseError(
            f"The gradebook's database does not answer: {said}",
            where=where,
            then="Is it running, and is CourseDirectory.db_url right?",
        ) from error
    if not there:
        raise _none(where)
    return engine


def _none(where: str) -> CourseError:
    return CourseError(
        "There is no gradebook.",
        where=where,
        then="Is this a course folder? A gradebook is made by the first release: course release ASSIGNMENT, or "
        "nbgrader generate_assignment ASSIGNMENT",
    )


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # or Python begins one only before the first change


def _begin(connection: sa.Connection) -> None:
    """Take the right to write at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _be_patient(connection: sa.Connection) -> None:
    """Wait for a locked row, but not for ever."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")


_EXAMPLE = 'For example: c.CourseDirectory.db_url = "postgresql+psycopg://course@host/gradebook"'

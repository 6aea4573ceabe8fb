"""Which thread runs what: statements here, waiting for a lock or for the disk elsewhere."""

import sqlite3
import threading
from pathlib import Path

import pytest

from storage import sqlite_driver


@pytest.fixture
def ran() -> dict[str, bool]:
    """By statement: whether it ran in the thread of the conversations."""
    return {}


async def test_only_begin_and_commit_change_threads(tmp_path: Path, ran: dict[str, bool]) -> None:
    here = threading.get_ident()

    def note(statement: str) -> None:
        ran[statement] = threading.get_ident() == here

    connection = await sqlite_driver.connect(str(tmp_path / "ward.db"))
    await connection.execute("CREATE TABLE t (a)")
    await connection.set_trace_callback(note)
    connection.isolation_level = None
    for statement in ("BEGIN IMMEDIATE", "INSERT INTO t VALUES (1)", "SELECT a FROM t"):
        await connection.execute(statement)
    await connection.commit()
    await connection.close()
    assert ran == {
        "BEGIN IMMEDIATE": False,
        "INSERT INTO t VALUES (1)": True,
        "SELECT a FROM t": True,
        "COMMIT": False,
    }


async def test_an_error_inside_a_transaction_is_raised_as_ever(tmp_path: Path) -> None:
    connection = await sqlite_driver.connect(str(tmp_path / "ward.db"))
    connection.isolation_level = None
    await connection.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError):
        await connection.execute("SELECT * FROM nothing")
    await connection.rollback()
    await connection.close()

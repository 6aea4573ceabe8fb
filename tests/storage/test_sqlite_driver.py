"""Which thread runs what: statements here, waiting for a lock or for the disk elsewhere."""

import asyncio
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
    cursor = await connection.cursor()
    for statement in ("BEGIN IMMEDIATE", "INSERT INTO t VALUES (1)", "SELECT a FROM t"):
        await cursor.execute(statement)
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


async def test_nothing_runs_beside_a_commit_whose_waiter_was_cancelled(tmp_path: Path) -> None:
    """The thread holds the connection until it is done, whoever still waits for it."""
    order: list[str] = []
    may_commit = threading.Event()

    def commit_slowly() -> None:
        may_commit.wait()
        order.append("commit")

    connection = await sqlite_driver.connect(str(tmp_path / "ward.db"))
    await connection.create_function("note", 1, order.append)
    connection.isolation_level = None
    cursor = await connection.cursor()
    await cursor.execute("BEGIN")
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(connection._execute(commit_slowly))
        await asyncio.sleep(0)
        waiting.cancel()
        tasks.create_task(cursor.execute("SELECT note('after')"))
        await asyncio.sleep(0)
        may_commit.set()
    assert order == ["commit", "after"]
    await connection.rollback()
    await connection.close()

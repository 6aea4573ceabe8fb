"""aiosqlite, without a change of threads for every statement.

A statement inside a transaction waits for nobody and takes microseconds: handing it to a thread
costs more than running it. What may wait, for another process (BEGIN) or for the disk (COMMIT),
goes to aiosqlite's thread, so that no conversation waits with it.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

_ENDS = frozenset(("commit", "rollback"))


class Connection(aiosqlite.Connection):
    """Runs in place what does not wait. Where aiosqlite changes its inside, all goes to its
    thread again, and a test says so."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        opened = self._connection
        if opened is None or not opened.in_transaction or fn.__name__ in _ENDS:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)


async def connect(path: str) -> Connection:
    """Open the file, which is used by one transaction at a time, whatever the thread."""
    connection = Connection(
        lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64
    )
    connection._thread.daemon = True  # as SQLAlchemy has it: it must not keep a process alive
    await connection
    return connection

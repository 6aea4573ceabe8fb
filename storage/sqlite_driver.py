"""aiosqlite, without a change of threads for every statement.

A statement inside a transaction waits for nobody and takes microseconds: handing it to a thread
costs more than running it. What may wait, for another process (BEGIN) or for the disk (COMMIT),
goes to aiosqlite's thread, so that no conversation waits with it.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite


class Connection(aiosqlite.Connection):
    """Runs in place what does not wait. Where aiosqlite changes its inside, all goes to its
    thread again, and a test says so."""

    _sent = 0  # to the thread; counted here
    _done = 0  # by the thread; counted there

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._is_free() and _is_a_cursors(fn):
            return fn(*args, **kwargs)

        def run() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._done += 1

        self._sent += 1
        return await super()._execute(run)  # type: ignore[no-untyped-call]

    def _is_free(self) -> bool:
        """Inside a transaction, and the thread has nothing to do with it. It may have, where
        somebody was cancelled while it committed: two threads in one connection crash."""
        opened = self._connection
        return self._sent == self._done and opened is not None and opened.in_transaction


def _is_a_cursors(fn: Callable[..., Any]) -> bool:
    """Statements and rows; never what ends a transaction or the connection itself."""
    return fn.__name__ == "cursor" or isinstance(getattr(fn, "__self__", None), sqlite3.Cursor)


async def connect(path: str) -> Connection:
    """Open the file, which is used by one transaction at a time, whatever the thread."""
    connection = Connection(
        lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64
    )
    connection._thread.daemon = True  # as SQLAlchemy has it: it must not keep a process alive
    await connection
    return connection

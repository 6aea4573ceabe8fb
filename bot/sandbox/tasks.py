"""The sandbox's background work: started here, watched here, ended with its server."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Keeps what it starts, so that nothing is lost, forgotten or left running."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    @property
    def are_running(self) -> bool:
        return bool(self._running)

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)

    async def close(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            asyncio.get_running_loop().call_exception_handler(
                {"message": "The sandbox's background work failed", "exception": error}
            )

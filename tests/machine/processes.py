"""Real bot processes for tests that kill them. Forked from a server that imported everything
once, so that a start takes a moment and not four seconds; the kill is a real SIGKILL.
"""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

import uvloop

from bot import failpoints, logs
from bot.app import ALL_PARTS, Part
from bot.config import Settings
from bot.service import serve
from handlers import dispatcher

assert dispatcher  # imported here so that the fork server has it

_DIES_WITHIN = 30.0
_ARM = signal.SIGUSR1


def context() -> ForkServerContext:
    """Where bot processes are forked from."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([__name__, "tests.machine.warm"])
    return found


def _main(
    values: dict[str, Any], parts: list[str], point: tuple[str, int] | None, arms_later: bool
) -> None:
    if point and arms_later:
        signal.signal(_ARM, lambda *_: failpoints.arm(*point))
    elif point:
        failpoints.arm(*point)
    settings = Settings(_env_file=None, **values)
    logs.configure("WARNING", "text")
    uvloop.run(serve(settings, frozenset(Part(part) for part in parts)))


class Bot:
    """A running bot process."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def dies(self, within: float = _DIES_WITHIN) -> int | None:
        """Wait for its end. The exit code; -9 for a kill; None if it still lives."""
        self._process.join(within)
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def arm(self) -> None:
        """From now on it dies at its point."""
        self.signal(_ARM)

    def signal(self, number: signal.Signals) -> None:
        import os

        os.kill(self._process.pid or 0, number)


@contextmanager
def running_bot(
    values: dict[str, Any],
    *,
    point: tuple[str, int] | None = None,
    arms_later: bool = False,
    parts: frozenset[Part] = ALL_PARTS,
) -> Iterator[Bot]:
    """A process that is gone at the end of the block, however it came to that. Its point is
    armed from its start, or when it is told to."""
    process = context().Process(target=_main, args=(values, sorted(parts), point, arms_later))
    process.start()
    try:
        yield Bot(process)
    finally:
        process.kill()
        process.join(_DIES_WITHIN)

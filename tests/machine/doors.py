"""A webhook server with the doors of a test, and hostile bodies to throw at them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from bot.background import until_finished
from bot.clock import Clock
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.intake.spool_file import spool_path
from bot.intake.webhook import Door, Page, WebhookIntake
from bot.wakeups import Wakeup
from storage.database import Database

_AT_ONCE = 50


@asynccontextmanager
async def open_spool(database: Database, clock: Clock | None = None) -> AsyncIterator[Spool]:
    """At work, and quicker than in earnest to try again."""
    journal = Journal(database, clock or Clock(), Wakeup())
    spool, stopping = Spool(journal, spool_path(database), pause_scale=0.01), asyncio.Event()
    async with until_finished(spool.run(stopping), stopping):
        yield spool


@asynccontextmanager
async def listening(
    database: Database,
    doors: Sequence[Door],
    *,
    pages: Sequence[Page] = (),
    waits_for: float = 10.0,
) -> AsyncIterator[int]:
    """The port it listens on."""
    async with open_spool(database) as spool:
        journal = Journal(database, Clock(), Wakeup())
        intake = WebhookIntake(
            journal, spool, doors, "127.0.0.1", 0, pages=pages, waits_for=waits_for
        )
        yield await intake.start()
        await intake.stop()


async def bombard(
    post: Callable[[bytes], Awaitable[int]], bodies: SearchStrategy[bytes], many: int
) -> Counter[int]:
    """Post this many of these; how often each status came back."""
    statuses: Counter[int] = Counter()
    found = _drawn(bodies, many)
    for start in range(0, len(found), _AT_ONCE):
        statuses.update(await asyncio.gather(*map(post, found[start : start + _AT_ONCE])))
    assert statuses.total() == many
    return statuses


def _drawn(bodies: SearchStrategy[bytes], many: int) -> list[bytes]:
    """The same each time. Where chance repeats itself less come out than were asked for, so it
    is asked again with another seed."""
    found: list[bytes] = []
    for number in range(100):

        @seed(2026 + number)
        @settings(
            max_examples=many, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(bodies)
        def collect(body: bytes) -> None:
            found.append(body)

        collect()
        if len(found) >= many:
            return found[:many]
    raise AssertionError(f"only {len(found)} bodies")

"""Lessons: tens of thousands of people wait for theirs at one hour, and others go on writing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.bots import ours
from benchmarks.databases import Databases
from benchmarks.load import Timing, Webhook
from benchmarks.pupils import enrol, fall_due, local, written, zone_where_it_is_evening
from benchmarks.receiving import help_from
from benchmarks.results import Aim, Cell, Table
from benchmarks.sink import Sink, open_sink
from bot.clock import StoppedClock
from bot.config import ROOT
from bot.schedule import Schedule
from bot.shelf import Shelf
from bot.wakeups import Wakeup
from content.catalogue import load
from content.channels import TELEGRAM
from content.lesson_loading import LESSONS
from content.local_zone import LOCAL_ZONE
from storage.database import Database

_PACE = 25  # messages a second, as on Telegram
_WRITERS = 10.0  # updates a second of other people
_OTHERS = range(9_000_001, 9_000_501)
_PUPILS = 1_000_001
_BEGINS_WITHIN = 90.0  # seconds: the clock's next minute
_QUEUED_WITHIN = 300.0
_PACED_FOR = 10.0
_LOOKS_EVERY = 0.1
_METHOD = (
    "Everybody learns each day at 19:00 and has finished ten lessons; every third has a question "
    "due. `python -m bot run`, whole, sends at 25 a second; meanwhile ten other people a second "
    "write `/help`, timed from their writing to the reply's arrival. First without lessons, then "
    "while all are queued, then while they leave at that pace. How long a transaction keeps "
    "others from writing was measured apart, in one process, with the few."
)
_COLUMNS = (
    "On", "people", "s to queue", "MB at most", "ms a batch", "longest",
    "p50 ms without", "while queued", "while sent", "p99 ms without", "while queued",
    "while sent", "slowest ms without", "while queued", "while sent", "lessons/s",
)  # fmt: skip


@dataclass
class Evening:
    """One run of one size."""

    queued_in: float = 0.0
    megabytes: float = 0.0
    rate: float = 0.0  # messages a second, replies among them
    replies: dict[str, Timing] = field(default_factory=dict)

    def slowest(self, phase: str) -> float:
        return max(self.replies[phase].latencies) * 1000


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    few, many = (200, 2_000) if is_quick else (5_000, 50_000)
    rows: list[list[Cell]] = []
    aims: list[Aim] = []
    for kind in Databases.KINDS:
        held = await _holds(await databases.new(kind), few)
        evenings = {}
        for count in (few, many):
            evening = await _evening(await databases.new(kind), count, is_quick=is_quick)
            evenings[count] = evening
            rows.append(_row(kind, count, evening, held))
        aims += _aims(kind, evenings[few], evenings[many], many)
        aims.append(
            Aim.at_most(150, f"{kind}: ms that a batch keeps others from writing, p99", _p99(held))
        )
    return Table("Lessons", _METHOD, _COLUMNS, rows, aims)


async def _evening(database_url: str, count: int, *, is_quick: bool) -> Evening:
    now = datetime.now(UTC)  # noqa: TID251 - the process has the same clock
    library = Shelf(LESSONS).now.library
    await enrol(database_url, range(_PUPILS, _PUPILS + count), _OTHERS, library, now)
    evening = Evening()
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(open_sink())
        settings = {"SEND_PER_SECOND": str(_PACE), "TIMEZONE": zone_where_it_is_evening(now)}
        subject, port = await stack.enter_async_context(
            ours(database_url, sink, environment=settings)
        )
        database = Database(database_url)
        stack.push_async_callback(database.close)
        webhook = Webhook(port, sink)
        await webhook.open_loop(help_from(_OTHERS), _WRITERS * 5)  # all have been here before
        evening.replies["without"] = await _write_for(webhook, 5.0 if is_quick else 15.0)
        await _queue(database, webhook, count, evening, now)
        evening.megabytes = subject.peak_megabytes()
        await _send(sink, webhook, evening, 5.0 if is_quick else _PACED_FOR)
    return evening


async def _write_for(webhook: Webhook, seconds: float) -> Timing:
    steps = help_from(_OTHERS)[: int(seconds * _WRITERS)]
    return await webhook.open_loop(steps, _WRITERS)


async def _queue(
    database: Database, webhook: Webhook, count: int, evening: Evening, now: datetime
) -> None:
    """From the first lesson that is written to the last, while others write."""
    await fall_due(database, now)
    await _until_written(database, 1, within=_BEGINS_WITHIN)
    began = perf_counter()
    done = asyncio.Event()

    async def watch() -> None:
        await _until_written(database, count, within=_QUEUED_WITHIN)
        evening.queued_in = perf_counter() - began
        done.set()

    latencies, _ = await asyncio.gather(_keep_writing(webhook, done), watch())
    evening.replies["queued"] = Timing(_WRITERS, latencies)


async def _until_written(database: Database, count: int, *, within: float) -> None:
    look_again = Wakeup()  # never rings
    async with asyncio.timeout(within):
        while await written(database) < count:
            await look_again.wait(_LOOKS_EVERY)


async def _keep_writing(webhook: Webhook, done: asyncio.Event) -> list[float]:
    """A second at least."""
    latencies: list[float] = []
    while not (done.is_set() and latencies):
        timing = await _write_for(webhook, 1.0)
        latencies += timing.latencies
    return latencies


async def _send(sink: Sink, webhook: Webhook, evening: Evening, seconds: float) -> None:
    """Lessons leave as fast as the platform allows, and replies overtake them."""
    before, began = sink.taken, perf_counter()
    evening.replies["sent"] = await _write_for(webhook, seconds)
    evening.rate = (sink.taken - before) / (perf_counter() - began)


class TimedDatabase(Database):
    """Notes for how long each write transaction was open, in seconds."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.held: list[float] = []

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        began = perf_counter()
        async with super().write() as session:
            yield session
        self.held.append(perf_counter() - began)


async def _holds(database_url: str, count: int) -> list[float]:
    now = datetime.now(UTC)  # noqa: TID251
    LOCAL_ZONE.settle_on(local(now).tzinfo or UTC)
    shelf = Shelf(LESSONS)
    chats = range(_PUPILS, _PUPILS + count)
    await enrol(database_url, chats, _OTHERS, shelf.now.library, now)
    database = TimedDatabase(database_url)
    await fall_due(database, now)
    schedule = Schedule(
        database, load(ROOT / "content" / "plan"), shelf, StoppedClock(now), Wakeup(),
        channels=[TELEGRAM], owner="benchmark", lease_seconds=90,
    )  # fmt: skip
    sent = await schedule.send_lessons()
    await database.close()
    if sent != count:
        raise RuntimeError(f"{sent} lessons were queued")
    return database.held


def _p99(held: Sequence[float]) -> float:
    return Timing(0, held).percentile(99)


def _row(kind: str, count: int, evening: Evening, held: Sequence[float]) -> list[Cell]:
    phases: Sequence[str] = ("without", "queued", "sent")
    medians = [evening.replies[phase].percentile(50) for phase in phases]
    late = [evening.replies[phase].percentile(99) for phase in phases]
    slowest = [evening.slowest(phase) for phase in phases]
    return [
        kind, f"{count:,}", evening.queued_in, evening.megabytes,
        median(held) * 1000, max(held) * 1000,
        *medians, *late, *slowest, evening.rate,
    ]  # fmt: skip


def _aims(kind: str, few: Evening, many: Evening, count: int) -> list[Aim]:
    delay = many.slowest("queued") - many.slowest("without")
    overtaken = many.slowest("sent") - many.slowest("without")
    return [
        Aim.at_most(60, f"{kind}: s to queue {count:,} lessons", many.queued_in),
        Aim.at_most(
            1.1, f"{kind}: memory of {count:,} lessons to a tenth", many.megabytes / few.megabytes
        ),
        Aim.at_most(1000, f"{kind}: slowest reply, ms later while queued", delay),
        Aim.at_most(1000, f"{kind}: slowest reply, ms later while sent", overtaken),
        Aim.at_least(0.95, f"{kind}: messages/s of {_PACE}", many.rate / _PACE),
    ]

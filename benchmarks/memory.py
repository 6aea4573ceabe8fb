"""Memory: the most a process ever held, idle and after it was kept busy."""

import asyncio
from contextlib import AsyncExitStack

from benchmarks.bots import Started, bare, our_settings, ours
from benchmarks.databases import Databases
from benchmarks.load import Webhook
from benchmarks.processes import Subject, running
from benchmarks.receiving import help_from
from benchmarks.results import Cell, Table
from benchmarks.sending import queue
from benchmarks.sink import Sink, open_sink

_IDLES_FOR = 3.0  # seconds
_METHOD = (
    "Peak resident memory of one process: after its start, and after the load of the receiving "
    "benchmark. A sender alone does not import aiogram."
)


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    chats = range(1_000_001, 1_000_301 if is_quick else 1_002_001)
    peaks: dict[str, tuple[float, float]] = {}
    async with AsyncExitStack() as stack:
        for kind in Databases.KINDS:
            sink = await stack.enter_async_context(open_sink())
            bot = await stack.enter_async_context(ours(await databases.new(kind), sink))
            peaks[f"ours on {kind}"] = await _receiver(bot, sink, chats)
        sink = await stack.enter_async_context(open_sink())
        peaks["sender alone"] = await _sender(stack, await databases.new("SQLite"), sink, chats)
        bot = await stack.enter_async_context(bare("tuned", sink))
        peaks["bare aiogram"] = await _receiver(bot, sink, chats)
    base = peaks["bare aiogram"][1]
    rows: list[list[Cell]] = [[name, busy / base, idle, busy]
                              for name, (idle, busy) in peaks.items()]  # fmt: skip
    return Table("Memory", _METHOD, ("Process", "of bare aiogram", "MB idle", "MB busy"), rows)


async def _receiver(bot: Started, sink: Sink, chats: range) -> tuple[float, float]:
    subject, port = bot
    idle = await _idle(subject)
    await Webhook(port, sink).closed_loop(help_from(chats))
    return idle, subject.peak_megabytes()


async def _sender(
    stack: AsyncExitStack, database_url: str, sink: Sink, chats: range
) -> tuple[float, float]:
    settings = our_settings(database_url, sink.url)
    subject = await stack.enter_async_context(
        running("bot", "run", "--only", "sender", environment=settings)
    )
    idle = await _idle(subject)
    arriving = [sink.expect(chat) for chat in chats]
    await queue(database_url, chats)
    await asyncio.gather(*arriving)
    return idle, subject.peak_megabytes()


async def _idle(subject: Subject) -> float:
    await asyncio.sleep(_IDLES_FOR)
    return subject.peak_megabytes()

"""Sending: as fast as it goes, and at the pace that Telegram allows."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from statistics import median

from benchmarks.bots import our_settings
from benchmarks.databases import Databases
from benchmarks.processes import running
from benchmarks.results import Aim, Cell, Table
from benchmarks.sink import open_sink
from benchmarks.ward import found, letter, settle
from bot.sandbox.api import Call
from bot.sandbox.limits import FloodLimits
from bot.sandbox.telegram import TelegramServer
from storage import outbox
from storage.database import Database

_PACE = 25  # messages a second
_UNIT = "BENCH"
_METHOD_COUNTED = "sendmessage"
_STARTS_WITHIN = 60.0  # seconds
_METHOD = (
    "Unpaced: 30 messages at once on the wire, against python-telegram-bot's Bot with the "
    "transport it comes with. Paced: `python -m bot run --only sender` empties a queue to a "
    "server that answers 429 beyond 30 a second, as Telegram does."
)


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    rounds, count = (1, 300) if is_quick else (5, 1500)
    ours, default = [], []
    for _ in range(rounds):
        default.append(await _rate("default", count))
        ours.append(await _rate("ours", count * 3))
    ratio = median(a / b for a, b in zip(ours, default, strict=True))
    rows: list[list[Cell]] = [
        ["unpaced, ours", ratio, median(ours), "–"],
        ["unpaced, python-telegram-bot's own", 1.0, median(default), "–"],
    ]
    aims = [Aim.at_least(5, "unpaced: of python-telegram-bot's own transport", ratio)]
    for kind in Databases.KINDS:
        rate, refused = await _paced(await databases.new(kind), 5 if is_quick else 20)
        rows.append([f"paced at {_PACE}/s, {kind}", rate / _PACE, rate, refused])
        aims += [
            Aim.at_least(0.98, f"paced, {kind}: of {_PACE}/s", rate / _PACE),
            Aim.at_most(0, f"paced, {kind}: answers 429", refused),
        ]
    return Table("Sending", _METHOD, ("What", "ratio", "messages/s", "429s"), rows, aims)


async def _rate(kind: str, count: int) -> float:
    async with (
        open_sink() as sink,
        running("benchmarks.senders", kind, sink.url, str(count)) as subject,
    ):
        said, _ = await subject.process.communicate()
        return float(said)


async def _paced(database_url: str, seconds: int) -> tuple[float, int]:
    """Messages a second, and how many were refused."""
    chats = range(1, _PACE * (seconds + 3))
    begun = asyncio.Event()
    server = TelegramServer(
        lambda: datetime.now(UTC),  # noqa: TID251 - what people's phones show
        limits=FloodLimits(),
        on_call=lambda method, _: begun.set() if method == _METHOD_COUNTED else None,
    )
    async with AsyncExitStack() as stack:
        url = await server.start()
        stack.push_async_callback(server.stop)
        for chat in chats:
            server.person(chat, has_started=True)
        await queue(database_url, chats)
        settings = our_settings(database_url, url, str(_PACE))
        await stack.enter_async_context(
            running("bot", "run", "--only", "sender", environment=settings)
        )
        async with asyncio.timeout(_STARTS_WITHIN):
            await begun.wait()
        await asyncio.sleep(seconds)
        messages = _messages(server)
    within = [call for call in messages if call.at < messages[0].at + seconds]
    refused = sum(call.error is not None and call.error.code == 429 for call in messages)
    return len(within) / seconds, refused


def _messages(server: TelegramServer) -> list[Call]:
    return [call for call in server.calls if call.method == _METHOD_COUNTED]


async def queue(database_url: str, chats: range) -> None:
    """A letter for each chat."""
    now = datetime.now(UTC)  # noqa: TID251
    await found(database_url, [_UNIT])
    database = Database(database_url)
    people = await settle(database, chats, [_UNIT], now)
    async with database.write() as session:
        await outbox.add(session, [letter(person) for person in people], now)
    await database.close()

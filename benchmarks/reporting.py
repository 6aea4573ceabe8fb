"""Reporting: steps of the report dialog, where a focal point types figures."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime
from statistics import median

from benchmarks.bots import ours
from benchmarks.databases import Databases
from benchmarks.load import Step, Webhook
from benchmarks.receiving import Measured
from benchmarks.results import Aim, Cell, Table
from benchmarks.sink import open_sink
from benchmarks.updates import tapped, typed
from benchmarks.ward import found, settle
from bot.config import ROOT
from content.catalogue import load
from content.periods import Cadence, Period, previous
from content.words import LOCAL_ZONE
from handlers.focal.report_place import ReportNow
from storage import obligations
from storage.database import Database

_UNIT = "TTPVHCC"  # its first indicator is a ratio
_FIRST_CHAT = 2_000_001
_PER_SECOND = 50.0
_METHOD = (
    "40 focal points at once, of 1,000, open a report and type a numerator and a denominator; "
    "each step reads the plan, the draft and earlier figures, and is read back."
)


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    chats = range(_FIRST_CHAT, _FIRST_CHAT + (150 if is_quick else 1000))
    rows: list[list[Cell]] = []
    aims = []
    for kind in Databases.KINDS:
        bot, at_leisure = await _dialogs(await databases.new(kind), chats)
        times = [median(t.percentile(p) for t in bot.closed) for p in (50, 99)]
        rate = median(t.rate for t in bot.closed)
        rows.append([kind, rate, *times, at_leisure, median(bot.cpu)])
        aims.append(Aim.at_most(100, f"{kind}: p99 ms of a report step at 50/s", at_leisure))
    columns = ("Ours on", "steps/s", "p50 ms", "p99 ms", "p99 ms at 50/s", "CPU ms each")
    return Table("Reporting", _METHOD, columns, rows, aims)


async def _dialogs(database_url: str, chats: range) -> tuple[Measured, float]:
    report = await _owe(database_url, chats)
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(open_sink())
        parts = ("--only", "intake,worker,sender")  # no reminders in between
        subject, port = await stack.enter_async_context(ours(database_url, sink, *parts))
        bot = Measured(subject, Webhook(port, sink))
        opened = _taps(chats, ReportNow(obligation=report).pack())
        at_leisure = await bot.webhook.open_loop(opened, _PER_SECOND)
        for figure in ("1234", "1380"):
            await bot.run([(chat, typed(chat, figure)) for chat in chats])
    return bot, at_leisure.percentile(99)


def _taps(chats: range, data: str) -> list[Step]:
    return [(chat, tapped(chat, data)) for chat in chats]


async def _owe(database_url: str, chats: range) -> int:
    """Everybody reports for one unit, which owes last month's report."""
    plan = load(ROOT / "content" / "plan")
    now = datetime.now(UTC)  # noqa: TID251 - the process has the same clock
    local = now.astimezone(LOCAL_ZONE)
    await found(database_url, list(plan.units))
    database = Database(database_url)
    await settle(database, chats, [_UNIT], now)
    async with database.write() as session:
        period = previous(Period(Cadence.MONTHLY, local.year, local.month))
        await obligations.open_period(session, plan, period, now)
        owed = await obligations.owed_by(session, [_UNIT])
    await database.close()
    return owed[0].id

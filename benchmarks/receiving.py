"""Receiving: an update through webhook, commit, handler, commit and sender, to its reply."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median

from benchmarks.bots import bare, ours
from benchmarks.databases import Databases
from benchmarks.load import Step, Timing, Webhook
from benchmarks.processes import Subject
from benchmarks.results import Aim, Cell, Table
from benchmarks.sink import open_sink
from benchmarks.updates import typed

_FIRST_CHAT = 1_000_001
_PER_SECOND = 50.0
TUNED, STOCK = "bare aiogram, tuned", "bare aiogram, stock"
_METHOD = (
    "40 people at once send `/help` and wait for the reply; then 50 a second write "
    "without waiting. The bare bots answer the same command and store nothing."
)
_COLUMNS = (
    "Bot", "of tuned", "of stock", "updates/s", "p50 ms", "p99 ms",
    "p99 ms at 50/s", "CPU ms each",
)  # fmt: skip


@dataclass
class Measured:
    """A bot, and the rounds it has been through."""

    subject: Subject
    webhook: Webhook
    closed: list[Timing] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # milliseconds an update
    opened: Timing | None = None

    async def run(self, steps: Sequence[Step]) -> None:
        before = self.subject.cpu_seconds()
        self.closed.append(await self.webhook.closed_loop(steps))
        self.cpu.append((self.subject.cpu_seconds() - before) / len(steps) * 1000)

    def ratio(self, other: "Measured") -> float:
        """Round by round, since the machine's mood changes between them."""
        pairs = zip(self.closed, other.closed, strict=True)
        return median(mine.rate / theirs.rate for mine, theirs in pairs)


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    chats = range(_FIRST_CHAT, _FIRST_CHAT + (150 if is_quick else 1000))
    async with AsyncExitStack() as stack:
        bots = await _start(stack, databases)
        for bot in bots.values():  # everybody has been here before
            await bot.webhook.closed_loop(help_from(chats))
        for _ in range(2 if is_quick else 5):
            for bot in bots.values():
                await bot.run(help_from(chats) + help_from(chats))
        for bot in bots.values():
            meant = help_from(chats[:100] if is_quick else chats[:500])
            bot.opened = await bot.webhook.open_loop(meant, _PER_SECOND)
    return _table(bots)


async def _start(stack: AsyncExitStack, databases: Databases) -> dict[str, Measured]:
    bots = {}
    for kind in Databases.KINDS:
        sink = await stack.enter_async_context(open_sink())
        url = await databases.new(kind)
        subject, port = await stack.enter_async_context(ours(url, sink))
        bots[f"ours on {kind}"] = Measured(subject, Webhook(port, sink))
    for name, kind in ((TUNED, "tuned"), (STOCK, "stock")):
        sink = await stack.enter_async_context(open_sink())
        subject, port = await stack.enter_async_context(bare(kind, sink))
        bots[name] = Measured(subject, Webhook(port, sink))
    return bots


def help_from(chats: Sequence[int]) -> list[Step]:
    return [(chat, typed(chat, "/help")) for chat in chats]


def _table(bots: dict[str, Measured]) -> Table:
    aims = []
    for kind in Databases.KINDS:
        bot = bots[f"ours on {kind}"]
        aims += [
            Aim.at_least(0.3, f"{kind}: updates/s of tuned", bot.ratio(bots[TUNED])),
            Aim.at_least(0.8, f"{kind}: updates/s of stock", bot.ratio(bots[STOCK])),
            Aim.at_most(100, f"{kind}: p99 ms at 50/s", _p99(bot)),
        ]
    rows = [_row(name, bot, bots) for name, bot in bots.items()]
    return Table("Receiving", _METHOD, _COLUMNS, rows, aims)


def _row(name: str, bot: Measured, bots: dict[str, Measured]) -> list[Cell]:
    ratios = [bot.ratio(bots[TUNED]), bot.ratio(bots[STOCK])]
    times = [median(t.percentile(p) for t in bot.closed) for p in (50, 99)]
    rate = median(t.rate for t in bot.closed)
    return [name, *ratios, rate, *times, _p99(bot), median(bot.cpu)]


def _p99(bot: Measured) -> float:
    return bot.opened.percentile(99) if bot.opened else 0.0

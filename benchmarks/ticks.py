"""Ticks: what the schedule costs each minute, in wards of 10 and of 10,000 units."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median
from time import perf_counter

from benchmarks.databases import Databases
from benchmarks.results import Aim, Cell, Table
from benchmarks.ward import found, settle, with_units
from bot.clock import StoppedClock
from bot.config import ROOT
from bot.schedule import Schedule
from bot.shelf import Shelf
from bot.wakeups import Wakeup
from content.catalogue import Plan, load
from content.channels import TELEGRAM
from content.deadlines import deadlines, reminder_steps
from content.lesson_loading import LESSONS
from content.periods import Cadence, Period
from content.words import LOCAL_ZONE
from storage import obligations, outbox
from storage.database import Database

_PERIOD = Period(Cadence.MONTHLY, 2027, 1)
_FEW = 10  # reports due at a tick
_BATCHES = 5
_QUIET_TICKS = 30
_METHOD = (
    "One tick of the schedule in the process that ticks. All due: the reports of a month open and "
    "everybody is reminded, one letter each. Ten due: the rest is due another day."
)


class Ward:
    """A ward with its schedule, and one focal point for each unit."""

    def __init__(self, database: Database, plan: Plan, start: datetime) -> None:
        self.database = database
        self.plan = plan
        self._clock = StoppedClock(start)
        self._schedule = Schedule(
            database, plan, Shelf(LESSONS), self._clock, Wakeup(),
            channels=[TELEGRAM], owner="benchmark", lease_seconds=90,
        )  # fmt: skip

    async def tick(self, at: datetime) -> float:
        """How many seconds it took."""
        self._clock.move_to(at)
        began = perf_counter()
        await self._schedule.do_due()
        return perf_counter() - began

    async def letters(self) -> int:
        async with self.database.connect_to_write() as connection:
            return await outbox.waiting(connection)

    async def spread(self, moments: Sequence[datetime], rest: datetime) -> None:
        """Ten reports are due at each of these moments, all others at another."""
        async with self.database.write() as session:
            ids = sorted(o.id for o in await obligations.owed_by(session, list(self.plan.units)))
            due = dict.fromkeys(ids, rest)
            for number, moment in enumerate(moments):
                due |= dict.fromkeys(ids[number * _FEW : (number + 1) * _FEW], moment)
            await obligations.set_next_reminders(session, dict(due))


async def measure(databases: Databases, *, is_quick: bool) -> Table:
    plan = load(ROOT / "content" / "plan")
    rows: list[list[Cell]] = []
    aims = []
    for kind in Databases.KINDS:
        small = await _ticks(await databases.new(kind), with_units(plan, _FEW))
        many = 500 if is_quick else 10_000
        large = await _ticks(await databases.new(kind), with_units(plan, many))
        rows += _rows(kind, small, large, many)
        for what in ("nothing due", "10 due"):
            ratio = large[what] / small[what]
            aims.append(Aim.at_most(3, f"{kind}: tick with {what}, {many:,} units of 10", ratio))
    columns = ("Tick", "of 10 units", "ms, 10 units", "ms, many units", "µs per reminder")
    return Table("Ticks", _METHOD, columns, rows, aims)


async def _ticks(database_url: str, plan: Plan) -> dict[str, float]:
    """Milliseconds by what is due."""
    first, second, *_, later = (_at(day) for day in _days(plan))
    await found(database_url, list(plan.units))
    database = Database(database_url)
    await settle(database, range(1, len(plan.units) + 1), list(plan.units), first)
    ward = Ward(database, plan, first)
    everything = await ward.tick(first)
    queued = await ward.letters()
    quiet = [await ward.tick(first + _minutes(n)) for n in range(1, _QUIET_TICKS)]
    moments = [second + _minutes(n) for n in range(min(_BATCHES, len(plan.units) // _FEW))]
    await ward.spread(moments, later)
    few = [await ward.tick(moment) for moment in moments]
    said = await ward.letters()
    await database.close()
    if (queued, said) != (len(plan.units), len(plan.units) + _FEW * len(moments)):
        raise RuntimeError(f"{queued} and then {said} reminders were queued")
    times = {"nothing due": median(quiet), "10 due": median(few), "all due": everything}
    return {what: seconds * 1000 for what, seconds in times.items()}


def _rows(
    kind: str, small: dict[str, float], large: dict[str, float], many: int
) -> list[list[Cell]]:
    due = {"nothing due": 0, "10 due": _FEW, "all due": many}
    return [
        [f"{kind}, {what}", large[what] / ms, ms, large[what],
         large[what] * 1000 / due[what] if due[what] else "–"]
        for what, ms in small.items()
    ]  # fmt: skip


def _days(plan: Plan) -> list[date]:
    dates = deadlines(_PERIOD, plan.regime, plan.calendar)
    return [step.on for step in reminder_steps(dates.unit_due, plan.regime, plan.calendar)]


def _at(day: date) -> datetime:
    """Nine in the morning."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=LOCAL_ZONE)


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)

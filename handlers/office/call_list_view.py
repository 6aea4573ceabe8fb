"""Units that owe a report and that no message of ours reaches, with the reason for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.channels import capabilities
from content.sending_windows import Cost
from content.words import LOCAL_ZONE
from handlers.office.overdue_view import Line, missing_lines
from storage import obligations
from storage.people import Person
from storage.ways import Way, ways_to


class WhyNot(StrEnum):
    """Why no message reaches somebody."""

    SILENT = "silent"  # the channel lets us write only to who wrote lately
    SHUT = "shut"  # blocked, deleted, not found
    NO_CONSENT = "no_consent"


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody who reports for the unit, and what is in the way on which channels."""

    person: Person
    why: tuple[tuple[str, WhyNot], ...]  # channel, reason


@dataclass(frozen=True, slots=True)
class UnitToCall:
    """What it owes, the most urgent first, and everybody who reports for it: perhaps nobody."""

    code: str
    owed: tuple[Line, ...]
    people: tuple[Unreached, ...]


async def units_to_call(session: AsyncSession, plan: Plan, now: datetime) -> list[UnitToCall]:
    """The longest overdue first. Whoever is reached on one channel need not be called."""
    today = now.astimezone(LOCAL_ZONE).date()
    missing = await obligations.not_submitted(session)
    by_unit: dict[str, list[Line]] = {}
    for line in await missing_lines(session, plan, missing, today):
        if not line.has_somebody:
            by_unit.setdefault(line.unit_code, []).append(line)
    persons = {p.id: p for lines in by_unit.values() for p in lines[0].focal_points}
    ways = await ways_to(session, persons) if persons else {}
    units = [_unit(code, lines, ways, now) for code, lines in by_unit.items()]
    return sorted(units, key=lambda unit: (unit.owed[0].due, unit.code))


def _unit(
    code: str, lines: Sequence[Line], ways: dict[int, list[Way]], now: datetime
) -> UnitToCall:
    owed = sorted(lines, key=lambda line: (line.due, line.obligation_id))
    people = [
        Unreached(person, tuple(_reasons(person, ways.get(person.id, []), now)))
        for person in owed[0].focal_points
    ]
    return UnitToCall(code, tuple(owed), tuple(people))


def _reasons(person: Person, ways: Sequence[Way], now: datetime) -> Iterator[tuple[str, WhyNot]]:
    if not person.has_consented:
        yield person.address.channel, WhyNot.NO_CONSENT
        return
    for way in ways:
        window = capabilities(way.channel).window
        is_silent = way.heard_at and window.cost(way.heard_at, now) is Cost.CLOSED
        yield way.channel, WhyNot.SILENT if is_silent else WhyNot.SHUT

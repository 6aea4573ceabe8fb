"""Requests for more time. The due day moves only when the office says so."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from storage import audit
from storage.models import Extension, Obligation, PersonRow
from storage.obligations import OWED, first_reminder

_ADD = insert_or_skip(Extension).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class Request:
    """A request the office has to answer."""

    extension: Extension
    obligation: Obligation
    asked_by: str | None  # their name


async def ask(
    session: AsyncSession,
    obligation_id: int,
    *,
    asked_by: int,
    until: date,
    reason: str | None,
    now: datetime,
) -> Extension:
    """Ask for more time. While one request waits, asking again returns that one."""
    row = {
        "obligation_id": obligation_id,
        "asked_by": asked_by,
        "asked_at": now,
        "until": until,
        "reason": reason,
    }
    added = await (await session.connection()).execute(_ADD, row)
    waiting = await session.exec(
        select(Extension).where(
            Extension.obligation_id == obligation_id, col(Extension.granted).is_(None)
        )
    )
    extension = waiting.one()
    if added.rowcount:
        await _audit(session, "extension_asked", extension, asked_by, now)
    return extension


async def decide(
    session: AsyncSession,
    extension_id: int,
    *,
    plan: Plan,
    granted: bool,
    decided_by: int,
    now: datetime,
) -> Extension | None:
    """The office's answer, given once: None if it was answered before. Granted, the report is
    due on the new day and the reminders start anew for it."""
    decided = await session.exec(
        update(Extension)
        .where(col(Extension.id) == extension_id, col(Extension.granted).is_(None))
        .values(granted=granted, decided_by=decided_by, decided_at=now)
        .returning(Extension)
    )
    extension: Extension | None = decided.scalar_one_or_none()
    if extension is None:
        return None
    if granted:
        await _postpone(session, plan, extension, now)
    action = "extension_granted" if granted else "extension_refused"
    await _audit(session, action, extension, decided_by, now)
    return extension


async def get(session: AsyncSession, extension_id: int) -> Extension | None:
    rows = await session.exec(select(Extension).where(Extension.id == extension_id))
    return rows.one_or_none()


async def of_obligation(session: AsyncSession, obligation_id: int) -> list[Extension]:
    """All that was asked for one report, oldest first."""
    rows = await session.exec(
        select(Extension)
        .where(Extension.obligation_id == obligation_id)
        .order_by(col(Extension.id))
    )
    return list(rows.all())


async def pending(session: AsyncSession) -> list[Request]:
    """What waits for the office, oldest first. A report that came in needs no answer."""
    rows = await session.exec(
        select(Extension, Obligation, PersonRow.name)
        .join(Obligation, col(Obligation.id) == col(Extension.obligation_id))
        .join(PersonRow, col(PersonRow.id) == col(Extension.asked_by))
        .where(col(Extension.granted).is_(None), col(Obligation.state).in_(OWED))
        .order_by(col(Extension.id))
    )
    return [Request(extension, obligation, name) for extension, obligation, name in rows]


async def _postpone(
    session: AsyncSession, plan: Plan, extension: Extension, now: datetime
) -> None:
    """Only what is still owed moves: a report that came in meanwhile was on its old day."""
    rows = await session.exec(
        select(Obligation)
        .where(Obligation.id == extension.obligation_id)
        .with_for_update()
        .execution_options(populate_existing=True)  # what waiting for the lock let happen
    )
    obligation = rows.one()
    if obligation.state in OWED:
        obligation.due = extension.until
        obligation.next_reminder_at = first_reminder(plan, extension.until, after=now)
        await session.flush()


async def _audit(
    session: AsyncSession, action: str, extension: Extension, person_id: int, now: datetime
) -> None:
    await audit.record(
        session,
        action=action,
        subject=f"obligation:{extension.obligation_id}",
        person_id=person_id,
        now=now,
        until=extension.until.isoformat(),
    )

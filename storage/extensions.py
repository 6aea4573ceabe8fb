"""Requests for more time. The due day moves only when the office says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from storage import audit
from storage.models import Extension, Obligation, PersonRow
from storage.obligations import OWED, first_reminder

_ADD = insert_or_skip(Extension).on_conflict_do_nothing()
# Answering and withdrawing are updates under this condition: of two at once, one finds nothing.
_WAITS = and_(col(Extension.granted).is_(None), col(Extension.withdrawn_at).is_(None))

_SELECT = (
    select(Extension, Obligation, PersonRow.name)
    .join(Obligation, col(Obligation.id) == col(Extension.obligation_id))
    .join(PersonRow, col(PersonRow.id) == col(Extension.asked_by))
)


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
) -> Extension | None:
    """Ask for more time. None while another request for this report waits (there is one only),
    or when the report has come in meanwhile."""
    held = await session.exec(
        select(Obligation.id)
        .where(Obligation.id == obligation_id, col(Obligation.state).in_(OWED))
        .with_for_update()
    )
    if held.one_or_none() is None:
        return None
    row = {
        "obligation_id": obligation_id,
        "asked_by": asked_by,
        "asked_at": now,
        "until": until,
        "reason": reason,
    }
    added = await (await session.connection()).execute(_ADD, row)
    if not added.rowcount:
        return None
    waiting = await session.exec(
        select(Extension).where(Extension.obligation_id == obligation_id, _WAITS)
    )
    extension = waiting.one()
    await _audit(session, "extension_asked", extension, asked_by, now)
    return extension


async def grant(
    session: AsyncSession,
    extension_id: int,
    *,
    plan: Plan,
    until: date,
    decided_by: int,
    now: datetime,
) -> Extension | None:
    """The office agrees, to the day asked for or another: the report is due on it and the
    reminders start anew. None if there is nothing to answer any more."""
    obligation = await _hold_awaited(session, extension_id)
    if obligation is None:
        return None
    values = {"granted": True, "granted_until": until, "decided_by": decided_by}
    extension = await _close(session, extension_id, **values, decided_at=now)
    if extension is None:
        return None
    obligation.due = until
    obligation.next_reminder_at = first_reminder(plan, until, after=now)
    await session.flush()
    await _audit(
        session, "extension_granted", extension, decided_by, now, granted_until=until.isoformat()
    )
    return extension


async def refuse(
    session: AsyncSession,
    extension_id: int,
    *,
    reason: str | None,
    decided_by: int,
    now: datetime,
) -> Extension | None:
    """The office does not agree: the due day stays. None if there is nothing to answer any
    more."""
    if await _hold_awaited(session, extension_id) is None:
        return None
    values = {"granted": False, "refusal_reason": reason, "decided_by": decided_by}
    extension = await _close(session, extension_id, **values, decided_at=now)
    if extension is not None:
        await _audit(session, "extension_refused", extension, decided_by, now)
    return extension


async def withdraw(
    session: AsyncSession, extension_id: int, *, withdrawn_by: int, now: datetime
) -> Extension | None:
    """The unit takes its request back. None if it was answered or withdrawn before."""
    extension = await _close(session, extension_id, withdrawn_by=withdrawn_by, withdrawn_at=now)
    if extension is not None:
        await _audit(session, "extension_withdrawn", extension, withdrawn_by, now)
    return extension


async def get(session: AsyncSession, extension_id: int) -> Extension | None:
    """The request as it stands now, whatever this session read of it before."""
    rows = await session.exec(
        select(Extension)
        .where(Extension.id == extension_id)
        .execution_options(populate_existing=True)
    )
    return rows.one_or_none()


async def of_obligation(session: AsyncSession, obligation_id: int) -> list[Extension]:
    """All that was asked for one report, oldest first; also what was withdrawn."""
    rows = await session.exec(
        select(Extension)
        .where(Extension.obligation_id == obligation_id)
        .order_by(col(Extension.id))
        .execution_options(populate_existing=True)
    )
    return list(rows.all())


async def pending(session: AsyncSession) -> list[Request]:
    """What waits for the office, oldest first. A report that came in needs no answer."""
    return await _requests(session, col(Obligation.state).in_(OWED))


async def waiting_of(session: AsyncSession, unit_codes: Collection[str]) -> list[Request]:
    """What these units may still withdraw, oldest first."""
    return await _requests(
        session, col(Obligation.unit_code).in_(unit_codes), col(Obligation.state).in_(OWED)
    )


async def newest_of(session: AsyncSession, unit_codes: Collection[str]) -> Request | None:
    """The last request for a report that these units still owe, whatever became of it."""
    found = await session.exec(
        _SELECT.where(col(Obligation.unit_code).in_(unit_codes), col(Obligation.state).in_(OWED))
        .order_by(col(Extension.id).desc())
        .limit(1)
    )
    row = found.one_or_none()
    return Request(*row) if row else None


async def _requests(session: AsyncSession, *more: ColumnElement[bool]) -> list[Request]:
    rows = await session.exec(_SELECT.where(_WAITS, *more).order_by(col(Extension.id)))
    return [Request(extension, obligation, name) for extension, obligation, name in rows]


async def _hold_awaited(session: AsyncSession, extension_id: int) -> Obligation | None:
    """The report the request is about, held, if it is still awaited: one that came in meanwhile
    was on its old day and needs no answer."""
    rows = await session.exec(
        select(Obligation)
        .join(Extension, col(Extension.obligation_id) == col(Obligation.id))
        .where(Extension.id == extension_id)
        .with_for_update(of=Obligation)
        .execution_options(populate_existing=True)  # what waiting for the lock let happen
    )
    obligation = rows.one_or_none()
    return obligation if obligation is not None and obligation.state in OWED else None


async def _close(session: AsyncSession, extension_id: int, **outcome: object) -> Extension | None:
    """What becomes of a request, said once: None if it does not wait any more."""
    closed = await session.exec(
        update(Extension)
        .where(col(Extension.id) == extension_id, _WAITS)
        .values(**outcome)
        .returning(Extension)
    )
    extension: Extension | None = closed.scalar_one_or_none()
    return extension


async def _audit(
    session: AsyncSession,
    action: str,
    extension: Extension,
    person_id: int,
    now: datetime,
    **facts: str,
) -> None:
    await audit.record(
        session,
        action=action,
        subject=f"obligation:{extension.obligation_id}",
        person_id=person_id,
        now=now,
        until=extension.until.isoformat(),
        **facts,
    )

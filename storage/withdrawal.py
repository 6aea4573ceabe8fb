"""What was to be sent unasked to somebody who is not to be written to there any more: a chat that
was unlinked, a person who wants to hear nothing. Answers go on: they were asked for.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, null, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import crossing, outbox
from storage.crossing import CROSSED
from storage.models import AddressRow, MenuRow, OutboxRow
from storage.models.columns import Json
from storage.models.machine import OutboxState
from storage.outbox import DOUBTFUL, Letter, Priority
from storage.people.values import Address

WITHDRAWN = "withdrawn"
_KEY = "moved:"  # and the id of the letter whose chat left
_TABLE: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_ADDRESS: Any = AddressRow.__table__  # type: ignore[attr-defined]
_MENU: Any = MenuRow.__table__  # type: ignore[attr-defined]
_IS_UNASKED = _TABLE.c.priority >= Priority.REMINDER
_IS_LESSON = _TABLE.c.priority >= Priority.BULK
_IS_OPEN = or_(  # what has crossed may yet come home
    _TABLE.c.state == OutboxState.PENDING,
    and_(_TABLE.c.state == OutboxState.FAILED, _TABLE.c.error == CROSSED),
)


async def give_up_of(session: AsyncSession, person_id: int) -> None:
    """Nothing more goes unasked to any chat of this person."""
    theirs = select(_ADDRESS.c.id).where(_ADDRESS.c.person_id == person_id)
    await _give_up(session, theirs)


async def give_up_lessons(session: AsyncSession, person_id: int) -> None:
    """What comes about learning and nobody waits for goes to no chat of this person."""
    theirs = select(_ADDRESS.c.id).where(_ADDRESS.c.person_id == person_id)
    await _give_up(session, theirs, _IS_LESSON)


async def move(session: AsyncSession, leaves: Address, to: Address | None, now: datetime) -> None:
    """This chat is nobody's whom our notices are for. What is surely unread there and may go by
    any channel goes to the person's other chat, if there is one."""
    if to:
        await outbox.add(session, await _movable(session, leaves, to), now)
    given_up = await _give_up(session, [leaves.id])
    if to:  # what had crossed over to the chat that leaves waits at home again
        await crossing.come_home(await session.connection(), given_up)


async def _movable(session: AsyncSession, leaves: Address, to: Address) -> list[Letter]:
    rows = await (await session.connection()).execute(
        select(_TABLE.c.id, _TABLE.c.source, _TABLE.c.subject, _TABLE.c.priority)
        .where(
            _TABLE.c.address_id == leaves.id,
            _IS_UNASKED,
            _TABLE.c.state == OutboxState.PENDING,
            _TABLE.c.source.is_not(None),
            func.coalesce(_TABLE.c.error, "") != DOUBTFUL,
        )
        .order_by(_TABLE.c.id)
    )
    return [
        Letter(
            to.channel,
            to.id,
            to.external_id,
            row.source,
            priority=Priority(row.priority),
            subject=row.subject,
            key=f"{_KEY}{row.id}",
            source=row.source,
        )
        for row in rows
    ]


async def _give_up(session: AsyncSession, address_ids: Any, which: Any = _IS_UNASKED) -> list[int]:
    error = case((_TABLE.c.error == DOUBTFUL, DOUBTFUL), else_=literal(WITHDRAWN))
    done = await (await session.connection()).execute(
        update(_TABLE)
        .where(_TABLE.c.address_id.in_(address_ids), which, _IS_OPEN)
        .values(state=OutboxState.FAILED, error=error, payload=literal({}, Json), source=null())
        .returning(_TABLE.c.id)
    )
    return list(done.scalars())


async def forget_screens(session: AsyncSession, address_ids: Collection[int]) -> None:
    """What stood in these chats bore names; a number typed there opens nothing any more."""
    await session.exec(_MENU.delete().where(_MENU.c.address_id.in_(address_ids)))

"""What a message was about: one that is replied to, the newest of a chat, one sent before."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import unit_of_work
from storage.models import OutboxRow
from storage.models.machine import OutboxState
from storage.people import Address

_NEWEST = select(OutboxRow.id, OutboxRow.subject).order_by(col(OutboxRow.id).desc()).limit(1)


async def subject_of(session: AsyncSession, address: Address, message_id: str) -> str | None:
    """The subject of the letter as it stands in the chat: an edit has made it another one."""
    chat = (OutboxRow.channel == address.channel, OutboxRow.recipient == address.external_id)
    # Asked apart, since no index serves "this or that".
    found = [
        (await session.exec(_NEWEST.where(*chat, column == message_id))).first()
        for column in (col(OutboxRow.message_id), col(OutboxRow.edits))
    ]
    return max((row for row in found if row), default=(0, None))[1]


async def newest_subject(session: AsyncSession, address: Address) -> str | None:
    """What the last message of the chat is about: plain words answer what stands last. One that
    has not arrived stands nowhere, and a "yes" is no yes to it; nor is one that was said before
    it came, or while nobody knows whether it did."""
    if not unit_of_work.is_clear():
        return None
    rows = await session.exec(
        select(OutboxRow.subject)
        .where(
            OutboxRow.channel == address.channel,
            OutboxRow.recipient == address.external_id,
            col(OutboxRow.state).in_((OutboxState.SENT, OutboxState.UNCERTAIN)),
        )
        .order_by(col(OutboxRow.id).desc())
        .limit(1)
    )
    return rows.one_or_none()


async def was_told(session: AsyncSession, address: Address, subject: str) -> bool:
    """Whether the chat has had a message about this."""
    rows = await session.exec(
        select(OutboxRow.id)
        .where(
            OutboxRow.channel == address.channel,
            OutboxRow.recipient == address.external_id,
            OutboxRow.subject == subject,
        )
        .limit(1)
    )
    return rows.one_or_none() is not None

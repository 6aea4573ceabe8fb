"""What a message of ours was about: the one somebody replies to, or the newest in a chat."""

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import OutboxRow
from storage.people import Address


async def subject_of(session: AsyncSession, address: Address, message_id: str) -> str | None:
    """The subject of the letter as it stands in the chat: an edit has made it another one."""
    rows = await session.exec(
        select(OutboxRow.subject)
        .where(
            OutboxRow.channel == address.channel,
            OutboxRow.recipient == address.external_id,
            or_(OutboxRow.message_id == message_id, OutboxRow.edits == message_id),
        )
        .order_by(col(OutboxRow.id).desc())
        .limit(1)
    )
    return rows.one_or_none()


async def newest_subject(session: AsyncSession, address: Address) -> str | None:
    """The subject of what was written to a chat last: what a bare number or "yes" refers to."""
    rows = await session.exec(
        select(OutboxRow.subject)
        .where(OutboxRow.channel == address.channel, OutboxRow.recipient == address.external_id)
        .order_by(col(OutboxRow.id).desc())
        .limit(1)
    )
    return rows.one_or_none()

"""What a message that somebody replies to was about."""

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

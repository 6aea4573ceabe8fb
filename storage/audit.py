"""Who did what, when. Facts are codes and ids, never what people wrote."""

from datetime import datetime

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import AuditEntry

Fact = str | int | bool | None

_ADD = insert(AuditEntry)


async def record(
    session: AsyncSession,
    *,
    action: str,
    subject: str,
    person_id: int | None = None,
    now: datetime,
    **facts: Fact,
) -> None:
    """Write an entry in the transaction that did it. `subject` is "obligation:12" or the like."""
    entry = {
        "at": now,
        "person_id": person_id,
        "action": action,
        "subject": subject,
        "facts": facts,
    }
    await (await session.connection()).execute(_ADD, entry)

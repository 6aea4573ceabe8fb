"""A chat is taken from a person again: whoever writes there is somebody new, without roles."""

from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit, withdrawal
from storage.models import AddressRow, ConversationRow, PersonRow
from storage.people.changes import hold
from storage.people.look_up import chats_of
from storage.people.values import Address, Person


async def part(
    session: AsyncSession, person: Person, address_id: int, now: datetime
) -> Address | None:
    """The chat that is theirs no more; None where it was not theirs, or is their only one."""
    await hold(session, [person.id])
    chats = {chat.id: chat for chat in await chats_of(session, person.id)}
    if address_id not in chats or len(chats) == 1:
        return None
    leaves = chats.pop(address_id)
    somebody = await session.exec(
        insert(PersonRow)
        .values(language=person.language, created_at=now)
        .returning(col(PersonRow.id))
    )
    new_id = somebody.scalar_one()
    await session.exec(
        update(AddressRow).where(col(AddressRow.id) == address_id).values(person_id=new_id)
    )
    await session.exec(  # the dialog goes on in the other chats; nobody knows it in this one
        update(ConversationRow)
        .where(col(ConversationRow.address_id) == address_id)
        .values(address_id=None)
    )
    await withdrawal.move(session, leaves, _takes_over(person, list(chats.values())), now)
    await _choose_anew(session, person, leaves, is_alone=len(chats) == 1)
    await audit.record(
        session,
        action="chat_unlinked",
        subject=f"person:{person.id}",
        person_id=person.id,
        now=now,
        channel=leaves.channel,
        became=new_id,
    )
    return leaves


def _takes_over(person: Person, chats: list[Address]) -> Address | None:
    """Where notices for them go from now on: as `look_up` would choose."""
    reached = [chat for chat in chats if chat.is_reachable]
    return max(reached, key=lambda c: (c.channel == person.preferred_channel, c.id), default=None)


async def _choose_anew(
    session: AsyncSession, person: Person, leaves: Address, *, is_alone: bool
) -> None:
    """What was chosen about several channels does not outlive them."""
    values: dict[str, object] = {}
    if is_alone or person.preferred_channel == leaves.channel:
        values["preferred_channel"] = None
    if is_alone:
        values["may_cross"] = False
    if values:
        await session.exec(update(PersonRow).where(col(PersonRow.id) == person.id).values(values))

"""Whether a person can be reached: they blocked the assistant, or let it in again."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import people
from storage.people import Person

router = Router(name="reachability")


@router.my_chat_member()
async def note_reachability(
    event: ChatMemberUpdated, person: Person, session: AsyncSession
) -> None:
    """Nothing is said: who has blocked us does not hear it, who came back will write."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await people.mark_left(session, person.address.id, event.date)
    else:
        await people.mark_reachable(session, person.address.id)

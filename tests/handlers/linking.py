"""Two phones of one human, and how they are linked."""

import re

from content.roles import Role
from storage import people
from tests.chat import Chat, Town


async def code_of(chat: Chat) -> str:
    """The code this chat shows when asked for one."""
    await chat.says("/lienket")
    found = re.search(r"LK (\w{3} \w{3} \w{3})", chat.text)
    assert found, chat.text
    return found[1]


async def link(shows: Chat, types: Chat) -> None:
    await types.says(f"LK {await code_of(shows)}")
    await types.picks("Của mình")
    await shows.picks("Của mình")


async def at(town: Town, chat: Chat) -> people.Person:
    async with town.database.write() as session:
        return await people.recognise(session, chat.channel, str(chat.phone.id), now=town.now)


async def give_role(town: Town, chat: Chat, unit: str) -> None:
    async with town.database.write() as session:
        person = await people.recognise(session, chat.channel, str(chat.phone.id), now=town.now)
        await people.record_consent(session, person.id, "test", town.now)
        await people.grant(session, person.id, Role.FOCAL_POINT, unit_code=unit, now=town.now)

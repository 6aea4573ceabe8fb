"""How tests come to a request for more time: a reminder, a day, a reason, and the word to send."""

from content.roles import Role
from storage import extensions, people
from storage.models import Extension
from tests.chat import Chat, Town
from tests.handlers.reporting import person_of
from tests.handlers.test_reminders import owed


async def reminded(
    town: Town, at: str = "2026-12-10 08:00", *units: str, name: str = "Nguyễn Thị Hoa"
) -> Chat:
    chat = await town.focal_point(*(units or ("TTPVHCC",)), name=name)
    await town.tick("2026-12-10 06:00")
    await town.tick(at)
    return chat


async def prepare(chat: Chat, until: str = "21/12", reason: str = "chờ số liệu ngân hàng") -> None:
    """Up to the read-back."""
    await chat.picks("Xin gia hạn")
    await chat.says(until)
    await chat.says(reason)


async def ask(chat: Chat, until: str = "21/12", reason: str = "chờ số liệu ngân hàng") -> None:
    await prepare(chat, until, reason)
    await chat.picks("Gửi")


async def requests(town: Town, unit: str = "TTPVHCC") -> list[Extension]:
    """All that was asked for the report the unit owes, as it is stored."""
    obligation = await owed(town, unit)
    async with town.database.read() as session:
        return await extensions.of_obligation(session, obligation.id)


async def due(town: Town, unit: str = "TTPVHCC") -> str:
    """The day in force."""
    return (await owed(town, unit)).due.isoformat()


async def loses_role(town: Town, chat: Chat, role: Role, unit: str | None = None) -> None:
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.revoke(session, person.id, role, unit_code=unit, now=town.now)

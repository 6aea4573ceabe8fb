"""Telegram is away for an hour, in people's time: Zalo does not notice, nothing is lost, and what
is urgent takes Zalo once where its person agreed to that.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest_asyncio

from bot.sandbox.faults import BAD_GATEWAY
from content.channels import TELEGRAM, ZALO_BOT
from content.words import LOCAL_ZONE
from storage.models import PersonRow
from tests.chat import Chat, Town, open_town
from tests.handlers.test_reminders import person_of

EIGHT = datetime(2026, 12, 10, 8, 0, tzinfo=LOCAL_ZONE)  # the first reminders of the month
INSTEAD = "(Gửi thay qua Zalo vì Telegram chưa gửi được.)"
REMINDER = "Nhắc báo cáo"


@pytest_asyncio.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with open_town(database_url, channel=TELEGRAM, others=[ZALO_BOT]) as opened:
        yield opened


async def agrees_to_cross(town: Town, chat: Chat) -> None:
    person = await person_of(town, chat)
    async with town.database.write() as session:
        row = await session.get(PersonRow, person.id)
        assert row
        row.may_cross = True
        session.add(row)


async def prefers(town: Town, chat: Chat, channel: str) -> None:
    person = await person_of(town, chat)
    async with town.database.write() as session:
        row = await session.get(PersonRow, person.id)
        assert row
        row.preferred_channel = channel
        session.add(row)


class Outage:
    """Telegram's server is gone until it is let back; nobody's pause is waited for."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._port = int(town.server.url.rpartition(":")[2])

    async def begin(self) -> None:
        await self._town.server.stop()
        telegram = self._town.app.telegram
        assert telegram
        await telegram.http.shutdown()  # no connection from before may help
        await telegram.http.initialize()

    async def end(self) -> None:
        await self._town.server.start(port=self._port)

    async def passes(self, minutes: int, *, step: int = 5) -> None:
        """People's time goes on; what is due is done, and every letter is tried again."""
        for _ in range(0, minutes, step):
            self._town.clock.move_to(self._town.now + timedelta(minutes=step))
            await self._town.app.schedule.do_due()
            await try_all_again(self._town)


async def try_all_again(town: Town) -> None:
    """Until each letter that waits has been tried once more, or has gone."""
    before = await tries(town)
    for id_ in before:  # one by one: the sender locks rows in an order of its own
        async with town.database.connect_to_write() as connection:
            await connection.exec_driver_sql(f"UPDATE outbox SET ready_at = 0 WHERE id = {id_}")
    town.app.letters_wait.ring()
    while any(after == before.get(id_) for id_, after in (await tries(town)).items()):
        await town.nothing.wait(0.02)


async def tries(town: Town) -> dict[int, int]:
    """Of the letters that wait."""
    async with town.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql(
            "SELECT id, attempts FROM outbox WHERE state = 'pending' OR state = 'sending'"
        )
        return dict(tuple(row) for row in rows)


async def until(town: Town, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await town.nothing.wait(0.02)


async def errors(town: Town) -> list[str | None]:
    async with town.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT error FROM outbox")
        return list(rows.scalars())


def reminders(chat: Chat) -> list[str]:
    return [message.text for message in chat.messages if REMINDER in message.text]


async def test_an_hour_without_telegram(town: Town) -> None:
    agreeing, refusing = await town.focal_point("TYT"), await town.focal_point("TTPVHCC")
    alone = await town.focal_point("MTTQ")
    elsewhere, kept = await agreeing.on(ZALO_BOT), await refusing.on(ZALO_BOT)
    for chat in (agreeing, alone):
        await agrees_to_cross(town, chat)
    for chat in (agreeing, refusing):
        await prefers(town, chat, TELEGRAM)
    outage = Outage(town)
    await outage.begin()
    town.clock.move_to(EIGHT)
    await outage.passes(10)
    assert [len(chat.messages) for chat in (agreeing, elsewhere, kept)] == [0, 0, 0]
    await outage.passes(10)
    await elsewhere.phone.sees(INSTEAD, within=30.0)
    (crossed,) = reminders(elsewhere)
    assert crossed.startswith(INSTEAD)
    elsewhere.phone.says("/baocao")  # Zalo answers as on any other day
    await elsewhere.phone.sees("Trạm Y tế", within=30.0)
    await outage.passes(40)
    assert len(reminders(elsewhere)) == 1
    await outage.end()
    await try_all_again(town)
    await town.settle()
    assert [len(reminders(chat)) for chat in (agreeing, elsewhere)] == [0, 1]
    assert [len(reminders(chat)) for chat in (refusing, kept)] == [1, 0]
    assert len(reminders(alone)) == 1
    assert not any("gửi lại" in text for chat in (refusing, alone) for text in reminders(chat))


async def test_telegram_back_within_a_quarter_of_an_hour_delivers_itself(town: Town) -> None:
    chat = await town.focal_point("TYT")
    other = await chat.on(ZALO_BOT)
    await agrees_to_cross(town, chat)
    await prefers(town, chat, TELEGRAM)
    outage = Outage(town)
    await outage.begin()
    town.clock.move_to(EIGHT)
    await outage.passes(10)
    await outage.end()
    await try_all_again(town)
    await town.settle()
    assert (len(reminders(chat)), len(reminders(other))) == (1, 0)


async def test_a_gateway_that_answers_for_telegram_uses_no_letter_up(town: Town) -> None:
    """A letter in doubt is not sent elsewhere, nor tried again before there is a sign of life:
    two doubts are the end of a letter. The others have not left, and cross."""
    chats = [await town.focal_point(unit) for unit in ("TYT", "MTTQ", "TTPVHCC", "CUDTT")]
    others = [await chat.on(ZALO_BOT) for chat in chats]
    for chat in chats:
        await agrees_to_cross(town, chat)
        await prefers(town, chat, TELEGRAM)
    town.server.fail_next("*", BAD_GATEWAY, times=10_000)
    town.clock.move_to(EIGHT)
    await town.app.schedule.do_due()
    while "ambiguous" not in await errors(town):
        await town.nothing.wait(0.02)
    town.clock.move_to(town.now + timedelta(minutes=20))
    town.app.letters_wait.ring()
    await until(town, lambda: sum(len(reminders(other)) for other in others) == len(chats) - 1)
    town.server.faults.planned.clear()
    await try_all_again(town)
    await town.settle()
    direct = [text for chat in chats for text in reminders(chat)]
    assert [text.startswith("(gửi lại)") for text in direct] == [True]
    for chat, other in zip(chats, others, strict=True):
        assert len(reminders(chat)) + len(reminders(other)) == 1

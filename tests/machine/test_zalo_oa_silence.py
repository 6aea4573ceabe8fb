"""A bot process that was down while people wrote to the Official Account: what they wrote is
answered once when it is up again, whether Zalo repeats it, the list of chats tells it, or both.
"""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.intakes import Intake, zalo_oa_webhook
from tests.machine.processes import running_bot

_WITHIN = 20.0
_LISTS = "/v2.0/oa/conversation"


class Ward:
    """An account, a database, somebody with a phone."""

    def __init__(self, intake: Intake, database_url: str, **settings: Any) -> None:
        self.server = intake.server
        self.phone = intake.server.person(has_written=True)
        self.values = {**intake.values, "database_url": database_url, **settings}
        self.database = Database(database_url)
        self._nothing = Wakeup()

    async def is_answered(self, many: int) -> None:
        async with asyncio.timeout(_WITHIN):
            while len(self.phone.received) < many or await self._is_busy():
                await self._nothing.wait(0.01)

    async def has_caught_up(self) -> None:
        """The list of chats has been read, to its end."""
        async with asyncio.timeout(_WITHIN):
            while not any(call.path == _LISTS for call in self.server.calls):
                await self._nothing.wait(0.01)

    async def _is_busy(self) -> bool:
        waiting = text(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
        )
        async with self.database.engine.connect() as connection:
            is_waiting = bool((await connection.execute(waiting)).scalar_one())
        return is_waiting or (self.server.webhook.is_busy and not self.server.webhook.is_closed)

    async def listens_and_goes_down(self) -> None:
        with running_bot(self.values) as bot:
            self.phone.says("/help")
            await self.is_answered(1)
            bot.terminate()
            assert await asyncio.to_thread(bot.dies) == 0


@pytest.mark.parametrize("repeats", [True, False])
async def test_three_messages_to_a_dead_process_are_answered_once_each(
    database_url: str, *, repeats: bool
) -> None:
    intake = await zalo_oa_webhook()
    ward = Ward(intake, database_url, zalo_oa_catch_up=True)
    await ward.listens_and_goes_down()
    if not repeats:  # Zalo gives up at once, and has to be told again where to call
        url = ward.server.webhook.url
        ward.server.behave(repeats_after=())
    for _ in range(3):
        ward.phone.says("/help")
    with running_bot(ward.values):
        await ward.has_caught_up()
        await ward.is_answered(4)
        if not repeats:
            assert ward.server.webhook.is_closed
            await ward.server.webhook.close()
            ward.server.calls_back(url)
        ward.phone.says("/help")
        await ward.is_answered(5)
    assert len(ward.phone.received) == 5
    await ward.database.close()
    await ward.server.stop()


async def test_who_was_not_asked_to_catch_up_reads_no_list(sqlite_database_url: str) -> None:
    intake = await zalo_oa_webhook()
    ward = Ward(intake, sqlite_database_url)
    await ward.listens_and_goes_down()
    ward.phone.says("/help")
    with running_bot(ward.values):
        await ward.is_answered(2)  # Zalo repeated it
    assert not any(call.path == _LISTS for call in ward.server.calls)
    await ward.database.close()
    await ward.server.stop()

"""The sender on the Official Account: it rests when all must, and what waits is not lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.background import beside
from bot.clock import Clock
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.server import CONSULT, ZaloOaServer
from bot.wakeups import Wakeup
from content.channels import ZALO_OA
from storage import outbox, people
from storage.database import Database
from storage.outbox import Letter
from tests.zalo_account import client, platform


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ZaloOaServer]:
    async with platform() as opened:
        yield opened


@asynccontextmanager
async def sending(server: ZaloOaServer, database: Database, seed: str) -> AsyncIterator[None]:
    """A sender at work."""
    async with client(server, database, seed=seed, owner="one") as account:
        sender = Sender(
            database, account.transport, Clock(), Wakeup(),
            channel=ZALO_OA, owner="one", pace=Pace(200), lease_seconds=5,
        )  # fmt: skip
        async with beside(sender.run()):
            yield


async def queue(database: Database, *phones: Phone) -> None:
    now = Clock().now()
    async with database.write() as session:
        for phone in phones:
            person = await people.recognise(session, ZALO_OA, phone.id, now=now)
            payload = {"text": "Nhắc việc", "language": "vi"}
            await outbox.add(session, [Letter(ZALO_OA, person.address.id, phone.id, payload)], now)


async def fates(database: Database) -> list[tuple[str, str | None]]:
    async with database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT state, error FROM outbox ORDER BY id"))
        return [(state, error) for state, error in rows]


async def until(database: Database, *wanted: tuple[str, str | None]) -> None:
    nothing = Wakeup()
    found: Any = None
    try:
        async with asyncio.timeout(10):
            while (found := await fates(database)) != list(wanted):
                await nothing.wait(0.01)
    except TimeoutError:
        pytest.fail(f"{found} and not {wanted}")


async def test_with_a_dead_token_letters_wait_and_a_new_consent_sends_them(
    server: ZaloOaServer, database: Database
) -> None:
    phones = [server.person(has_written=True) for _ in range(3)]
    await queue(database, *phones)
    async with sending(server, database, seed="revoked"):
        nothing = Wakeup()
        async with asyncio.timeout(10):
            while ("pending", "token dead") not in await fates(database):
                await nothing.wait(0.01)
        shown = len(server.calls)
        await nothing.wait(0.5)
        assert len(server.calls) == shown  # the channel rests; Zalo is not asked for each letter
    assert {state for state, _ in await fates(database)} == {"pending"}
    async with database.connect_to_write() as connection:
        await connection.execute(text("UPDATE outbox SET ready_at = 0"))
    async with sending(server, database, seed=server.oauth.issue().refresh):
        await until(database, *[("sent", None)] * 3)
    assert [len(phone.received) for phone in phones] == [1, 1, 1]


async def test_out_of_the_window_the_address_is_left_until_the_person_writes(
    server: ZaloOaServer, database: Database
) -> None:
    silent, lively = server.person(), server.person(has_written=True)
    await queue(database, silent, silent, lively)
    async with sending(server, database, seed=server.oauth.issue().refresh):
        said = "Zalo answered -232"
        await until(database, ("failed", said), ("failed", said), ("sent", None))
    async with database.engine.connect() as connection:
        query = text("SELECT is_reachable FROM address ORDER BY id")
        assert [bool(r) for (r,) in await connection.execute(query)] == [False, True]


async def test_who_wrote_while_an_old_reminder_was_refused_gets_their_answer(
    server: ZaloOaServer, database: Database
) -> None:
    an = server.person(has_written=True)
    refused = Fault(ApiError(-230, "no interaction in 7 days"), stalls_for=3.0)
    server.fail_next(CONSULT, refused, user_id=an.id)
    await queue(database, an)
    async with sending(server, database, seed=server.oauth.issue().refresh):
        await until(database, ("sending", None))
        await queue(database, an)  # the answer to what they write meanwhile
        await until(database, ("failed", "Zalo answered -230"), ("sent", None))
    async with database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT is_reachable FROM address"))
        assert [bool(is_reachable) for (is_reachable,) in rows] == [True]


@pytest.mark.parametrize("code", [-32, -204, -224])
async def test_what_concerns_all_makes_all_rest(
    server: ZaloOaServer, database: Database, code: int
) -> None:
    phones = [server.person(has_written=True) for _ in range(5)]
    await queue(database, *phones)
    server.fail_next(CONSULT, Fault(ApiError(code, "x")), times=99)
    async with sending(server, database, seed=server.oauth.issue().refresh):
        nothing = Wakeup()
        async with asyncio.timeout(10):
            while not any(error for _, error in await fates(database)):
                await nothing.wait(0.01)
        await nothing.wait(0.5)
    asked = sum(call.path == CONSULT for call in server.calls)
    assert 1 <= asked <= 2  # what was on the wire already
    assert {state for state, _ in await fates(database)} == {"pending"}


async def test_out_of_quota_billed_letters_wait_and_free_ones_go(
    server: ZaloOaServer, database: Database
) -> None:
    billed = [server.person(has_written=True) for _ in range(3)]
    free = server.person(has_written=True)
    await queue(database, *billed, free)
    for phone in billed:
        server.fail_next(CONSULT, Fault(ApiError(-211, "x")), user_id=phone.id, times=99)
    async with sending(server, database, seed=server.oauth.issue().refresh):
        await until(database, *[("pending", "Zalo answered -211")] * 3, ("sent", None))


async def test_while_the_database_is_away_letters_wait(
    server: ZaloOaServer, database: Database
) -> None:
    """The tokens lie there; nothing has been sent, so nothing has failed."""
    phones = [server.person(has_written=True) for _ in range(3)]
    await queue(database, *phones)
    seed = server.oauth.issue().refresh
    async with database.connect_to_write() as connection:
        await connection.execute(text("ALTER TABLE zalo_token RENAME TO away"))
    nothing = Wakeup()
    async with sending(server, database, seed=seed):
        async with asyncio.timeout(10):
            while not any(error for _, error in await fates(database)):
                await nothing.wait(0.01)
        assert {state for state, _ in await fates(database)} <= {"pending", "sending"}
        async with database.connect_to_write() as connection:
            await connection.execute(text("ALTER TABLE away RENAME TO zalo_token"))
            await connection.execute(text("UPDATE outbox SET ready_at = 0"))
        await until(database, *[("sent", None)] * 3)

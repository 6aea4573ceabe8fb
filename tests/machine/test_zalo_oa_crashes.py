"""The refresh of the Official Account's tokens, killed at each step by a real SIGKILL.

A refresh token works once, and the next one comes only with the answer. So there is one moment in
which a crash costs the tokens, whoever writes the code: Zalo has answered, and the answer is on no
disk of ours yet. It takes microseconds, however long the database does. Then the operator is
called, nothing is lost, and a new consent heals. At every other step the tokens recover by
themselves, and so they do at that one where Zalo answers a repeated refresh as the first.
"""

import asyncio
import signal
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot import failpoints, logs
from bot.delivery.errors import DeliveryError, TokenDead
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.server import ZaloOaServer
from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.processes import context
from tests.zalo_account import Account, client, platform

HARMLESS = (
    "zalo-before-intent",
    "zalo-before-intent-commit",
    "zalo-after-intent",
    "zalo-after-aside",
    "zalo-before-saved-commit",
    "zalo-after-saved",
)
COSTLY = ("zalo-after-refresh",)
FIRST = ("seed", "pair")  # the token that is used up: of the settings, or of the last pair
_SENT, _DEAD = 0, 3
_DIES_WITHIN = 30.0


@dataclass(frozen=True)
class Wish:
    """What a process is started for. It goes to another process, so it is plain values."""

    url: str
    database_url: str
    seed: str
    recipient: str
    point: str | None = None


def _main(wish: Wish) -> None:
    if wish.point:
        failpoints.arm(wish.point, 1)
    logs.configure("ERROR", "text")
    raise SystemExit(asyncio.run(_deliver(wish)))


async def _deliver(wish: Wish) -> int:
    """Send one letter as the sender would: again after each pause, until it is out."""
    database = Database(wish.database_url)
    server = ZaloOaServer(lambda: None)  # type: ignore[arg-type, return-value] # only its shape
    owner, nothing = str(uuid.uuid4()), Wakeup()
    try:
        async with client(
            server, database, seed=wish.seed, url=wish.url, owner=owner, lease_seconds=0.5
        ) as account:
            sent = await _insist(account, wish.recipient)
            while wish.point:  # the process before may have the lease still
                account.tokens._access = None
                await nothing.wait(0.1)
                await _insist(account, wish.recipient)
            return sent
    finally:
        await database.close()


async def _insist(account: Account, recipient: str) -> int:
    nothing = Wakeup()
    async with asyncio.timeout(20):
        while True:
            try:
                await account.deliver(recipient, "tin")
            except TokenDead:
                return _DEAD
            except DeliveryError:
                await nothing.wait(0.1)  # the time of a lease passes for nobody else
            else:
                return _SENT


class Stage:
    """A platform, a database, one person, and processes that die."""

    def __init__(self, server: ZaloOaServer, database: Database, database_url: str) -> None:
        self.server = server
        self.database = database
        self.phone: Phone = server.person(has_written=True)
        self.seed = server.oauth.issue().refresh
        self._url = database_url

    async def run(self, point: str | None = None) -> int | None:
        """The exit code of one process."""
        wish = Wish(self.server.url, self._url, self.seed, self.phone.id, point)
        process = context().Process(target=_main, args=(wish,))
        process.start()
        await asyncio.to_thread(process.join, _DIES_WITHIN)
        if process.exitcode is None:
            process.kill()
        return process.exitcode

    async def let_hours_pass(self) -> None:
        """What is held is due, and no fresh pair that another would not mend."""
        async with self.database.connect_to_write() as connection:
            await connection.exec_driver_sql(
                "UPDATE zalo_token SET refresh_at = 0, saved_at = saved_at - 70000"
            )

    def consent_again(self) -> None:
        self.seed = self.server.oauth.issue().refresh


@pytest_asyncio.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    database = Database(database_url)
    async with platform() as server:
        yield Stage(server, database, database_url)
    await database.close()


async def crash(stage: Stage, point: str, first: str) -> None:
    """Let the process die while it uses up a token."""
    if first == "seed":
        stage.consent_again()
    else:
        assert await stage.run() == _SENT
    await stage.let_hours_pass()
    assert await stage.run(point) == -signal.SIGKILL


async def recovers_alone(stage: Stage, point: str, first: str, times: int) -> None:
    for _ in range(times):
        await crash(stage, point, first)
        seen = len(stage.phone.received)
        assert await stage.run() == _SENT
        assert len(stage.phone.received) == seen + 1
        assert not stage.server.oauth.reused
    print(f"{point}, {first}: {times} crashes, never locked out, no token shown twice")


async def heals_by_consent(stage: Stage, point: str, first: str, times: int) -> None:
    for number in range(1, times + 1):
        await crash(stage, point, first)
        assert await stage.run() == _DEAD
        assert await stage.run() == _DEAD
        assert len(stage.server.oauth.reused) == number  # shown once more, not at each start
        stage.consent_again()
        assert await stage.run() == _SENT
    print(f"{point}, {first}: {times} crashes, each told, each healed by a new consent")


async def recovers_where_zalo_repeats(stage: Stage, point: str, first: str, times: int) -> None:
    stage.server.behave(repeats_last_refresh=True)
    for number in range(1, times + 1):
        await crash(stage, point, first)
        assert await stage.run() == _SENT
        assert len(stage.server.oauth.reused) == number
    print(f"{point}, {first}: {times} crashes, never locked out where Zalo repeats its answer")


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("point", HARMLESS)
async def test_a_crash_costs_nothing(stage: Stage, point: str, first: str) -> None:
    await recovers_alone(stage, point, first, times=1)


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("point", COSTLY)
async def test_a_crash_on_the_answer_is_told_and_healed(
    stage: Stage, point: str, first: str
) -> None:
    await heals_by_consent(stage, point, first, times=1)


@pytest.mark.parametrize("point", COSTLY)
async def test_a_crash_on_the_answer_costs_nothing_where_zalo_repeats_it(
    stage: Stage, point: str
) -> None:
    await recovers_where_zalo_repeats(stage, point, "pair", times=1)


@pytest.mark.matrix
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("point", HARMLESS)
async def test_20_crashes_cost_nothing(stage: Stage, point: str, first: str) -> None:
    await recovers_alone(stage, point, first, times=20)


@pytest.mark.matrix
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("point", COSTLY)
async def test_20_crashes_on_the_answer_are_told_and_healed(
    stage: Stage, point: str, first: str
) -> None:
    await heals_by_consent(stage, point, first, times=20)


@pytest.mark.matrix
@pytest.mark.parametrize("point", COSTLY)
async def test_20_crashes_on_the_answer_cost_nothing_where_zalo_repeats_it(
    stage: Stage, point: str
) -> None:
    await recovers_where_zalo_repeats(stage, point, "pair", times=20)

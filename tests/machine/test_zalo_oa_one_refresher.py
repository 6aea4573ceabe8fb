"""A refresh token is shown once: whoever waits, stands still, or sees another at work."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.background import beside
from bot.delivery.errors import DeliveryError, TokenDead
from bot.sandbox.faults import DROPPED_BEFORE, stalled
from bot.sandbox.zalo_oa.server import TOKENS, ZaloOaServer
from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.test_zalo_oa_tokens import shows
from tests.zalo_account import Account, client, platform

SLOW = 1.0  # seconds; Zalo's answer


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ZaloOaServer]:
    async with platform() as opened:
        opened._time_scale = 1.0
        yield opened


@pytest_asyncio.fixture
async def two(server: ZaloOaServer, database: Database) -> AsyncIterator[tuple[Account, Account]]:
    """Two processes that hold a pair which is due. A lease is longer than Zalo's answer."""
    seed = server.oauth.issue().refresh
    async with (
        client(server, database, seed=seed, owner="one", lease_seconds=3 * SLOW) as one,
        client(server, database, seed=seed, owner="two", lease_seconds=3 * SLOW) as other,
    ):
        await one.tokens.current()
        await other.tokens.current()
        await one.change("refresh_at = saved_at")
        one.tokens._access = other.tokens._access = None
        yield one, other


async def insist(account: Account, seconds: float) -> None:
    """Ask for a token again and again."""
    nothing = Wakeup()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        account.tokens._access = None
        with suppress(DeliveryError):
            await account.tokens.current()
        await nothing.wait(0.05)


async def until_on_the_wire(server: ZaloOaServer) -> None:
    nothing = Wakeup()
    async with asyncio.timeout(5):
        while server.faults.planned:
            await nothing.wait(0.01)


async def refreshes(account: Account) -> None:
    with suppress(DeliveryError):
        await account.tokens.current()


@pytest.mark.parametrize("has_access", [True, False])
async def test_while_one_waits_for_zalo_the_other_shows_and_settles_nothing(
    two: tuple[Account, Account], server: ZaloOaServer, *, has_access: bool
) -> None:
    one, other = two
    if not has_access:
        await one.change("expires_at = saved_at")
    server.fail_next(TOKENS, stalled(SLOW))
    async with beside(refreshes(one)):
        await until_on_the_wire(server)
        await insist(other, SLOW / 2)
        assert (await one.row())["spending"]
        await insist(other, SLOW)
    assert (await one.row())["generation"] == 2
    assert not server.oauth.reused
    assert shows(server) == 2  # the settings', and the pair's


async def test_what_a_dead_process_left_open_is_let_be_on_ones_own_clock(
    two: tuple[Account, Account], server: ZaloOaServer
) -> None:
    """Its lease is over by the database's clock, which may have been set; its call may not be."""
    one, other = two
    server.fail_next(TOKENS, DROPPED_BEFORE)
    await refreshes(one)
    async with one.database.connect_to_write() as connection:
        await connection.exec_driver_sql("UPDATE lease SET expires_at = 0")
    calls = len(server.calls)
    await insist(other, SLOW)
    assert len(server.calls) == calls  # neither asked nor shown
    other.let_time_pass()
    assert (await other.tokens.current()).generation == 2
    assert not server.oauth.reused


async def test_who_was_held_up_before_the_call_does_not_make_it(
    two: tuple[Account, Account], server: ZaloOaServer
) -> None:
    """A lease is asked for, and by the time it is given most of it is over."""
    one, _other = two
    shown = shows(server)
    assert await one.tokens._vault.step_in()
    async with asyncio.TaskGroup() as tasks, one.database.connect_to_write() as connection:
        await connection.exec_driver_sql("UPDATE lease SET expires_at = expires_at")
        tasks.create_task(refreshes(one))
        await Wakeup().wait(1.5 * SLOW)
    assert shows(server) == shown
    assert (await one.row())["spending"] is None
    one.let_time_pass()
    assert (await one.tokens.current()).generation == 2


async def test_what_was_seen_under_an_older_lease_is_not_acted_on(
    two: tuple[Account, Account],
) -> None:
    one, other = two
    vault, others = one.tokens._vault, other.tokens._vault
    assert await vault.step_in()
    seen = (await vault.look()).held
    async with one.database.connect_to_write() as connection:
        await connection.exec_driver_sql("UPDATE lease SET expires_at = 0")
    assert await others.step_in()
    assert await others.intend(seen, "theirs", is_seed=False)
    async with one.database.connect_to_write() as connection:
        await connection.exec_driver_sql("UPDATE lease SET expires_at = 0")  # and it died
    assert not await vault.settle(seen, "theirs")
    assert not await vault.bury(seen, "theirs", "late")
    await vault.take_back(seen, "theirs")
    assert (await one.row())["spending"] == "theirs"


async def test_a_consent_that_came_meanwhile_is_not_used_up(
    two: tuple[Account, Account], server: ZaloOaServer
) -> None:
    one, other = two
    vault = one.tokens._vault
    assert await vault.step_in()
    seen = (await vault.look()).held
    pair = await one.oauth.refresh(SecretStr(server.oauth.issued[-1].refresh))
    await other.tokens._vault.adopt(pair, action="zalo_consent_given")
    assert not await vault.intend(seen, "older", is_seed=False)
    assert (await one.row())["spending"] is None


async def test_a_doubt_about_another_token_is_not_settled(two: tuple[Account, Account]) -> None:
    one, _other = two
    vault = one.tokens._vault
    assert await vault.step_in()
    held = (await vault.look()).held
    assert await vault.intend(held, "ours", is_seed=False)
    assert not await vault.settle(held, "another")
    assert (await one.row())["spending"] == "ours"


async def test_of_two_pairs_the_one_that_works_is_kept(
    two: tuple[Account, Account], server: ZaloOaServer
) -> None:
    """Who stood still with the answer in hand comes back, and a later pair was the older."""
    one, other = two
    held = await one.tokens._vault.look()
    await other.tokens.current()
    pair = await one.oauth.refresh(SecretStr(server.oauth.issued[-1].refresh))
    await one.tokens._refresher._keep(held, pair, None)
    one.tokens._access = None
    assert (await one.tokens.current()).value == pair.access
    assert (await one.row())["generation"] == 3


async def test_of_two_pairs_the_one_that_is_ended_is_dropped(
    two: tuple[Account, Account], server: ZaloOaServer
) -> None:
    one, _other = two
    held = await one.tokens._vault.look()
    late = await one.oauth.refresh(SecretStr(server.oauth.issued[-1].refresh))
    server.oauth.issue()
    newest = replace(late, access=SecretStr(server.oauth.issued[-1].access))
    vault = one.tokens._vault
    assert await vault.save(held.held, vault.put_aside(held.held, newest), newest.lasts)
    await one.tokens._refresher._keep(held, late, None)
    one.tokens._access = None
    token = await one.tokens.current()
    assert token.value.get_secret_value() == server.oauth.issued[-1].access


async def test_a_mistyped_secret_costs_the_token_of_the_settings_nothing(
    server: ZaloOaServer, database: Database
) -> None:
    seed = server.oauth.issue().refresh
    async with client(server, database, seed=seed, secret="mistyped") as wrong:
        with pytest.raises(TokenDead):
            await wrong.tokens.current()
    async with client(server, database, seed=seed) as right:
        assert (await right.tokens.current()).generation == 1


async def test_a_mistyped_secret_costs_the_pair_we_hold_nothing(
    server: ZaloOaServer, database: Database
) -> None:
    seed = server.oauth.issue().refresh
    async with client(server, database, seed=seed) as right:
        await right.tokens.current()
    fresh = "not-yet-known-to-us"
    for given in (seed, fresh):
        async with client(server, database, seed=given, secret="mistyped") as wrong:
            with pytest.raises(TokenDead):
                await wrong.tokens.current()
    async with client(server, database, seed=seed) as again:
        await again.change("refresh_at = saved_at, expires_at = saved_at")
        assert (await again.tokens.current()).generation == 2
    assert not server.oauth.reused

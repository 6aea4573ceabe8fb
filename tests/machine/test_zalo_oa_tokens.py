"""The Official Account's tokens: refreshed in time, by one, never lost, never given away."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import text

from bot.delivery.errors import ChannelPaused, DeliveryError, NotSent, TokenDead
from bot.delivery.zalo_oa_oauth import Pair, RefreshRefused, challenge_of, consent_link
from bot.delivery.zalo_oa_renewal import Situation, Step, next_step
from bot.delivery.zalo_oa_vault import Vault
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import BAD_GATEWAY, DROPPED_AFTER, DROPPED_BEFORE, Fault, stalled
from bot.sandbox.zalo_oa.server import TOKENS, ZaloOaServer
from bot.wakeups import Wakeup
from storage.database import Database
from storage.zalo_tokens import Held
from tests.zalo_account import Account, client, platform


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ZaloOaServer]:
    async with platform() as opened:
        yield opened


@pytest_asyncio.fixture
async def account(server: ZaloOaServer, database: Database) -> AsyncIterator[Account]:
    async with client(server, database, seed=server.oauth.issue().refresh) as opened:
        yield opened


def shows(server: ZaloOaServer) -> int:
    """How often a refresh token was shown."""
    return sum(call.path == TOKENS for call in server.calls)


async def test_the_first_token_comes_from_the_settings(account: Account) -> None:
    token = await account.tokens.current()
    assert token.value.get_secret_value() == account.server.oauth.issued[-1].access
    assert (await account.tokens.current()) == token
    assert shows(account.server) == 1


async def test_the_next_comes_from_the_pair_well_before_the_end(account: Account) -> None:
    await account.tokens.current()
    row = await account.row()
    assert row["refresh_at"] < row["expires_at"] - 5 * 3600
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    token = await account.tokens.current()
    assert token.generation == 2
    assert shows(account.server) == 2
    assert not account.server.oauth.reused


async def test_a_restart_uses_what_is_kept(account: Account) -> None:
    await account.tokens.current()
    seed = account.server.oauth.spent[0]
    async with client(account.server, account.database, seed=seed, owner="two") as again:
        await again.tokens.current()
    assert shows(account.server) == 1


async def test_tokens_lie_sealed(account: Account) -> None:
    await account.tokens.current()
    lies = repr(await account.row())
    for pair in account.server.oauth.issued:
        assert pair.access not in lies
        assert pair.refresh not in lies


async def test_another_secret_does_not_open_them(account: Account) -> None:
    await account.tokens.current()
    await account.change("sealed = X'00112233'" if account.database.is_sqlite
                         else "sealed = '\\x00112233'::bytea")  # fmt: skip
    account.tokens._access = None
    with pytest.raises(TokenDead):
        await account.tokens.current()


async def test_a_hundred_letters_at_once_refresh_once(account: Account) -> None:
    tokens = await asyncio.gather(*(account.tokens.current() for _ in range(100)))
    assert len({token.generation for token in tokens}) == 1
    assert shows(account.server) == 1


async def test_two_processes_refresh_once(account: Account) -> None:
    seed = account.server.oauth.issued[0].refresh
    async with client(account.server, account.database, seed=seed, owner="two") as other:
        waits = [account.tokens.current(), other.tokens.current()]
        found = await asyncio.gather(*waits, return_exceptions=True)
        assert shows(account.server) == 1
        assert not account.server.oauth.reused
        assert any(not isinstance(one, BaseException) for one in found)
        assert all(isinstance(one, ChannelPaused) for one in found if isinstance(one, Exception))


async def test_a_foreign_refresh_is_learned_from_the_refusal(account: Account) -> None:
    an = account.server.person(has_written=True)
    await account.deliver(an.id)
    async with client(account.server, account.database, seed=None, owner="one") as other:
        await account.change("refresh_at = saved_at")
        await other.tokens.current()
        assert shows(account.server) == 2
        await account.deliver(an.id)
    assert shows(account.server) == 2
    assert len(an.received) == 2


@pytest.mark.parametrize(
    "fault", [BAD_GATEWAY, DROPPED_BEFORE, DROPPED_AFTER, Fault(body=""), Fault(body="{}")]
)
async def test_while_the_end_of_a_refresh_is_unknown_the_held_token_serves(
    account: Account, fault: Fault
) -> None:
    await account.tokens.current()
    account.server.behave(old_access_works=True)
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    account.server.fail_next(TOKENS, fault)
    token = await account.tokens.current()
    assert token.generation == 1
    assert (await account.row())["spending"]
    assert shows(account.server) <= 2  # not again at once


async def test_an_unspent_token_is_used_after_the_doubt(account: Account) -> None:
    """The answer was lost before Zalo had heard of it."""
    await account.tokens.current()
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    account.server.fail_next(TOKENS, DROPPED_BEFORE)
    await account.tokens.current()
    account.let_time_pass()
    assert (await account.tokens.current()).generation == 2
    assert not account.server.oauth.reused


async def test_a_spent_token_that_zalo_repeats_heals(account: Account) -> None:
    await account.tokens.current()
    account.server.behave(repeats_last_refresh=True)
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    account.server.fail_next(TOKENS, DROPPED_AFTER)
    await account.tokens.current()
    account.let_time_pass()
    token = await account.tokens.current()
    assert token.value.get_secret_value() == account.server.oauth.issued[-1].access


async def test_a_spent_token_that_zalo_refuses_is_shown_once_more_and_alarms(
    account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    an = account.server.person(has_written=True)
    await account.tokens.current()
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    account.server.fail_next(TOKENS, DROPPED_AFTER)
    await account.tokens.current()
    account.let_time_pass()
    for _ in range(3):
        with pytest.raises(TokenDead):
            await account.deliver(an.id)
    assert len(account.server.oauth.reused) == 1
    assert (await account.row())["dead"] == "Zalo answered -14014"
    async with account.database.engine.connect() as connection:
        audit = await connection.execute(text("SELECT action, subject FROM audit"))
        assert [tuple(row) for row in audit] == [("alarm", "zalo_oa:token")]


async def test_a_new_token_in_the_settings_heals(account: Account) -> None:
    await account.tokens.current()
    account.server.oauth.revoke()
    await account.change("refresh_at = saved_at, expires_at = saved_at")
    account.tokens._access = None
    with pytest.raises(TokenDead):
        await account.tokens.current()
    fresh = account.server.oauth.issue().refresh
    async with client(account.server, account.database, seed=fresh, owner="one") as healed:
        assert (await healed.tokens.current()).generation == 2
    assert (await account.row())["dead"] is None
    account.tokens._access = None
    await account.tokens.current()  # and the process with the old settings sees it, too


async def test_a_mistyped_token_in_the_settings_leaves_the_old_ones_alone(
    account: Account,
) -> None:
    token = await account.tokens.current()
    async with client(account.server, account.database, seed="mistyped", owner="one") as wrong:
        assert await wrong.tokens.current() == replace(
            token, good_until=(await wrong.tokens.current()).good_until
        )
    assert (await account.row())["dead"] is None


async def test_a_token_of_the_settings_has_its_turn_once(account: Account) -> None:
    seed = account.server.oauth.issued[0].refresh
    await account.tokens.current()
    for new in ("a", "b"):
        async with client(account.server, account.database, seed=new, owner="one") as other:
            await other.tokens.current()
    async with client(account.server, account.database, seed=seed, owner="one") as old:
        await old.tokens.current()
    assert shows(account.server) == 3
    assert not account.server.oauth.reused


async def test_a_dead_refresh_token_does_not_stop_a_live_access_token(account: Account) -> None:
    await account.tokens.current()
    await account.change("refresh_at = saved_at")
    account.tokens._access = None
    account.server.fail_next(TOKENS, Fault(ApiError(-118, "invalid_grant")))
    assert (await account.tokens.current()).generation == 1
    assert (await account.row())["dead"] == "Zalo answered -118"


@pytest.mark.parametrize("fault", [Fault(ApiError(-32, "busy")), Fault(status=429, body="<html>")])
async def test_a_busy_zalo_is_asked_again_later(account: Account, fault: Fault) -> None:
    account.server.fail_next(TOKENS, fault)
    with pytest.raises(ChannelPaused):
        await account.tokens.current()
    assert (await account.row())["spending"] is None
    account.let_time_pass()
    await account.tokens.current()  # the settings' token still has its turn


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=403, body='{"message":"Forbidden"}'),
        Fault(status=404, body='{"error":404}'),
        Fault(status=403, body='{"error":"Forbidden"}'),
        Fault(status=302, body=""),
    ],
)
async def test_a_refusal_of_a_gateway_ends_no_token(account: Account, fault: Fault) -> None:
    account.server.fail_next(TOKENS, fault)
    with pytest.raises(ChannelPaused):
        await account.tokens.current()
    row = await account.row()
    assert (row["spending"], row["dead"], row["seeds"]) in ((None, None, "[]"), (None, None, []))
    account.let_time_pass()
    assert (await account.tokens.current()).generation == 1


async def test_nobody_there_uses_nothing_up(database: Database) -> None:
    async with (
        platform() as server,
        client(server, database, seed="x", url="http://127.0.0.1:9") as account,
    ):
        with pytest.raises(ChannelPaused):
            await account.tokens.current()
        assert (await account.row())["spending"] is None


async def test_without_any_token_an_operator_is_asked(database: Database) -> None:
    async with platform() as server, client(server, database, seed=None) as account:
        with pytest.raises(TokenDead):
            await account.tokens.current()


async def test_a_stop_in_the_middle_of_a_refresh_waits_for_its_end(account: Account) -> None:
    account.server.fail_next(TOKENS, stalled(300))  # 0.3 s, then it answers
    task = asyncio.ensure_future(account.tokens.current())  # noqa: TID251 - to be cancelled
    nothing = Wakeup()
    while account.server.faults.planned:
        await nothing.wait(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await account.row())["generation"] == 1


async def test_a_new_pair_is_saved_when_the_database_comes_back(account: Account) -> None:
    account.server.fail_next(TOKENS, stalled(300))  # 0.3 s, then it answers
    task = asyncio.ensure_future(account.tokens.current())  # noqa: TID251 - awaited
    nothing = Wakeup()
    while account.server.faults.planned:
        await nothing.wait(0.01)
    async with account.database.connect_to_write() as connection:
        await connection.exec_driver_sql("ALTER TABLE zalo_token RENAME TO away")
    while len(account.server.oauth.issued) < 2:
        await nothing.wait(0.01)
    await nothing.wait(0.3)
    assert not task.done()
    async with account.database.connect_to_write() as connection:
        await connection.exec_driver_sql("ALTER TABLE away RENAME TO zalo_token")
    token = await task
    assert token.value.get_secret_value() == account.server.oauth.issued[-1].access


async def kept(vault: Vault, held: Held, pair: Pair) -> bool:
    return await vault.save(held, vault.put_aside(held, pair), pair.lasts)


async def test_a_pair_that_was_put_aside_is_found_by_the_next_process(
    server: ZaloOaServer, database: Database, account: Account
) -> None:
    """The database was away for longer than the process that got the pair lived."""
    seed = SecretStr(server.oauth.issued[0].refresh)
    vault = account.tokens._vault
    held = (await vault.look()).held
    assert await vault.step_in()
    assert await vault.intend(held, vault.name_of_seed(seed), is_seed=True)
    pair = await account.oauth.refresh(seed)
    vault.put_aside(held, pair, seed)
    async with client(server, database, seed=seed.get_secret_value(), owner="next") as other:
        assert (await other.tokens.current()).value == pair.access
    assert not server.oauth.reused
    file = vault._aside._path
    assert not file.exists()


async def test_what_was_put_aside_before_a_newer_pair_is_dropped(account: Account) -> None:
    """Another host has refreshed since."""
    token = await account.tokens.current()
    vault = account.tokens._vault
    vault.put_aside(Held(), Pair(SecretStr("an-access"), SecretStr("a-refresh"), 90_000))
    found = await vault.look()
    assert (found.held.generation, found.access) == (1, token.value)
    assert not vault._aside._path.exists()


async def test_what_is_put_aside_is_sealed_and_only_ours(account: Account) -> None:
    vault = account.tokens._vault
    vault.put_aside(Held(), Pair(SecretStr("an-access"), SecretStr("a-refresh"), 1.0))
    file = vault._aside._path
    assert b"an-access" not in file.read_bytes()
    assert b"a-refresh" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(b"{torn")
    assert (await vault.look()).held.generation == 0
    file.unlink(missing_ok=True)


async def test_a_pair_is_saved_by_whoever_got_it(account: Account) -> None:
    """The lease ran out meanwhile, another found the token refused and gave it up."""
    seed = SecretStr(account.server.oauth.issued[0].refresh)
    vault = account.tokens._vault
    held = (await vault.look()).held
    assert await vault.step_in()
    assert await vault.intend(held, vault.name_of_seed(seed), is_seed=True)
    pair = await account.oauth.refresh(seed)
    await account.change("dead = 'Zalo answered -14014', spending = NULL")
    assert await kept(vault, held, pair)
    assert (await account.row())["dead"] is None
    assert (await account.tokens.current()).value == pair.access


async def test_an_older_generation_changes_nothing(account: Account) -> None:
    vault = account.tokens._vault
    old = (await vault.look()).held
    await account.tokens.current()
    assert await vault.step_in()
    assert not await vault.bury(old, "late", "late")
    pair = await account.oauth.refresh(SecretStr(account.server.oauth.issued[-1].refresh))
    assert not await kept(vault, old, pair)
    assert (await account.row())["generation"] == 1


async def test_the_code_of_a_consent_is_worth_a_pair_once(account: Account) -> None:
    verifier = "v" * 43
    code = SecretStr(account.server.oauth.consent(challenge_of(verifier)))
    pair = await account.oauth.redeem(code, SecretStr(verifier))
    assert pair.lasts == 90_000
    with pytest.raises(RefreshRefused):
        await account.oauth.redeem(code, SecretStr(verifier))
    other = SecretStr(account.server.oauth.consent(challenge_of(verifier)))
    with pytest.raises(RefreshRefused):
        await account.oauth.redeem(other, SecretStr("w" * 43))


def test_the_challenge_is_43_characters() -> None:
    # RFC 7636, appendix B
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )
    link = consent_link("https://o/", "1", redirect_uri="https://a/?b", challenge="c")
    assert link == (
        "https://o/v4/oa/permission?app_id=1&redirect_uri=https%3A%2F%2Fa%2F%3Fb&code_challenge=c"
    )


@pytest.mark.parametrize("is_string", [True, False])
async def test_lifetimes_are_read_as_string_and_number(account: Account, is_string: bool) -> None:
    account.server.behave(expires_in_is_a_string=is_string, access_lasts=3600)
    await account.tokens.current()
    row = await account.row()
    assert row["expires_at"] - row["saved_at"] == pytest.approx(3600)
    assert row["refresh_at"] - row["saved_at"] == pytest.approx(2700)


# What is decided, over everything that may be found.

_NAMES = st.sampled_from([None, "a", "b", "c"])
_SITUATIONS = st.builds(
    Situation,
    has_access=st.booleans(),
    access_works=st.just(False),
    refresh_due=st.booleans(),
    pair=_NAMES,
    seed=_NAMES,
    seeds=st.frozensets(st.sampled_from("abc")),
    spending=_NAMES,
    is_dead=st.booleans(),
    may_act=st.booleans(),
)


@given(_SITUATIONS)
def test_nothing_is_spent_that_may_not_be(now: Situation) -> None:
    step = next_step(now)
    if step in (Step.SPEND_SEED, Step.SPEND_PAIR):
        assert now.may_act
        assert (now.seed if step is Step.SPEND_SEED else now.pair) is not None
    if step is Step.USE:
        assert now.has_access
    if step in (Step.PROBE, Step.SETTLE):
        assert now.may_act
        assert now.spending is not None
    if step is Step.MOURN:
        assert not now.has_access


@given(_SITUATIONS)
def test_a_doubtful_token_is_not_shown_again_while_an_access_token_may_tell(
    now: Situation,
) -> None:
    if now.spending is not None and now.spending == now.pair != now.seed and now.has_access:
        assert next_step(now) in (Step.PROBE, Step.USE)


# Nothing ever says a token.


async def test_no_failure_says_a_token(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    import traceback

    from bot import logs

    logs.configure("DEBUG", "json")
    faults: list[Any] = [
        BAD_GATEWAY, DROPPED_BEFORE, DROPPED_AFTER, Fault(body="{"), Fault(ApiError(-216, "x")),
        Fault(ApiError(-14014, "x")), Fault(ApiError(-204, "x")), Fault(body='{"error":{}}'),
    ]  # fmt: skip
    said: list[str] = []
    async with platform() as server:
        for fault, path in itertools.product(faults, (TOKENS, "*", "/v3.0/oa/message/cs")):
            seed = server.oauth.issue().refresh
            an = server.person(has_written=True)
            async with client(server, database, seed=seed, owner="one") as account:
                server.fail_next(path, fault, times=2)
                for _ in range(2):
                    try:
                        await account.deliver(an.id, menu=[["1", "Có", "x"]])
                    except (DeliveryError, NotSent) as error:
                        said += [repr(error), str(error), *traceback.format_exception(error)]
                        said += [repr(error.__context__), repr(error.__cause__)]
                said += [repr(account.tokens._access), repr(account.oauth), repr(account.http)]
                server.faults.planned.clear()
        secrets = [p.access for p in server.oauth.issued] + [
            p.refresh for p in server.oauth.issued
        ]
        said += [*capfd.readouterr()]
        told = json.dumps(said)
        assert "zalo_oa" in told
        assert len(secrets) > 20
        assert not [secret for secret in secrets if secret in told]

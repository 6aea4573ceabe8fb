"""The command zalo-consent: an administrator agrees in a browser, and sending goes on."""

import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from pydantic import AnyHttpUrl, SecretStr

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.errors import TokenDead
from bot.intake.zalo_oa_consent import PATH, consent_page
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import BAD_GATEWAY, Fault
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, SECRET_KEY, TOKENS, ZaloOaServer
from bot.zalo_consent import Outcome, give_consent, read_answer
from storage.database import Database
from tests.machine.doors import listening
from tests.zalo_account import Account, client, platform

STATE = "of-this-link"


@dataclass
class Desk:
    """An operator at a terminal, an administrator at a browser."""

    server: ZaloOaServer
    settings: Settings

    async def does(self, answer: Callable[[str], str] | None = None, **options: Any) -> Outcome:
        """Run the command; the administrator agrees unless told otherwise."""
        return await give_consent(self.settings, Clock(), answer or _browses, **options)


def _browses(link: str) -> str:
    """Open a link and agree: the address the browser ends at, or what Zalo says instead."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(link) as page:
            return str(page.read().decode())
    except urllib.error.HTTPError as moved:
        return str(moved.headers["Location"])


@pytest_asyncio.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with platform() as server:
        settings = Settings(
            _env_file=None,
            database_url=SecretStr(database_url),
            zalo_oa_app_id=APP_ID,
            zalo_oa_app_secret=SecretStr(APP_SECRET),
            zalo_oa_secret_key=SecretStr(SECRET_KEY),
            zalo_oa_oauth_url=server.url,
            webhook_url=AnyHttpUrl("https://phuocbinh.example"),
            lease_seconds=1,
        )
        yield Desk(server, settings)


@pytest_asyncio.fixture
async def account(desk: Desk, database: Database) -> AsyncIterator[Account]:
    """A running assistant that has no token."""
    async with client(
        desk.server, database, seed=None, owner="running", lease_seconds=1
    ) as opened:
        yield opened


async def test_a_yes_gives_a_running_assistant_its_tokens(desk: Desk, account: Account) -> None:
    lan = desk.server.person(has_written=True)
    with pytest.raises(TokenDead):
        await account.deliver(lan.id)
    assert await desk.does() is Outcome.STORED
    await account.deliver(lan.id)
    assert len(lan.received) == 1


async def test_a_dead_account_lives_again_without_a_restart(desk: Desk, account: Account) -> None:
    lan = desk.server.person(has_written=True)
    assert await desk.does() is Outcome.STORED
    await account.deliver(lan.id)
    desk.server.oauth.revoke()
    await account.change("refresh_at = saved_at, expires_at = saved_at")
    account.tokens._access = None
    with pytest.raises(TokenDead):
        await account.deliver(lan.id)
    assert await desk.does() is Outcome.STORED
    await account.deliver(lan.id)
    assert len(lan.received) == 2
    assert (await account.row())["dead"] is None


async def test_the_alarm_names_the_command(
    account: Account, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TokenDead):
        await account.tokens.current()
    said = caplog.text + "".join(capsys.readouterr())
    assert "python -m bot zalo-consent" in said


async def test_the_code_alone_does(desk: Desk) -> None:
    def code_of(link: str) -> str:
        return _browses(link).partition("code=")[2].partition("&")[0]

    assert await desk.does(code_of) is Outcome.STORED


async def test_a_terminal_that_breaks_the_address_does_no_harm(desk: Desk) -> None:
    def broken(link: str) -> str:
        address = _browses(link)
        return f"  {address[:50]}\n{address[50:]} "

    assert await desk.does(broken) is Outcome.STORED


async def test_a_code_works_once(desk: Desk) -> None:
    codes: list[str] = []

    def remembers(link: str) -> str:
        codes.append(_browses(link))
        return codes[-1]

    assert await desk.does(remembers) is Outcome.STORED
    again = codes[0].partition("code=")[2].partition("&")[0]
    assert await desk.does(lambda _link: again) is Outcome.REFUSED


async def test_another_place_to_come_back_to_may_be_named(desk: Desk) -> None:
    seen: list[str] = []

    def looks(link: str) -> str:
        seen.append(_browses(link))
        return seen[0]

    assert await desk.does(looks, redirect_uri="https://other.example/x") is Outcome.STORED
    assert seen[0].startswith("https://other.example/x?")


async def test_a_place_the_console_does_not_know_is_told(desk: Desk) -> None:
    desk.server.behave(redirects_to=("https://known.example",))
    assert await desk.does() is Outcome.DENIED


@pytest.mark.parametrize("fault", [BAD_GATEWAY, Fault(ApiError(-32, "busy"))])
async def test_a_zalo_that_does_not_answer_leaves_all_as_it_was(desk: Desk, fault: Fault) -> None:
    desk.server.fail_next(TOKENS, fault)
    assert await desk.does() is Outcome.AWAY
    assert await desk.does() is Outcome.STORED  # and nothing is held back


@pytest.mark.parametrize(
    ("pasted", "outcome"),
    [
        ("", Outcome.NO_CODE),
        ("https://ward.example/zalo-oa/consent", Outcome.NO_CODE),
        ("https://ward.example/?error=access_denied", Outcome.DENIED),
        ("https://ward.example/?error_code=-14003", Outcome.DENIED),
        ("https://ward.example/?code=abc&state=of-another", Outcome.OTHER_LINK),
        ("oa_id=12&state=x", Outcome.NO_CODE),
    ],
)
def test_what_is_no_code_is_told_apart(pasted: str, outcome: Outcome) -> None:
    assert read_answer(pasted, STATE) is outcome


@pytest.mark.parametrize(
    "pasted", ["https://w/?oa_id=1&code=abc&state=of-this-link", "https://w/?code=abc", "abc"]
)
def test_a_code_is_found(pasted: str) -> None:
    found = read_answer(pasted, STATE)
    assert isinstance(found, SecretStr)
    assert found.get_secret_value() == "abc"


async def test_nothing_secret_is_kept_in_the_open(desk: Desk, account: Account) -> None:
    assert await desk.does() is Outcome.STORED
    lies = repr(await account.row())
    for pair in desk.server.oauth.issued:
        assert pair.access not in lies
        assert pair.refresh not in lies


async def test_the_page_the_browser_lands_on_says_what_to_do(database: Database) -> None:
    async with (
        listening(database, [], pages=[consent_page()]) as port,
        aiohttp.ClientSession() as browser,
    ):
        url = f"http://127.0.0.1:{port}{PATH}?code=c<b>ode&state=s"
        async with browser.get(url) as answer:
            page = await answer.text()
    assert "zalo-consent" in page
    assert "c<b>ode" not in page

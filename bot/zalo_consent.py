"""An administrator of the Official Account gives our app leave: a link to open, the address that
comes back, new tokens in the vault. A running assistant finds them there by itself.
"""

import asyncio
import hmac
import re
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.errors import Ambiguous, ChannelPaused, NotSent
from bot.delivery.zalo_oa_oauth import (
    ANSWERS_WITHIN,
    Pair,
    RefreshRefused,
    ZaloOauth,
    challenge_of,
    consent_link,
)
from bot.delivery.zalo_oa_vault import LEASE_SECONDS, Vault
from bot.delivery.zalo_oa_wire import Wire
from bot.intake.zalo_oa_consent import PATH
from storage.database import Database
from storage.migrate import upgrade

_LOOKS_EVERY = 0.5
_BAD_REDIRECT = "-14003"  # Zalo shows it where the console does not know our address
_CODE = re.compile(r"[A-Za-z0-9_.~+-]{3,2000}")
_NONE = SecretStr("")


class Outcome(Enum):
    STORED = auto()
    NO_CODE = auto()  # what was pasted holds none
    DENIED = auto()  # the administrator, or Zalo, said no in the browser
    OTHER_LINK = auto()  # an answer to a link we did not give just now
    REFUSED = auto()  # used, older than ten minutes, or of another app
    AWAY = auto()  # Zalo does not answer: nothing is used up, or nobody knows
    NOT_SAVED = auto()  # another process works on the tokens


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the administrator. The verifier proves later that it was us."""

    verifier: SecretStr = field(default_factory=lambda: SecretStr(secrets.token_urlsafe(32)))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def link(self, settings: Settings, redirect_uri: str) -> str:
        return consent_link(
            settings.zalo_oa_oauth_url,
            settings.zalo_oa_app_id or "",
            redirect_uri=redirect_uri,
            challenge=challenge_of(self.verifier.get_secret_value()),
            state=self.state,
        )


def redirect_of(settings: Settings) -> str:
    """Where Zalo sends the browser back to: our own page, at an address the console knows."""
    return f"{settings.public_origin or ''}{PATH}"


def read_answer(pasted: str, state: str) -> SecretStr | Outcome:
    """The code in the address that came back, or the code alone."""
    pasted = "".join(pasted.split())  # a terminal breaks long lines
    if _BAD_REDIRECT in pasted:
        return Outcome.DENIED
    if not pasted.startswith(("https://", "http://")):
        return SecretStr(pasted) if _CODE.fullmatch(pasted) else Outcome.NO_CODE
    told = parse_qs(urlsplit(pasted).query)
    if code := told.get("code", [""])[0]:
        shown = told.get("state", [state])[0]  # Zalo may leave it away
        is_ours = hmac.compare_digest(shown.encode(), state.encode())
        return SecretStr(code) if is_ours else Outcome.OTHER_LINK
    is_no = any(name.startswith("error") for name in told)
    return Outcome.DENIED if is_no else Outcome.NO_CODE


async def give_consent(
    settings: Settings,
    clock: Clock,
    ask: Callable[[str], str],
    *,
    redirect_uri: str | None = None,
) -> Outcome:
    """`ask` shows the link, and gives what was pasted."""
    request = Request()
    link = request.link(settings, redirect_uri or redirect_of(settings))
    pasted = await asyncio.to_thread(ask, link)
    code = read_answer(pasted, request.state)
    if isinstance(code, Outcome):
        return code
    url = settings.database_url.get_secret_value()
    await upgrade(url)
    database = Database(url)
    try:
        return await _redeem(settings, clock, database, code, request.verifier)
    finally:
        await database.close()


async def _redeem(
    settings: Settings, clock: Clock, database: Database, code: SecretStr, verifier: SecretStr
) -> Outcome:
    app_id, secret = settings.zalo_oa_app_id or "", settings.zalo_oa_app_secret or _NONE
    vault = Vault(
        database, clock,
        app_id=app_id, app_secret=secret, owner=str(uuid.uuid4()),
        lease_seconds=LEASE_SECONDS,
    )  # fmt: skip
    if not await _is_ours_alone(vault, LEASE_SECONDS):
        return Outcome.NOT_SAVED
    async with Wire() as wire:
        oauth = ZaloOauth(wire, settings.zalo_oa_oauth_url, app_id, secret, within=ANSWERS_WITHIN)
        pair = await _pair(oauth, code, verifier)
    if isinstance(pair, Outcome):
        await vault.step_back()
        return pair
    await vault.adopt(pair, action="zalo_consent_given")
    return Outcome.STORED


async def _is_ours_alone(vault: Vault, longest: float) -> bool:
    """Nobody else uses up a token meanwhile: of two pairs, Zalo ends the older."""
    deadline = asyncio.get_running_loop().time() + longest + 1.0
    while not await vault.step_in():
        if asyncio.get_running_loop().time() > deadline:
            return False
        await asyncio.sleep(_LOOKS_EVERY)
    return True


async def _pair(oauth: ZaloOauth, code: SecretStr, verifier: SecretStr) -> Pair | Outcome:
    try:
        return await oauth.redeem(code, verifier)
    except RefreshRefused:
        return Outcome.REFUSED
    except (NotSent, ChannelPaused, Ambiguous):
        return Outcome.AWAY

"""The ward's Zalo Official Account: for the public. It calls us; we never poll it but for what
we missed, where that is wanted.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.attachments import Attachments
from bot.delivery.zalo_oa import ZaloOaTransport
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_oauth import ANSWERS_WITHIN, ZaloOauth
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.delivery.zalo_oa_vault import LEASE_SECONDS, Vault
from bot.delivery.zalo_oa_wire import Wire
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.intake.webhook import Door
from bot.intake.zalo_oa_catch_up import ZaloOaCatchUp
from bot.intake.zalo_oa_webhook import zalo_oa_door
from content.channels import ZALO_OA
from storage.database import Database

_NONE = SecretStr("")


class ZaloOaLine:
    """One account, through one app of the developers' console."""

    channel = ZALO_OA

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        owner: str,
        attachments: Attachments,
    ) -> None:
        app_id, secret = settings.zalo_oa_app_id or "", settings.zalo_oa_app_secret or _NONE
        self._wire = Wire()
        self._http = ZaloOaHttp(self._wire, settings.zalo_oa_api_url)
        vault = Vault(
            database, clock,
            app_id=app_id, app_secret=secret, owner=owner, lease_seconds=LEASE_SECONDS,
        )  # fmt: skip
        oauth_url = settings.zalo_oa_oauth_url
        oauth = ZaloOauth(self._wire, oauth_url, app_id, secret, within=ANSWERS_WITHIN)
        seed = settings.zalo_oa_refresh_token
        self._tokens = ZaloOaTokens(vault, oauth, self._http, seed=seed)
        self.transport = ZaloOaTransport(
            self._http, self._tokens,
            has_buttons=settings.zalo_oa_buttons, attachments=attachments,
        )  # fmt: skip
        self._catch_up = (
            ZaloOaCatchUp(self._http, self._tokens, database, clock)
            if settings.zalo_oa_catch_up
            else None
        )
        self.link = str(settings.zalo_oa_link or "")
        self._key = (settings.zalo_oa_secret_key or _NONE).get_secret_value()
        self._app_id = app_id
        self._clock = clock

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with self._wire:
            yield

    async def greet(self) -> bool:
        """There is no name to learn, and whether we may send is found out by `look_after`."""
        if self._catch_up:
            await self._catch_up.look_back()
        return True

    def door(self) -> Door | None:
        return zalo_oa_door(self._app_id, self._key, self._clock.now)

    async def listen(self, journal: Journal, spool: Spool) -> None:
        """Zalo knows from its console where to call. What it told nobody is asked for."""
        if self._catch_up:
            await self._catch_up.run(journal)

    async def look_after(self) -> None:
        await self._tokens.run()

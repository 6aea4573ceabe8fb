"""The product's own client of a Zalo Official Account, on the local platform."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from bot.clock import Clock
from bot.delivery.zalo_oa import ZaloOaTransport
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_oauth import ZaloOauth
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.delivery.zalo_oa_vault import Vault
from bot.delivery.zalo_oa_wire import Wire
from bot.sandbox.zalo_oa.manners import Manners
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, ZaloOaServer
from content.menus import Menu
from storage.database import Database
from storage.outbox import Taken
from tests.drawer import Drawer


@dataclass
class Account:
    """A server, and one process's client of it."""

    server: ZaloOaServer
    database: Database
    wire: Wire
    http: ZaloOaHttp
    oauth: ZaloOauth
    tokens: ZaloOaTokens
    transport: ZaloOaTransport
    drawer: Drawer

    async def deliver(self, to: str, text: str = "Chào đồng chí", **payload: Any) -> str:
        return (await self.transport.deliver(letter(to, text, **payload))).message_id

    def let_time_pass(self) -> None:
        """Whatever this process lets be has been let be for long enough."""
        refresher = self.tokens._refresher
        refresher._rests_until = 0.0
        refresher._doubted_since -= self.tokens._vault.lease_seconds
        self.tokens._access = None

    async def row(self) -> dict[str, Any]:
        """The token row as it lies in the database."""
        async with self.database.engine.connect() as connection:
            found = await connection.exec_driver_sql("SELECT * FROM zalo_token")
            return dict(found.mappings().one())

    async def change(self, what: str) -> None:
        async with self.database.connect_to_write() as connection:
            await connection.exec_driver_sql(f"UPDATE zalo_token SET {what}")


def letter(to: str, text: str = "Chào đồng chí", *, number: int = 1, **payload: Any) -> Taken:
    if menu := payload.get("menu"):
        payload["menu"] = Menu(tuple((label, data) for _number, label, data in menu)).pack()
    facts = {
        name: payload.pop(name)
        for name in ("attempts", "last_error", "was_interrupted")
        if name in payload
    }
    defaults: dict[str, Any] = {"attempts": 1, "last_error": None, "was_interrupted": False}
    return Taken(
        id=number,
        address_id=1,
        recipient=to,
        payload={"text": text, "language": "vi", **payload},
        edits=None,
        priority=0,
        at_most_once=False,
        **(defaults | facts),
    )


@asynccontextmanager
async def client(
    server: ZaloOaServer,
    database: Database,
    *,
    seed: str | None,
    url: str | None = None,
    owner: str = "one",
    buttons: bool = True,
    proof: bool = False,
    lease_seconds: float = 1.5,
    within: float = 5.0,
    secret: str = APP_SECRET,
) -> AsyncIterator[Account]:
    """One process."""
    app_secret = SecretStr(secret)
    address = url or server.url
    async with Wire() as wire:
        http = ZaloOaHttp(wire, address, app_secret if proof else None)
        oauth = ZaloOauth(wire, address, APP_ID, app_secret, within=within)
        vault = Vault(
            database, Clock(),
            app_id=APP_ID, app_secret=app_secret, owner=owner, lease_seconds=lease_seconds,
        )  # fmt: skip
        tokens = ZaloOaTokens(vault, oauth, http, seed=SecretStr(seed) if seed else None)
        drawer = Drawer("https://phuocbinh.example")
        transport = ZaloOaTransport(http, tokens, has_buttons=buttons, attachments=drawer)
        yield Account(server, database, wire, http, oauth, tokens, transport, drawer)


@asynccontextmanager
async def platform(**manners: Any) -> AsyncIterator[ZaloOaServer]:
    """A local server that listens."""
    server = ZaloOaServer(Clock().now, manners=Manners(**manners), time_scale=0.001)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()

"""The three platforms a conversation may take place on, each with its local server."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from socket import socket
from typing import Any, Protocol

from pydantic import AnyHttpUrl, SecretStr

from bot.app import App
from bot.intake.zalo_oa_webhook import PATH as OA_PATH
from bot.sandbox.phones import NotSeenError
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.server import TOKEN as ZALO_TOKEN
from bot.sandbox.zalo_bot.server import ZaloBotServer
from bot.sandbox.zalo_oa.manners import Manners as OaManners
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, SECRET_KEY, ZaloOaServer
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.folding import fold

_NUMBERED = re.compile(r"(\d{1,2})\. (.+)")
_FOR_EVER = 10**8  # seconds
_OR_TYPE = ("Hoặc gõ:", "Or type:")


class Platform(Protocol):
    """A local server, and how a person answers there."""

    channel: str
    server: Any

    async def start(self) -> dict[str, Any]:
        """The settings that lead to it."""
        ...

    def joined(self, app: App) -> None:
        """The assistant runs; perhaps the server has to know where."""
        ...

    @property
    def is_busy(self) -> bool: ...

    def person(self, number: int, name: str, language: str, *, has_started: bool) -> Any: ...


@dataclass
class Telegram:
    server: TelegramServer
    channel = TELEGRAM

    async def start(self) -> dict[str, Any]:
        return {"telegram_token": SecretStr(TOKEN), "telegram_api_url": await self.server.start()}

    def joined(self, app: App) -> None:
        """It is polled."""

    @property
    def is_busy(self) -> bool:
        return len(self.server.updates) > 0

    def person(self, number: int, name: str, language: str, *, has_started: bool) -> Any:
        return self.server.person(number, name, language, has_started=has_started)


@dataclass
class ZaloBot:
    server: ZaloBotServer
    channel = ZALO_BOT

    async def start(self) -> dict[str, Any]:
        url = await self.server.start()
        return {"zalo_bot_token": SecretStr(ZALO_TOKEN), "zalo_bot_api_url": url}

    def joined(self, app: App) -> None:
        """It is polled."""

    @property
    def is_busy(self) -> bool:
        return self.server.receiving.is_busy

    def person(self, number: int, name: str, language: str, *, has_started: bool) -> Any:
        return self.server.person(f"{number:020x}", name, has_written=has_started)


@dataclass
class ZaloOa:
    server: ZaloOaServer
    channel = ZALO_OA

    async def start(self) -> dict[str, Any]:
        url = await self.server.start()
        return {
            "zalo_oa_app_id": APP_ID,
            "zalo_oa_app_secret": SecretStr(APP_SECRET),
            "zalo_oa_secret_key": SecretStr(SECRET_KEY),
            "zalo_oa_refresh_token": SecretStr(self.server.oauth.issue().refresh),
            "zalo_oa_api_url": url,
            "zalo_oa_oauth_url": url,
            "webhook_url": AnyHttpUrl("http://127.0.0.1"),
            "webhook_port": 0,
        }

    def joined(self, app: App) -> None:
        self.server.calls_back(f"http://127.0.0.1:{app.webhook_port}{OA_PATH}")

    @property
    def is_busy(self) -> bool:
        return self.server.webhook is not None and self.server.webhook.is_busy

    def person(self, number: int, name: str, language: str, *, has_started: bool) -> Any:
        return self.server.person(str(10**18 + number), name, has_written=has_started)


def platform(
    channel: str,
    clock: Callable[[], datetime],
    on_call: Callable[[str, Mapping[str, Any]], None] | None = None,
) -> Platform:
    match channel:
        case "telegram":
            return Telegram(TelegramServer(clock, on_call=on_call))
        case "zalo_bot":
            return ZaloBot(ZaloBotServer(clock, manners=Manners(keeps_events=True)))
        case _:
            manners = OaManners(access_lasts=_FOR_EVER)  # people's time jumps, tokens' does not
            return ZaloOa(ZaloOaServer(clock, manners=manners))


async def start_all(places: Sequence[Platform]) -> dict[str, Any]:
    """The settings that lead to all of them. An Official Account calls its assistant, so then
    Telegram does as well, at a door that is known before it is opened."""
    settings: dict[str, Any] = {}
    for place in places:
        settings |= await place.start()
    if "webhook_url" in settings and len(places) > 1:
        port = _free_port()
        settings |= {
            "webhook_url": AnyHttpUrl(f"http://127.0.0.1:{port}"),
            "webhook_port": port,
            "webhook_secret": SecretStr("s" * 32),
        }
    return settings


def _free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def typed_for(label: str, texts: list[str]) -> str:
    """What somebody types to choose an option, of the newest message that offers it: the number
    before it, or the words themselves."""
    for text in reversed(texts):
        for number, offered in offers(text):
            if fold(label) in fold(offered):
                return number or offered
    raise NotSeenError(f"no option {label!r} in:\n" + "\n---\n".join(texts[-3:]))


def offers(text: str) -> list[tuple[str, str]]:
    """What a message without buttons offers: numbers with labels, or words alone."""
    found: list[tuple[str, str]] = []
    for line in text.rsplit("\n\n", 1)[-1].splitlines():
        if numbered := _NUMBERED.fullmatch(line):
            found.append((numbered[1], numbered[2]))
        elif line.startswith(_OR_TYPE):
            found += [("", word.strip()) for word in line.partition(":")[2].split("·")]
    return found

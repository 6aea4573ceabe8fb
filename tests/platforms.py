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

_NUMBERED = re.compile(r"^(\d{1,2})\. (.+)$", re.MULTILINE)
_FOR_EVER = 10**8  # seconds
_OR_TYPE = ("Có thể gõ:", "Type:")
_PHOTO = "https://photo-example.zdn.vn/x.jpg"


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

    def keeps_in_touch(self) -> None:
        """Everybody has written lately, where a channel lets nobody else be written to."""
        ...

    def sends(self, phone: Any, content: dict[str, Any]) -> None:
        """Something of the Bot API's description, as it is sent here."""
        ...


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

    def keeps_in_touch(self) -> None:
        """Silence closes nothing."""

    def sends(self, phone: Any, content: dict[str, Any]) -> None:
        phone.sends(content)


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

    def keeps_in_touch(self) -> None:
        """Silence closes nothing."""

    def sends(self, phone: Any, content: dict[str, Any]) -> None:
        if "photo" in content:
            phone.sends_photo(_PHOTO)
        elif "sticker" in content:
            phone.sends_sticker()
        elif "voice" in content:
            phone.sends_voice()
        else:
            phone.sends_unsupported()


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

    def keeps_in_touch(self) -> None:
        for phone in self.server.phones.values():
            if phone.owner.interacted_at is not None:
                self.server.world.interact(phone.owner)

    def sends(self, phone: Any, content: dict[str, Any]) -> None:
        if "photo" in content:
            phone.sends_photo(_PHOTO)
        elif "document" in content:
            phone.sends_file("https://file-example.zdn.vn/x.pdf", "x.pdf")
        elif "location" in content:
            phone.sends_location()
        else:
            phone.sends_sticker()


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
    before it, or the words themselves. Numbers are of the last message only."""
    for text in reversed(texts):
        for number, offered in sorted(offers(text), key=lambda one: fold(one[1]) != fold(label)):
            if fold(label) in fold(offered):
                return (number if text is texts[-1] else "") or offered
    raise NotSeenError(f"no option {label!r} in:\n" + "\n---\n".join(texts[-3:]))


def without_offers(text: str) -> str:
    """A message without what stands under it to choose from."""
    above, _, _last = text.rpartition("\n\n")
    return above if offers(text) else text


def offers(text: str) -> list[tuple[str, str]]:
    """What a message without buttons offers: numbers with labels, or words alone."""
    found: list[tuple[str, str]] = []
    for line in text.rsplit("\n\n", 1)[-1].splitlines():
        if numbered := _NUMBERED.fullmatch(line):
            found.append((numbered[1], numbered[2]))
        elif line.startswith(_OR_TYPE):
            words = [word.strip() for word in line.partition(":")[2].split("·")]
            found += [one for word in words for one in _meant(word, text)]
    return found


def _meant(word: str, text: str) -> list[tuple[str, str]]:
    """ "1–6" stands for what the text above numbers so."""
    first, _, last = word.partition("–")
    lines = {int(line[1]): line[2] for line in _NUMBERED.finditer(text)}
    if not first.isdecimal() or int(first) not in lines:
        return [("", word)]
    wanted = range(int(first), int(last or first) + 1)
    return [(str(n), lines[n].partition(" – ")[0]) for n in wanted]

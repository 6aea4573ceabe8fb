"""The people's side of Zalo's local platforms over HTTP, under /sandbox/, and the console's: for
whoever runs the bot in a process apart.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Union

from aiohttp import web

from bot.sandbox.control import Wishes, respond

if TYPE_CHECKING:
    from bot.sandbox.zalo_bot.phones import Phone as BotPhone
    from bot.sandbox.zalo_bot.server import ZaloBotServer
    from bot.sandbox.zalo_oa.phones import Phone as OaPhone
    from bot.sandbox.zalo_oa.server import ZaloOaServer

Server = Union["ZaloBotServer", "ZaloOaServer"]
Phone = Union["BotPhone", "OaPhone"]


class ZaloControl:
    """Bodies and answers are JSON; queries count as body fields."""

    def __init__(self, server: Server, move_clock: Callable[[datetime], None] | None) -> None:
        self._server = server
        self._move_clock = move_clock
        self._deeds: dict[tuple[str, str], Callable[[Wishes], Any]] = {
            ("GET", "state"): self._state,
            ("POST", "people"): self._person,
            ("POST", "manners"): self._behave,
            ("POST", "clock"): self._clock,
            ("POST", "webhook"): self._calls_back,
            ("POST", "consent"): self._consent,
        }

    async def handle(self, request: web.BaseRequest) -> web.Response:
        return await respond(request, self._answer)

    async def _answer(self, verb: str, what: str, wishes: Wishes) -> Any:
        if deed := self._deeds.get((verb, what)):
            return deed(wishes)
        people, _, rest = what.partition("/")
        person, _, act = rest.partition("/")
        phone_deed = _PHONE_DEEDS.get((verb, act))
        if people != "people" or phone_deed is None:
            raise LookupError(f"no {verb} {what}")
        return await phone_deed(self._server.phones[person], wishes)

    def _person(self, wishes: Wishes) -> Any:
        has_written = bool(wishes.get("has_written", False))
        name = str(wishes.get("name", "An"))
        return {"id": self._server.person(wishes.get("id"), name, has_written=has_written).id}

    def _behave(self, wishes: Wishes) -> Any:
        self._server.behave(**wishes)
        return {}

    def _clock(self, wishes: Wishes) -> Any:
        if self._move_clock is None:
            raise LookupError("the clock of this server is not its own")
        self._move_clock(datetime.fromisoformat(wishes["at"]))
        return self._state(wishes)

    def _calls_back(self, wishes: Wishes) -> Any:
        """The account's console is told where its events go."""
        self._account().calls_back(str(wishes["url"]))
        return {}

    def _consent(self, _wishes: Wishes) -> Any:
        """The account's administrator agrees: the first refresh token."""
        return {"refresh_token": self._account().oauth.issue().refresh}

    def _account(self) -> "ZaloOaServer":
        from bot.sandbox.zalo_oa.server import ZaloOaServer  # noqa: PLC0415 - it imports us

        if not isinstance(self._server, ZaloOaServer):
            raise LookupError("the Bot Platform has no console")
        return self._server

    def _state(self, _wishes: Wishes) -> Any:
        return {
            "now": self._server.world.now(),
            "people": len(self._server.phones),
            "calls": len(self._server.calls),
            "is_listened_to": self._server.is_listened_to,
        }


async def _messages(phone: Phone, wishes: Wishes) -> Any:
    """What the bot wrote; with `contains` (and `wait`, seconds) once it has said so. `after`
    leaves as many out."""
    after = int(wishes.get("after", 0))
    if "contains" in wishes:  # nothing is part of anything new
        part, new = str(wishes["contains"]), _written(phone, after)
        await phone.sees(
            lambda _message: any(part in message.text for message in new()),
            within=float(wishes.get("wait", 0)),
        )
    return [
        {
            "id": message.id,
            "text": message.text,
            "photo": message.photo,
            "options": message.options,
        }
        for message in _written(phone, after)()
    ]


def _written(phone: Phone, after: int) -> Callable[[], list[Any]]:
    return lambda: list(phone.received)[after:]


async def _says(phone: Phone, wishes: Wishes) -> Any:
    return {"id": phone.says(str(wishes["text"])).id}


async def _sends_photo(phone: Phone, wishes: Wishes) -> Any:
    return {"id": phone.sends_photo(str(wishes["url"]), str(wishes.get("caption", ""))).id}


def _only_there(name: str) -> Callable[[Phone, Wishes], Awaitable[Any]]:
    """What one can do with an Official Account alone."""

    async def do(phone: Phone, wishes: Wishes) -> Any:
        deed = getattr(phone, name, None)
        if deed is None:
            raise LookupError(f"nobody {name.replace('_', ' ')} on the Bot Platform")
        deed(*wishes.values())
        return {}

    return do


_PHONE_DEEDS: dict[tuple[str, str], Callable[[Phone, Wishes], Awaitable[Any]]] = {
    ("GET", "messages"): _messages,
    ("POST", "says"): _says,
    ("POST", "photo"): _sends_photo,
    ("POST", "taps"): _only_there("taps"),
    ("POST", "follows"): _only_there("follows"),
    ("POST", "unfollows"): _only_there("unfollows"),
    ("POST", "blocks"): _only_there("blocks"),
    ("POST", "unblocks"): _only_there("unblocks"),
}

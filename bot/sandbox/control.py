"""The people's side over HTTP, under /sandbox/: for whoever runs the bot in a process apart."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.sandbox import faults
from bot.sandbox.arguments import Upload
from bot.sandbox.guard import is_local
from bot.sandbox.phones import NotSeenError, Phone

if TYPE_CHECKING:
    from bot.sandbox.api import Call
    from bot.sandbox.telegram import TelegramServer

PATH = "/sandbox/"
Wishes = dict[str, Any]


async def respond(
    request: web.BaseRequest, answer: Callable[[str, str, Wishes], Awaitable[Any]]
) -> web.Response:
    """Let this answer a verb, what stands behind /sandbox/, and what was wished for."""
    if not is_local(request.headers):
        return web.Response(status=403)
    what = request.path.removeprefix(PATH).strip("/")
    try:
        wishes: Wishes = dict(request.query)
        if content := await request.read():
            wishes |= json.loads(content)
        return web.json_response(await answer(request.method, what, wishes))
    except NotSeenError as error:
        return web.json_response({"error": str(error)}, status=409)
    except (LookupError, TypeError, ValueError) as error:
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)


class Control:
    """Answers `/sandbox/…`. Bodies and answers are JSON; queries count as body fields."""

    def __init__(
        self, server: "TelegramServer", move_clock: Callable[[datetime], None] | None
    ) -> None:
        self._server = server
        self._move_clock = move_clock
        self._deeds: dict[tuple[str, str], Callable[[Wishes], Any]] = {
            ("GET", "state"): self._state,
            ("GET", "calls"): self._calls,
            ("DELETE", "calls"): self._forget_calls,
            ("POST", "people"): self._people,
            ("POST", "faults"): self._fault,
            ("POST", "clock"): self._clock,
        }

    async def handle(self, request: web.BaseRequest) -> web.Response:
        return await respond(request, self._answer)

    async def _answer(self, verb: str, what: str, wishes: Wishes) -> Any:
        if deed := self._deeds.get((verb, what)):
            return deed(wishes)
        people, _, rest = what.partition("/")
        number, _, act = rest.partition("/")
        phone_deed = _PHONE_DEEDS.get((verb, act))
        if people != "people" or phone_deed is None:
            raise LookupError(f"no {verb} {what}")
        return await phone_deed(self._server.phones[int(number)], wishes)

    def _people(self, wishes: Wishes) -> Any:
        first = int(wishes["id"])
        for number in range(first, first + int(wishes.get("count", 1))):
            self._server.person(
                number,
                wishes.get("first_name", "An"),
                wishes.get("language_code", "vi"),
                has_started=bool(wishes.get("has_started", False)),
            )
        return {"people": len(self._server.phones)}

    def _fault(self, wishes: Wishes) -> Any:
        self._server.fail_next(
            str(wishes.get("method", "*")),
            _wished_fault(wishes),
            chat_id=_number(wishes, "chat_id"),
            times=int(wishes.get("times", 1)),
        )
        return {}

    def _calls(self, wishes: Wishes) -> Any:
        wanted = str(wishes.get("method", "")).lower()
        calls = list(self._server.calls)[int(wishes.get("after", 0)) :]
        return [_shown(call) for call in calls if wanted in ("", call.method)]

    def _forget_calls(self, _wishes: Wishes) -> Any:
        self._server.calls.clear()
        return {}

    def _clock(self, wishes: Wishes) -> Any:
        if self._move_clock is None:
            raise LookupError("the clock of this server is not its own")
        self._move_clock(datetime.fromisoformat(wishes["at"]))
        return self._state(wishes)

    def _state(self, _wishes: Wishes) -> Any:
        return {
            "now": self._server.world.now(),
            "people": len(self._server.phones),
            "pending_updates": len(self._server.updates),
            "calls": len(self._server.calls),
            "webhook": bool(self._server.webhook),
        }


async def _messages(phone: Phone, wishes: Wishes) -> Any:
    """What is on the screen; with `contains` (and `wait`, seconds) once the bot has said it."""
    after = int(wishes.get("after", 0))
    if contains := wishes.get("contains"):
        await phone.sees(str(contains), within=float(wishes.get("wait", 0)), after=after)
    return [message.raw for message in phone.messages if message.id > after]


async def _answers(phone: Phone, _wishes: Wishes) -> Any:
    return [
        {"query_id": a.query_id, "text": a.text, "is_alert": a.is_alert} for a in phone.answers
    ]


async def _says(phone: Phone, wishes: Wishes) -> Any:
    return phone.says(str(wishes["text"]), _number(wishes, "reply_to")).raw


async def _taps(phone: Phone, wishes: Wishes) -> Any:
    return {"query_id": phone.taps(str(wishes["what"]), _number(wishes, "message_id"))}


async def _forges(phone: Phone, wishes: Wishes) -> Any:
    return {"query_id": phone.forges(str(wishes["data"]), _number(wishes, "message_id"))}


async def _opens(phone: Phone, wishes: Wishes) -> Any:
    return phone.opens(str(wishes["link"])).raw


async def _blocks(phone: Phone, _wishes: Wishes) -> Any:
    phone.blocks()
    return {}


async def _unblocks(phone: Phone, _wishes: Wishes) -> Any:
    phone.unblocks()
    return {}


_PHONE_DEEDS: dict[tuple[str, str], Callable[[Phone, Wishes], Awaitable[Any]]] = {
    ("GET", "messages"): _messages,
    ("GET", "answers"): _answers,
    ("POST", "says"): _says,
    ("POST", "taps"): _taps,
    ("POST", "forges"): _forges,
    ("POST", "opens"): _opens,
    ("POST", "blocks"): _blocks,
    ("POST", "unblocks"): _unblocks,
}


def _wished_fault(wishes: Wishes) -> faults.Fault:
    if "retry_after" in wishes:
        return faults.flood(int(wishes["retry_after"]))
    if "migrate_to_chat_id" in wishes:
        return faults.migrated(int(wishes["migrate_to_chat_id"]))
    if "stalls_for" in wishes:
        return faults.stalled(float(wishes["stalls_for"]))
    return faults.NAMED[wishes["name"]]


def _shown(call: "Call") -> Any:
    params = {
        key: f"<{value.name}>" if isinstance(value, Upload) else value
        for key, value in call.params.items()
    }
    error = call.error.description if call.error else None
    return {"method": call.method, "params": params, "at": call.at, "error": error}


def _number(wishes: Wishes, field: str) -> int | None:
    value = wishes.get(field)
    return None if value is None else int(value)

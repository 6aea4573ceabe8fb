"""After a time in which nobody listened: what people wrote meanwhile, from the account's own list
of chats. Filed as the webhook would have filed it, under the same id, so nothing comes twice: if
the list names messages as the webhook does, which nobody has seen on Zalo's own server yet.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.delivery.errors import DeliveryError
from bot.delivery.zalo_oa_errors import OaRefused
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.intake.envelopes import UnreadableUpdate
from bot.intake.journal import Journal
from bot.intake.zalo_oa_envelope import SAID, opaque, zalo_oa
from content.channels import ZALO_OA
from storage import inbox
from storage.database import Database

logger = structlog.get_logger(__name__)

_PROFILE, _CHATS = "/v2.0/oa/getoa", "/v2.0/oa/listrecentchat"
_CONVERSATION = "/v2.0/oa/conversation"
_PAGE = 10
_MOST_PAGES = 100
_OVERLAP = timedelta(minutes=10)  # their clock is not ours
_LOOKS_BACK = timedelta(days=2)  # the inbox knows a repeat for three
_PAUSES = (1.0, 5.0, 30.0, 120.0, 300.0)  # seconds between tries; -32 means that we ask too often
_LOOKS_EVERY = 300.0  # seconds; a call each, of 4,000 a minute that are free
_KINDS = {"photo": "image", "voice": "audio", "gif": "gif", "links": "link"}
_ATTACHED = frozenset({"image", "gif", "file", "link", "audio", "video"})


class ZaloOaCatchUp:
    """At a start, and whenever Zalo answers us again after it did not."""

    def __init__(
        self, http: ZaloOaHttp, tokens: ZaloOaTokens, database: Database, clock: Clock
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._database = database
        self._clock = clock
        self._listened_until: datetime | None = None

    async def look_back(self) -> None:
        """Since when nobody listened. To be asked before the door opens: what comes in then is
        newer than what was missed."""
        async with self._database.engine.connect() as connection:
            self._listened_until = await inbox.last_arrival(connection, ZALO_OA)

    async def run(self, journal: Journal, *, look_every: float = _LOOKS_EVERY) -> None:
        """Until cancelled."""
        was_away = True
        while True:
            now = self._clock.now()
            if not await self._answers():
                was_away = True
            else:
                if was_away:
                    await self.catch_up(journal)
                was_away, self._listened_until = False, now
            await asyncio.sleep(look_every)

    async def catch_up(self, journal: Journal, *, pauses: tuple[float, ...] = _PAUSES) -> int:
        """Until it has been done, or given up. Returns how many messages were filed. A new
        assistant, into which nothing ever came, does not answer what is old."""
        if self._listened_until is None:
            return 0
        since = max(self._listened_until - _OVERLAP, self._clock.now() - _LOOKS_BACK)
        for pause in (*pauses, None):
            try:
                found = await self._catch_up(journal, since)
            except (DeliveryError, OaRefused, SQLAlchemyError, OSError) as error:
                logger.warning("Not caught up", action="catch_up_failed", reason=_named(error))
            else:
                logger.info("Caught up", action="caught_up", messages=found)
                return found
            if pause is not None:
                await asyncio.sleep(pause)
        return 0

    async def _answers(self) -> bool:
        try:
            await self._get(_PROFILE, {})
        except (DeliveryError, OaRefused):
            return False
        return True

    async def _catch_up(self, journal: Journal, since: datetime) -> int:
        told = await self._get(_PROFILE, {})
        profile = told if isinstance(told, dict) else {}
        oa_id = opaque(profile.get("oaid")) or opaque(profile.get("oa_id"))
        after = int(since.timestamp() * 1000)
        users = [_user(chat, oa_id) async for chat in self._pages(_CHATS, {}, after)]
        filed = 0
        for user in dict.fromkeys(filter(None, users)):
            messages = [m async for m in self._pages(_CONVERSATION, {"user_id": user}, after)]
            for message in reversed(messages):  # oldest first, as they were written
                filed += await _file(journal, message, user, oa_id)
        return filed

    async def _pages(
        self, path: str, asked: dict[str, Any], after: int
    ) -> AsyncIterator[dict[str, Any]]:
        """Newest first, until what is older."""
        for page in range(_MOST_PAGES):
            told = await self._get(path, asked | {"offset": page * _PAGE, "count": _PAGE})
            found = told if isinstance(told, list) else []
            rows = [row for row in found if isinstance(row, dict)]
            for row in rows:
                if _time(row) <= after:
                    return
                yield row
            if len(rows) < _PAGE:
                return

    async def _get(self, path: str, data: dict[str, Any]) -> Any:
        return await self._tokens.use(lambda token: self._http.get(path, token, data))


async def _file(journal: Journal, message: dict[str, Any], user: str, oa_id: str) -> bool:
    """False for what the account itself wrote."""
    if opaque(message.get("from_id")) != user or not opaque(message.get("message_id")):
        return False
    try:
        arrival = zalo_oa(json.dumps(_as_event(message, user, oa_id)).encode())
    except UnreadableUpdate:
        return False
    if arrival is not None:
        await journal.keep(arrival)
    return arrival is not None


def _named(error: Exception) -> str:
    """A database's own words may hold what people wrote."""
    return type(error).__name__ if isinstance(error, SQLAlchemyError) else str(error)


def _user(chat: dict[str, Any], oa_id: str) -> str:
    """Which end of the chat is not us: `src` has been read both ways."""
    ends = (opaque(chat.get("from_id")), opaque(chat.get("to_id")))
    return ends[1] if ends[0] == oa_id else ends[0]


def _time(row: dict[str, Any]) -> int:
    told = opaque(row.get("time"))
    return int(told) if told.isdecimal() else 0


def _as_event(message: dict[str, Any], user: str, oa_id: str) -> dict[str, Any]:
    """As the webhook would have told it."""
    listed = str(message.get("type") or "text").lower()
    kind = _KINDS.get(listed, listed)
    told: dict[str, Any] = {"msg_id": opaque(message["message_id"])}
    if isinstance(message.get("message"), str) and message["message"]:
        told["text"] = message["message"]
    if kind in _ATTACHED:
        payload = {"url": message.get("url"), "thumbnail": message.get("thumb")}
        told["attachments"] = [{"type": kind, "payload": payload}]
    return {
        "event_name": f"{SAID}{kind}",
        "sender": {"id": user},
        "recipient": {"id": oa_id},
        "message": told,
        "timestamp": str(_time(message)),
    }

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
from bot.delivery.errors import ChannelPaused, DeliveryError
from bot.delivery.zalo_oa_errors import BUSY, TOKEN, OaRefused, needs_operator
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.intake.envelopes import UnreadableUpdate
from bot.intake.journal import Journal
from bot.intake.zalo_oa_envelope import SAID, opaque, zalo_oa
from content.channels import ZALO_OA
from storage import channels, inbox
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
    """At a start, and whenever Zalo answers us again after it did not. Until when nothing is
    missing is kept, and moves on only where nothing is left to look for: who is killed half-way
    begins again where they began."""

    def __init__(
        self, http: ZaloOaHttp, tokens: ZaloOaTokens, database: Database, clock: Clock
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._database = database
        self._clock = clock
        self._has_looked = False
        self._nothing_missing_until: datetime | None = None

    async def look_back(self) -> None:
        """Since when something may be missing. To be asked before the door opens: what comes in
        then is newer than what was missed."""
        if self._has_looked:
            return
        async with self._database.connect_to_write() as connection:
            until = await channels.nothing_missing_until(connection, ZALO_OA)
            if until is None and (until := await inbox.last_arrival(connection, ZALO_OA)):
                await channels.note_nothing_missing(connection, ZALO_OA, until)
        self._nothing_missing_until, self._has_looked = until, True

    async def run(
        self,
        journal: Journal,
        *,
        look_every: float = _LOOKS_EVERY,
        pauses: tuple[float, ...] = _PAUSES,
    ) -> None:
        """Until cancelled."""
        is_behind = True
        while True:
            if not await self._answers():
                is_behind = True
            elif is_behind:
                is_behind = await self.catch_up(journal, pauses=pauses) is None
            else:
                await self._move_on()
            await asyncio.sleep(look_every)

    async def catch_up(
        self, journal: Journal, *, pauses: tuple[float, ...] = _PAUSES
    ) -> int | None:
        """Until it has been done: how many messages were filed; or given up: None. A new
        assistant, into which nothing ever came, does not answer what is old."""
        for pause in (*pauses, None):
            try:
                found = await self._catch_up(journal)
            except (DeliveryError, OaRefused, SQLAlchemyError, OSError) as error:
                logger.warning("Not caught up", action="catch_up_failed", reason=_named(error))
            else:
                logger.info("Caught up", action="caught_up", messages=found)
                await self._move_on()
                return found
            if pause is not None:
                await asyncio.sleep(pause)
        return None

    async def _move_on(self) -> None:
        """Nothing is missing until what came last. Not until now: Zalo may answer us and still
        not reach us."""
        try:
            async with self._database.connect_to_write() as connection:
                last = await inbox.last_arrival(connection, ZALO_OA)
                if last is not None and last != self._nothing_missing_until:
                    await channels.note_nothing_missing(connection, ZALO_OA, last)
        except SQLAlchemyError as error:
            logger.warning("Not noted", action="catch_up_not_noted", reason=_named(error))
        else:
            self._nothing_missing_until = last

    async def _answers(self) -> bool:
        try:
            await self._get(_PROFILE, {})
        except (DeliveryError, OaRefused):
            return False
        return True

    async def _catch_up(self, journal: Journal) -> int:
        if self._nothing_missing_until is None:
            return 0
        since = max(self._nothing_missing_until - _OVERLAP, self._clock.now() - _LOOKS_BACK)
        told = await self._get(_PROFILE, {})
        profile = told if isinstance(told, dict) else {}
        oa_id = opaque(profile.get("oaid")) or opaque(profile.get("oa_id"))
        after = int(since.timestamp() * 1000)
        users = [_user(chat, oa_id) async for chat in self._pages(_CHATS, {}, after)]
        filed, trouble = 0, None
        for user in dict.fromkeys(filter(None, users)):
            try:
                filed += await self._catch_up_chat(journal, user, oa_id, after)
            except ChannelPaused:
                raise
            except DeliveryError as error:  # the others' messages first
                trouble = error
        if trouble is not None:
            raise trouble
        return filed

    async def _catch_up_chat(self, journal: Journal, user: str, oa_id: str, after: int) -> int:
        """0 where Zalo does not tell us of this chat: one that is closed to us must not hide the
        others."""
        try:
            messages = [m async for m in self._pages(_CONVERSATION, {"user_id": user}, after)]
        except OaRefused as refused:
            if refused.code == BUSY or refused.code in TOKEN or needs_operator(refused):
                raise
            logger.warning("A chat not told", action="catch_up_chat_refused", code=refused.code)
            return 0
        # Oldest first, as they were written.
        return sum([await _file(journal, message, user, oa_id) for message in reversed(messages)])

    async def _pages(
        self, path: str, asked: dict[str, Any], after: int
    ) -> AsyncIterator[dict[str, Any]]:
        """Newest first, until what is older. What tells no time says nothing of the rest."""
        for page in range(_MOST_PAGES):
            told = await self._get(path, asked | {"offset": page * _PAGE, "count": _PAGE})
            rows = told if isinstance(told, list) else []
            for row in rows:
                if not isinstance(row, dict):
                    continue
                time = _time(row)
                if time is not None and time <= after:
                    return
                yield row
            if len(rows) < _PAGE:
                return
        logger.warning("Too much to catch up", action="catch_up_cut", path=path)

    async def _get(self, path: str, data: dict[str, Any]) -> Any:
        return await self._tokens.use(lambda token: self._http.get(path, token, data))


async def _file(journal: Journal, message: dict[str, Any], user: str, oa_id: str) -> bool:
    """False for what the account itself wrote."""
    if _time(message) is None:
        logger.warning("A message without its time", action="catch_up_undated")
        return False
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


def _time(row: dict[str, Any]) -> int | None:
    """Epoch milliseconds."""
    told = opaque(row.get("time"))
    return int(told) if told.isdecimal() else None


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

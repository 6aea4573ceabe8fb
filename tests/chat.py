"""A town to talk in: people with phones, a running assistant, and a clock that is moved.

Everything goes over HTTP: phones → local Telegram server → the real bot → back.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from pydantic import SecretStr
from sqlalchemy import update

from bot.app import ALL_PARTS, App
from bot.clock import StoppedClock
from bot.config import Settings
from bot.delivery.pacing import Pace
from bot.sandbox.world import Message
from bot.shelf import Shelf
from bot.wakeups import Wakeup
from content.catalogue import Plan
from content.channels import TELEGRAM, capabilities
from content.commands import without_slashes
from content.folding import fold
from content.roles import Role
from content.text import plain
from content.words import LOCAL_ZONE
from storage import inbox, outbox, people
from storage.database import Database
from storage.models import AddressRow
from tests.lessons import wards_shelf
from tests.platforms import (
    Platform,
    offers,
    platform,
    start_all,
    typed_for,
    without_offers,
)

BEGINNING = datetime(2026, 12, 1, 9, 0, tzinfo=LOCAL_ZONE)
_TAPS_ANSWERED_WITHIN = 5.0
_GETS_QUIET_WITHIN = 60.0  # seconds, of a busy machine too; then something is stuck


class Unpaced(Pace):
    """Conversations in tests go faster than people read; pacing has tests of its own."""

    def wait_for_any(self, now: float) -> float:
        return 0.0

    def wait_for(self, recipient: str, now: float) -> float:
        return 0.0


class Chat:
    """One person's chat with the assistant, on one platform."""

    def __init__(self, town: "Town", phone: Any, platform: Platform, name: str) -> None:
        self._town = town
        self.phone = phone
        self.name = name
        self.channel = platform.channel
        self.has_buttons = capabilities(platform.channel).has_buttons
        self._taps = 0

    @property
    def id(self) -> str:
        """What the channel calls this person."""
        return str(self.phone.id)

    def other_phone(self, channel: str) -> "Chat":
        """The same human on another platform, where the assistant does not know them yet."""
        return self._town.phone_on(channel, self.name, has_started=False)

    async def on(self, channel: str) -> "Chat":
        """The same person on another platform: linked already."""
        other = self._town.phone_on(channel, self.name, has_started=True)
        async with self._town.database.write() as session:
            me = await people.recognise(
                session, self.channel, str(self.phone.id), now=self._town.now
            )
            address = AddressRow(
                person_id=me.id,
                channel=channel,
                external_id=str(other.phone.id),
                heard_at=self._town.now,
                created_at=self._town.now,
            )
            session.add(address)
        return other

    async def says(self, text: str, reply_to: Message | None = None) -> None:
        """Type, and wait for the answer to be complete."""
        await self._town.keep_in_touch()
        self.begins_to_say(text, reply_to)
        await self._town.settle()

    def begins_to_say(self, text: str, reply_to: Message | None = None) -> None:
        """The same without waiting, where many people do something at once."""
        self.phone.says(text, reply_to)
        self._town.said[self.channel] += 1

    async def sends(self, content: Mapping[str, Any]) -> None:
        """Send a photo, a sticker, whatever the Bot API can describe."""
        self._town.platform.sends(self.phone, dict(content))
        self._town.said[self.channel] += 1
        await self._town.settle()

    async def picks(self, label: str, message: Message | None = None) -> None:
        """Choose the newest option whose label contains this, however that is done here."""
        await self._town.keep_in_touch()
        self.begins_to_pick(label, message)
        await self._town.settle()
        await self._until_answered()

    def begins_to_pick(self, label: str, message: Message | None = None) -> None:
        """The same without waiting, where many people do something at once."""
        if self.has_buttons:
            self.phone.taps(label, message)
            self._taps += 1
        else:
            texts = [m.text for m in self.messages] if message is None else [message.text]
            self.phone.says(typed_for(label, texts))
            self._town.said[self.channel] += 1

    async def forges(self, data: str) -> None:
        """Send callback data no button of ours offered, as a hostile client can."""
        self.phone.forges(data)
        self._taps += 1
        await self._town.settle()
        await self._until_answered()

    async def _until_answered(self) -> None:
        """The little answer to a tap goes out beside everything else, and may be lost."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_TAPS_ANSWERED_WITHIN):
                while self.has_buttons and len(self.phone.answers) < self._taps:
                    await self._town.nothing.wait(0.005)

    @property
    def messages(self) -> list[Message]:
        """What the assistant wrote, oldest first, as it stands now."""
        received: list[Message] = self.phone.received
        return received

    @property
    def text(self) -> str:
        """The newest message of the assistant."""
        return self.messages[-1].text if self.messages else ""

    @property
    def words(self) -> str:
        """The newest message without what stands under it to choose from."""
        return self.text if self.has_buttons else without_offers(self.text)

    @property
    def toast(self) -> str:
        """What the last tap answered; said in words where there are no buttons."""
        if not self.has_buttons:
            return self.text
        return (self.phone.answers[-1].text or "") if self.phone.answers else ""

    def has_edited(self, message: Message) -> bool:
        """Whether the assistant changed it, where a channel can."""
        return self.has_buttons and message.is_edited

    def options(self) -> list[str]:
        """The labels under the newest message."""
        if not self.messages:
            return []
        if not self.has_buttons:
            return [
                label if number else label[:1].upper() + label[1:]
                for number, label in offers(self.text)
            ]
        return [button["text"] for row in self.messages[-1].buttons for button in row]

    def _as_called_here(self, parts: Sequence[str]) -> list[str]:
        """ "/huy" is HUY where there is no menu of commands."""
        has_commands = capabilities(self.channel).has_commands
        return [part if has_commands else without_slashes(part) for part in parts]

    def sees(self, *parts: str) -> None:
        """Each part is in one of the last three messages."""
        shown = "\n---\n".join(message.text for message in self.messages[-3:])
        for part in self._as_called_here(parts):
            assert part in shown, f"{part!r} is not in:\n{shown}\n{self.options()}"


class Town:
    """The bot with its database, and everybody who talks to it. People live on the first of the
    platforms, and may have a phone on each."""

    def __init__(self, platforms: Sequence[Platform], app: App, clock: StoppedClock) -> None:
        self.platforms = {platform.channel: platform for platform in platforms}
        self.platform = platforms[0]
        self.server = self.platform.server
        self.app = app
        self.clock = clock
        self.said: Counter[str] = Counter()  # by anybody, until now, by channel
        self.stays_in_touch = True  # False: somebody's silence is what the test is about
        self._in_touch_at = clock.now()
        self._ids = itertools.count(100_001)
        self.nothing = Wakeup()  # never rings: looking again is all there is to do

    @property
    def database(self) -> Database:
        return self.app.database

    @property
    def plan(self) -> Plan:
        return self.app.plan

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def stranger(self, name: str = "Ba Lan", language: str = "vi") -> Chat:
        """Somebody with a phone who never wrote to the assistant."""
        return self.phone_on(self.platform.channel, name, language, has_started=False)

    def phone_on(
        self, channel: str, name: str, language: str = "vi", *, has_started: bool
    ) -> Chat:
        """A phone on one of the platforms, of whomever the assistant may not know."""
        platform = self.platforms[channel]
        phone = platform.person(next(self._ids), name, language, has_started=has_started)
        return Chat(self, phone, platform, name)

    async def citizen(self, name: str = "Ba Lan", language: str = "vi") -> Chat:
        """Somebody who started the assistant and agreed to what it keeps."""
        return await self._member(name, language)

    async def focal_point(
        self, *units: str, name: str = "Nguyễn Thị Hoa", language: str = "vi"
    ) -> Chat:
        return await self._member(name, language, Role.FOCAL_POINT, units)

    async def office(self, name: str = "Trần Văn Minh", language: str = "vi") -> Chat:
        return await self._member(name, language, Role.STANDING_OFFICE)

    async def leader(self, name: str = "Lê Thị Mai", language: str = "vi") -> Chat:
        return await self._member(name, language, Role.LEADER)

    async def admin(self, name: str = "Quản trị", language: str = "vi") -> Chat:
        return await self._member(name, language, Role.ADMIN)

    async def community_team(self, name: str = "Phạm An", language: str = "vi") -> Chat:
        return await self._member(name, language, Role.COMMUNITY_TEAM)

    async def tick(self, at: datetime | str) -> None:
        """Let it be this moment (local where it says nothing); do and deliver what is due."""
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        self.clock.move_to(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL_ZONE))
        await self.keep_in_touch()
        await self.app.schedule.do_due()
        await self.settle()

    async def keep_in_touch(self) -> None:
        """Time jumps for weeks here; nobody's silence is what these tests are about."""
        if self._in_touch_at == self.now or not self.stays_in_touch:
            return
        self._in_touch_at = self.now
        self.platform.keeps_in_touch()
        async with self.database.write() as session:
            await session.exec(update(AddressRow).values(heard_at=self.now))

    async def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        async with asyncio.timeout(_GETS_QUIET_WITHIN):
            while not await self._is_quiet():
                await self.nothing.wait(0.005)

    async def _is_quiet(self) -> bool:
        if any(platform.is_busy for platform in self.platforms.values()):
            return False
        if not await self._all_arrived():
            return False
        async with self.database.engine.connect() as connection:
            return not (await inbox.waiting(connection) or await outbox.waiting(connection))

    async def _all_arrived(self) -> bool:
        """Zalo forgets what it has handed out, so only our inbox tells."""
        forgetful = [name for name in self.said if not capabilities(name).has_buttons]
        if not forgetful:
            return True
        async with self.database.engine.connect() as connection:
            rows = await connection.exec_driver_sql(
                "SELECT channel, count(*) FROM inbox GROUP BY channel"
            )
            arrived = dict(tuple(row) for row in rows)
        return all(arrived.get(name, 0) >= self.said[name] for name in forgetful)

    async def _member(
        self, name: str, language: str, role: Role | None = None, units: tuple[str, ...] = ()
    ) -> Chat:
        chat = self.phone_on(self.platform.channel, name, language, has_started=True)
        async with self.database.write() as session:
            person = await people.recognise(
                session, chat.channel, str(chat.phone.id), now=self.now
            )
            await people.set_language(session, person.id, language)
            await people.record_consent(session, person.id, "test", self.now)
            if role:
                await people.set_name(session, person.id, name)
            for unit in units or ((None,) if role else ()):
                assert role
                await people.grant(session, person.id, role, unit_code=unit, now=self.now)
        return chat


@asynccontextmanager
async def open_town(
    database_url: str,
    on_call: Callable[[str, Mapping[str, Any]], None] | None = None,
    channel: str = TELEGRAM,
    others: Sequence[str] = (),
    shelf: Shelf | None = None,
) -> AsyncIterator[Town]:
    """A town that begins on 1 December 2026, 9 in the morning. People live on the channel and
    may have another phone on each of the others. They learn from the ward's own lessons, unless
    there are others on the shelf."""
    clock = StoppedClock(BEGINNING)
    places = [platform(name, clock.now, on_call) for name in (channel, *others)]
    settings = Settings(
        _env_file=None,
        database_url=SecretStr(database_url),
        lease_seconds=5,
        **await start_all(places),
    )
    app = App(settings, clock, Unpaced(100_000), shelf or wards_shelf())
    try:
        async with app.running(ALL_PARTS - {"scheduler"}):
            for place in places:
                place.joined(app)
            yield Town(places, app, clock)
    finally:
        for place in places:
            await place.server.stop()


def folded(text: str) -> str:
    """For comparing what is said regardless of diacritics and tags."""
    return fold(plain(text))

"""Turns inbox rows into conversations: several chats in one transaction, or none of them."""

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog
from aiogram import Bot, Dispatcher
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.courtesies import Courtesies
from bot.dead_letters import DeadLetters, new_reference
from bot.failpoints import reach
from bot.intake.zalo_events import Heard
from bot.updates import Hearing, UnknownShape, hear
from bot.wakeups import Wakeup
from bot.zalo_updates import update_of
from content.channels import capabilities
from content.picking import OnScreen, Picked, Unclear, is_clear, last_numbered, pick
from content.sending_windows import ALWAYS
from content.words import speaking
from handlers.screens import Reply
from storage import conversations, inbox, menus, outbox, people, unit_of_work
from storage.conversations import NOT_BEGUN
from storage.database import Database, session_on
from storage.inbox import Claimed, LeaseLost
from storage.people import Person, PersonGone
from storage.unit_of_work import UnitOfWork

logger = structlog.get_logger(__name__)

_MOST_TOGETHER = 32
_HANDLES_WITHIN = 10.0  # seconds for one update; a database waits meanwhile


def _opens_a_window(hearing: Hearing) -> bool:
    """Whether the channel counts from now how long the person may be written to."""
    return hearing.lets_us_in and capabilities(hearing.speaker[0]).window is not ALWAYS


def _said_at(hearing: Hearing, now: datetime) -> datetime:
    """By the platform's clock; perhaps it tells of it late."""
    what = hearing.what
    return (what.at if isinstance(what, Heard) else None) or now


async def _as_of_now(session: AsyncSession, person: Person) -> Person:
    """What was said in another chat of this batch may have changed them: erased, unlinked."""
    await session.flush()
    address = person.address
    found = await people.find(session, address.channel, address.external_id)
    if found is None:
        raise PersonGone
    return found


def _meant(heard: Heard, screens: Sequence[OnScreen]) -> Picked | Unclear | None:
    if heard.kind != "text":
        return None
    return pick(heard.text or "", screens, at=heard.at, quoted=heard.replied_to)


class Worker:
    """Any number of these may run: a lane is handled by one at a time."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        bot: Bot,
        clock: Clock,
        courtesies: Courtesies,
        *,
        knowledge: Callable[[], Mapping[str, object]],
        work_waits: Wakeup,
        letters_wait: Wakeup,
        lease_seconds: float,
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._bot = bot
        self._clock = clock
        self._courtesies = courtesies
        self._knowledge = knowledge  # what handlers may ask for by name: the plan, the library
        self._work_waits = work_waits
        self._letters_wait = letters_wait
        self._lease_seconds = lease_seconds
        self._held: list[Claimed] = []  # what comes next, claimed with the last commit
        self._id = str(uuid.uuid4())  # new at each start: a process id may come back
        self._dead_letters = DeadLetters(database, clock, worker=self._id)

    async def run(self, stopping: asyncio.Event) -> None:
        """Until told to stop; what is begun is finished, what is only claimed goes back."""
        self._work_waits.is_answered_here = True
        while not stopping.is_set():
            try:
                await self.work()
                if not self._held:
                    await self._work_waits.wait()
            except Exception:
                logger.exception("Worker failed", action="worker_failed")
                await asyncio.sleep(1.0)
        async with self._database.connect_to_write() as connection:
            await inbox.release(connection, worker=self._id)

    async def work(self) -> int:
        """Handle what waits now, one update a chat. Returns how many were taken."""
        rows, self._held = self._held or await self._claim_first(), []
        reach("after-claim")
        fresh = [row for row in rows if row.attempt == 1]
        try:
            if fresh:
                await self._handle(fresh, goes_on=fresh == rows)
            alone = [row for row in rows if row.attempt > 1]
        except Exception:
            alone = rows
        for row in alone:
            await self._handle_alone(row)
        if rows:
            self._letters_wait.ring()
        if alone:
            self._work_waits.ring()  # nobody has looked yet what else there is
        return len(rows)

    async def _claim_first(self) -> list[Claimed]:
        async with self._database.connect_to_write() as connection:
            return await self._claim(connection)

    async def _claim(self, connection: AsyncConnection) -> list[Claimed]:
        return await inbox.claim(
            connection, worker=self._id, lease=self._lease_seconds, most=_MOST_TOGETHER
        )

    async def _handle(self, rows: Sequence[Claimed], *, goes_on: bool = False) -> None:
        """All of these in one transaction. Whatever one raises undoes them all. To go on is to
        claim in the same transaction what comes next: a commit less for each batch."""
        following: list[Claimed] = []
        heard = [h for row in rows if (h := hear(row.channel, row.body, self._bot))]
        now = self._clock.now()
        async with self._database.connect_to_write() as connection, session_on(connection) as s:
            known = await people.hold_all(s, [h.speaker for h in heard], now) if heard else {}
            units = await self._converse_all(s, heard, known, now)
            reach("before-handled-commit")
            letters = [letter for unit in units for letter in unit.letters]
            await outbox.add_on(connection, letters, now)
            if letters:
                await self._letters_wait.ring_elsewhere(connection)
            await inbox.finish(connection, rows, worker=self._id, now=now)
            if goes_on:
                following = await self._claim(connection)
        self._held = following
        reach("after-handled-commit")
        for hearing, unit in zip(heard, units, strict=True):
            self._be_courteous(hearing, unit.person)

    async def _converse_all(
        self,
        session: AsyncSession,
        heard: Sequence[Hearing],
        known: Mapping[tuple[str, str], Person],
        now: datetime,
    ) -> list[UnitOfWork]:
        """Every chat says its part; where its dialog stands is kept when that has changed."""
        connection = await session.connection()
        ids = {person.id for person in known.values()}
        before = await conversations.load(connection, list(ids)) if ids else {}
        after = dict(before)
        typing = [known[h.speaker].address.id for h in heard if isinstance(h.what, Heard)]
        windowed = [
            (known[h.speaker].address.id, _said_at(h, now)) for h in heard if _opens_a_window(h)
        ]
        if windowed:
            await people.note_heard(session, dict(windowed))
        shown = await menus.load(connection, typing)
        units: list[UnitOfWork] = []
        spoken: set[int] = set()
        are_joined = False  # two of them turned out to be one
        for hearing in heard:
            person = known[hearing.speaker]
            if person.id in spoken or are_joined:
                person = await _as_of_now(session, person)
            if hearing.lets_us_in and not person.address.is_reachable:
                await people.mark_reachable(session, person.address.id)
            stood = after.get(person.id, NOT_BEGUN)
            screens = shown.get(person.address.id, [])
            unit = UnitOfWork(
                session, person, now, stood.state, dict(stood.data), stood.address_id
            )
            await self._converse(unit, hearing, screens)
            units.append(unit)
            spoken.add(unit.person.id)
            are_joined |= unit.person is not person
            after[unit.person.id] = unit.stands()  # their other chat may be in this batch as well
        await session.flush()
        changed = {i: now_at for i, now_at in after.items() if now_at != before.get(i, NOT_BEGUN)}
        await conversations.save(connection, changed)
        return units

    async def _converse(
        self, unit: UnitOfWork, hearing: Hearing, screens: Sequence[OnScreen]
    ) -> None:
        """Let the dispatcher hear one update inside its unit of work."""
        reply = Reply(unit.person.address, unit.letters, hearing.tapped_message)
        update, meant, numbered = hearing.what, None, None
        if isinstance(update, Heard):
            unit.is_clear = is_clear(screens, update.at)
            meant = _meant(update, screens)
            numbered = last_numbered(update.text or "", screens)
            update = update_of(update, unit.person.address.id, meant, self._bot)
        token = unit_of_work.bind(unit)
        try:
            with speaking(unit.person.language):
                async with asyncio.timeout(_HANDLES_WITHIN):
                    await self._dispatcher.feed_update(
                        self._bot,
                        update,
                        person=unit.person,
                        session=unit.session,
                        reply=reply,
                        menu=meant.menu if isinstance(meant, Picked) else None,
                        asked=meant.asked if isinstance(meant, Unclear) else None,
                        numbered=numbered,
                        quoted=hearing.quoted,
                        now=unit.now,
                        **self._knowledge(),
                    )
        finally:
            unit_of_work.release(token)
        if isinstance(hearing.what, Heard):
            reply.say_toast()  # there is no button to answer
        hearing.toast = reply.toast
        hearing.renews_commands = reply.renews_commands
        reach("mid-handler")

    def _be_courteous(self, hearing: Hearing, person: Person) -> None:
        if hearing.tap_id:
            self._courtesies.answer_tap(hearing.tap_id, hearing.toast)
        if hearing.renews_commands:
            self._courtesies.renew_commands(person.id)

    async def _handle_alone(self, row: Claimed) -> None:
        try:
            if row.attempt > inbox.MOST_ATTEMPTS:  # each try ended with the process
                raise RuntimeError("this update stops whoever handles it")
            await self._handle([row])
        except LeaseLost:
            logger.warning("Lease lost", action="lease_lost", row=row.id)
        except UnknownShape as shape:
            reference = new_reference()
            logger.error(
                "Update unreadable", action="update_unreadable", reference=reference, row=row.id,
                where=str(shape),
            )  # fmt: skip
            await self._dead_letters.give_up(row, reference)
        except Exception as error:
            reference = new_reference()
            logger.exception(
                "Update failed", action="update_failed", reference=reference, row=row.id,
                attempt=row.attempt, kind=type(error).__name__,
            )  # fmt: skip
            await self._dead_letters.give_back(row, reference)

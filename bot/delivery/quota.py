"""Counted messages: what of the letters at hand may go, what waits, whom to warn.

A message is counted in the transaction that takes it, before it leaves: a crash in between counts
one too many, never one too few. What surely did not leave is given back when that is recorded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.quota_warning import Ending, warn_the_office
from content.local_zone import LOCAL_ZONE
from content.message_quota import Limits, Message, Notice, Spent, left, plan
from content.messages import merged, messages_of
from content.sending_windows import Cost
from content.subjects import can_be_joined, joined
from storage import channels, outbox
from storage.outbox import Beside, Outcome, Priority, Taken

logger = structlog.get_logger(__name__)

HELD_FOR = 60.0  # seconds; then it is looked whether there is room


@dataclass(frozen=True, slots=True)
class Allowed:
    """Of the letters at hand: what may go, what waits, and which messages count from when."""

    go: list[Taken]
    held: list[int]
    given_up: list[int] = field(default_factory=list)  # there is no room for lessons
    counted: dict[int, date] = field(default_factory=dict)


class Quota:
    """The limits of one channel. What is spent lies in the database, for whoever leads."""

    def __init__(self, channel: str, limits: Limits, configured: Sequence[str]) -> None:
        self._channel = channel
        self._limits = limits
        self._others = [name for name in configured if name != channel]
        self.is_limited = limits.a_day is not None or limits.a_month is not None
        self.on_wire: dict[int, date] = {}  # what may be given back, and the day it counts for

    async def allow(
        self,
        connection: AsyncConnection,
        letters: Sequence[Taken],
        costs: Mapping[int, Cost],
        now: datetime,
    ) -> Allowed:
        """Count what may go, hold what must wait. `costs` are by address."""
        today = now.astimezone(LOCAL_ZONE).date()
        spent = await self._spent(connection, today)
        notices = [_notice(letter, costs[letter.address_id]) for letter in letters]
        found = plan(notices, spent, self._limits, today)
        if found.warns_before is not None:
            await self._warn(connection, spent, found.spent, now)
        if found.spent != spent:
            await channels.keep_spent(connection, self._channel, found.spent, now)
        held = [int(notice.subject) for notice in found.waiting]
        if held:
            waiting = [letter for letter in letters if letter.id in held]
            await outbox.hold(connection, waiting, pause=HELD_FOR)
        counted = [m for m in found.messages if m.cost in self._limits.counts]
        by_id = {letter.id: letter for letter in letters}
        go = [by_id[_id(message)] for message in found.messages]
        go = await self._with_what_waits(connection, go, {_id(m) for m in counted})
        given_up = [int(notice.subject) for notice in found.given_up]
        return Allowed(go, held, given_up, {_id(message): today for message in counted})

    async def give_back(
        self, connection: AsyncConnection, done: Sequence[Outcome], now: datetime
    ) -> None:
        """What was counted and did not leave is not used up."""
        days = [(outcome, self.on_wire.pop(outcome.letter_id, None)) for outcome in done]
        unsent = [day for outcome, day in days if day and outcome.never_left]
        if not unsent:
            return
        spent = await self._spent(connection, now.astimezone(LOCAL_ZONE).date())
        for day in unsent:
            spent = spent.given_back(day)
        await channels.keep_spent(connection, self._channel, spent, now)

    async def _spent(self, connection: AsyncConnection, today: date) -> Spent:
        standing = (await channels.standings(connection, [self._channel])).get(self._channel)
        return ((standing and standing.spent) or Spent(today)).as_of(today)

    async def _with_what_waits(
        self, connection: AsyncConnection, letters: Sequence[Taken], counted: set[int]
    ) -> list[Taken]:
        """Where a message costs something, notices to one person go as one."""
        notices = {x.address_id for x in letters if x.id in counted and x.priority > 0}
        waiting: dict[int, list[Beside]] = {}
        if notices:
            for each in await outbox.beside(connection, self._channel, notices):
                waiting.setdefault(each.address_id, []).append(each)
        return [
            await self._merged(connection, letter, waiting.get(letter.address_id, []))
            for letter in letters
        ]

    async def _merged(
        self, connection: AsyncConnection, letter: Taken, waiting: Sequence[Beside]
    ) -> Taken:
        """The letter with as much of what waits as one message holds."""
        if len(waiting) < 2 or waiting[0].id != letter.id:
            return letter
        one, about, taken_in = waiting[0].source, waiting[0].subject, []
        for each in waiting[1:]:
            longer = merged(self._channel, [one, each.source])
            is_clear = can_be_joined(about, each.subject) and each.good_until == letter.good_until
            if longer is None or not is_clear:
                break
            one, about = longer, joined(about, each.subject)
            taken_in.append(each.id)
        if not taken_in:
            return letter
        (payload,) = messages_of(self._channel, one)
        await outbox.merge(
            connection, letter.id, taken_in, source=one, payload=payload, subject=about
        )
        logger.info("Notices merged", action="letters_merged", letter=letter.id, of=taken_in)
        return replace(letter, payload=payload)

    async def _warn(
        self, connection: AsyncConnection, before: Spent, after: Spent, now: datetime
    ) -> None:
        today, month = after.on.isoformat(), after.on.strftime("%Y-%m")
        is_month = after.warned_this_month and not before.warned_this_month
        ending = Ending(
            self._channel, month if is_month else today, is_month,
            left(before, self._limits) or 0, self._limits.kept_for_answers,
        )  # fmt: skip
        logger.warning("Quota ends", action="quota_ends", channel=self._channel, left=ending.left)
        await warn_the_office(connection, ending, self._others, now)


def _notice(letter: Taken, cost: Cost) -> Notice:
    is_answer = letter.priority == Priority.REPLY
    is_lesson = letter.priority == Priority.BULK
    return Notice(
        letter.address_id, str(letter.id), cost, is_answer=is_answer, is_lesson=is_lesson
    )


def _id(message: Message) -> int:
    """Of its letter: a chat has one at hand at a time."""
    return int(message.notices[0].subject)

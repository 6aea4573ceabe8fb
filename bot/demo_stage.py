"""What the demo page needs to know of the assistant behind it: people, clock, reminders."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app import App
from bot.clock import Clock
from bot.sandbox.stage import Moment, Persona, Reminded
from content.deadlines import opens_on
from content.periods import Period
from content.words import LOCAL_ZONE, speaking
from handlers.office.coming import next_due
from handlers.office.invites import as_label
from handlers.phrases import period_name, step_phrase, unit_short_name
from storage import obligations, people, reminders
from storage.learning import studies

_REMINDED_SHOWN = 40
_DELIVERS_WITHIN = 30.0


class Stage:
    """What the page needs to know of the assistant behind it."""

    def __init__(self, app: App, clock: Clock, personas: Sequence[Persona]) -> None:
        self._app = app
        self._clock = clock
        self.personas = personas
        self._on = {persona.key: persona.begins_on for persona in personas}

    def now(self) -> datetime:
        return self._clock.now().astimezone(LOCAL_ZONE)

    async def takes_up(self, persona: Persona, channel: str) -> None:
        """Reminders follow them there, unless they chose another app in the chat."""
        before, self._on[persona.key] = self._on[persona.key], channel
        messenger = persona.on(channel)
        async with self._app.database.write() as session:
            person = await people.find(session, channel, messenger.external_id)
            if person is None:
                return
            if person.preferred_channel in (None, before):
                await people.prefer(session, person.id, channel)
        if not messenger.shown(most=1).messages:
            messenger.begins()  # their apps are linked, so there is nothing to agree to

    async def move_to(self, moment: datetime) -> None:
        """Go through everything that happens on the way, each at its hour."""
        while (coming := await self.next_moment()) and coming.at <= moment:
            await self._live_through(coming.at)
        await self._live_through(moment)

    async def next_moment(self) -> Moment | None:
        """The next reminder or lesson, or the day on which the next reports open."""
        now = self._clock.now()
        async with self._app.database.read() as session:
            reminder = await obligations.soonest_reminder(session, now)
            lesson = await studies.soonest(session, now)
        moments = [
            Moment(at.astimezone(LOCAL_ZONE), why)
            for at, why in ((reminder, "Lời nhắc tiếp theo"), (lesson, "Bài học tiếp theo"))
            if at
        ]
        if opening := self._next_opening(now):
            moments.append(Moment(opening, "Mở kỳ báo cáo mới"))
        return min(moments, key=lambda moment: moment.at, default=None)

    async def reminded(self) -> Sequence[Reminded]:
        """The newest first; what was skipped was not said, so it is not shown."""
        async with self._app.database.read() as session:
            said = await reminders.newest(session, _REMINDED_SHOWN)
        return [self._shown(one) for one in said]

    def _shown(self, one: reminders.Reminded) -> Reminded:
        period = Period.parse(one.cadence, one.period)
        with speaking("vi"):
            unit = unit_short_name(self._app.plan, one.unit_code)
            what = f"{unit} · {period_name(period)}"
            step = as_label(step_phrase(one.step))
        is_late = one.step.startswith("T+")
        return Reminded(one.at.astimezone(LOCAL_ZONE), one.name or "", what, step, is_late)

    def _next_opening(self, now: datetime) -> datetime | None:
        plan = self._app.plan
        day = now.astimezone(LOCAL_ZONE).date()
        for _try in range(3):  # the one at hand may be open already
            coming = next_due(plan, day)
            if coming is None:
                return None
            opens = opens_on(coming.unit_due, plan.regime, plan.calendar)
            if (at := obligations.speaks_at(opens, plan.regime)) > now:
                return at.astimezone(LOCAL_ZONE)
            day = coming.unit_due + timedelta(days=1)
        return None

    async def _live_through(self, moment: datetime) -> None:
        self._clock.move_to(max(moment, self._clock.now()))
        await self._app.schedule.do_due()
        async with asyncio.timeout(_DELIVERS_WITHIN):
            await self._app.until_delivered()

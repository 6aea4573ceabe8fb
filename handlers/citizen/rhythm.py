"""A lesson by itself: the person picks how often and when, by tapping (words: rhythm_typed.py).
Each step stands in its button and in the subject of its question, so nothing waits half chosen."""

from collections.abc import Sequence
from datetime import datetime, time

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content import rhythms
from content.channels import capabilities
from content.sending_windows import ALWAYS
from content.words import LOCAL_ZONE
from handlers.citizen.buttons import (
    ChooseHour,
    ChooseRhythm,
    ChooseWeekday,
    OpenRhythm,
)
from handlers.citizen.doors import draws, show, walks, with_consent
from handlers.citizen.rhythm_screens import (
    chosen_screen,
    hour_screen,
    not_at_that_hour,
    off_screen,
    rhythm_screen,
    weekday_screen,
)
from handlers.filters import Says
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners, mails, studies
from storage.models import Rhythm, Study
from storage.people import Person

router = Router(name="learning_rhythm")


@router.callback_query(OpenRhythm.filter(), OnTurn())
@router.message(
    Says(
        "nhận bài mỗi ngày", "nhận bài hằng ngày", "nhận bài hàng ngày", "nhận bài",
        "nhận bài hằng tuần", "đổi giờ nhận bài", "đổi giờ", "giờ nhận bài",
        "a lesson by itself", "daily lesson",
    ),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)  # fmt: skip
@walks(OpenRhythm)
async def open_rhythm(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenRhythm | None = None
) -> None:
    """The person wants lessons to come by themselves, at another hour, or no more."""
    door = callback_data or OpenRhythm()
    if await with_consent(turn, door):
        show(turn, await first_screen(turn, door), door)


@draws(OpenRhythm)
async def first_screen(turn: Turn, _door: OpenRhythm) -> Screen:
    return rhythm_screen(await studies.find(turn.session, turn.person.id))


@router.callback_query(ChooseRhythm.filter(), OnTurn())
@walks(ChooseRhythm)
async def choose_rhythm(
    _event: Message | CallbackQuery, callback_data: ChooseRhythm, turn: Turn
) -> None:
    """How often; then on which day, or at what time."""
    if callback_data.rhythm == rhythms.OFF:
        await studies.stop(turn.session, turn.person.id)
        show(turn, off_screen(), callback_data)
    elif await with_consent(turn, callback_data):
        show(turn, await second_screen(turn, callback_data), callback_data)


@draws(ChooseRhythm)
async def second_screen(turn: Turn, door: ChooseRhythm) -> Screen:
    if door.rhythm == rhythms.OFF:
        return off_screen()
    if door.rhythm == rhythms.WEEKLY:
        return weekday_screen()
    return hour_screen(rhythms.DAILY, 0, _hours(turn))


@router.callback_query(ChooseWeekday.filter(), OnTurn())
@walks(ChooseWeekday)
async def choose_weekday(
    _event: Message | CallbackQuery, callback_data: ChooseWeekday, turn: Turn
) -> None:
    """On which day of the week; then at what time."""
    if await with_consent(turn, callback_data):
        show(turn, await third_screen(turn, callback_data), callback_data)


@draws(ChooseWeekday)
async def third_screen(turn: Turn, door: ChooseWeekday) -> Screen:
    return hour_screen(rhythms.WEEKLY, door.weekday, _hours(turn))


@router.callback_query(ChooseHour.filter(), OnTurn())
@walks(ChooseHour)
async def choose_hour(
    _event: Message | CallbackQuery, callback_data: ChooseHour, turn: Turn
) -> None:
    """All is chosen: from now on lessons come."""
    door = callback_data
    if not await with_consent(turn, door):
        return
    if may_come(turn, door.hour):
        show(turn, await settle(turn, door), door)
    else:  # the ward has other quiet hours by now
        hours = _hours(turn)
        above = not_at_that_hour(hours)
        show(turn, hour_screen(door.rhythm, door.weekday, hours, above), _before(door))


@draws(ChooseHour)
async def settled(turn: Turn, _door: ChooseHour) -> Screen | None:
    study = await studies.find(turn.session, turn.person.id)
    return _chosen(turn, study) if study else None


async def settle(turn: Turn, door: ChooseHour, above: str | None = None) -> Screen:
    """Keep the choice; the screen says when the next lesson comes."""
    is_weekly = door.rhythm == rhythms.WEEKLY
    weekday = door.weekday if is_weekly else None
    await learners.ensure(turn.session, turn.person.id, turn.now)  # for whom it comes
    await studies.choose(
        turn.session,
        turn.person.id,
        Rhythm(door.rhythm),
        hour=door.hour,
        weekday=weekday,
        next_at=rhythms.next_moment(
            door.rhythm, door.hour, weekday, await _from(turn), LOCAL_ZONE
        ),
    )
    study = await studies.find(turn.session, turn.person.id)
    assert study
    return _chosen(turn, study, above)


def _chosen(turn: Turn, study: Study, above: str | None = None) -> Screen:
    """Where writing is not always free, lessons rest after a silence: that is said beforehand."""
    is_always_open = capabilities(turn.person.address.channel).window is ALWAYS
    return chosen_screen(study, turn.today, above, is_always_open=is_always_open)


async def _from(turn: Turn) -> datetime:
    """Who had today's message already, or was written to unasked, gets the next one tomorrow or
    later: nothing is promised that would be put off."""
    id_, midnight = turn.person.id, datetime.combine(turn.today, time(), LOCAL_ZONE)
    had = await mails.had_one(turn.session, id_, turn.today)
    if had or await mails.written_to(turn.session, [id_], turn.today, midnight):
        return datetime.combine(turn.today, time.max, LOCAL_ZONE)
    return turn.now


def _before(door: ChooseHour) -> ChooseRhythm | ChooseWeekday:
    """The question whose answer this is."""
    if door.rhythm == rhythms.WEEKLY:
        return ChooseWeekday(weekday=door.weekday)
    return ChooseRhythm(rhythm=door.rhythm)


def _hours(turn: Turn) -> Sequence[int]:
    quiet = turn.plan.regime.lesson_quiet_hours.value
    return rhythms.hours(quiet, after=_reminders_of(turn.plan.regime.send_time.value, turn.person))


def may_come(turn: Turn, hour: int) -> bool:
    """Outside quiet hours, and for people with a role after their reminders."""
    regime = turn.plan.regime
    after = _reminders_of(regime.send_time.value, turn.person)
    return rhythms.may_come(hour, regime.lesson_quiet_hours.value, after=after)


def _reminders_of(send_time: time, person: Person) -> time | None:
    """Who is reminded of reports hears of them first, and of nothing else that day."""
    return send_time if person.is_staff else None

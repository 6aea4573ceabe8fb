"""The office asks and chooses in words: buttons can be typed, and questions are understood."""

from dataclasses import dataclass
from datetime import datetime

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.questions import About, Question, office_question
from content.ways_in import WaysIn
from content.words import LOCAL_ZONE
from content.words import gettext as _
from handlers.office.call_list import show_call_list
from handlers.office.extension_named import give_time
from handlers.office.invites import InviteFor, make_invite
from handlers.office.overdue_acts import (
    answer_beyond,
    ask_which_unit,
    show_filter,
    show_handed_in,
    show_list,
    show_unit,
)
from handlers.office.overdue_choices import (
    AskRemindAll,
    CallListView,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
    RemindAll,
    RemindThese,
    RemindUnit,
)
from handlers.office.overdue_periods import no_such_text
from handlers.office.overdue_reminding import (
    ask_remind_all,
    ask_whom_to_remind,
    remind_all,
    remind_these,
    remind_unit,
)
from handlers.office.overdue_shown import Shown
from handlers.office.overdue_typed import filter_typed, typed_door
from handlers.roles import may_see_overdue
from handlers.turn import OnTurn, Turn
from storage import replies
from storage.people import Person

router = Router(name="overdue_words")

_OF_REPORTS = ("digest:", "obligation:", "obligations:")  # a reply to these is about a report
_LONGEST_CHOICE = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """What was typed, and the screen of ours it was typed under."""

    door: CallbackData | None  # one of the buttons, typed
    question: Question | None
    shown: Shown | None


class OfOffice(Filter):
    """A button of the newest screen typed out, or a question in words."""

    async def __call__(
        self,
        message: Message,
        now: datetime,
        plan: Plan,
        person: Person,
        session: AsyncSession,
        quoted: str | None,
    ) -> bool | dict[str, Heard]:
        text = message.text or ""
        today = now.astimezone(LOCAL_ZONE).date()
        if not may_see_overdue(person):
            return _asked_by_others(quoted, office_question(text, today, ()))
        subject = await _subject(quoted, session, person)
        if subject is not None and quoted is not None and subject.startswith(_OF_REPORTS):
            return False
        shown = Shown.parse(subject)
        door = typed_door(text, shown) if shown and len(text) <= _LONGEST_CHOICE else None
        door = door or filter_typed(text)
        question = None if door else office_question(text, today, plan.units.values())
        return {"heard": Heard(door, question, shown)} if door or question else False


def _asked_by_others(quoted: str | None, question: Question | None) -> bool | dict[str, Heard]:
    """Others are refused what they plainly ask of all units; the rest is not for us to hear."""
    is_plain = question is not None and question.is_of_all and question.about in _REFUSED
    if quoted is not None or not is_plain:
        return False
    return {"heard": Heard(None, question, None)}


_REFUSED = (About.OVERDUE, About.HANDED_IN, About.TO_CALL)


async def _subject(quoted: str | None, session: AsyncSession, person: Person) -> str | None:
    """What the message replied to is about, else what stands last in the chat."""
    if quoted is not None:
        return await replies.subject_of(session, person.address, quoted)
    return await replies.newest_subject(session, person.address)


@router.message(StateFilter(None), OfOffice(), OnTurn())
async def hear(message: Message, heard: Heard, turn: Turn, ways_in: WaysIn) -> None:
    """The office types: a button's words, or a question."""
    if isinstance(heard.door, InviteFor):
        await make_invite(message, heard.door, turn, ways_in)
    elif heard.door is not None:
        await _walk(turn, heard.door, heard.shown)
    elif heard.question is None:
        return  # `OfOffice` lets nothing else through
    elif heard.question.no_such is not None:
        await show_filter(turn, no_such_text(heard.question.no_such))
    else:
        await _answer(turn, heard.question, heard.shown, message.text or "")


async def _walk(turn: Turn, door: CallbackData, shown: Shown | None) -> None:
    """Through a door as if its button had been tapped."""
    match door:
        case OverdueView():
            await show_list(turn, door)
        case HandedInView():
            await show_handed_in(turn, door)
        case CallListView():
            await show_call_list(turn, door)
        case ChooseFilter():
            await show_filter(turn)
        case OpenUnit():
            await show_unit(turn, door, listed=shown)
        case _:
            await _walk_reminding(turn, door, shown)


async def _walk_reminding(turn: Turn, door: CallbackData, shown: Shown | None) -> None:
    match door:
        case RemindUnit():
            await remind_unit(turn, door, listed=shown)
        case RemindThese():
            await remind_these(turn, door)
        case AskRemindAll():
            await ask_remind_all(turn, door)
        case RemindAll():
            await remind_all(turn, door)


async def _answer(turn: Turn, asked: Question, shown: Shown | None, text: str) -> None:
    choice = {"cadence": asked.cadence, "period": asked.period}
    match asked.about:
        case About.TO_CALL:
            await show_call_list(turn, CallListView())
        case About.OVERDUE:
            await show_list(turn, OverdueView(**choice), named=asked.named)
        case About.HANDED_IN:
            await show_handed_in(turn, HandedInView(**choice), named=asked.named)
        case About.BEYOND:
            await answer_beyond(turn)
        case About.UNITS if len(asked.units) == 1:
            await show_unit(turn, OpenUnit(unit=asked.units[0]), listed=shown)
        case About.UNITS:
            await ask_which_unit(turn, asked.units)
        case About.REMIND:
            await _remind(turn, asked, shown)
        case _:
            await give_time(turn, asked.units, text)


async def _remind(turn: Turn, wish: Question, shown: Shown | None) -> None:
    """One unit at once; some or all after a question; nobody where it is not clear who."""
    place = shown.numbered(wish.place) if shown and wish.place is not None else None
    units = (place,) if place else wish.units
    if len(units) == 1:
        await remind_unit(turn, RemindUnit(unit=units[0]), listed=shown)
    elif units:
        await ask_whom_to_remind(turn, units)
    elif wish.is_of_all:
        asked = AskRemindAll(cadence=wish.cadence, period=wish.period)
        is_open = wish.cadence is None and wish.period is None
        # Under a list of one period "all" are those of the list.
        await ask_remind_all(turn, AskRemindAll(**shown.choice()) if shown and is_open else asked)
    else:
        notice = _("<b>I did not understand whom to remind.</b> Type the unit's name or number.")
        await show_list(turn, OverdueView(), notice=notice)

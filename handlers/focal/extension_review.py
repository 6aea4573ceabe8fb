"""The request for more time is read back: send it, change the day or the reason, or leave it."""

from datetime import date

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.choices import Choice, choice_of, may_say_stop
from content.days import read_day
from content.extension_words import without_second_thought
from content.folding import fold
from content.words import gettext as _
from handlers.filters import PlainText
from handlers.focal.extension import day_and_reason, in_hand, leaves, theirs
from handlers.focal.extension_flow import (
    Extension,
    ask_day,
    ask_reason,
    ask_whether_to_stop,
    begin,
    is_before_eyes,
    refusal_of,
    said_of,
    send,
)
from handlers.focal.extension_outcomes import answered_screen
from handlers.focal.extension_screens import (
    ASKED_SUBJECT,
    ReviewExtension,
    asked_subject,
    checksum,
)
from handlers.focal.owed import mine
from handlers.turn import OnTurn, Turn
from storage import extensions, replies
from storage.models import Obligation
from storage.people import Person

router = Router(name="extension_review")

_OFFERED = (Choice.ASK, Choice.FIX_DAY, Choice.FIX_REASON)
_SEND_WORDS = ("gui", "send", "da gui")
_NEW_WORDS = ("den ", "toi ", "ngay ", "vi ", "do ", "ly do", "gia han", "xin gia han", "until ")


class SendsAgain(Filter):
    """ "Gửi", while the last thing said in the chat is that the request has gone out."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person
    ) -> bool | dict[str, Obligation]:
        text = message.text or ""
        is_send = fold(text).startswith(_SEND_WORDS) and choice_of(text, (Choice.ASK,)) is not None
        newest = await replies.newest_subject(session, person.address) if is_send else None
        if newest is None or not newest.startswith(ASKED_SUBJECT):
            return False
        obligation_id = int(newest.removeprefix(ASKED_SUBJECT))
        obligation = await mine(session, person, obligation_id)
        return {"sent_before": obligation} if obligation else False


@router.callback_query(ReviewExtension.filter(), OnTurn())
async def choose(_query: CallbackQuery, callback_data: ReviewExtension, turn: Turn) -> None:
    """A button under the read-back is tapped, perhaps an old one."""
    obligation = await theirs(turn, callback_data.obligation)
    if obligation is None:
        return
    day = date.fromordinal(callback_data.day)
    until, reason = await said_of(turn, obligation)
    if until == day and reason and checksum(reason) == callback_data.words:
        await _do(turn, obligation, until, reason, callback_data.choice)
    else:
        await _is_old(turn, obligation, day, until, reason)


@router.message(StateFilter(None), PlainText(), SendsAgain(), OnTurn())
async def send_again(_message: Message, sent_before: Obligation, turn: Turn) -> None:
    """ "Gửi" once more, under the word that it is sent: nothing else happens, and the person
    reads how the request stands."""
    asked = await extensions.of_obligation(turn.session, sent_before.id)
    screen = await refusal_of(turn, sent_before)
    if screen is None and asked:
        screen = answered_screen(turn.plan, asked[-1], sent_before)
    if screen is not None:
        turn.reply.show(screen, subject=asked_subject(sent_before))


@router.message(StateFilter(Extension.confirming), PlainText(), OnTurn())
async def type_choice(message: Message, turn: Turn) -> None:
    """The same, typed; or another day, perhaps with another reason."""
    text = message.text or ""
    obligation = await in_hand(turn)
    if obligation is None:
        return
    until, reason = await said_of(turn, obligation)
    if until is None or reason is None:
        await begin(turn, obligation, until=until, reason=reason)
        return
    if may_say_stop(text):
        await ask_whether_to_stop(turn, obligation, until, reason)
        return
    if choice := choice_of(text, _OFFERED):
        if choice is Choice.ASK and not await is_before_eyes(turn, obligation):
            choice = Choice.KEEP  # a "yes" long after the question: it is asked again
        await _do(turn, obligation, until, reason, choice)
        return
    if await leaves(turn, obligation, text):
        return
    day, words = _put_anew(text, turn.today)
    if day or words:
        await begin(turn, obligation, until=day or until, reason=words or reason)
        return
    first = _what_to_fix() if choice_of(text, (Choice.FIX,)) else _not_understood()
    await begin(turn, obligation, until=until, reason=reason, first=first)


def _what_to_fix() -> str:
    return _("What shall I change? Please type “change the day” or “change the reason”.")


def _not_understood() -> str:
    return _(
        "I did not understand that, and nothing has been sent yet. Please type “send”, “change "
        "the day”, “change the reason” or “leave it”."
    )


async def _do(
    turn: Turn, obligation: Obligation, until: date, reason: str, choice: Choice
) -> None:
    match choice:
        case Choice.ASK:
            await send(turn, obligation, until, reason)
        case Choice.FIX_DAY:
            await ask_day(turn, obligation, until=until, reason=reason)
        case Choice.FIX_REASON:
            await ask_reason(turn, obligation, until, reason=reason)
        case _:
            await begin(turn, obligation, until=until, reason=reason)


def _put_anew(text: str, today: date) -> tuple[date | None, str | None]:
    """Another day or another reason, said outright: "25/12", "thôi, đến 25/12 vì ốm"."""
    text = without_second_thought(text)
    if day := read_day(text, today):
        return day, None
    return day_and_reason(text, today) if fold(text).startswith(_NEW_WORDS) else (None, None)


async def _is_old(
    turn: Turn, obligation: Obligation, day: date, until: date | None, reason: str | None
) -> None:
    """A button of a read-back that does not hold any more: says what became of that request.
    If it was never sent, what is known of it is read back anew."""
    refusal = await refusal_of(turn, obligation)
    sent = await extensions.of_obligation(turn.session, obligation.id)
    was_sent = bool(sent) and sent[-1].until == day and until is None
    if refusal is None and was_sent:
        turn.reply.show(answered_screen(turn.plan, sent[-1], obligation))
        return
    first = _("That screen is old, and nothing has been sent from it.")
    await begin(turn, obligation, until=until or day, reason=reason, first=first)

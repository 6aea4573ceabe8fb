"""The standing office answers requests for more time in words: in reply to one, at a question
about one, or just so."""

from datetime import date, datetime

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.choices import Choice, choice_of, may_say_stop
from content.commands import Word
from content.days import read_day
from content.extension_words import Grants, Refuses, office_answer
from content.roles import Role
from content.words import LOCAL_ZONE
from content.words import gettext as _
from handlers.command_words import obey
from handlers.filters import PlainText, SaysWord
from handlers.office.extension_answer import (
    ExtensionAnswer,
    agree,
    ask_refusal_reason,
    confirm,
    days_offered,
    grant,
    refuse_request,
    review_refusal,
)
from handlers.office.extension_letters import SUBJECT, subject_of
from handlers.office.extension_request import Asked, is_before_eyes, show_request, take_up
from handlers.office.extension_screens import none_waiting_screen
from handlers.turn import OnTurn, Turn
from storage import extensions, replies
from storage.extensions import Request
from storage.people import Person

router = Router(name="extension_typed")  # before the reports: a reply says what it is about

_LEAVE = (Choice.BACK, Choice.CANCEL, Choice.DROP)
_FEWEST_LETTERS = 2


class ToRequest(Filter):
    """A reply to a message of ours that asked the office for more time."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person, quoted: str | None
    ) -> bool | dict[str, int]:
        if quoted is None or (message.text or "").startswith("/"):
            return False
        subject = await replies.subject_of(session, person.address, quoted)
        if subject is None or not subject.startswith(SUBJECT):
            return False
        return {"extension_id": int(subject.removeprefix(SUBJECT))}


class AnswersRequest(Filter):
    """ "đồng ý" or "từ chối" of a member of the office; also an "ok" right under a request."""

    async def __call__(
        self,
        message: Message,
        session: AsyncSession,
        person: Person,
        now: datetime,
        quoted: str | None,
    ) -> bool | dict[str, list[Request]]:
        if not person.has(Role.STANDING_OFFICE) or quoted is not None:
            return False
        text = message.text or ""
        is_answer = office_answer(text, now.astimezone(LOCAL_ZONE).date()) is not None
        if not is_answer and choice_of(text, (Choice.ASK,)) is None:
            return False
        waiting = await extensions.pending(session)
        if not is_answer and await _shown(session, person, waiting) is None:
            return False
        return {"waiting": waiting}


@router.message(ToRequest(), OnTurn())
async def reply_to_request(message: Message, extension_id: int, turn: Turn) -> None:
    """The office replies to a request: that one is answered, whatever else waits."""
    if asked := await take_up(turn, extension_id):
        await _answer(asked, message.text or "")


@router.message(StateFilter(None), PlainText(), AnswersRequest(), OnTurn())
async def type_answer(message: Message, waiting: list[Request], turn: Turn) -> None:
    """The office types its answer under a request. Only where it is beyond doubt which one is
    meant it counts at once; else the request is named and asked about."""
    shown = await _shown(turn.session, turn.person, waiting)
    newest = await replies.newest_subject(turn.session, turn.person.address)
    if shown is None and newest is not None and newest.startswith(SUBJECT):
        await take_up(turn, int(newest.removeprefix(SUBJECT)))  # they read what became of it
        return
    if not waiting:
        turn.reply.show(none_waiting_screen())
        return
    request = shown or waiting[0]
    asked = Asked(turn, request.extension, request.obligation)
    said = office_answer(message.text or "", turn.today)
    if said is None or may_say_stop(message.text or ""):  # "ok" may be no more than "noted"
        await confirm(asked, asked.extension.until)
    elif isinstance(said, Grants) and (shown is None or len(waiting) > 1):
        await confirm(asked, said.until or asked.extension.until)
    else:
        await _answer(asked, message.text or "")


@router.message(StateFilter(ExtensionAnswer), SaysWord(), OnTurn())
async def type_command(message: Message, word: Word, turn: Turn) -> None:
    """A command word is no reason for a refusal; "dung" may say yes to what is asked."""
    text, data = message.text or "", await turn.state.get_data()
    is_reason = await turn.state.get_state() == ExtensionAnswer.refusing.state
    says_yes = not is_reason and choice_of(text, (Choice.ASK, Choice.FIX)) is not None
    if says_yes or word in (Word.HUY, Word.GIAHAN) or (word is Word.SUA and not is_reason):
        raise SkipHandler
    if word is not Word.SUA:
        await obey(turn, word)
    elif asked := await take_up(turn, data.get("extension", 0)):
        await ask_refusal_reason(asked)


@router.message(StateFilter(ExtensionAnswer.confirming), PlainText(), OnTurn())
async def type_day_choice(message: Message, turn: Turn) -> None:
    """A choice of the confirmation is typed, or another day, or a no."""
    text, data = message.text or "", await turn.state.get_data()
    asked = await take_up(turn, data.get("extension", 0))
    if asked is None:
        return
    day, typed = date.fromisoformat(data["day"]), read_day(text, turn.today)
    said = Grants(typed) if typed else office_answer(text, turn.today)
    if may_say_stop(text):  # an answer cannot be taken back
        await confirm(asked, day, _not_understood())
    elif isinstance(said, Refuses):
        await _answer(asked, text)
    elif choice_of(text, (Choice.ASK, Choice.ANYWAY)) or said == Grants():
        await (grant if await is_before_eyes(asked) else confirm)(asked, day)
    elif isinstance(said, Grants) and said.until:
        is_offered = said.until in days_offered(asked, day)
        await (grant if is_offered else agree)(asked, said.until)
    elif choice_of(text, _LEAVE):
        await show_request(asked, _("I have sent no answer yet."))
    else:
        await confirm(asked, day, _not_understood())


@router.message(StateFilter(ExtensionAnswer.refusing), PlainText(), OnTurn())
async def type_refusal_reason(message: Message, turn: Turn) -> None:
    """A reason is typed, or skipped; whoever changes their mind may."""
    text, data = message.text or "", await turn.state.get_data()
    asked = await take_up(turn, data.get("extension", 0))
    if asked is None:
        return
    if choice_of(text, (Choice.SKIP,)):
        await refuse_request(asked, None)
    elif choice_of(text, _LEAVE):
        await show_request(asked, _("I have sent no answer yet."))
    else:
        await _take_reason(asked, text)


@router.message(StateFilter(ExtensionAnswer.sending), PlainText(), OnTurn())
async def type_sending(message: Message, turn: Turn) -> None:
    """The refusal with its reason is confirmed, changed or left."""
    text, data = message.text or "", await turn.state.get_data()
    asked = await take_up(turn, data.get("extension", 0))
    if asked is None:
        return
    reason = data["reason"]
    if may_say_stop(text):
        await review_refusal(asked, reason)
    elif choice_of(text, (Choice.ASK,)):
        await (refuse_request if await is_before_eyes(asked) else review_refusal)(asked, reason)
    elif choice_of(text, (Choice.FIX_REASON, Choice.FIX)):
        await ask_refusal_reason(asked)
    elif choice_of(text, _LEAVE):
        await show_request(asked, _("I have sent no answer yet."))
    else:
        await _take_reason(asked, text)


async def _shown(session: AsyncSession, person: Person, waiting: list[Request]) -> Request | None:
    """The request that stands last in the chat."""
    newest = await replies.newest_subject(session, person.address) if waiting else None
    return next((r for r in waiting if newest == subject_of(r.extension)), None)


async def _answer(asked: Asked, text: str) -> None:
    """Do what the words say, or show the request with what may be said."""
    match office_answer(text, asked.turn.today):
        case Grants(until=until):
            await agree(asked, until)
        case Refuses(reason=None):
            await ask_refusal_reason(asked)
        case Refuses(reason=str(reason)):
            await review_refusal(asked, reason)
        case _:
            await show_request(asked, _not_understood())


async def _take_reason(asked: Asked, text: str) -> None:
    if office_answer(text, asked.turn.today) is not None:
        await _answer(asked, text)
    elif sum(character.isalpha() for character in text) < _FEWEST_LETTERS:
        await ask_refusal_reason(asked, _("Please type the reason in a few words."))
    else:
        await review_refusal(asked, text)


def _not_understood() -> str:
    return _(
        "I did not understand that, and no answer has been sent yet. Please type “agree”, "
        "“agree until” with a day, or “refuse because” with a reason."
    )

"""The last router: whatever nobody else understood gets a short, kind answer. Never silence."""

from collections.abc import Collection

from aiogram import Router
from aiogram.enums import ContentType
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.picking import OnScreen
from content.small_talk import Asked, Courtesy, asked_of, courtesy_of
from content.words import gettext as _
from handlers.citizen.doors import walk
from handlers.citizen.finding import near
from handlers.errors import stale
from handlers.menu import help_screen, likely, what_may_be_asked
from handlers.roles import may_see_overdue
from handlers.screens import Reply, Screen, letter_to
from handlers.turn import OnTurn, Turn
from handlers.welcome import (
    Welcome,
    ask_consent,
    greeting,
    is_invited,
    question_screen,
    urgent_matters,
)
from storage import replies
from storage.people import Person

router = Router(name="fallback")

_SENT_BY_PEOPLE = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.LOCATION,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)


_FILES = frozenset({ContentType.DOCUMENT, ContentType.PHOTO, ContentType.VIDEO})


class Unreadable(Filter):
    """A picture, a voice, a sticker: something a person sent that is not words."""

    async def __call__(self, message: Message) -> bool:
        return message.content_type in _SENT_BY_PEOPLE


class AnyText(Filter):
    """Words of any kind."""

    async def __call__(self, message: Message) -> bool:
        return message.text is not None


class Courteous(Filter):
    """ "Cảm ơn", "vâng", "chào em", 👍, from somebody we know."""

    async def __call__(self, message: Message, person: Person) -> bool | dict[str, Courtesy]:
        is_known = person.has_consented or person.is_staff
        courtesy = courtesy_of(message.text or "") if is_known else None
        return {"courtesy": courtesy} if courtesy else False


@router.message(Courteous())
async def return_courtesy(
    _message: Message,
    courtesy: Courtesy,
    person: Person,
    session: AsyncSession,
    reply: Reply,
    plan: Plan,
) -> None:
    """Courtesy gets courtesy. What was on the screen still is, and so are its numbers."""
    subject = await replies.newest_subject(session, person.address)
    if courtesy is Courtesy.GREETING:
        screen = Screen(greeting(plan), likely(person))
    else:
        screen = Screen(_("You are welcome.") if courtesy is Courtesy.THANKS else _("Yes."))
    reply.send(screen, subject)


@router.message(AnyText(), OnTurn())
async def answer_anything(message: Message, turn: Turn, numbered: OnScreen | None) -> None:
    """Words nobody expected: who I am for the new; for the known a lesson that may be meant, or
    three likely buttons. A number is of a list, and that is shown once more."""
    if numbered and numbered.menu and numbered.text:
        turn.reply.ask_again(numbered.text, numbered.menu, numbered.subject)
        return
    text = message.text or ""
    door = None if text.startswith("/") or _asks_for_help(text) else near(turn, text)
    if not (turn.person.has_consented or turn.person.is_staff):
        has_asked = not (text.startswith("/") or courtesy_of(text))
        then = door.pack() if door else ""
        await ask_consent(turn.state, turn.reply, turn.plan, has_asked=has_asked, then=then)
    elif door:
        await walk(message, door, turn)
    else:
        turn.reply.send(_answer(turn.person, text, turn.channels))


@router.message(Unreadable())
async def answer_unreadable(
    message: Message, person: Person, state: FSMContext, reply: Reply, plan: Plan
) -> None:
    """A picture or the like. Ten pictures sent together get one answer."""
    cannot = _why_not(message)
    if await state.get_state() == Welcome.answering.state:
        invited = await is_invited(state)
        screen = question_screen(plan, cannot, is_invited=invited)
    elif person.has_consented or person.is_staff:
        screen = Screen(cannot + " " + _("Please type what you need:"), likely(person))
    else:
        await ask_consent(state, reply, plan)
        return
    album = message.media_group_id
    key = f"album:{reply.address.id}:{album}" if album else None
    reply.letters.append(letter_to(reply.address, screen, key=key))


def _why_not(message: Message) -> str:
    """Who sends a picture of a form believes it has been handed in: that is put straight."""
    if message.content_type in _FILES:
        return _("I can only read words: I cannot open pictures or files, and keep none.")
    return _("I can only read words.")


@router.callback_query()
async def answer_old_button(_query: CallbackQuery, person: Person, reply: Reply) -> None:
    """A button that no longer opens anything. What stands above it may be worth keeping."""
    reply.toast = _("That screen is old.")
    reply.send(stale(person))


def _answer(person: Person, text: str, channels: Collection[str]) -> Screen:
    """Who asks what there is to do gets the help."""
    return help_screen(person, channels) if _asks_for_help(text) else lost_screen(person)


def _asks_for_help(text: str) -> bool:
    return asked_of(text) in (Asked.HELP, Asked.HOW)


def lost_screen(person: Person) -> Screen:
    """Short help: what was said was not understood, and what most likely is wanted."""
    lines = [_("I am sorry, I did not understand that.")]
    if person.is_staff:
        if may_see_overdue(person):
            lines += ["", what_may_be_asked(person), ""]
        lines.append(_("Please choose, or type /help to see everything I can do:"))
    else:
        lines.append(
            _(
                "Here you can learn digital skills; I cannot check doubtful messages yet. For "
                "anything else please contact the ward's office directly."
            )
        )
        lines.append(
            _("All lessons: type /learn. One of them: for example <i>find the OTP code</i>.")
        )
        lines.append(urgent_matters())
    return Screen("\n".join(lines), likely(person))

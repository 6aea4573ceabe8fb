"""Command words, heard before any dialog: MENU, NOP, GIAHAN, SUA, HUY, HOC, KIEMTRA, DUNG.

Dialogs in which a word may be an answer ("sửa" where something is read back, "dung" for "đúng")
look first whether it is one, and hand over the others.
"""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter, or_f
from aiogram.types import Message

from content.about_sent import AboutSent
from content.commands import Word, asks_to_check
from content.roles import Role
from handlers.cancel import stop_all
from handlers.citizen.checking import checking_screen
from handlers.citizen.home import open_learning
from handlers.filters import GoesOnElsewhere, SaysWord
from handlers.focal.about_sent import answer_about_sent
from handlers.focal.extension_flow import Extension
from handlers.focal.replies import answer
from handlers.focal.report_place import Report
from handlers.menu import menu_screen
from handlers.office.extension_answer import ExtensionAnswer
from handlers.refusals import refuse_reporting
from handlers.stopping import stop_unasked
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage import obligations
from storage.unit_of_work import current

router = Router(name="command_words")

_OF_REPORTS = (Word.NOP, Word.GIAHAN, Word.SUA)
_OF_DIALOG = {"Report": (Word.NOP, Word.SUA), "Extension": (Word.GIAHAN,)}
_LISTENING = (Report, Extension, ExtensionAnswer)  # they look first whether a word is an answer


class WithMessage(Filter):
    """ "KIEMTRA", and behind it what looks odd."""

    async def __call__(self, message: Message) -> bool:
        return asks_to_check(message.text or "")


@router.message(SaysWord(), or_f(~StateFilter(*_LISTENING), GoesOnElsewhere()), OnTurn())
async def hear(message: Message, word: Word, turn: Turn) -> None:
    """A word alone, where no dialog may take it for an answer: none is open that takes it for
    one, or its question stands in another chat."""
    going_on = await turn.state.get_state()
    if current().is_elsewhere and _is_for_dialog(message, word, going_on):
        raise SkipHandler
    if word in _OF_REPORTS and _is_of_another(message, word, going_on, turn):
        raise SkipHandler
    if word is Word.MENU and going_on == Welcome.answering.state:
        raise SkipHandler  # the question whether anything may be kept comes first
    if word in _OF_REPORTS and going_on:
        await turn.state.clear()
    await obey(turn, word)


@router.message(WithMessage(), StateFilter(None, Welcome.answering), OnTurn())
async def doubt(_message: Message, turn: Turn) -> None:
    """The doubtful message came along with the word."""
    await obey(turn, Word.KIEMTRA)


async def obey(turn: Turn, word: Word) -> None:
    """Do what the word says, whatever was going on."""
    match word:
        case Word.MENU:
            turn.reply.show(menu_screen(turn.person, turn.channels))
        case Word.HOC:
            await open_learning(None, turn)
        case Word.KIEMTRA:
            turn.reply.show(checking_screen(turn.person))
        case Word.DUNG:
            await stop_unasked(turn)
        case Word.HUY:
            await stop_all(turn)
        case _:
            await _about_reports(turn, word)


async def _about_reports(turn: Turn, word: Word) -> None:
    if not turn.person.units:
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act=word.lower())
    elif word is Word.SUA:
        await answer_about_sent(turn, AboutSent.TO_CORRECT)
    else:
        owed = await obligations.owed_by(turn.session, turn.person.units)
        await answer(turn, word, owed)


def is_of_dialog(word: Word, going_on: str | None) -> bool:
    """Whether the word asks for the very thing that is open."""
    return word in _OF_DIALOG.get((going_on or "").partition(":")[0], ())


def _is_for_dialog(message: Message, word: Word, going_on: str | None) -> bool:
    """It is shown where it stands; so it is after "dung", which may be "đúng" (right)."""
    text = message.text or ""
    may_be_right = word is Word.DUNG and text.isascii() and not text.isupper()
    is_listening = (going_on or "").partition(":")[0] in {g.__name__ for g in _LISTENING}
    return is_of_dialog(word, going_on) or (may_be_right and is_listening)


def _is_of_another(message: Message, word: Word, going_on: str | None, turn: Turn) -> bool:
    """A reply says itself which report it is about; the office has requests to look at; whoever
    has not agreed to anything is asked that first."""
    is_of_office = word is Word.GIAHAN and turn.person.has(Role.STANDING_OFFICE) and not going_on
    is_reply = message.reply_to_message is not None
    return is_reply or is_of_office or going_on == Welcome.answering.state

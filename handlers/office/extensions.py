"""The standing office answers requests for more time by tapping; the unit hears the answer."""

from datetime import date

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.commands import Word, command_word
from content.roles import Role
from content.words import gettext as _
from handlers.filters import Says
from handlers.focal.extension_screens import checksum
from handlers.menu import OpenExtensions
from handlers.office.extension_answer import (
    ExtensionAnswer,
    agree,
    ask_refusal_reason,
    grant,
    refuse_request,
)
from handlers.office.extension_request import Asked, may_answer, show_request, take_up
from handlers.office.extension_screens import (
    GrantExtension,
    GrantUntil,
    OpenRequest,
    RefuseExtension,
    RefuseSilently,
    SendRefusal,
    none_waiting_screen,
)
from handlers.turn import OnTurn, Turn
from storage import extensions
from storage.people import Person

router = Router(name="extensions")


class AsksWaiting(Says):
    """ "đề nghị gia hạn" of the office. Whoever also reports for a unit may mean to ask for it."""

    async def __call__(self, message: Message, person: Person) -> bool:  # type: ignore[override]
        if not person.has(Role.STANDING_OFFICE) or person.units:
            return False
        return command_word(message.text or "") is Word.GIAHAN or await super().__call__(message)


@router.message(
    AsksWaiting("gia hạn", "đề nghị gia hạn", "ai xin gia hạn", "requests for more time"),
    StateFilter(None, ExtensionAnswer),
    OnTurn(),
)
@router.callback_query(OpenExtensions.filter(), OnTurn())
async def open_extensions(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The office looks at what waits, the oldest first."""
    if not await may_answer(turn):
        return
    await turn.state.clear()
    waiting = await extensions.pending(turn.session)
    if not waiting:
        turn.reply.show(none_waiting_screen())
        return
    oldest = waiting[0]
    await show_request(Asked(turn, oldest.extension, oldest.obligation))


@router.callback_query(OpenRequest.filter(), OnTurn())
async def open_request(_query: CallbackQuery, callback_data: OpenRequest, turn: Turn) -> None:
    """The office leaves a question open and is back at the request, which still waits."""
    if asked := await take_up(turn, callback_data.extension):
        await show_request(asked, _("I have sent no answer yet."))


@router.callback_query(GrantExtension.filter(), OnTurn())
async def tap_agree(_query: CallbackQuery, callback_data: GrantExtension, turn: Turn) -> None:
    """The office agrees: the due day moves, and the unit is told."""
    if asked := await take_up(turn, callback_data.extension):
        await agree(asked)


@router.callback_query(GrantUntil.filter(), OnTurn())
async def tap_day(_query: CallbackQuery, callback_data: GrantUntil, turn: Turn) -> None:
    """The office agrees to the day on the button, having been asked."""
    if asked := await take_up(turn, callback_data.extension):
        await grant(asked, date.fromordinal(callback_data.day))


@router.callback_query(RefuseExtension.filter(), OnTurn())
async def tap_refuse(_query: CallbackQuery, callback_data: RefuseExtension, turn: Turn) -> None:
    """The office does not agree; it may say why."""
    if asked := await take_up(turn, callback_data.extension):
        await ask_refusal_reason(asked)


@router.callback_query(RefuseSilently.filter(), OnTurn())
async def tap_skip(_query: CallbackQuery, callback_data: RefuseSilently, turn: Turn) -> None:
    """The office does not agree and gives no reason: the due day stays, and the unit is told."""
    if asked := await take_up(turn, callback_data.extension):
        await refuse_request(asked, None)


@router.callback_query(SendRefusal.filter(), OnTurn())
async def tap_send(_query: CallbackQuery, callback_data: SendRefusal, turn: Turn) -> None:
    """The reason was read back and is right. Of an old read-back nothing is sent."""
    data = await turn.state.get_data()
    asked = await take_up(turn, callback_data.extension)
    if asked is None:
        return
    reason = data.get("reason") if data.get("extension") == asked.extension.id else None
    if reason and checksum(reason) == callback_data.words:
        await refuse_request(asked, reason)
    else:
        await ask_refusal_reason(
            asked, _("That screen is old, and nothing has been sent from it.")
        )

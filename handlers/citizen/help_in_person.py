"""Somebody to help in person: the family first, then whom the ward has named. Nothing is kept,
and where the ward gave no number, none is made up."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message

from content.library_settings import Helper
from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import CallSomeone, OpenFraudHelp, OpenLearning
from handlers.citizen.checking import fraud_screen
from handlers.citizen.doors import draws, open_door, send, walks
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

router = Router(name="help_in_person")


class WishesForSomebody(Filter):
    """ "Giúp tôi". Of staff only while they learn: else they mean their reports."""

    _says = Says(
        "giúp tôi", "gọi người giúp", "gọi người giúp tôi", "gọi người", "cần người giúp",
        "tôi cần người giúp", "tôi cần giúp", "giúp tôi với", "nhờ người giúp", "gặp người thật",
        "tìm người giúp", "tìm người giúp tôi",
        "help me", "call somebody to help me", "call somebody", "call someone",
    )  # fmt: skip

    async def __call__(self, message: Message, turn: Turn, quoted: str | None) -> bool:
        if not await self._says(message):
            return False
        return not turn.person.is_staff or await open_door(turn, quoted) is not None


@router.callback_query(CallSomeone.filter(), OnTurn())
@router.message(StateFilter(None, Welcome.answering), OnTurn(), WishesForSomebody())
@walks(CallSomeone)
async def call_someone(
    _event: Message | CallbackQuery, turn: Turn, callback_data: CallSomeone | None = None
) -> None:
    """The person is stuck and wants somebody beside them. What they were at stays above."""
    door = callback_data or CallSomeone()
    send(turn, await helpers_screen(turn, door), door)


@draws(CallSomeone)
async def helpers_screen(turn: Turn, _door: CallSomeone) -> Screen:
    helpers = turn.library.settings.helpers.value
    lines = [
        _("<b>Who can help you</b>"),
        _("• Your family first: show them this screen."),
        *(_line(helper) for helper in helpers),
        "",
        _("Whoever helps, keep phone, codes and passwords in your own hands."),
    ]
    options = (
        Option(_("I have been cheated"), OpenFraudHelp()),
        Option(_("Learning"), OpenLearning()),
    )
    return Screen("\n".join(lines), column(*options))


def _line(helper: Helper) -> str:
    name = quote(helper.vi if language() == "vi" else helper.en)
    if helper.phone:
        return _("• %(name)s: call %(phone)s") % {"name": name, "phone": helper.phone}
    return _("• Ask at: %(name)s") % {"name": name}


@router.callback_query(OpenFraudHelp.filter(), OnTurn())
@walks(OpenFraudHelp)
async def help_at_once(
    _event: Message | CallbackQuery, callback_data: OpenFraudHelp, turn: Turn
) -> None:
    """Money is gone: the same as for whoever types it."""
    send(turn, fraud_screen(turn.person), callback_data)


@draws(OpenFraudHelp)
async def fraud_help_screen(turn: Turn, _door: OpenFraudHelp) -> Screen:
    return fraud_screen(turn.person)

"""The code is typed: whose it is is read back before anything happens."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter
from aiogram.types import Message

from content.link_codes import Typed, typed_code
from handlers.linking.refusals import misread_screen, refused_screen
from handlers.linking.screens import SUBJECT, nothing_to_link_screen, question_where_typed
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage import links
from storage.links import Refused

router = Router(name="linking_typing")


class TypesCode(Filter):
    """ "LK K7M X2Q 4PH", or the code alone."""

    async def __call__(self, message: Message) -> bool | dict[str, Typed]:
        typed = typed_code(message.text or "")
        return {"typed": typed} if typed else False


@router.message(TypesCode(), OnTurn())
async def take_code(_message: Message, typed: Typed, turn: Turn, raw_state: str | None) -> None:
    """The person types a code that another of their chats shows."""
    is_busy = raw_state not in (None, Welcome.answering.state)
    if typed.code is None:
        if is_busy:
            raise SkipHandler  # an answer that happens to begin so
        turn.reply.send(
            misread_screen(turn) if len(turn.channels) > 1 else nothing_to_link_screen()
        )
        return
    if is_busy and not typed.is_led and not await links.is_known(turn.session, typed.code):
        raise SkipHandler  # an answer that looks like a code: no guess is meant
    if len(turn.channels) < 2:
        turn.reply.send(nothing_to_link_screen())
        return
    await _claim(turn, typed.code)


async def _claim(turn: Turn, code: str) -> None:
    linking = await links.claim(turn.session, code, turn.person, turn.now)
    if isinstance(linking, Refused):
        turn.reply.send(refused_screen(turn, linking))
    else:
        turn.reply.send(question_where_typed(turn, linking), subject=f"{SUBJECT}{linking.id}")

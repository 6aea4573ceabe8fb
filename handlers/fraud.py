"""Somebody was cheated, or money is gone: what helps is said at once, whatever was going on."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message

from content.commands import asks_to_check
from content.fraud import tells_of_fraud
from handlers.citizen.checking import fraud_screen
from handlers.citizen.learners_names import LearnerNaming, ask_again
from handlers.focal.report_place import Report
from handlers.naming import Naming, ask_name
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome, ask_consent, fraud_help, is_invited, question_screen

router = Router(name="fraud")


class TellsOfFraud(Filter):
    """ "Tôi bị lừa mất tiền", "I was scammed". Behind KIEMTRA somebody else may say so."""

    async def __call__(self, message: Message) -> bool:
        text = message.text or ""
        return tells_of_fraud(text) and not asks_to_check(text)


@router.message(TellsOfFraud(), ~StateFilter(Report), OnTurn())
async def help_at_once(message: Message, turn: Turn) -> None:
    """A dialog that is open goes on below the help; a report asks itself what was meant."""
    going_on = await turn.state.get_state()
    if going_on == Welcome.answering.state:
        invited = await is_invited(turn.state)
        turn.reply.send(question_screen(turn.plan, fraud_help(), is_invited=invited))
    elif not (turn.person.has_consented or turn.person.is_staff):
        await ask_consent(turn.state, turn.reply, turn.plan, first=fraud_help())
    elif going_on is None:
        turn.reply.send(fraud_screen(turn.person))
    else:
        turn.reply.send(Screen(fraud_help()))
        await _go_on(message, turn, going_on)


async def _go_on(message: Message, turn: Turn, going_on: str) -> None:
    """In a request for more time it may be the reason; a name it is not."""
    if going_on.startswith(f"{LearnerNaming.__name__}:"):
        await ask_again(turn)
    elif going_on == Naming.typing.state:
        await ask_name(message.from_user, turn.state, turn.reply)
    else:
        raise SkipHandler

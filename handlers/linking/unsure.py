"""A bare "dung" under a question: without its marks it is "đúng" (right) as well as "dừng" (stop).
Two people are not made one, nor a chat given away, on half a word: it is asked back.
"""

import unicodedata

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from content.words import gettext as _
from handlers.errors import stale
from handlers.filters import Under
from handlers.linking.parting import ASKED_TO_PART, question_whether_to_part, theirs
from handlers.linking.screens import SUBJECT, mine_or_not
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn

router = Router(name="linking_unsure")

_RIGHT = "đúng"


class LacksMarks(Filter):
    """Nobody can tell which of the two it is."""

    async def __call__(self, message: Message) -> bool:
        return _RIGHT not in unicodedata.normalize("NFC", message.text or "").lower()


@router.message(Under(SUBJECT, _RIGHT), LacksMarks(), OnTurn())
async def ask_back_whose(_message: Message, asked_about: str, turn: Turn) -> None:
    """Whether the other account is theirs."""
    screen = Screen(_unsure(), mine_or_not(int(asked_about)))
    turn.reply.send(screen, f"{SUBJECT}{asked_about}")


@router.message(Under(ASKED_TO_PART, _RIGHT), LacksMarks(), OnTurn())
async def ask_back_whether_to_part(_message: Message, asked_about: str, turn: Turn) -> None:
    """Whether a chat shall leave."""
    chat = await theirs(turn, int(asked_about))
    if chat is None:
        turn.reply.send(stale(turn.person))
        return
    question, subject = question_whether_to_part(turn, chat)
    turn.reply.send(Screen(_unsure(), question.options), subject)


def _unsure() -> str:
    return _(
        "“DUNG” without its marks may be “đúng” (right) or “dừng” (stop), so nothing was done. "
        "Please choose below. To stop reminders type “dừng” with its marks."
    )

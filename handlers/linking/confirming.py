"""Both sides are asked, first where the code was typed, then where it was shown."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from content.channel_names import channel_name
from content.words import speaking
from handlers.filters import Under
from handlers.linking.buttons import SaysMine, SaysNotMine
from handlers.linking.joining import become_one
from handlers.linking.screens import (
    SUBJECT,
    asked_there_screen,
    declined_elsewhere_screen,
    not_linked_screen,
    question_where_shown,
    too_late_screen,
)
from handlers.naming import tidy
from handlers.screens import letter_to
from handlers.turn import OnTurn, Turn
from storage import links

router = Router(name="linking_confirming")

_YES = Under(
    SUBJECT,
    "của mình", "đúng", "đúng rồi", "đúng là mình", "phải", "phải rồi", "có", "vâng", "dạ",
    "dạ đúng", "ừ", "đồng ý", "ok", "oke", "okay", "mine", "it is mine", "yes",
)  # fmt: skip
_NO = Under(
    SUBJECT,
    "không phải", "không phải của mình", "không", "không đúng", "ko", "ko phải", "sai", "thôi",
    "hủy", "không phải mình", "not mine", "it is not mine", "no",
)  # fmt: skip


@router.callback_query(SaysMine.filter(), OnTurn())
async def tap_yes(query: CallbackQuery, callback_data: SaysMine, turn: Turn) -> None:
    """The other account is their own: tapped."""
    await _agree(turn, callback_data.link, query.from_user.full_name)


@router.message(_YES, OnTurn())
async def type_yes(message: Message, asked_about: str, turn: Turn) -> None:
    """The same, typed."""
    await _agree(
        turn, int(asked_about), message.from_user.full_name if message.from_user else None
    )


@router.callback_query(SaysNotMine.filter(), OnTurn())
async def tap_no(_query: CallbackQuery, callback_data: SaysNotMine, turn: Turn) -> None:
    """It is not: tapped."""
    await _decline(turn, callback_data.link)


@router.message(_NO, OnTurn())
async def type_no(_message: Message, asked_about: str, turn: Turn) -> None:
    """The same, typed."""
    await _decline(turn, int(asked_about))


async def _agree(turn: Turn, link_id: int, profile: str | None) -> None:
    if linking := await links.agree(turn.session, link_id, turn.person, turn.now):
        with speaking(linking.shown_by.language):
            screen = question_where_shown(turn, linking, tidy(profile or ""))
            letter = letter_to(linking.shown_by.address, screen, subject=f"{SUBJECT}{link_id}")
        turn.reply.letters.append(letter)
        turn.reply.show(asked_there_screen(turn, linking))
    elif joined := await links.join(turn.session, link_id, turn.person, turn.now):
        await become_one(turn, *joined)
    else:
        turn.reply.show(too_late_screen())


async def _decline(turn: Turn, link_id: int) -> None:
    linking = await links.drop(turn.session, link_id, turn.person, turn.now)
    if linking is None:
        turn.reply.show(too_late_screen())
        return
    turn.reply.show(not_linked_screen())
    is_here = linking.shown_by.address.id == turn.person.address.id
    other = linking.typed_by if is_here else linking.shown_by
    with speaking(other.language):
        app = channel_name(turn.person.address.channel, turn.channels)
        turn.reply.letters.append(letter_to(other.address, declined_elsewhere_screen(app)))

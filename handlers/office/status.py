"""How each channel does, for whoever keeps the assistant running: /trangthai."""

from collections.abc import Mapping

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.message_quota import Limits
from handlers.filters import Command, Says
from handlers.office.status_screen import ChannelLine, OpenStatus, status_screen
from handlers.refusals import refuse
from handlers.roles import may_remind_units
from handlers.turn import OnTurn, Turn
from storage import channels as channel_rows
from storage import outbox

router = Router(name="status")

_WORDS = (
    "trạng thái", "tình trạng kênh", "xem trạng thái", "trạng thái kênh", "status",
    "channel status",
)  # fmt: skip


@router.message(Command("trangthai", "status"), OnTurn())
@router.message(Says(*_WORDS), StateFilter(None), OnTurn())
@router.callback_query(OpenStatus.filter(), OnTurn())
async def open_status(
    _event: Message | CallbackQuery,
    turn: Turn,
    channels: Mapping[str, Limits],
    refused_files: int,
) -> None:
    """Is everything all right? `channels` are those that are configured; `refused_files` of the
    lessons have mistakes."""
    if not may_remind_units(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="status")
        return
    connection = await turn.session.connection()
    standings = await channel_rows.standings(connection, list(channels))
    waiting = await outbox.waiting_by_channel(connection)
    lines = [
        ChannelLine(name, limits, standings.get(name), waiting.get(name, 0))
        for name, limits in channels.items()
    ]
    turn.reply.show(status_screen(lines, turn.now, refused_files))

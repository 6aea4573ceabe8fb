"""/kenh: where a person is written to first, and whether another app may step in, once."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.channel_names import channel_name
from content.channel_words import named_channels, wished_channels
from content.words import gettext as _
from handlers.apps import other_apps
from handlers.filters import Command, Says, Under
from handlers.menu import OpenChannels, OpenLinking, menu_screen, to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from storage import people, replies
from storage.people import Address, Person

router = Router(name="channels")

SUBJECT = "channels"  # of the question where reminders go
_CROSSING = "crossing"  # of the question whether another app may step in
_YES = Under(
    _CROSSING, "được", "có", "đồng ý", "ừ", "vâng", "ok", "được nhắn thay", "yes", "it may step in"
)
_NO = Under(_CROSSING, "không", "ko", "không cần", "thôi", "no", "không nhắn thay")


class ChooseChannel(CallbackData, prefix="chan"):
    channel: str


class LetCross(CallbackData, prefix="cross"):
    may: bool


class Wishes(Filter):
    """ "Nhắc tôi qua Zalo", at any time; "Zalo" alone right under the question."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person
    ) -> bool | dict[str, tuple[str, ...]]:
        text = message.text or ""
        named = wished_channels(text)
        if not named and (maybe := named_channels(text)):
            newest = await replies.newest_subject(session, person.address)
            named = maybe if newest == SUBJECT else ()
        return {"named": named} if named else False


@router.message(Command("kenh", "channels"), OnTurn())
@router.message(
    Says("kênh", "nhắc tôi qua đâu", "nhắc qua đâu", "where to remind me", "channels"),
    StateFilter(None),
    OnTurn(),
)
@router.callback_query(OpenChannels.filter(), OnTurn())
async def open_channels(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person wants to see or choose where reminders go."""
    await _ask(turn)


@router.callback_query(ChooseChannel.filter(), OnTurn())
async def choose_channel(_query: CallbackQuery, callback_data: ChooseChannel, turn: Turn) -> None:
    """An app is tapped."""
    await _choose(turn, (callback_data.channel,))


@router.message(Wishes(), OnTurn())
async def wish_channel(_message: Message, named: tuple[str, ...], turn: Turn) -> None:
    """An app is typed."""
    await _choose(turn, named)


@router.callback_query(LetCross.filter(), OnTurn())
async def tap_crossing(_query: CallbackQuery, callback_data: LetCross, turn: Turn) -> None:
    """Whether another app may step in: tapped."""
    await _let_cross(turn, may_cross=callback_data.may)


@router.message(_YES, OnTurn())
async def let_it_cross(_message: Message, turn: Turn) -> None:
    """Another app may step in: typed."""
    await _let_cross(turn, may_cross=True)


@router.message(_NO, OnTurn())
async def keep_it_here(_message: Message, turn: Turn) -> None:
    """No other app: typed."""
    await _let_cross(turn, may_cross=False)


def channels_screen(turn: Turn, chats: Sequence[Address], *first: str) -> Screen:
    """Where reminders go now, and where else they may go. `first` comes before (HTML)."""
    lines = [
        *first,
        _(
            "<b>Where shall I send reminders?</b>\nAt present: %(app)s. Answers always come where "
            "the question was asked."
        )
        % {"app": reminded_in(turn, chats)},
    ]
    if turn.person.may_cross:
        lines.append(
            _("What is urgent may take another app, once, where that one cannot deliver.")
        )
    return Screen("\n\n".join(lines))


def reminded_in(turn: Turn, chats: Sequence[Address]) -> str:
    """The app that reminders go to as things are."""
    return channel_name(people.best_chat(turn.person, chats).channel, turn.channels)


def offers(turn: Turn, chats: Sequence[Address]) -> tuple[Option, ...]:
    """One app a button."""
    return tuple(
        Option(
            _("Remind me in %(app)s") % {"app": channel_name(chat.channel, turn.channels)},
            ChooseChannel(channel=chat.channel),
        )
        for chat in chats
        if chat.channel in turn.channels
    )


async def _ask(turn: Turn) -> None:
    chats = await people.chats_of(turn.session, turn.person.id)
    if len(chats) > 1:
        screen = channels_screen(turn, chats)
        screen = replace(screen, options=column(*offers(turn, chats), to_menu()))
        turn.reply.show(screen, subject=SUBJECT)
    else:
        turn.reply.show(_only_here(turn))


def _only_here(turn: Turn) -> Screen:
    here = channel_name(turn.person.address.channel, turn.channels)
    if len(turn.channels) < 2:
        text = _("Reminders come in %(app)s; I can be written to in no other app.")
        return Screen(text % {"app": here}, column(to_menu()))
    text = _("Reminders come in %(app)s. To have them in %(other)s, link it first: /link")
    link = Option(_("Link another app"), OpenLinking())
    return Screen(text % {"app": here, "other": other_apps(turn)}, column(link, to_menu()))


async def _choose(turn: Turn, named: tuple[str, ...]) -> None:
    """Only an app in which they have a chat; where the name fits two, they choose."""
    chats = await people.chats_of(turn.session, turn.person.id)
    chosen = [chat.channel for chat in chats if chat.channel in named]
    if len(chosen) != 1 or len(chats) == 1:
        await _ask(turn)
        return
    await people.prefer(turn.session, turn.person.id, chosen[0])
    app = channel_name(chosen[0], turn.channels)
    text = _(
        "From now on I remind you in <b>%(app)s</b>.\n\nIf %(app)s cannot deliver something "
        "urgent, may I write in another of your apps instead, once?"
    ) % {"app": app}
    yes, no = Option(_("It may step in"), LetCross(may=True)), LetCross(may=False)
    only = Option(_("No, only %(app)s") % {"app": app}, no)
    turn.reply.show(Screen(text, column(yes, only)), subject=_CROSSING)


async def _let_cross(turn: Turn, *, may_cross: bool) -> None:
    if not turn.person.is_linked:  # unlinked since the question was asked
        turn.reply.show(_only_here(turn))
        return
    await people.let_cross(turn.session, turn.person.id, may_cross=may_cross)
    notice = (
        _("Noted: what is urgent may take another app, once, and says so.")
        if may_cross
        else _("Noted: nothing is sent through another app.")
    )
    turn.reply.show(menu_screen(turn.person, turn.channels, notice))

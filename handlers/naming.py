"""The name the office sees for a member of staff: from their profile, typed, or none."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, User

from content.commands import may_be_name
from content.text import one_line, quote
from content.words import gettext as _
from handlers.dialogs import put_down
from handlers.filters import PlainText, Says
from handlers.menu import menu_screen
from handlers.screens import Option, Reply, Screen, column
from handlers.turn import OnTurn, Turn
from storage import people

router = Router(name="naming")
words_router = Router(name="names_like_words")  # before command words: some are names

LONGEST_NAME = 80
_FEWEST_LETTERS = 2
_NAME = "name"
_IS_MINE = Says(
    "đúng", "đúng rồi", "đúng tên tôi", "tên tôi", "phải", "vâng", "có", "ừ", "ok",
    "đúng, tên tôi", "yes", "yes my name", "yes, my name",
)  # fmt: skip
_IS_NOT_MINE = Says(
    "không", "không phải", "dừng lại", "không dừng lại", "không, dừng lại", "thôi",
    "no", "no stop here", "no, stop here", "stop",
)  # fmt: skip


class Naming(StatesGroup):
    typing = State()
    confirming = State()  # data: the name that is a command word as well


class OpenName(CallbackData, prefix="name"):
    pass


class UseProfileName(CallbackData, prefix="namep"):
    pass


class IsMyName(CallbackData, prefix="namey"):
    """Yes, although it is a command word as well."""


class LeaveName(CallbackData, prefix="namen"):
    """It was no name."""


class ShowNoName(CallbackData, prefix="name0"):
    pass


class MayBeName(Filter):
    """ "Dung", "HUY", "Học": a command word, and a name that people have."""

    async def __call__(self, message: Message) -> bool:
        return may_be_name(message.text or "")


async def ask_name(user: User | None, state: FSMContext, reply: Reply) -> None:
    """Ask which name the office may see. What they type next is the answer."""
    await state.clear()
    await state.set_state(Naming.typing)
    reply.send(name_screen(user))


def name_screen(user: User | None) -> Screen:
    profile = tidy(user.full_name) if user else None
    options = [Option(_("Show no name"), ShowNoName())]
    if profile:
        label = _("Use “%(name)s”") % {"name": profile}
        options.insert(0, Option(label, UseProfileName()))
    text = _(
        "By which name may the standing office know you? It is shown beside the reports you are "
        "responsible for. <b>Type a name</b> or choose:"
    )
    return Screen(text, column(*options))


def tidy(name: str) -> str | None:
    """A name fit to be shown in one line, or None."""
    name = one_line(name)
    is_a_name = sum(c.isalpha() for c in name) >= _FEWEST_LETTERS and len(name) <= LONGEST_NAME
    return name if is_a_name else None


@router.callback_query(OpenName.filter(), OnTurn())
async def change_name(query: CallbackQuery, turn: Turn) -> None:
    """The person wants to be shown by another name."""
    if turn.person.is_staff:
        await ask_name(query.from_user, turn.state, turn.reply)
    else:
        turn.reply.show(menu_screen(turn.person, turn.channels))


@router.callback_query(IsMyName.filter(), OnTurn())
@words_router.message(StateFilter(Naming.confirming), _IS_MINE, OnTurn())
async def take_confirmed_name(_event: Message | CallbackQuery, turn: Turn) -> None:
    """It is their name."""
    if await turn.state.get_state() == Naming.confirming.state:
        await _take(turn, (await turn.state.get_data())[_NAME])
    else:
        turn.reply.show(menu_screen(turn.person, turn.channels))


@router.callback_query(LeaveName.filter(), OnTurn())
@words_router.message(StateFilter(Naming.confirming), _IS_NOT_MINE, OnTurn())
async def leave_name(_event: Message | CallbackQuery, turn: Turn) -> None:
    """It was meant for a command: nothing is changed, and the menu has what may be meant."""
    is_open = await turn.state.get_state() == Naming.confirming.state
    dropped = await put_down(turn.state) if is_open else None
    turn.reply.show(menu_screen(turn.person, turn.channels, dropped))


@words_router.message(StateFilter(Naming), MayBeName(), OnTurn())
async def ask_whether_name(message: Message, turn: Turn) -> None:
    """Dung and Huy are names; typed here they may be commands, too."""
    name = one_line(message.text or "")
    await turn.state.set_state(Naming.confirming)
    await turn.state.set_data({_NAME: name})
    text = _(
        "Is <b>%(name)s</b> your name? I ask because this word may also be a command. Nothing "
        "has been changed so far."
    ) % {"name": quote(name)}
    options = Option(_("Yes, my name"), IsMyName()), Option(_("No, stop here"), LeaveName())
    turn.reply.send(Screen(text, column(*options)))


@router.message(StateFilter(Naming), PlainText(), OnTurn())
async def take_typed_name(message: Message, turn: Turn) -> None:
    """The name is typed."""
    name = tidy(message.text or "")
    if name:
        await _take(turn, name)
        return
    text = _(
        "A name needs at least two letters and at most 80 characters, for example "
        "<i>Nguyễn Văn An</i>. Please type it again, or /cancel to leave it."
    )
    turn.reply.send(Screen(text))


@router.callback_query(UseProfileName.filter(), OnTurn())
async def take_profile_name(query: CallbackQuery, turn: Turn) -> None:
    """The name of the person's own profile will do."""
    await _take(turn, tidy(query.from_user.full_name))


@router.callback_query(ShowNoName.filter(), OnTurn())
async def take_no_name(_query: CallbackQuery, turn: Turn) -> None:
    """The person would rather not be named; the office sees the role alone."""
    await _take(turn, None)


async def _take(turn: Turn, name: str | None) -> None:
    if (await turn.state.get_state() or "").startswith(f"{Naming.__name__}:"):
        await turn.state.clear()
    if not turn.person.is_staff:  # nobody needs the name of a citizen, so it is not kept
        turn.reply.show(menu_screen(turn.person, turn.channels))
        return
    await people.set_name(turn.session, turn.person.id, name)
    if name:
        notice = _("The standing office now sees you as <b>%(name)s</b>.") % {"name": quote(name)}
    else:
        notice = _("No name is shown; the standing office sees only your role.")
    turn.reply.show(menu_screen(turn.person, turn.channels, notice))

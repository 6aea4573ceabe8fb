"""The menu: the doors to everything a person may do, by role. Also the short help."""

from collections.abc import Collection

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from content.catalogue import Plan
from content.roles import Role
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import OpenLearning
from handlers.commands import commands_of
from handlers.filters import Command, Says
from handlers.roles import invitable_roles, may_remind_units, may_see_overdue, role_name, roles_of
from handlers.screens import Option, Reply, Screen, column
from handlers.welcome import Welcome, is_invited, question_screen
from storage.people import Person

router = Router(name="menu")


class OpenMenu(CallbackData, prefix="menu"):
    pass


class OpenHelp(CallbackData, prefix="help"):
    pass


class OpenOwed(CallbackData, prefix="owed"):
    pass


class OpenOverdue(CallbackData, prefix="late"):
    pass


class OpenCallList(CallbackData, prefix="calls"):
    pass


class OpenInvites(CallbackData, prefix="inv"):
    pass


class OpenExtensions(CallbackData, prefix="exts"):
    """The oldest request for more time that waits."""


class OpenLanguage(CallbackData, prefix="tongue"):
    pass


class OpenPrivacy(CallbackData, prefix="mine"):
    pass


class OpenLinking(CallbackData, prefix="link"):
    """A code for another app, or the apps that are linked."""


class OpenChannels(CallbackData, prefix="chans"):
    """Where reminders go."""


@router.message(Command("menu"), StateFilter(Welcome.answering))
@router.message(Says("menu", "thực đơn"), StateFilter(Welcome.answering))
@router.callback_query(OpenMenu.filter(), StateFilter(Welcome.answering))
async def explain_menu(
    _event: Message | CallbackQuery, state: FSMContext, reply: Reply, plan: Plan
) -> None:
    """The menu comes after the yes or no; what may be typed before it is said."""
    text = _(
        "The menu opens once you have agreed. Before that you can type /learn to learn, /privacy "
        "to see what is kept, /delete to erase it, or /language."
    )
    reply.show(question_screen(plan, text, is_invited=await is_invited(state)))


@router.message(Command("menu"))
@router.message(Says("menu", "thực đơn"), StateFilter(None))
@router.callback_query(OpenMenu.filter())
async def open_menu(
    _event: Message | CallbackQuery, person: Person, reply: Reply, channels: Collection[str]
) -> None:
    """The person wants to see what there is to do."""
    reply.show(menu_screen(person, channels))


@router.message(Command("trogiup", "help"))
@router.message(
    Says("trợ giúp", "trogiup", "giúp", "giúp đỡ", "hướng dẫn", "help"), StateFilter(None)
)
@router.callback_query(OpenHelp.filter())
async def open_help(
    _event: Message | CallbackQuery, person: Person, reply: Reply, channels: Collection[str]
) -> None:
    """The person asks how this works."""
    reply.show(help_screen(person, channels))


def menu_screen(person: Person, channels: Collection[str], notice: str | None = None) -> Screen:
    """The menu, under a line about what has just happened if there is one (HTML). `channels` are
    those that are configured."""
    lines = [notice] if notice else []
    if person.is_staff:
        held = ", ".join(role_name(role) for role in roles_of(person))
        lines.append(_("You are here as: <b>%(roles)s</b>.") % {"roles": held})
        lines.append(_("What would you like to do?"))
    else:
        lines.append(_for_neighbours())
    return Screen("\n\n".join(lines), column(*jobs(person), *_always(), *_apps(person, channels)))


def help_screen(person: Person, channels: Collection[str] = ()) -> Screen:
    """Every command that is theirs, one line each, and what else may be typed."""
    listed = commands_of(person, language(), are_several=len(channels) > 1)
    lines = [_("<b>What I can do for you</b>")]
    lines += [f"/{name} – {what}" for name, what in listed]
    hints = []
    if person.has(Role.FOCAL_POINT):
        hints.append(
            _(
                "You can also answer a reminder in plain words, for example "
                "<i>1234/1380</i>, <i>working on it</i> or <i>nothing arose</i>."
            )
        )
        hints.append(
            _(
                "To see whether a report has come in, ask <i>has it been sent?</i> To put one "
                "right, type <i>change the report</i>."
            )
        )
    if may_see_overdue(person):
        hints.append(what_may_be_asked(person))
    if not person.is_staff:
        hints.append(_for_neighbours())
    return Screen("\n\n".join(["\n".join(lines), *hints]), column(*jobs(person), to_menu()))


def what_may_be_asked(person: Person) -> str:
    """Examples for those who may see who is overdue; a leader asks, the office reminds too."""
    words = _(
        "You can just ask, for example:\n"
        "• <i>which units are late this month?</i>\n"
        "• <i>who has reported?</i>\n"
        "• <i>has TYT reported?</i> (a unit's name or code)\n"
        "• <i>show last month</i>"
    )
    return words + "\n• " + _("<i>remind TYT</i>") if may_remind_units(person) else words


def jobs(person: Person) -> tuple[Option, ...]:
    """The doors of their roles, the most used first; learning is for everybody."""
    doors = []
    if person.has(Role.FOCAL_POINT):
        doors.append(Option(_("Reports to hand in"), OpenOwed()))
    if may_see_overdue(person):
        doors.append(Option(_("Who is overdue?"), OpenOverdue()))
    if invitable_roles(person):
        doors.append(Option(_("Invite someone"), OpenInvites()))
    if person.has(Role.STANDING_OFFICE):
        doors.append(Option(_("Requests for more time"), OpenExtensions()))
    if may_remind_units(person):
        doors.append(Option(_("To call"), OpenCallList()))
    doors.append(Option(_("Learn digital skills"), OpenLearning()))
    return tuple(doors)


def likely(person: Person) -> tuple[tuple[Option, ...], ...]:
    """The three buttons that most likely help someone who is lost."""
    return column(*(*jobs(person), *_always())[:2], to_menu())


def to_menu() -> Option:
    return Option(_("Menu"), OpenMenu())


def _always() -> tuple[Option, ...]:
    return (
        Option(_("Help"), OpenHelp()),
        Option(_("My data"), OpenPrivacy()),
        Option("Ngôn ngữ / Language", OpenLanguage()),
    )


def _apps(person: Person, channels: Collection[str]) -> tuple[Option, ...]:
    """Where the assistant can be written to in more than one app."""
    if person.is_linked:
        return (Option(_("Where to remind me"), OpenChannels()),)
    return (Option(_("Link another app"), OpenLinking()),) if len(channels) > 1 else ()


def _for_neighbours() -> str:
    return _(
        "Here you can learn digital skills, two minutes a lesson. If you were given an invite "
        "code, send it to me."
    )

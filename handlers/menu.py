"""The menu: the doors to everything a person may do, by role. Also the short help."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.roles import Role
from content.words import gettext as _
from content.words import language
from handlers.commands import commands_of
from handlers.filters import Says
from handlers.roles import invitable_roles, may_remind_units, may_see_overdue, role_name, roles_of
from handlers.screens import Option, Reply, Screen, column
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


@router.message(Command("menu", ignore_case=True))
@router.message(Says("menu", "thực đơn"), StateFilter(None))
@router.callback_query(OpenMenu.filter())
async def open_menu(_event: Message | CallbackQuery, person: Person, reply: Reply) -> None:
    """The person wants to see what there is to do."""
    reply.show(menu_screen(person))


@router.message(Command("trogiup", "help", ignore_case=True))
@router.message(Says("trợ giúp", "giúp", "giúp đỡ", "hướng dẫn", "help"), StateFilter(None))
@router.callback_query(OpenHelp.filter())
async def open_help(_event: Message | CallbackQuery, person: Person, reply: Reply) -> None:
    """The person asks how this works."""
    reply.show(help_screen(person))


def menu_screen(person: Person, notice: str | None = None) -> Screen:
    """The menu, under a line about what has just happened if there is one (HTML)."""
    doors = jobs(person)
    lines = [notice] if notice else []
    if person.is_staff:
        held = ", ".join(role_name(role) for role in roles_of(person))
        lines.append(_("You are here as: <b>%(roles)s</b>.") % {"roles": held})
    else:
        lines.append(_no_job_yet())
    if doors:
        lines.append(_("What would you like to do?"))
    return Screen("\n\n".join(lines), column(*doors, *_always()))


def help_screen(person: Person) -> Screen:
    """Every command that is theirs, one line each, and what else may be typed."""
    lines = [_("<b>What I can do for you</b>")]
    lines += [f"/{name} – {what}" for name, what in commands_of(person, language())]
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
        hints.append(_no_job_yet())
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
    """The doors of their roles, the most used first."""
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


def _no_job_yet() -> str:
    return _(
        "For now I serve the units that report to the ward. If you were given an invite code, "
        "send it to me."
    )

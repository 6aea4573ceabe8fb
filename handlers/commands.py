"""The commands by role and language, as the platform's command menu and the help show them."""

from collections.abc import Iterable

from content.roles import Role
from content.words import gettext as _
from content.words import speaking
from handlers.roles import INVITE, REMIND_UNITS, SEE_OVERDUE, roles_of
from storage.people import Person

Command = tuple[str, str]  # name, description


def commands(role: Role, language: str, *, are_several: bool = False) -> list[Command]:
    """What this role may type, in the language the person reads."""
    return _for_roles((role,), language, are_several=are_several)


def commands_of(person: Person, language: str, *, are_several: bool = False) -> list[Command]:
    """What someone may type who may hold several roles."""
    return _for_roles(roles_of(person), language, are_several=are_several)


def _for_roles(roles: Iterable[Role], language: str, *, are_several: bool) -> list[Command]:
    held = frozenset(roles)
    with speaking(language):
        apps = _for_several_apps() if are_several else []
        listed = [*_jobs(held), *_for_everyone(), *apps]
    return [(english if language == "en" else name, what) for name, english, what in listed]


def _jobs(held: frozenset[Role]) -> list[tuple[str, str, str]]:
    jobs = []
    if Role.FOCAL_POINT in held:
        jobs.append(("baocao", "report", _("reports to hand in, and those sent")))
    if held & SEE_OVERDUE:
        jobs.append(("quahan", "overdue", _("which units are overdue")))
    if held & INVITE:
        jobs.append(("moi", "invite", _("invite someone into a role")))
    if held & REMIND_UNITS:
        jobs.append(("trangthai", "status", _("how the channels do")))
    return jobs


def _for_everyone() -> list[tuple[str, str, str]]:
    return [
        ("menu", "menu", _("what there is to do")),
        ("hoc", "learn", _("learn digital skills")),
        ("huy", "cancel", _("stop what I am doing")),
        ("ngonngu", "language", "Tiếng Việt / English"),
        ("riengtu", "privacy", _("what is kept about me")),
        ("xoa", "delete", _("withdraw consent and erase my data")),
        ("trogiup", "help", _("how this works")),
    ]


def _for_several_apps() -> list[tuple[str, str, str]]:
    """Where the assistant can be written to in more than one app."""
    return [
        ("lienket", "link", _("use another app as well")),
        ("kenh", "channels", _("where reminders go")),
    ]

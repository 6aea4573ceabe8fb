"""The office invites someone into a role: choose the role, the unit, and pass the link on."""

import secrets

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.catalogue import Plan
from content.invite_codes import new_code
from content.roles import Role, needs_unit
from content.text import quote
from content.ways_in import WaysIn
from content.words import gettext as _
from content.words import moment
from handlers.filters import Command, Says
from handlers.menu import OpenInvites, to_menu
from handlers.office.invite_ways import ways_told
from handlers.office.open_invites import OpenOpenInvites, take_back
from handlers.refusals import refuse
from handlers.roles import grant_name, invitable_roles, role_name
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from storage import invites
from storage.models import Invite
from storage.people import Grant

router = Router(name="invites")

_UNITS_PER_PAGE = 8


class ChooseUnit(CallbackData, prefix="invr"):
    role: Role
    page: int = 0


class InviteFor(CallbackData, prefix="invu"):
    role: Role
    unit: str | None = None


_ROLES_TYPED = {
    Role.FOCAL_POINT: ("đầu mối", "focal point"),
    Role.STANDING_OFFICE: ("cơ quan thường trực", "cán bộ cơ quan thường trực",
                           "cán bộ thường trực", "standing office", "standing office member"),
    Role.COMMUNITY_TEAM: ("tổ công nghệ số", "tổ công nghệ số cộng đồng", "tổ cộng đồng",
                          "thành viên tổ công nghệ số cộng đồng", "community team",
                          "community digital team", "community digital team member"),
    Role.LEADER: ("lãnh đạo", "lãnh đạo phường", "leader", "ward leader"),
    Role.ADMIN: ("quản trị", "quản trị viên", "administrator", "admin"),
}  # fmt: skip
_INVITING = ("mời", "mời một", "mời thêm", "invite", "invite a", "invite an", "invite the")


class WishesToInvite(Filter):
    """ "Mời đầu mối", "invite a leader"."""

    def __init__(self) -> None:
        self._says = {
            role: Says(*(f"{verb} {name}" for verb in _INVITING for name in names))
            for role, names in _ROLES_TYPED.items()
        }

    async def __call__(self, message: Message) -> bool | dict[str, Role]:
        for role, says in self._says.items():
            if await says(message):
                return {"wished": role}
        return False


def as_label(words: str) -> str:
    """Buttons begin with a capital."""
    return words[:1].upper() + words[1:]


@router.message(Command("moi", "invite"), OnTurn())
@router.message(Says("mời", "mời người", "invite"), StateFilter(None), OnTurn())
@router.callback_query(OpenInvites.filter(), OnTurn())
async def open_invites(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Someone wants to invite: into which role?"""
    roles = invitable_roles(turn.person)
    if not roles:
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
        return
    options = [
        Option(
            as_label(role_name(role)),
            ChooseUnit(role=role) if needs_unit(role) else InviteFor(role=role),
        )
        for role in roles
    ]
    text = _("<b>Invite someone</b>\nInto which role?")
    waiting = Option(_("Invites not used yet"), OpenOpenInvites())
    turn.reply.show(Screen(text, column(*options, waiting, to_menu())))


@router.message(WishesToInvite(), StateFilter(None), OnTurn())
async def invite_role(message: Message, wished: Role, turn: Turn, ways_in: WaysIn) -> None:
    """The role is typed along: "mời đầu mối"."""
    roles = invitable_roles(turn.person)
    if not roles:
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
    elif wished not in roles:
        turn.reply.show(_only_admin_screen(wished))
    elif needs_unit(wished):
        turn.reply.show(units_screen(turn.plan, wished, 0))
    else:
        await make_invite(message, InviteFor(role=wished), turn, ways_in)


def _only_admin_screen(role: Role) -> Screen:
    text = _("Only the administrator can invite someone as: <b>%(role)s</b>.")
    return Screen(
        text % {"role": role_name(role)},
        column(Option(_("Invite someone"), OpenInvites()), to_menu()),
    )


@router.callback_query(ChooseUnit.filter(), OnTurn())
async def choose_unit(_query: CallbackQuery, callback_data: ChooseUnit, turn: Turn) -> None:
    """The role is for a unit: which one?"""
    if callback_data.role not in invitable_roles(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
        return
    turn.reply.show(units_screen(turn.plan, callback_data.role, callback_data.page))


@router.callback_query(InviteFor.filter(), OnTurn())
async def make_invite(
    _event: Message | CallbackQuery, callback_data: InviteFor, turn: Turn, ways_in: WaysIn
) -> None:
    """Role and unit are known: here is the link, in a message of its own to pass on."""
    role, unit = callback_data.role, callback_data.unit
    if role not in invitable_roles(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
        return
    if needs_unit(role) and unit not in turn.plan.units:
        turn.reply.show(units_screen(turn.plan, role, 0))
        return
    grant = Grant(role, unit if needs_unit(role) else None)
    code = new_code(secrets.token_bytes)
    invite = await invites.create(
        turn.session,
        role=grant.role,
        unit_code=grant.unit_code,
        area_code=None,
        created_by=turn.person.id,
        now=turn.now,
        token=code,
    )
    turn.reply.show(link_screen(grant, invite, turn.plan, ways_in, code))
    turn.reply.send(_made_screen(grant, invite, turn.plan))  # last, so that its numbers pick


def units_screen(plan: Plan, role: Role, page: int) -> Screen:
    """The units that report, a page at a time."""
    reporting = [unit for unit in plan.units.values() if unit.cadences]
    last = (len(reporting) - 1) // _UNITS_PER_PAGE
    page = min(max(page, 0), last)
    shown = reporting[page * _UNITS_PER_PAGE : (page + 1) * _UNITS_PER_PAGE]
    choices = (Option(unit.name, InviteFor(role=role, unit=unit.code)) for unit in shown)
    turning = []
    if page > 0:
        turning.append(Option(_("‹ Back"), ChooseUnit(role=role, page=page - 1)))
    if page < last:
        turning.append(Option(_("More ›"), ChooseUnit(role=role, page=page + 1)))
    rows = (*column(*choices), tuple(turning)) if turning else column(*choices)
    text = _("<b>Invite: %(role)s</b>\nFor which unit?") % {"role": role_name(role)}
    return Screen(text, (*rows, (to_menu(),)))


def _made_screen(grant: Grant, invite: Invite, plan: Plan) -> Screen:
    text = _(
        "An invite for <b>%(role)s</b> is above. Pass it on to this one person; "
        "whoever opens it first gets the role."
    ) % {"role": quote(grant_name(grant, plan))}
    back = take_back(invite, _("Take this invite back"))
    return Screen(text, column(Option(_("Another invite"), OpenInvites()), back, to_menu()))


def link_screen(grant: Grant, invite: Invite, plan: Plan, ways_in: WaysIn, code: str) -> Screen:
    """The invite as it is passed on: how to come in on each channel."""
    words = _(
        "You are invited to Trợ Lý Số as: <b>%(role)s</b>.\n"
        "%(ways)s\n"
        "It works once, until %(until)s."
    )
    return Screen(
        words
        % {
            "role": quote(grant_name(grant, plan)),
            "ways": ways_told(ways_in, code),
            "until": moment(invite.expires_at),
        }
    )

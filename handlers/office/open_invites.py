"""Invites that still work, and taking one back that was made by mistake."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.catalogue import Plan
from content.roles import Role
from content.text import quote
from content.words import gettext as _
from content.words import moment
from handlers.filters import Says
from handlers.menu import OpenInvites, to_menu
from handlers.refusals import refuse
from handlers.roles import grant_name, invitable_roles
from handlers.screens import Option, RowId, Screen, column
from handlers.turn import OnTurn, Turn
from storage import invites
from storage.invites import Open
from storage.models import Invite
from storage.people import Grant

router = Router(name="open_invites")

_MOST_SHOWN = 8  # so that the number in the text is the number that picks


class OpenOpenInvites(CallbackData, prefix="invo"):
    """The list of invites that still work."""


class Withdraw(CallbackData, prefix="invw"):
    """This invite is not to work any more."""

    invite: RowId


def take_back(invite: Invite, label: str) -> Option:
    return Option(label, Withdraw(invite=invite.id))


@router.message(
    Says("lời mời", "lời mời chưa dùng", "thu hồi", "thu hồi lời mời", "open invites"),
    StateFilter(None),
    OnTurn(),
)
@router.callback_query(OpenOpenInvites.filter(), OnTurn())
async def list_open(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Someone of the office wants to see which invites are out."""
    if not invitable_roles(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
        return
    turn.reply.show(open_invites_screen(turn.plan, await _found(turn)))


@router.callback_query(Withdraw.filter(), OnTurn())
async def withdraw(_query: CallbackQuery, callback_data: Withdraw, turn: Turn) -> None:
    """One is taken back. Whoever may make it may take it back, whoever made it."""
    invite = await invites.get(turn.session, callback_data.invite)
    if invite is None or Role(invite.role) not in invitable_roles(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="invite")
        return
    is_done = await invites.withdraw(
        turn.session, invite.id, person_id=turn.person.id, now=turn.now
    )
    found = await _found(turn)
    turn.reply.show(_outcome_screen(_outcome(turn.plan, invite, is_done), len(found)))


async def _found(turn: Turn) -> Sequence[Open]:
    return await invites.open_ones(turn.session, invitable_roles(turn.person), turn.now)


def _outcome_screen(outcome: str, left: int) -> Screen:
    """Without the list: its numbers have moved up, and "1" typed twice must not take back two."""
    again = (Option(_("Invites not used yet"), OpenOpenInvites()),) if left else ()
    options = column(*again, Option(_("Invite someone"), OpenInvites()), to_menu())
    return Screen(f"{outcome}\n\n{_counted(left)}", options)


def _counted(count: int) -> str:
    if not count:
        return _("No invite is waiting to be used.")
    return _("<b>Invites not used yet: %(count)d</b>") % {"count": count}


def open_invites_screen(plan: Plan, found: Sequence[Open]) -> Screen:
    """Each with a button to take it back."""
    shown = found[:_MOST_SHOWN]
    parts = [_counted(len(found))]
    if found:
        parts += [_line(plan, place, one) for place, one in enumerate(shown, start=1)]
    if len(found) > len(shown):
        parts.append(_("These are the newest %(count)d.") % {"count": len(shown)})
    acts = (
        take_back(one.invite, _("Take back %(place)d") % {"place": place})
        for place, one in enumerate(shown, start=1)
    )
    options = column(*acts, Option(_("Invite someone"), OpenInvites()), to_menu())
    return Screen("\n\n".join(parts), options)


def _line(plan: Plan, place: int, one: Open) -> str:
    return _("%(place)d. <b>%(role)s</b>\nMade at %(made)s by %(who)s, works until %(until)s") % {
        "place": place,
        "role": quote(_role(plan, one.invite)),
        "made": moment(one.invite.created_at),
        "who": _maker(one),
        "until": moment(one.invite.expires_at),
    }


def _maker(one: Open) -> str:
    if one.invite.created_by is None:
        return _("the administrator")
    return quote(one.made_by, 40) if one.made_by else _("a colleague")


def _outcome(plan: Plan, invite: Invite, is_done: bool) -> str:
    role = {"role": quote(_role(plan, invite))}
    if is_done:
        return "✓ " + _("The invite for <b>%(role)s</b> no longer works.") % role
    if invite.used_at is not None:
        return (
            _(
                "⚠ The invite for <b>%(role)s</b> has been used already, so it cannot be taken "
                "back. If the wrong person has the role, please tell the administrator."
            )
            % role
        )
    return _("The invite for <b>%(role)s</b> had run out or been taken back before.") % role


def _role(plan: Plan, invite: Invite) -> str:
    return grant_name(Grant(Role(invite.role), invite.unit_code, invite.area_code), plan)

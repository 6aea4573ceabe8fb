"""Taking up an invite: one code, one role, once. Consent has been given before."""

import re

from aiogram.types import User

from content.catalogue import Plan
from content.invite_codes import find_code
from content.text import quote
from content.words import gettext as _
from handlers.menu import likely, menu_screen
from handlers.naming import ask_name
from handlers.roles import grant_name
from handlers.screens import Screen
from handlers.turn import Turn
from storage import invites, people
from storage.invites import Reason, Redeemed, Refused
from storage.people import Grant, Person

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def join(turn: Turn, code: str, user: User | None) -> None:
    """Exchange the code for its role, then ask which name the office may see."""
    outcome = await _redeem(turn, find_code(code) or code)
    if isinstance(outcome, Refused):
        turn.reply.show(refused_screen(outcome.reason, turn.person))
        return
    turn.reply.renews_commands = True
    joined = await people.by_id(turn.session, turn.person.id) or turn.person
    welcome = welcome_to(outcome.grant, turn.plan)
    if joined.is_staff and joined.name is None:  # citizens stay nameless
        turn.reply.show(Screen(welcome))
        await ask_name(user, turn.state, turn.reply)
    else:
        turn.reply.show(menu_screen(joined, turn.channels, welcome))


async def _redeem(turn: Turn, code: str) -> Redeemed | Refused:
    if not _CODE.fullmatch(code):
        return Refused(Reason.UNKNOWN)
    return await invites.redeem(turn.session, code, person_id=turn.person.id, now=turn.now)


def welcome_to(grant: Grant, plan: Plan) -> str:
    return _("Done. From now on you are: <b>%(role)s</b>.") % {
        "role": quote(grant_name(grant, plan))
    }


def refused_screen(reason: Reason, person: Person) -> Screen:
    """Why the code opened nothing, and what to do about it."""
    return Screen(_why_refused(reason), likely(person))


def mistyped_screen(person: Person) -> Screen:
    """What was typed for a code cannot be one."""
    text = _(
        "That code is not complete, or a letter of it is wrong. Please copy the whole line "
        "<b>MOI …</b> from the invite and send it to me."
    )
    return Screen(text, likely(person))


def _why_refused(reason: Reason) -> str:
    match reason:
        case Reason.USED:
            return _(
                "This invite has been used already; each works once. If it was not by you, "
                "please ask the standing office for a new one."
            )
        case Reason.EXPIRED:
            return _(
                "This invite no longer works: it is older than 7 days, or the standing office "
                "has taken it back. Please ask the standing office for a new one."
            )
        case Reason.TOO_MANY_GUESSES:
            return _(
                "There were too many wrong codes. Please wait 15 minutes, then open the link "
                "you were given or type the code again."
            )
        case Reason.UNKNOWN:
            return _(
                "I do not know this code. Please open the link you were given, or copy the whole "
                "line <b>MOI …</b> from the invite and send it to me."
            )

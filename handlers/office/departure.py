"""The office hears when somebody's leaving takes a unit's last focal point."""

from collections.abc import Collection

from content.roles import Role
from content.text import quote
from content.words import gettext as _
from content.words import speaking
from handlers.menu import to_menu
from handlers.office.invites import InviteFor
from handlers.phrases import unit_name
from handlers.screens import Option, Screen, column, letter_to
from handlers.turn import Turn
from storage import people
from storage.outbox import Priority


async def tell_office(turn: Turn, units: Collection[str]) -> None:
    """Of those units that nobody reports for any more."""
    serving = await people.focal_points_of(turn.session, units)
    deserted = [code for code, focal_points in serving.items() if not focal_points]
    if not deserted:
        return
    for member in await people.holding(turn.session, Role.STANDING_OFFICE):
        may_write = member.has_consented and member.address.is_reachable
        if member.id == turn.person.id or not may_write:
            continue
        with speaking(member.language):
            screens = [_deserted_screen(unit_name(turn.plan, code), code) for code in deserted]
        turn.reply.letters += [
            letter_to(member.address, screen, priority=Priority.REMINDER) for screen in screens
        ]


def _deserted_screen(unit: str, code: str) -> Screen:
    text = _("<b>%(unit)s</b> has no focal point any more: the last one has withdrawn.") % {
        "unit": quote(unit)
    }
    invite = Option(_("Invite a focal point"), InviteFor(role=Role.FOCAL_POINT, unit=code))
    return Screen(text, column(invite, to_menu()))

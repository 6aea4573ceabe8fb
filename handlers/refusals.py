"""The kind no: what is not for a person, said with what they may do instead, and audited."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from content.words import gettext as _
from handlers.menu import jobs, to_menu
from handlers.roles import roles_of
from handlers.screens import Reply, Screen, column
from storage import audit
from storage.people import Person


async def refuse(
    reply: Reply, session: AsyncSession, person: Person, now: datetime, *, act: str
) -> None:
    """Say no to an act of the office ("overdue", "invite", …); remember that it was tried."""
    await _remember(session, person, now, act)
    _say(reply, person, _("I am sorry, this is for the ward's standing office."))


async def refuse_reporting(
    reply: Reply, session: AsyncSession, person: Person, now: datetime, *, act: str
) -> None:
    """Say no to one who reports for no unit, or not for this one."""
    await _remember(session, person, now, act)
    _say(reply, person, _("I am sorry, this is for the focal point of the unit that reports."))


async def _remember(session: AsyncSession, person: Person, now: datetime, act: str) -> None:
    await audit.record(
        session,
        action="refused",
        subject=act,
        person_id=person.id,
        now=now,
        roles=",".join(roles_of(person)),
    )


def _say(reply: Reply, person: Person, why: str) -> None:
    reply.toast = _("This is not part of your role.")
    reply.is_said_below = True
    lines = [why]
    if person.has(Role.FOCAL_POINT):
        lines.append(_("What your own unit has to hand in is under /report."))
    elif not person.is_staff:
        lines.append(_("If you work for the ward, ask the standing office for an invite."))
    reply.show(Screen("\n".join(lines), column(*jobs(person), to_menu())))

"""Before the last counted message leaves, the office is told: once a day, once a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from content.channel_names import channel_name
from content.roles import Role
from content.words import gettext as _
from content.words import ngettext, speaking
from storage import outbox, people
from storage.database import session_on
from storage.outbox import Letter
from storage.people import Address


@dataclass(frozen=True, slots=True)
class Ending:
    """A limit that comes to its end."""

    channel: str
    when: str  # the day, or the month
    is_month: bool
    left: int
    kept_for_answers: int


async def warn_the_office(
    connection: AsyncConnection, ending: Ending, others: Sequence[str], now: datetime
) -> None:
    """Through a channel that still can, where somebody of the office has one."""
    async with session_on(connection) as session:
        holders = [
            person
            for role in (Role.STANDING_OFFICE, Role.ADMIN)
            for person in await people.holding(session, role)
            if person.has_consented
        ]
        members = {person.id: person for person in holders}
        free = await people.elsewhere(session, list(members), others)
    letters = []
    for member in members.values():
        address = free.get(member.id, member.address)
        if address.is_reachable:
            with speaking(member.language):
                letters.append(_letter(address, member.language, ending))
    await outbox.add_on(connection, letters, now)


def _letter(address: Address, language: str, ending: Ending) -> Letter:
    return Letter(
        channel=address.channel,
        address_id=address.id,
        recipient=address.external_id,
        payload={"text": _text(ending), "language": language},
        key=f"quota:{ending.channel}:{ending.when}:{address.person_id}",
    )


def _text(ending: Ending) -> str:
    name = channel_name(ending.channel)
    if ending.is_month:
        heading = _("<b>%(channel)s: this month's messages are nearly used up</b>")
        until = _("From now on reminders there wait until next month.")
    else:
        heading = _("<b>%(channel)s: today's messages are nearly used up</b>")
        until = _("From now on reminders there wait until tomorrow.")
    lines = [heading % {"channel": name}, until]
    if ending.kept_for_answers:
        kept = min(ending.kept_for_answers, ending.left)
        lines.append(
            ngettext(
                "%(count)d message is kept for answers to people who write.",
                "%(count)d messages are kept for answers to people who write.",
                kept,
            )
            % {"count": kept}
        )
    lines.append(_("How it stands: /status. Please call whoever must know before that."))
    return "\n".join(lines)

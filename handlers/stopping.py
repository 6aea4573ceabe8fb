"""DUNG: stops what comes unasked. At once for neighbours; for staff reminders are part of the
role, so they hear what stopping means and decide."""

from content.words import gettext as _
from handlers.dialogs import put_down
from handlers.menu import to_menu
from handlers.privacy import AskErase, roles_held
from handlers.roles import is_reminded
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage import people


async def stop_unasked(turn: Turn) -> None:
    """What was going on is put down as well: perhaps that was meant."""
    dropped = await put_down(turn.state)
    screen = _of_duty(turn) if turn.person.is_staff else await _at_once(turn)
    text = f"{dropped}\n\n{screen.text}" if dropped else screen.text
    turn.reply.show(Screen(text, screen.options))


def _of_duty(turn: Turn) -> Screen:
    roles = {"roles": roles_held(turn.person, turn.plan)}
    leave = Option(_("End my role and stop"), AskErase())
    text = _goes_on() if is_reminded(turn.person) else _nothing_comes()
    return Screen(text % roles, column(leave, to_menu()))


def _goes_on() -> str:
    return _(
        "Reminders go on: they belong to your role (%(roles)s). If you no longer hold it, I can "
        "end the role here; then nothing comes any more, and the standing office is told."
    )


def _nothing_comes() -> str:
    return _(
        "I send no reminders for your role (%(roles)s), so there is nothing to stop. If you no "
        "longer hold it, I can end the role here."
    )


async def _at_once(turn: Turn) -> Screen:
    """Consent is what allows to write first: without it nothing goes out unasked."""
    if turn.person.has_consented:
        await people.withdraw_consent(turn.session, turn.person.id, turn.now)
    return Screen(
        _("Stopped. I write no more unless you write first. To start again, type /start.")
    )

"""DUNG: stops what comes unasked. Lessons at once for everybody; for staff reminders are part of
the role, so they hear what stopping means and decide."""

from content.words import gettext as _
from handlers.dialogs import put_down
from handlers.menu import to_menu
from handlers.privacy import AskErase, roles_held
from handlers.roles import is_reminded
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage import withdrawal
from storage.learning import studies


async def stop_unasked(turn: Turn) -> None:
    """What was going on is put down as well: perhaps that was meant."""
    dropped = await put_down(turn.state)
    had_lessons = await studies.stop(turn.session, turn.person.id)
    is_staff = turn.person.is_staff
    screen = _of_duty(turn, had_lessons=had_lessons) if is_staff else await _at_once(turn)
    text = f"{dropped}\n\n{screen.text}" if dropped else screen.text
    turn.reply.show(Screen(text, screen.options))


def _of_duty(turn: Turn, *, had_lessons: bool) -> Screen:
    roles = {"roles": roles_held(turn.person, turn.plan)}
    leave = Option(_("End my role and stop"), AskErase())
    lines = [_("Lessons no longer come by themselves.")] if had_lessons else []
    if is_reminded(turn.person):
        lines.append(_goes_on() % roles)
    elif not had_lessons:
        lines.append(_nothing_comes() % roles)
    return Screen("\n\n".join(lines), column(leave, to_menu()))


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
    """Lessons were all that came. That progress is remembered was agreed to, and stays so: who
    types this wants quiet, not to begin anew."""
    await withdrawal.give_up_of(turn.session, turn.person.id)
    if not turn.person.has_consented:
        return Screen(
            _(
                "Stopped. Nothing comes by itself any more, and nothing was kept. You can learn "
                "at any time: type HOC."
            )
        )
    return Screen(
        _(
            "Stopped. Nothing comes by itself any more. What you have learned stays: you can go "
            "on at any time, type HOC. To have your data erased, type /delete."
        )
    )

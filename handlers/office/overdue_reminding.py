"""The office reminds by hand: one unit, some, or all that are overdue."""

from collections.abc import Sequence

from content.words import gettext as _
from content.words import ngettext
from handlers.office.nudge import is_hushed, nudge
from handlers.office.overdue_acts import show_list, show_unit
from handlers.office.overdue_choices import (
    AskRemindAll,
    AskWhomToRemind,
    OpenUnit,
    OverdueView,
    RemindAll,
    RemindThese,
    RemindUnit,
    confirm_screen,
)
from handlers.office.overdue_phrases import reminded_already
from handlers.office.overdue_shown import Shown
from handlers.office.overdue_view import Line, overview
from handlers.office.resting import why_resting
from handlers.office.unit_screen import whom_to_remind_screen
from handlers.office.unit_standing import standing_of
from handlers.refusals import refuse
from handlers.roles import may_remind_units
from handlers.turn import Turn


async def remind_unit(turn: Turn, choice: RemindUnit, listed: Shown | None = None) -> None:
    """Remind one unit, now: of what is overdue, else of what is still to come."""
    if not await _may_remind(turn):
        return
    standing = await standing_of(turn, choice.unit)
    lines = standing.to_remind_of
    if not lines:
        notice = _("Nothing is missing, so nobody was reminded.")
    elif not standing.focal_points:
        notice = _("Nobody was reminded: the unit has no focal point yet.")
    else:
        notice = await _remind(turn, lines)
    turn.reply.toast = notice
    unit = OpenUnit(**choice.model_dump())
    await show_unit(turn, unit, notice=f"<b>{notice}</b>", listed=listed)


async def ask_whom_to_remind(turn: Turn, codes: Sequence[str]) -> None:
    """Several units were named, or one name that several share."""
    if not await _may_remind(turn):
        return
    if is_hushed(turn.plan, turn.now):
        await show_list(turn, OverdueView(), notice=f"<b>{why_resting(turn.plan, turn.now)}</b>")
    else:
        door = AskWhomToRemind(units=",".join(codes))
        screen = whom_to_remind_screen(turn.plan, codes)
        turn.reply.show(screen, Shown(door, tuple(codes)).subject())


async def remind_these(turn: Turn, choice: RemindThese) -> None:
    """Remind all of those units, now."""
    if not await _may_remind(turn):
        return
    lines: list[Line] = []
    for code in dict.fromkeys(choice.units.split(",")):
        if code in turn.plan.units:  # a forged button may name anything
            lines += (await standing_of(turn, code)).to_remind_of
    if lines:
        notice = await _remind(turn, lines)
    else:
        notice = _("Nothing is missing, so nobody was reminded.")
    turn.reply.toast = notice
    await show_list(turn, OverdueView(), notice=f"<b>{notice}</b>")


async def ask_remind_all(turn: Turn, choice: AskRemindAll) -> None:
    """Remind everyone in the list? It goes to many, so it is asked first."""
    if not await _may_remind(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=choice.cadence, period=choice.period
    )
    view = OverdueView(**choice.model_dump())
    if not found.overdue:
        await show_list(turn, view)
    elif is_hushed(turn.plan, turn.now):  # before anybody is asked for a yes in vain
        await show_list(turn, view, notice=f"<b>{why_resting(turn.plan, turn.now)}</b>")
    elif any(line.can_be_reminded for line in found.overdue):
        turn.reply.show(confirm_screen(found, choice), Shown(choice).subject())
    else:
        await show_list(turn, view, notice=f"<b>{_why_nobody(found.overdue, is_list=True)}</b>")


async def remind_all(turn: Turn, choice: RemindAll) -> None:
    """Remind everyone in the list of what is overdue at this moment."""
    if not await _may_remind(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=choice.cadence, period=choice.period
    )
    view = OverdueView(**choice.model_dump())
    if not found.overdue:
        await show_list(turn, view)
        return
    turn.reply.toast = await _remind(turn, found.overdue, is_list=True)
    await show_list(turn, view, notice=f"<b>{turn.reply.toast}</b>")


async def _remind(turn: Turn, lines: Sequence[Line], *, is_list: bool = False) -> str:
    """Remind of these, and say what came of it."""
    if is_hushed(turn.plan, turn.now):
        return why_resting(turn.plan, turn.now)
    ids = [line.obligation_id for line in lines]
    told = await nudge(turn.session, turn.plan, turn.now, ids, by=turn.person)
    if not told:
        return _why_nobody(lines, is_list=is_list)
    return ngettext("%(count)d person was reminded.", "%(count)d people were reminded.", told) % {
        "count": told
    }


def _why_nobody(lines: Sequence[Line], *, is_list: bool) -> str:
    """They have had their reminder of today, or there is nobody to be reached."""
    if units := {line.unit_code for line in lines if line.was_nudged}:
        return reminded_already(len(units), is_list=is_list)
    return _("Nobody was reminded: no focal point can be reached here. Please tell them yourself.")


async def _may_remind(turn: Turn) -> bool:
    if may_remind_units(turn.person):
        return True
    await refuse(turn.reply, turn.session, turn.person, turn.now, act="remind")
    return False

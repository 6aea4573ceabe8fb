"""What the office does with the overdue list. Authority is read anew at every step."""

from collections.abc import Collection, Sequence

from content.words import gettext as _
from content.words import ngettext
from handlers.menu import jobs, to_menu, what_may_be_asked
from handlers.office.handed_in import handed_in_screen
from handlers.office.nudge import is_hushed, nudge
from handlers.office.overdue_choices import (
    AskRemindAll,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
    RemindAll,
    RemindUnit,
    confirm_screen,
    filter_screen,
)
from handlers.office.overdue_nobody import nobody_screen
from handlers.office.overdue_screens import PER_PAGE, clamped, overdue_screen
from handlers.office.overdue_shown import Shown
from handlers.office.overdue_view import overview
from handlers.office.unit_screen import unit_screen, which_unit_screen
from handlers.office.unit_standing import standing_of
from handlers.refusals import refuse
from handlers.roles import may_remind_units, may_see_overdue
from handlers.screens import Screen, column
from handlers.turn import Turn
from storage.handed_in import newest_periods


async def show_list(turn: Turn, view: OverdueView, notice: str = "") -> None:
    """Who is overdue, by this choice."""
    if not await _may_see(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=view.cadence, period=view.period
    )
    if not found.overdue:
        screen = nobody_screen(found, turn.plan, view, today=turn.today, now=turn.now)
        if notice:
            screen = Screen(f"{notice}\n\n{screen.text}", screen.options)
        turn.reply.show(screen, Shown(view).subject())
        return
    view, first = clamped(view, len(found.by_unit))
    screen = overdue_screen(
        found, view, now=turn.now, may_remind=may_remind_units(turn.person), notice=notice
    )
    codes = [lines[0].unit_code for lines in found.by_unit[first : first + PER_PAGE]]
    turn.reply.show(screen, Shown(view, tuple(codes), first + 1).subject())


async def show_handed_in(turn: Turn, view: HandedInView) -> None:
    """Who has reported; without a choice, for the newest period."""
    if not await _may_see(turn):
        return
    if view.period is None:
        newest = await newest_periods(turn.session, view.cadence)
        view = view.model_copy(update={"period": newest[0].key if newest else None})
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=view.cadence, period=view.period
    )
    view, first = clamped(view, len(found.done))
    codes = [done.unit_code for done in found.done[first : first + PER_PAGE]]
    screen = handed_in_screen(found, view, turn.now)
    turn.reply.show(screen, Shown(view, tuple(codes), first + 1).subject())


async def show_filter(turn: Turn) -> None:
    """Which reports to look at?"""
    if await _may_see(turn):
        found = await overview(turn.session, turn.plan, turn.now)
        turn.reply.show(filter_screen(found), Shown(ChooseFilter()).subject())


async def show_unit(turn: Turn, choice: OpenUnit, notice: str = "") -> None:
    """Everything about one unit."""
    if not await _may_see(turn):
        return
    standing = await standing_of(turn, choice.unit)
    if choice.unit not in turn.plan.units and not (standing.missing or standing.done):
        await show_list(turn, OverdueView(**choice.model_dump(exclude={"unit"})))
        return
    screen = unit_screen(
        standing, turn.plan, choice, now=turn.now, today=turn.today,
        may_remind=may_remind_units(turn.person), notice=notice,
    )  # fmt: skip
    turn.reply.show(screen, Shown(choice).subject())


async def ask_which_unit(turn: Turn, codes: Sequence[str]) -> None:
    """A name that several units share, or several names."""
    if await _may_see(turn):
        screen = which_unit_screen(turn.plan, codes)
        turn.reply.show(screen, Shown(OverdueView(), tuple(codes)).subject())


async def remind_unit(turn: Turn, choice: RemindUnit) -> None:
    """Remind one unit, now: of what is overdue, else of what is still to come."""
    if not await _may_remind(turn):
        return
    standing = await standing_of(turn, choice.unit)
    lines = standing.overdue or standing.awaited
    told = await _nudge(turn, [line.obligation_id for line in lines])
    if not lines:
        notice = _("Nothing is missing, so nobody was reminded.")
    elif not standing.focal_points:
        notice = _("Nobody was reminded: the unit has no focal point yet.")
    else:
        notice = _what_was_done(told, is_resting=is_hushed(turn.plan, turn.now))
    turn.reply.toast = notice
    await show_unit(turn, OpenUnit(**choice.model_dump()), notice=f"<b>{notice}</b>")


async def ask_remind_all(turn: Turn, choice: AskRemindAll) -> None:
    """Remind everyone in the list? It goes to many, so it is asked first."""
    if not await _may_remind(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=choice.cadence, period=choice.period
    )
    if found.overdue:
        turn.reply.show(confirm_screen(found, choice), Shown(choice).subject())
    else:
        await show_list(turn, OverdueView(**choice.model_dump()))


async def remind_all(turn: Turn, choice: RemindAll) -> None:
    """Remind everyone in the list of what is overdue at this moment."""
    if not await _may_remind(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=choice.cadence, period=choice.period
    )
    told = await _nudge(turn, [line.obligation_id for line in found.overdue])
    turn.reply.toast = _what_was_done(told, is_resting=is_hushed(turn.plan, turn.now))
    notice = f"<b>{turn.reply.toast}</b>"
    await show_list(turn, OverdueView(**choice.model_dump()), notice=notice)


async def answer_beyond(turn: Turn) -> None:
    """Figures and tasks: it is said that nothing of ours answers that yet, and what does."""
    if await _may_see(turn):
        lines = [
            _("I cannot answer questions about figures, targets and tasks yet."),
            what_may_be_asked(turn.person),
        ]
        turn.reply.show(Screen("\n\n".join(lines), column(*jobs(turn.person), to_menu())))


async def _nudge(turn: Turn, obligation_ids: Collection[int]) -> int:
    return await nudge(turn.session, turn.plan, turn.now, obligation_ids, by=turn.person)


def _what_was_done(told: int, *, is_resting: bool) -> str:
    if is_resting:
        return _("People are resting now, so nobody was reminded. Try in working hours.")
    if not told:
        return _("Nobody was reminded: they were already today, or cannot be reached.")
    return ngettext("%(count)d person was reminded.", "%(count)d people were reminded.", told) % {
        "count": told
    }


async def _may_see(turn: Turn) -> bool:
    if may_see_overdue(turn.person):
        return True
    await refuse(turn.reply, turn.session, turn.person, turn.now, act="overdue")
    return False


async def _may_remind(turn: Turn) -> bool:
    if may_remind_units(turn.person):
        return True
    await refuse(turn.reply, turn.session, turn.person, turn.now, act="remind")
    return False

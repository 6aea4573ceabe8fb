"""What the office sees of the overdue list. Authority is read anew at every step."""

from collections.abc import Sequence
from dataclasses import replace

from content.periods import Period
from content.words import gettext as _
from handlers.menu import jobs, to_menu, what_may_be_asked
from handlers.office.handed_in import handed_in_screen
from handlers.office.overdue_choices import (
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
    filter_screen,
)
from handlers.office.overdue_nobody import nobody_screen
from handlers.office.overdue_periods import due_by_plan, is_followed, taken_over, unfollowed_screen
from handlers.office.overdue_screens import PER_PAGE, clamped, overdue_screen
from handlers.office.overdue_shown import Shown
from handlers.office.overdue_view import Overview, overview
from handlers.office.unit_screen import unit_screen, which_unit_screen
from handlers.office.unit_standing import standing_of
from handlers.refusals import refuse
from handlers.roles import may_remind_units, may_see_overdue
from handlers.screens import Screen, column
from handlers.turn import Turn
from storage.handed_in import newest_periods


async def show_list(
    turn: Turn, view: OverdueView, notice: str = "", named: Period | None = None
) -> None:
    """Who is overdue, by this choice; under a word on the period if it is not the one named."""
    if not await _may_see(turn):
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=view.cadence, period=view.period
    )
    notice = notice or _on_period(turn, found, view, named)
    if not found.overdue:
        _show_nobody(turn, found, view, notice)
        return
    view, first = clamped(view, len(found.by_unit))
    screen = overdue_screen(
        found, view, now=turn.now, may_remind=may_remind_units(turn.person), notice=notice
    )
    codes = [lines[0].unit_code for lines in found.by_unit[first : first + PER_PAGE]]
    turn.reply.show(screen, Shown(view, tuple(codes), first + 1).subject())


def _show_nobody(turn: Turn, found: Overview, view: OverdueView, notice: str) -> None:
    if is_followed(found, view):
        screen = nobody_screen(found, turn.plan, view, today=turn.today, now=turn.now)
    else:
        screen = unfollowed_screen(turn.plan, view, turn.today)
    turn.reply.show(under(notice, screen), Shown(view).subject())


async def show_handed_in(turn: Turn, view: HandedInView, named: Period | None = None) -> None:
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
    if is_followed(found, view):
        screen = handed_in_screen(found, view, turn.now)
    else:
        screen = unfollowed_screen(turn.plan, view, turn.today)
    screen = under(_on_period(turn, found, view, named), screen)
    turn.reply.show(screen, Shown(view, tuple(codes), first + 1).subject())


def _on_period(
    turn: Turn, found: Overview, view: OverdueView | HandedInView, named: Period | None
) -> str:
    shown = found.periods or [dates.period for dates in due_by_plan(turn.plan, view)]
    return taken_over(named, shown)


def under(notice: str, screen: Screen) -> Screen:
    """The screen below a line on what has just happened, if there is one (HTML)."""
    return replace(screen, text=f"{notice}\n\n{screen.text}") if notice else screen


async def show_filter(turn: Turn, notice: str = "") -> None:
    """Which reports to look at?"""
    if await _may_see(turn):
        found = await overview(turn.session, turn.plan, turn.now)
        turn.reply.show(under(notice, filter_screen(found)), Shown(ChooseFilter()).subject())


async def show_unit(
    turn: Turn, choice: OpenUnit, notice: str = "", listed: Shown | None = None
) -> None:
    """Everything about one unit. The list it was typed under is still above it, and so are the
    numbers in it."""
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
    numbered = (listed.codes, listed.first) if listed else ((), 1)
    turn.reply.show(screen, Shown(choice, *numbered).subject())


async def ask_which_unit(turn: Turn, codes: Sequence[str]) -> None:
    """A name that several units share, or several names."""
    if await _may_see(turn):
        screen = which_unit_screen(turn.plan, codes)
        turn.reply.show(screen, Shown(OverdueView(), tuple(codes)).subject())


async def answer_beyond(turn: Turn) -> None:
    """Figures and tasks: it is said that nothing of ours answers that yet, and what does."""
    if await _may_see(turn):
        lines = [
            _("I cannot answer questions about figures, targets and tasks yet."),
            what_may_be_asked(turn.person),
        ]
        turn.reply.show(Screen("\n\n".join(lines), column(*jobs(turn.person), to_menu())))


async def _may_see(turn: Turn) -> bool:
    if may_see_overdue(turn.person):
        return True
    await refuse(turn.reply, turn.session, turn.person, turn.now, act="overdue")
    return False

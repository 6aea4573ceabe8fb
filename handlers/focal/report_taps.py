"""The buttons of the report dialog. One on an older screen shows where the dialog stands now."""

from aiogram import Router
from aiogram.types import CallbackQuery

from content.slips import without_slip
from content.steps import steps_of
from content.words import gettext as _
from handlers.focal.owed import is_open, mine
from handlers.focal.report_access import sit_down
from handlers.focal.report_choices import choose, take_candidate
from handlers.focal.report_flow import show, stand_at
from handlers.focal.report_noting import confirm
from handlers.focal.report_offers import offered
from handlers.focal.report_place import EditLine, Report, ReportNow, Steer, Take
from handlers.focal.report_readback import findings_of, pending
from handlers.focal.report_sitting import Sitting
from handlers.menu import to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn

router = Router(name="report_taps")


@router.callback_query(Steer.filter(), OnTurn())
async def tap_choice(_query: CallbackQuery, callback_data: Steer, turn: Turn) -> None:
    """A choice of the dialog."""
    sitting = await _at_page(turn, callback_data)
    if sitting is None:
        return
    if callback_data.choice in offered(sitting):
        await choose(sitting, callback_data.choice)
    else:
        show(sitting)


@router.callback_query(Take.filter(), OnTurn())
async def tap_candidate(_query: CallbackQuery, callback_data: Take, turn: Turn) -> None:
    """One of the ways a number can be read."""
    sitting = await _at_page(turn, callback_data)
    if sitting is None:
        return
    if sitting.state == Report.confirming.state:
        await _take_without_slip(sitting)
    else:
        await take_candidate(sitting, callback_data.candidate)


@router.callback_query(EditLine.filter(), OnTurn())
async def tap_line(_query: CallbackQuery, callback_data: EditLine, turn: Turn) -> None:
    """A line of the summary is to be changed."""
    sitting = await _at_page(turn, callback_data)
    if sitting is not None:
        await edit_line(sitting, callback_data.line)


async def edit_line(sitting: Sitting, line: int) -> None:
    """Ask this line once more and come back to the summary."""
    steps = steps_of(sitting.form)
    is_whole = sitting.state in (Report.reviewing.state, Report.sending.state)
    if is_whole and 1 <= line <= len(steps):
        await stand_at(sitting, steps[line - 1], returns_to_summary=True)
    else:
        show(sitting)


async def _take_without_slip(sitting: Sitting) -> None:
    """The digit had slipped: the button says what was meant."""
    answer = pending(sitting)
    meant = without_slip(answer, findings_of(sitting, sitting.indicator, answer))
    if meant is None:
        show(sitting)
    else:
        await confirm(sitting, meant)


async def _at_page(turn: Turn, tapped: Steer | Take | EditLine) -> Sitting | None:
    """The dialog, if the tapped screen is its newest; otherwise says where it stands."""
    if not await _is_reporting(turn):
        await _answer_closed_dialog(turn, tapped.obligation)
        return None
    sitting = await sit_down(turn)
    if sitting is None:
        return None
    place = sitting.place
    if (place.obligation, place.page) == (tapped.obligation, tapped.page):
        return sitting
    turn.reply.toast = _("That screen is old. This is where you are.")
    show(sitting)
    return None


async def _is_reporting(turn: Turn) -> bool:
    state = await turn.state.get_state()
    return state is not None and state.startswith(Report.__full_group_name__ + ":")


async def _answer_closed_dialog(turn: Turn, obligation_id: int) -> None:
    """Nothing is going on any more. What stands on the screen may be worth keeping."""
    obligation = await mine(turn.session, turn.person, obligation_id)
    if obligation is not None and not is_open(obligation):
        turn.reply.toast = _("This report has been sent.")
        return
    turn.reply.toast = _("That screen is old.")
    options = [to_menu()]
    if obligation is not None:
        options.insert(0, Option(_("Go on with the report"), ReportNow(obligation=obligation_id)))
    text = _("That screen is old, so I did not do anything.")
    turn.reply.send(Screen(text, column(*options)))

"""How the report dialog moves: which step comes next, and what becomes of an understood answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from content.forms import Question
from content.indicators import Indicator
from content.menus import Offer
from content.steps import Step, first_open, step_after, step_before, steps_of
from content.words import gettext as _
from handlers.focal.report_asking_back import picking_screen, sending_screen
from handlers.focal.report_dividing import dividing_screen
from handlers.focal.report_doubting import doubting_screen, nothing_screen
from handlers.focal.report_place import Report
from handlers.focal.report_readback import confirm_screen, explain_screen, several_screen
from handlers.focal.report_screens import (
    denominator_screen,
    early_screen,
    indicator_screen,
    old_draft_screen,
    question_screen,
    sent_already_screen,
    shortly,
)
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_summary import summary_screen
from handlers.focal.report_unclear import candidates_screen
from handlers.screens import Screen
from storage.unit_of_work import current

_SCREENS: Mapping[str | None, Callable[[Sitting], Screen]] = {
    Report.starting.state: early_screen,
    Report.replacing.state: sent_already_screen,
    Report.resuming.state: old_draft_screen,
    Report.dividing.state: dividing_screen,
    Report.several.state: several_screen,
    Report.answering.state: indicator_screen,
    Report.denominator.state: denominator_screen,
    Report.choosing.state: candidates_screen,
    Report.confirming.state: confirm_screen,
    Report.explaining.state: explain_screen,
    Report.narrating.state: question_screen,
    Report.doubting.state: doubting_screen,
    Report.nothing.state: nothing_screen,
    Report.reviewing.state: summary_screen,
    Report.picking.state: picking_screen,
    Report.sending.state: sending_screen,
}
_PICKED_FROM = {
    Report.starting.state,
    Report.replacing.state,
    Report.resuming.state,
    Report.doubting.state,
    Report.nothing.state,
    Report.picking.state,
    Report.sending.state,
}
_ASKED_SHORTLY = {
    Report.answering.state,
    Report.denominator.state,
    Report.narrating.state,
    Report.reviewing.state,
}
_FRESH: Mapping[str, Any] = {"numerator": None, "pending": None, "candidates": ()}
_AT_THE_END: Mapping[str, Any] = {"returns_to_summary": False, "rechecks": False}


def show(sitting: Sitting, notice: str | None = None) -> None:
    """Show where the dialog stands, under a word on what has just happened."""
    sitting.notice = notice or sitting.notice
    sitting.turn.reply.show(_screen(sitting), subject=sitting.subject)
    current().is_shown_here()


def _screen(sitting: Sitting) -> Screen:
    screen = _SCREENS[sitting.state](sitting)
    if sitting.state in _PICKED_FROM:
        return screen
    return replace(screen, offer=Offer.WORDS)  # a typed "2" is a figure, or a correction of one


async def slip(sitting: Sitting, notice: str) -> None:
    """What could not be noted, in one line above the buttons: the question stands right above,
    unless another screen has come between."""
    if sitting.state not in _ASKED_SHORTLY or not await sitting.is_before_eyes():
        show(sitting, notice)
        return
    short = replace(_screen(sitting), text=f"{notice}\n\n{shortly(sitting)}")
    sitting.turn.reply.show(short, subject=sitting.subject)


async def stand_at(sitting: Sitting, step: Step | None, **changes: Any) -> None:
    """Ask a step from its beginning; without one, show the summary."""
    match step:
        case Indicator():
            await sitting.stand(Report.answering, step=step.code, **_FRESH, **changes)
        case Question():
            await sitting.stand(Report.narrating, step=step.code, **_FRESH, **changes)
        case _:
            await sitting.stand(Report.reviewing, step="", **_AT_THE_END, **_FRESH)
    show(sitting)


def next_step(sitting: Sitting) -> Step | None:
    """The first step without an answer, or just the next where all are gone through again; None
    for the summary."""
    if sitting.place.returns_to_summary:
        return None
    if sitting.place.rechecks:
        return step_after(sitting.form, sitting.place.step)
    return first_open(sitting.form, sitting.answers)


async def ask_again(sitting: Sitting) -> None:
    """The words in doubt are dropped; what they were typed for is asked once more."""
    answer = sitting.place.answer
    if sitting.is_told or answer is None:
        await stand_at(sitting, sitting.step)
    else:  # they stood for the reason of a figure
        bare = replace(answer, words=None)
        await sitting.stand(Report.explaining, pending=bare.to_json())
        show(sitting)


async def go_back(sitting: Sitting) -> None:
    """One step back; within a step, to its beginning."""
    if sitting.state == Report.reviewing.state:
        await stand_at(sitting, steps_of(sitting.form)[-1])
    elif sitting.state == Report.sending.state:
        await stand_at(sitting, None)
    elif sitting.state == Report.doubting.state:
        await ask_again(sitting)
    elif sitting.state not in (Report.answering.state, Report.narrating.state):
        await stand_at(sitting, sitting.step)
    elif sitting.place.returns_to_summary:
        await stand_at(sitting, None)
    elif before := step_before(sitting.form, sitting.place.step):
        await stand_at(sitting, before)
    else:
        show(sitting, _("This is the first step."))

"""Somebody is working on it: thanked, and noted for the office. Reminders go on."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from content.menus import Offer
from content.words import gettext as _
from handlers.focal.digest import Working, owed_lines, report_options
from handlers.focal.owed import asks_for_figures, by_urgency
from handlers.focal.report_screens import nothing_owed_text
from handlers.focal.sent_screens import open_sent
from handlers.focal.unsent import unsent_corrections, unsent_lines, unsent_options
from handlers.menu import to_menu
from handlers.screens import Screen, column
from handlers.turn import OnTurn, Turn
from storage import audit, obligations
from storage.models import Obligation

router = Router(name="working")


@router.callback_query(Working.filter(), OnTurn())
async def say_working(_query: CallbackQuery, turn: Turn) -> None:
    """Everything the person owes now is in hand."""
    await note_working(turn, await obligations.owed_by(turn.session, turn.person.units))


async def note_working(turn: Turn, owed: Sequence[Obligation]) -> None:
    """Thank them and note it; what is owed stays in sight."""
    if not owed:
        turn.reply.show(await nothing_owed_screen(turn))
        return
    for obligation in owed:
        await audit.record(
            turn.session,
            action="working_on_it",
            subject=f"obligation:{obligation.id}",
            person_id=turn.person.id,
            now=turn.now,
        )
    turn.reply.toast, turn.reply.is_said_below = _("Thank you!"), True
    turn.reply.show(_thanks_screen(turn, sorted(owed, key=by_urgency)))


async def nothing_owed_screen(turn: Turn, figures: str | None = None) -> Screen:
    """Nothing is to be handed in, but perhaps a correction. Figures that were typed all the same
    are quoted: they are noted nowhere."""
    unsent = await unsent_corrections(turn)
    text = _("Your unit has no report left to hand in. Thank you!")
    if figures:
        text = nothing_owed_text(figures)
    parts = [*unsent_lines(unsent), text]
    options = column(*unsent_options(turn, unsent), open_sent(), to_menu())
    return Screen("\n\n".join(parts), options)


def _thanks_screen(turn: Turn, owed: Sequence[Obligation]) -> Screen:
    lines = [
        _("Thank you, I have noted that you are working on it."),
        "",
        *owed_lines(turn.plan, owed, turn.today),
        "",
        _("When the figures are there, choose below or just type them.")
        if asks_for_figures(turn.plan, owed)
        else _("When you are ready, choose below."),
    ]
    options = report_options(turn.plan, owed, turn.today)
    return Screen("\n".join(lines), options, Offer.WORDS)  # "2" may be a figure

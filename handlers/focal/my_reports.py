"""/baocao: what a focal point's units still have to hand in and what they have sent."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.roles import Role
from content.words import gettext as _
from handlers.filters import Command, Says
from handlers.focal.digest import owed_lines, report_options
from handlers.focal.owed import by_urgency
from handlers.focal.sent_screens import open_sent, sent_lines
from handlers.focal.unsent import unsent_corrections, unsent_lines, unsent_options
from handlers.menu import OpenOwed, to_menu
from handlers.refusals import refuse_reporting
from handlers.screens import Screen, column
from handlers.turn import OnTurn, Turn
from storage import obligations, sent
from storage.models import Obligation
from storage.sent import Sent

router = Router(name="my_reports")

_NEWEST = 2  # the others are one tap away: what is owed must stay in sight


@router.message(Command("baocao", "report", "reports"), OnTurn())
@router.message(
    Says("báo cáo", "xem báo cáo", "báo cáo của tôi", "báo cáo cần nộp", "report", "my reports"),
    StateFilter(None),
    OnTurn(),
)
@router.callback_query(OpenOwed.filter(), OnTurn())
async def open_owed(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person asks what is still to be handed in, and what has been."""
    if not turn.person.has(Role.FOCAL_POINT):
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act="owed")
        return
    owed = await obligations.owed_by(turn.session, turn.person.units)
    newest = await sent.by_units(turn.session, turn.person.units, most=_NEWEST)
    unsent = await unsent_corrections(turn)
    turn.reply.show(reports_screen(turn, sorted(owed, key=by_urgency), newest, unsent))


def reports_screen(
    turn: Turn, owed: Sequence[Obligation], newest: Sequence[Sent], unsent: Sequence[Sent]
) -> Screen:
    """What is owed, the most urgent first, with the buttons to hand it in or ask for more time;
    below it what was sent last."""
    if owed:
        heading = _("<b>Still to be handed in: %(count)d</b>") % {"count": len(owed)}
        parts = ["\n".join([heading, "", *owed_lines(turn.plan, owed, turn.today)])]
    else:
        parts = [_("Your unit has nothing to hand in right now. I will remind you in good time.")]
    parts = [*unsent_lines(unsent), *parts]
    if newest:
        parts += [_("<b>Sent last:</b>"), *sent_lines(turn.plan, newest, turn.person)]
    rows = report_options(turn.plan, owed, turn.today) if owed else ()
    more = column(*unsent_options(turn, unsent), *[open_sent()] * bool(newest), to_menu())
    return Screen("\n\n".join(parts), (*rows, *more))

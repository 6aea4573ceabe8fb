"""/baocao: what a focal point's units still have to hand in, and the button to do it."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from content.roles import Role
from content.words import gettext as _
from handlers.filters import Says
from handlers.focal.digest import owed_lines, report_options
from handlers.focal.owed import by_urgency
from handlers.menu import OpenOwed, to_menu
from handlers.refusals import refuse_reporting
from handlers.screens import Screen, column
from handlers.turn import OnTurn, Turn
from storage import obligations
from storage.models import Obligation

router = Router(name="my_reports")


@router.message(Command("baocao", "report", "reports", ignore_case=True), OnTurn())
@router.message(
    Says("báo cáo", "báo cáo của tôi", "report", "my reports"), StateFilter(None), OnTurn()
)
@router.callback_query(OpenOwed.filter(), OnTurn())
async def open_owed(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person asks what is still to be handed in."""
    if not turn.person.has(Role.FOCAL_POINT):
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act="owed")
        return
    owed = await obligations.owed_by(turn.session, turn.person.units)
    turn.reply.show(owed_screen(turn, sorted(owed, key=by_urgency)))


def owed_screen(turn: Turn, owed: list[Obligation]) -> Screen:
    """The most urgent first, with the buttons to hand them in or ask for more time."""
    if not owed:
        text = _("Your unit has nothing to hand in right now. I will remind you in good time.")
        return Screen(text, column(to_menu()))
    lines = [_("<b>Still to be handed in: %(count)d</b>") % {"count": len(owed)}, ""]
    lines += owed_lines(turn.plan, owed, turn.today)
    return Screen("\n".join(lines), (*report_options(owed), (to_menu(),)))

"""The standing office asks who is overdue, by command, button or in words, and reminds them."""

from collections.abc import Collection
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, Filter, StateFilter
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.periods import Cadence
from content.questions import OverdueQuestion, overdue_question
from content.words import LOCAL_ZONE, ngettext
from content.words import gettext as _
from handlers.menu import OpenOverdue
from handlers.office.nudge import is_hushed, nudge
from handlers.office.overdue_choices import (
    AskRemindAll,
    ChooseFilter,
    OverdueView,
    RemindAll,
    RemindOne,
    confirm_screen,
    filter_screen,
)
from handlers.office.overdue_screens import nobody_screen, overdue_screen
from handlers.office.overdue_view import Line, overview
from handlers.refusals import refuse
from handlers.roles import may_remind_units, may_see_overdue
from handlers.turn import OnTurn, Turn

router = Router(name="overdue")


class AsksOverdue(Filter):
    """The question in words: "đơn vị nào trễ hạn báo cáo tháng này?"."""

    async def __call__(self, message: Message, now: datetime) -> bool | dict[str, OverdueQuestion]:
        if message.reply_to_message:  # a reply is about what it replies to
            return False
        question = overdue_question(message.text or "", now.astimezone(LOCAL_ZONE).date())
        return {"question": question} if question else False


async def overdue_lines(
    session: AsyncSession,
    plan: Plan,
    now: datetime,
    *,
    cadence: Cadence | None = None,
    period: str | None = None,
) -> list[Line]:
    """Who is overdue, the longest first: what the office sees, as values."""
    return list((await overview(session, plan, now, cadence=cadence, period=period)).overdue)


@router.message(Command("quahan", "overdue", ignore_case=True), OnTurn())
@router.callback_query(OpenOverdue.filter(), OnTurn())
async def open_overdue(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Who is overdue, all in all."""
    await _show(turn, OverdueView())


@router.message(StateFilter(None), AsksOverdue(), OnTurn())
async def ask_overdue(_message: Message, question: OverdueQuestion, turn: Turn) -> None:
    """The same, asked in words, perhaps for a period."""
    await _show(turn, OverdueView(cadence=question.cadence, period=question.period))


@router.callback_query(OverdueView.filter(), OnTurn())
async def turn_page(_query: CallbackQuery, callback_data: OverdueView, turn: Turn) -> None:
    """Another page, another choice, or the same anew."""
    await _show(turn, callback_data)


@router.callback_query(ChooseFilter.filter(), OnTurn())
async def choose_filter(_query: CallbackQuery, turn: Turn) -> None:
    """Which reports to look at?"""
    if not may_see_overdue(turn.person):
        await _refuse(turn)
        return
    turn.reply.show(filter_screen(await overview(turn.session, turn.plan, turn.now)))


@router.callback_query(RemindOne.filter(), OnTurn())
async def remind_one(_query: CallbackQuery, callback_data: RemindOne, turn: Turn) -> None:
    """Remind one unit of one report, now."""
    view = OverdueView(**callback_data.model_dump(exclude={"obligation"}))
    await _remind(turn, view, {callback_data.obligation})


@router.callback_query(AskRemindAll.filter(), OnTurn())
async def ask_remind_all(_query: CallbackQuery, callback_data: AskRemindAll, turn: Turn) -> None:
    """Remind everyone in the list? It goes to many, so it is asked first."""
    if not may_remind_units(turn.person):
        await _refuse(turn, act="remind")
        return
    choice = callback_data.model_dump()
    found = await overview(turn.session, turn.plan, turn.now, **choice)
    if found.overdue:
        turn.reply.show(confirm_screen(found, callback_data))
    else:
        await _show(turn, OverdueView(**choice))


@router.callback_query(RemindAll.filter(), OnTurn())
async def remind_all(_query: CallbackQuery, callback_data: RemindAll, turn: Turn) -> None:
    """Remind everyone in the list, now."""
    await _remind(turn, OverdueView(**callback_data.model_dump()))


async def _remind(turn: Turn, view: OverdueView, only: Collection[int] | None = None) -> None:
    """Remind of what is overdue at this moment: of all in the view, or only of these."""
    if not may_remind_units(turn.person):
        await _refuse(turn, act="remind")
        return
    lines = await overdue_lines(
        turn.session, turn.plan, turn.now, cadence=view.cadence, period=view.period
    )
    wanted = [x.obligation_id for x in lines if only is None or x.obligation_id in only]
    told = await nudge(turn.session, turn.plan, turn.now, wanted, by=turn.person)
    turn.reply.toast = _what_was_done(told, is_resting=is_hushed(turn.plan, turn.now))
    await _show(turn, view, notice=f"<b>{turn.reply.toast}</b>")


def _what_was_done(told: int, *, is_resting: bool) -> str:
    if is_resting:
        return _("People are resting now, so nobody was reminded. Try in working hours.")
    if not told:
        return _("Nobody was reminded: they were already today, or cannot be reached.")
    return ngettext("%(count)d person was reminded.", "%(count)d people were reminded.", told) % {
        "count": told
    }


async def _show(turn: Turn, view: OverdueView, notice: str = "") -> None:
    if not may_see_overdue(turn.person):
        await _refuse(turn)
        return
    found = await overview(
        turn.session, turn.plan, turn.now, cadence=view.cadence, period=view.period
    )
    if found.overdue:
        may_remind = may_remind_units(turn.person)
        screen = overdue_screen(found, view, now=turn.now, may_remind=may_remind, notice=notice)
    else:
        screen = nobody_screen(found, turn.plan, view, today=turn.today, now=turn.now)
    turn.reply.show(screen)


async def _refuse(turn: Turn, act: str = "overdue") -> None:
    await refuse(turn.reply, turn.session, turn.person, turn.now, act=act)

"""The standing office answers requests for more time; whoever asked hears the answer."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import deadlines
from content.roles import Role
from content.text import quote
from content.words import gettext as _
from content.words import speaking, weekday_and_day
from handlers.focal.owed import is_open, period_of
from handlers.focal.report_place import ReportNow
from handlers.focal.turn import OnTurn, Turn
from handlers.menu import to_menu
from handlers.phrases import report_name, unit_name
from handlers.refusals import refuse
from handlers.screens import Option, Screen, column, letter_to
from storage import extensions, obligations, people
from storage.models import Extension, Obligation
from storage.outbox import Letter
from storage.people import Person

router = Router(name="extensions")


class GrantExtension(CallbackData, prefix="exy"):
    extension: int


class RefuseExtension(CallbackData, prefix="exn"):
    extension: int


async def request_letters(
    session: AsyncSession, plan: Plan, asked: Extension, obligation: Obligation, asker: Person
) -> list[Letter]:
    """The request as each reachable member of the standing office gets it."""
    letters = []
    for member in await people.holding(session, Role.STANDING_OFFICE):
        if member.has_consented and member.address.is_reachable:
            with speaking(member.language):
                screen = request_screen(plan, asked, obligation, asker.name)
            letters.append(letter_to(member.address, screen))
    return letters


def request_screen(
    plan: Plan, asked: Extension, obligation: Obligation, asker: str | None
) -> Screen:
    """Who asks, for what, until when and why, with the two answers."""
    lines = [_request_words(plan, asked, obligation)]
    if asker:
        lines.append(_("Asked by: %(name)s") % {"name": quote(asker, 80)})
    upward = deadlines(period_of(obligation), plan.regime, plan.calendar).upward_due
    if asked.until >= upward:
        lines.append(
            _("Mind: the ward's own report is due on %(day)s.") % {"day": weekday_and_day(upward)}
        )
    return Screen(
        "\n".join(lines),
        column(
            Option(_("Agree"), GrantExtension(extension=asked.id)),
            Option(_("Refuse"), RefuseExtension(extension=asked.id)),
        ),
    )


def _request_words(plan: Plan, asked: Extension, obligation: Obligation) -> str:
    return _(
        "<b>A unit asks for more time</b>\n"
        "%(unit)s: %(report)s\n"
        "Due: %(due)s\n"
        "Asked for: <b>%(until)s</b>\n"
        "Reason: %(reason)s"
    ) % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "due": weekday_and_day(obligation.due),
        "until": weekday_and_day(asked.until),
        "reason": quote(asked.reason or "–", 300),
    }


@router.callback_query(GrantExtension.filter(), OnTurn())
async def grant(_query: CallbackQuery, callback_data: GrantExtension, turn: Turn) -> None:
    """The office agrees: the due day moves, and the unit is told."""
    await _decide(turn, callback_data.extension, granted=True)


@router.callback_query(RefuseExtension.filter(), OnTurn())
async def refuse_extension(
    _query: CallbackQuery, callback_data: RefuseExtension, turn: Turn
) -> None:
    """The office does not agree: the due day stays, and the unit is told."""
    await _decide(turn, callback_data.extension, granted=False)


async def _decide(turn: Turn, extension_id: int, *, granted: bool) -> None:
    if not turn.person.has(Role.STANDING_OFFICE):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="extension")
        return
    asked = await extensions.get(turn.session, extension_id)
    obligation = await obligations.get(turn.session, asked.obligation_id) if asked else None
    if asked is None or obligation is None:
        turn.reply.show(Screen(_("I cannot find this request any more."), column(to_menu())))
        return
    if asked.granted is None and not is_open(obligation):
        verdict = _("The report has come in meanwhile, so no answer is needed.")
    elif asked.granted is None and granted and asked.until < turn.today:
        verdict = _("The day that was asked for is past, so it can no longer be agreed to.")
    else:
        await _answer(turn, asked, obligation, granted=granted)
        return
    turn.reply.show(_result_screen(turn.plan, asked, obligation, verdict))


async def _answer(turn: Turn, asked: Extension, obligation: Obligation, *, granted: bool) -> None:
    """The first answer counts and is told; whoever comes later reads what it was."""
    decided = await extensions.decide(
        turn.session,
        asked.id,
        plan=turn.plan,
        granted=granted,
        decided_by=turn.person.id,
        now=turn.now,
    )
    if decided is None:
        await turn.session.refresh(asked)  # somebody else may have answered this very moment
        verdict = _("This request has been answered: %(answer)s.") % {"answer": _said(asked)}
    else:
        letters = await _answer_letters(turn, decided, obligation)
        turn.reply.letters.extend(letters)
        told = (
            _("Whoever asked has been told.")
            if letters
            else _("Whoever asked cannot be reached here; please tell them.")
        )
        verdict = f"<b>{_said(decided).capitalize()}.</b> {told}"
    turn.reply.show(_result_screen(turn.plan, asked, obligation, verdict))


def _said(asked: Extension) -> str:
    return _("agreed") if asked.granted else _("refused")


def _result_screen(plan: Plan, asked: Extension, obligation: Obligation, verdict: str) -> Screen:
    """The request with what became of it; there is nothing left to tap but the menu."""
    text = f"{_request_words(plan, asked, obligation)}\n\n{verdict}"
    return Screen(text, column(to_menu()))


async def _answer_letters(turn: Turn, decided: Extension, obligation: Obligation) -> list[Letter]:
    """The answer, to the person who asked."""
    asker = await people.by_id(turn.session, decided.asked_by)
    if asker is None or not (asker.has_consented and asker.address.is_reachable):
        return []
    with speaking(asker.language):
        screen = answer_screen(turn.plan, decided, obligation)
        return [letter_to(asker.address, screen, subject=f"obligations:{obligation.id}")]


def answer_screen(plan: Plan, decided: Extension, obligation: Obligation) -> Screen:
    """What the office answered, for the one who asked."""
    text = (
        _(
            "<b>The standing office agrees to more time.</b>\n"
            "%(unit)s: %(report)s is now due on <b>%(until)s</b>."
        )
        if decided.granted
        else _(
            "<b>The standing office does not agree to more time until %(until)s.</b>\n"
            "%(unit)s: %(report)s stays due on <b>%(due)s</b>."
        )
    )
    facts = {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "until": weekday_and_day(decided.until),
        "due": weekday_and_day(obligation.due),
    }
    now = Option(_("Report now"), ReportNow(obligation=obligation.id))
    return Screen(text % facts, column(now, to_menu()))

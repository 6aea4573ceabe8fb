"""Who hears of a request for more time: the office when it comes or is withdrawn, the unit when
it is answered."""

from collections.abc import Callable, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.menus import Offer
from content.roles import Role
from content.text import quote
from content.words import gettext as _
from content.words import speaking, weekday_and_day
from handlers.focal.owed import period_of
from handlers.focal.report_place import ReportNow
from handlers.menu import to_menu
from handlers.office.extension_screens import request_screen
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, Screen, column, letter_to
from storage import people, replies
from storage.models import Extension, Obligation
from storage.outbox import Letter, Priority
from storage.people import Person

SUBJECT = "extension:"  # and the id: a reply to such a message answers that request


def subject_of(asked: Extension) -> str:
    return f"{SUBJECT}{asked.id}"


async def request_letters(
    session: AsyncSession, plan: Plan, asked: Extension, obligation: Obligation, asker: Person
) -> list[Letter]:
    """The request as each reachable member of the standing office gets it."""
    return _letters(
        await _office(session),
        lambda: request_screen(plan, asked, obligation, asker.name),
        subject_of(asked),
    )


async def withdrawal_letters(
    session: AsyncSession, plan: Plan, withdrawn: Extension, obligation: Obligation
) -> list[Letter]:
    """That no answer is needed any more, for those of the office who know of the request."""
    told = [
        member
        for member in await _office(session)
        if await replies.was_told(session, member.address, subject_of(withdrawn))
    ]
    return _letters(told, lambda: withdrawal_screen(plan, withdrawn, obligation))


async def answer_letters(
    session: AsyncSession, plan: Plan, decided: Extension, obligation: Obligation
) -> list[Letter]:
    """The answer, for everyone who reports for the unit: the due day is theirs together."""
    serving = (await people.focal_points_of(session, [obligation.unit_code])).values()
    reached = [p for unit in serving for p in unit if p.has_consented and p.address.is_reachable]
    return _letters(
        reached,
        lambda: answer_screen(plan, decided, obligation),
        f"obligations:{obligation.id}",
    )


def withdrawal_screen(plan: Plan, withdrawn: Extension, obligation: Obligation) -> Screen:
    """Short, for one who was asked."""
    text = _(
        "<b>Withdrawn:</b> %(unit)s no longer asks for more time until %(until)s for %(report)s. "
        "No answer is needed; it stays due on <b>%(due)s</b>."
    )
    return Screen(text % _facts(plan, withdrawn, obligation), column(to_menu()), Offer.WORDS)


def answer_screen(plan: Plan, decided: Extension, obligation: Obligation) -> Screen:
    """What the office answered, with the day in force."""
    text = _answer_words(decided) % _facts(plan, decided, obligation)
    if decided.refusal_reason:
        reason = quote(decided.refusal_reason, 300)
        text += "\n" + _("Reason: %(reason)s") % {"reason": reason}
    now = Option(_("Report now"), ReportNow(obligation=obligation.id))
    return Screen(text, column(now, to_menu()), Offer.WORDS)  # nobody awaits it now


def _answer_words(decided: Extension) -> str:
    if not decided.granted:
        return _(
            "<b>The standing office does not agree to more time until %(until)s.</b>\n"
            "%(unit)s: %(report)s stays due on <b>%(due)s</b>."
        )
    if decided.granted_until == decided.until:
        return _(
            "<b>The standing office agrees to more time.</b>\n"
            "%(unit)s: %(report)s is now due on <b>%(due)s</b>."
        )
    return _(
        "<b>The standing office agrees to more time, but to another day.</b>\n"
        "%(unit)s asked for more time until %(until)s: %(report)s is now due on <b>%(due)s</b>."
    )


def _facts(plan: Plan, asked: Extension, obligation: Obligation) -> dict[str, str]:
    return {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "until": weekday_and_day(asked.until),
        "due": weekday_and_day(obligation.due),
    }


async def _office(session: AsyncSession) -> list[Person]:
    members = await people.holding(session, Role.STANDING_OFFICE)
    return [m for m in members if m.has_consented and m.address.is_reachable]


def _letters(
    persons: Sequence[Person], screen: Callable[[], Screen], subject: str | None = None
) -> list[Letter]:
    letters = []
    for person in persons:
        with speaking(person.language):
            letter = letter_to(
                person.address, screen(),
                priority=Priority.REMINDER, subject=subject, is_urgent=True,
            )  # fmt: skip
            letters.append(letter)
    return letters

"""The first screen: who runs this, that it is a machine, what it keeps, how to stop."""

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from content.catalogue import Plan
from content.text import quote
from content.words import gettext as _
from handlers.screens import Option, Reply, Screen, column

CONSENT_VERSION = "2026-11"  # of what the welcome and the privacy page say is kept


class Welcome(StatesGroup):
    answering = State()  # data: the invite to go on with after a yes


class Agree(CallbackData, prefix="yes"):
    pass


class Decline(CallbackData, prefix="no"):
    pass


class ReadAgain(CallbackData, prefix="wel"):
    """The whole welcome once more."""


async def ask_consent(state: FSMContext, reply: Reply, plan: Plan, invite: str = "") -> None:
    """Show the welcome and wait for a yes or no; the invite waits with it."""
    await state.set_state(Welcome.answering)
    await state.set_data({"invite": invite})
    reply.show(welcome_screen(plan, is_invited=bool(invite)))


def welcome_screen(plan: Plan, *, is_invited: bool = False) -> Screen:
    """Who, what is kept, how to stop: three lines and two buttons."""
    lines = [_("You have been invited to take a role. Please read this first:")]
    lines = lines if is_invited else []
    lines.append(
        _(
            "Hello! I am <b>Trợ Lý Số</b> of %(ward)s ward, in the care of %(office)s. I am a "
            "<b>machine</b>, not a person (Law 134/2025/QH15 on artificial intelligence, "
            "Article 11, asks me to say so)."
        )
        % _house(plan)
    )
    lines.append(
        _(
            "I keep only this chat's number, your language, your role, what you report and a log "
            "of what was done; for staff also a name, if you allow it. More: /privacy"
        )
    )
    lines.append(
        _(
            "You can stop at any time: /cancel drops what is going on, /delete withdraws consent "
            "and erases your data. Do you agree? (Tiếng Việt: /ngonngu)"
        )
    )
    return Screen("\n\n".join(lines), column(*_yes_or_no()))


def question_screen(plan: Plan, notice: str | None = None) -> Screen:
    """The question alone, for who has had the welcome and said something else: still who asks,
    that it is a machine, and how to answer."""
    text = _(
        "I am <b>Trợ Lý Số</b> of %(ward)s ward, a <b>machine</b>, in the care of %(office)s. "
        "Before anything else I need your answer: may I keep this chat's number, your language, "
        "your role and what you report (for staff also a name)? "
        "Tap a button, or type <b>I agree</b> or <b>no</b>."
    ) % _house(plan)
    again = Option(_("Read it all again"), ReadAgain())
    parts = (notice, text)
    return Screen("\n\n".join(p for p in parts if p), column(*_yes_or_no(), again))


def _yes_or_no() -> tuple[Option, Option]:
    return Option(_("I agree"), Agree()), Option(_("I do not agree"), Decline())


def greeting(plan: Plan) -> str:
    return _("Hello! I am <b>Trợ Lý Số</b> of %(ward)s ward, an answering machine.") % _house(plan)


def _house(plan: Plan) -> dict[str, str]:
    """Who runs the assistant: the ward, and its standing office for the plan."""
    ward = plan.meta.issuer.rpartition("phường ")[2]
    offices = (unit.name for unit in plan.units.values() if unit.kind == "standing_office")
    return {"ward": quote(ward), "office": quote(next(offices, ""))}

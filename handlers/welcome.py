"""The first screen: who runs this, that it is a machine, what it keeps, how to stop.

Whoever comes by an invite is spoken to as staff, everybody else as a neighbour: in Vietnamese
these are different words, so each has sentences of its own. What they agree to is the same.
"""

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from content.catalogue import Plan
from content.text import quote
from content.words import gettext as _
from handlers.screens import Option, Reply, Screen, column

CONSENT_VERSION = "2026-12-2"  # of what the welcome and the privacy page say is kept


class Welcome(StatesGroup):
    answering = State()  # data: the invite to go on with after a yes


class Agree(CallbackData, prefix="yes"):
    pass


class Decline(CallbackData, prefix="no"):
    pass


class ReadAgain(CallbackData, prefix="wel"):
    """The whole welcome once more."""


async def ask_consent(
    state: FSMContext,
    reply: Reply,
    plan: Plan,
    invite: str = "",
    *,
    has_asked: bool = False,
    first: str | None = None,
    then: str = "",
) -> None:
    """Show the welcome and wait for a yes or no; the invite waits with it, and so does the door
    to go through `then`. What is urgent, or `first` instead of it, comes before."""
    await state.set_state(Welcome.answering)
    await state.set_data({"invite": invite, "has_asked": has_asked, "then": then})
    screen = welcome_screen(plan, is_invited=bool(invite))
    if first is None and has_asked and not invite:
        first = urgent_matters()
    if first:
        screen = Screen(f"{first}\n\n{screen.text}", screen.options)
    reply.show(screen)


async def is_invited(state: FSMContext) -> bool:
    """Whether an invite waits for the answer."""
    return bool((await state.get_data()).get("invite"))


def welcome_screen(plan: Plan, *, is_invited: bool = False) -> Screen:
    """Who, what is kept, how to stop: three lines and two buttons."""
    who = _(
        "Hello! I am <b>Trợ Lý Số</b> of %(ward)s ward, in the care of %(office)s. I am a "
        "<b>machine</b>, not a person."
    ) % _house(plan)
    lines = [who, *(_for_staff() if is_invited else _for_neighbours())]
    if is_invited:
        lines.insert(0, _("You have been invited to take a role. Please read this first:"))
    return Screen("\n\n".join(lines), column(*_yes_or_no()))


def _for_neighbours() -> tuple[str, str]:
    return (
        _(
            "I remember only this chat, your language and role, what you learn and what was done "
            "here; of ward staff also their reports, and a name if they allow it. All of it: "
            "/privacy"
        ),
        _(
            "You can stop at any time: type /cancel to stop, /delete and I erase what I remember "
            "of you. Do you agree? (Tiếng Việt: /ngonngu)"
        ),
    )


def _for_staff() -> tuple[str, str]:
    return (
        _(
            "I remember only this chat, your language and role, the reports you send, what you "
            "learn and did here; your name too, if you allow it. All of it: /privacy"
        ),
        _(
            "You can stop at any time: /cancel drops what is going on, /delete withdraws consent "
            "and erases your data. Do you agree? (Tiếng Việt: /ngonngu)"
        ),
    )


def question_screen(plan: Plan, notice: str | None = None, *, is_invited: bool = False) -> Screen:
    """The question alone, for who has had the welcome and said something else: still who asks,
    that it is a machine, and how to answer."""
    who = _("I am <b>Trợ Lý Số</b> of %(ward)s ward, a <b>machine</b>.") % _house(plan)
    question = (
        _(
            "Before anything else: may I remember this chat, your language, your role, your "
            "reports and, if you allow it, your name? Choose below, or type <b>I agree</b> or "
            "<b>no</b>."
        )
        if is_invited
        else _(
            "Before anything else: may I remember this chat, your language, your role and what "
            "you learn (of ward staff also reports and a name)? Choose below, or type <b>I "
            "agree</b> or <b>no</b>."
        )
    )
    again = Option(_("Read it all again"), ReadAgain())
    parts = (notice, f"{who} {question}")
    return Screen("\n\n".join(p for p in parts if p), column(*_yes_or_no(), again))


def urgent_matters() -> str:
    """For somebody in need: this is a machine, and who is not. No number is made up."""
    return _(
        "<b>If it is urgent</b> (fraud, money lost, somebody in danger), please tell the ward "
        "police at once. I cannot pass anything on."
    )


def fraud_help() -> str:
    """For whoever was cheated: what helps most comes first, and no number is made up."""
    return _(
        "<b>Stop transferring money and call your bank at once</b>, at the number on the back of "
        "your card. Then tell the ward police.\n"
        "Open no link, and tell nobody a code (OTP). I cannot pass anything on."
    )


def _yes_or_no() -> tuple[Option, Option]:
    return Option(_("I agree"), Agree()), Option(_("I do not agree"), Decline())


def greeting(plan: Plan) -> str:
    return _("Hello! I am <b>Trợ Lý Số</b> of %(ward)s ward, an answering machine.") % _house(plan)


def _house(plan: Plan) -> dict[str, str]:
    """Who runs the assistant: the ward, and its standing office for the plan."""
    ward = plan.meta.issuer.rpartition("phường ")[2]
    offices = (unit.name for unit in plan.units.values() if unit.kind == "standing_office")
    return {"ward": quote(ward), "office": quote(next(offices, ""))}

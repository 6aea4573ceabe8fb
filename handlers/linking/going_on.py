"""A dialog begun in one chat goes on in another: first it is shown where it stands. What is typed
before that was meant for something the person did not see here, so it is not taken.
"""

from datetime import date

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, User

from content.channel_names import channel_name
from content.commands import command_word
from content.words import gettext as _
from handlers.citizen import certificates, learners_names
from handlers.command_words import is_of_dialog
from handlers.filters import GoesOnElsewhere, PlainText, Says
from handlers.focal.extension import in_hand
from handlers.focal.extension_flow import Extension, ask_day, ask_reason, begin, said_of
from handlers.focal.report_access import sit_down
from handlers.focal.report_flow import show
from handlers.linking.buttons import GoOnHere
from handlers.menu import menu_screen
from handlers.naming import ask_name
from handlers.office.extension_answer import (
    ExtensionAnswer,
    ask_refusal_reason,
    confirm,
    review_refusal,
)
from handlers.office.extension_request import take_up
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import ask_consent
from storage import people
from storage.unit_of_work import current

router = Router(name="going_on")


_GO_ON = Says("làm tiếp ở đây", "làm tiếp", "tiếp tục", "tiếp", "go on here", "go on", "continue")


class MeansWhatIsOpen(Filter):
    """A command word for the very thing that is open: SUA and NOP the report, GIAHAN the
    request."""

    async def __call__(self, message: Message, raw_state: str | None) -> bool:
        word = command_word(message.text or "")
        return word is not None and is_of_dialog(word, raw_state)


@router.callback_query(GoOnHere.filter(), OnTurn())
@router.message(_GO_ON, GoesOnElsewhere(), OnTurn())
@router.message(MeansWhatIsOpen(), GoesOnElsewhere(), OnTurn())
async def go_on_here(event: CallbackQuery | Message, turn: Turn) -> None:
    """The person wants to go on in this chat."""
    if await turn.state.get_state() is None:
        text = _("What was begun has been finished or stopped meanwhile.")
        turn.reply.show(menu_screen(turn.person, turn.channels, text))
    else:
        await _show_here(turn, event.from_user, None)


@router.message(PlainText(), GoesOnElsewhere(), OnTurn())
async def show_before_taking(message: Message, turn: Turn) -> None:
    """Something is typed here while the dialog stands in another chat."""
    chats = await people.chats_of(turn.session, turn.person.id)
    apps = [channel_name(c.channel, turn.channels) for c in chats if c.id == current().shown_on]
    notice = _(
        "This was last worked on in %(app)s. Here is where it stands; what was just typed is not "
        "noted, so please answer once more:"
    ) % {"app": apps[0] if apps else _("another app")}
    await _show_here(turn, message.from_user, notice)


async def _show_here(turn: Turn, user: User | None, notice: str | None) -> None:
    match (await turn.state.get_state() or "").partition(":")[0]:
        case "Report":
            if sitting := await sit_down(turn):
                show(sitting, notice)
        case "Extension":
            await _ask_for_time(turn, notice)
        case "ExtensionAnswer":
            await _answer_request(turn, notice or "")
        case "Naming":
            if notice:
                turn.reply.send(Screen(notice))
            await ask_name(user, turn.state, turn.reply)
        case "LearnerNaming" | "Certifying" as learning:
            of_learning = {
                "LearnerNaming": learners_names.ask_again, "Certifying": certificates.show_here,
            }  # fmt: skip
            await of_learning[learning](turn, notice)
        case _:
            data = await turn.state.get_data()
            await ask_consent(turn.state, turn.reply, turn.plan, str(data.get("invite", "")))


async def _ask_for_time(turn: Turn, notice: str | None) -> None:
    state = await turn.state.get_state()
    obligation = await in_hand(turn)
    if obligation is None:
        return
    until, reason = await said_of(turn, obligation)
    if state == Extension.until.state or until is None:
        await ask_day(turn, obligation, until=until, reason=reason, first=notice)
    elif state == Extension.reason.state:
        await ask_reason(turn, obligation, until, reason=reason, first=notice)
    else:
        await begin(turn, obligation, until=until, reason=reason, first=notice)


async def _answer_request(turn: Turn, notice: str) -> None:
    state, data = await turn.state.get_state(), await turn.state.get_data()
    asked = await take_up(turn, data.get("extension", 0))
    if asked is None:
        return
    if state == ExtensionAnswer.confirming.state:
        await confirm(asked, date.fromisoformat(data["day"]), notice)
    elif state == ExtensionAnswer.refusing.state:
        await ask_refusal_reason(asked, notice)
    else:
        if notice:
            asked.turn.reply.send(Screen(notice))
        await review_refusal(asked, data["reason"])

"""What is going on with a person, and what is lost or kept when it stops."""

from aiogram.fsm.context import FSMContext

from content.words import gettext as _


async def put_down(state: FSMContext) -> str | None:
    """Stop whatever is going on. Says what was dropped; None when nothing was going on."""
    going_on = await state.get_state()
    await state.clear()
    return what_stopped(going_on.partition(":")[0]) if going_on else None


def what_stopped(group: str) -> str:
    """By the name of the dialog's states."""
    match group:
        case "Report":
            return _(
                "I stopped the report. Your answers so far are kept; /report goes on with it."
            )
        case "Extension":
            return _("I dropped the request for more time. The due day stays as it was.")
        case "ExtensionAnswer":
            return _("I sent no answer. The request for more time is still waiting.")
        case "Naming":
            return _("I did not change the name.")
        case "LearnerNaming":
            return _("I left the learner's name as it was.")
        case "Certifying":
            return _("I printed no certificate. You can get it at any time.")
        case "Welcome":
            return _("I stopped here. Nothing was agreed.")
        case _:
            return _("I stopped what was going on.")

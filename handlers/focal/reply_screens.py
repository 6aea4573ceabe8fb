"""What a focal point reads when a reply leaves something open."""

from collections.abc import Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.menus import Offer
from content.small_talk import Asked
from content.text import quote
from content.words import gettext as _
from handlers.focal.digest import owed_lines, reminder_options
from handlers.focal.owed import asks_for_figures, due_sentence, example_day, short_label
from handlers.menu import to_menu
from handlers.screens import Option, RowId, Screen, column
from storage.models import Obligation

_MOST_TO_PICK = 10


class PickReport(CallbackData, prefix="pick"):
    """The words just said were about this report."""

    obligation: RowId


def which_screen(plan: Plan, owed: Sequence[Obligation], today: date) -> Screen:
    """Several reports are open: which one is meant?"""
    lines = [_("<b>Which report do you mean?</b>"), "", *owed_lines(plan, owed, today)]
    options = [
        Option(short_label(plan, obligation), PickReport(obligation=obligation.id))
        for obligation in owed[:_MOST_TO_PICK]
    ]
    return Screen("\n".join(lines), column(*options, to_menu()))


def explanation_screen(plan: Plan, owed: Sequence[Obligation], today: date, first: str) -> Screen:
    """What is owed, what may be said, and the buttons that say it."""
    still = "\n".join([_("Still to hand in:"), *owed_lines(plan, owed, today)])
    text = "\n\n".join([first, still, _what_to_type(plan, owed, today)])
    return Screen(text, (*reminder_options(plan, owed, today), (to_menu(),)), Offer.WORDS)


def not_understood_text() -> str:
    return _("I am sorry, I did not understand that.")


def answer_text(plan: Plan, owed: Sequence[Obligation], today: date, asked: Asked) -> str:
    """A simple question about what is owed; the list with its days follows below."""
    match asked:
        case Asked.DUE if len(owed) == 1:
            return due_sentence(plan, owed[0], today)
        case Asked.DUE:
            return _("Each report with its day stands below.")
        case Asked.WHAT:
            return _("This is what the ward asks of your unit under Plan %(plan)s.") % {
                "plan": quote(plan.meta.number)
            }
        case _:
            return _(
                "It is easy: choose “Report now”, and I ask one thing at a time. Nothing is sent "
                "until you choose “Send the report”."
            )


def unread_piece_text(piece: str) -> str:
    """One figure of several was none: it is named, and nothing is noted by halves."""
    return _(
        "I could not read a figure in “%(piece)s”, so I have noted nothing yet. Please type all "
        "of them once more, with a semicolon (;) between them."
    ) % {"piece": quote(piece, 100)}


def _what_to_type(plan: Plan, owed: Sequence[Obligation], today: date) -> str:
    lines = [
        _("You can type:"),
        *([_("• figures, for example <i>1234/1380</i>")] * asks_for_figures(plan, owed)),
        _("• <i>working on it</i>"),
    ]
    if day := example_day(plan, owed, today):
        lines.append(_("• <i>more time until %(day)s</i>") % {"day": day})
    lines += [_("• <i>nothing arose</i>"), _("or choose:")]
    return "\n".join(lines)

"""What is said when something went wrong, and when a button is older than what it opens."""

from content.menus import Offer
from content.text import quote
from content.words import gettext as _
from content.words import speaking
from handlers.menu import likely, to_menu
from handlers.screens import Screen, column
from storage.people import Person


def apology(language: str, reference: str) -> Screen:
    """One per failure; the reference is the one in the log."""
    with speaking(language):
        text = _(
            "I am sorry, something went wrong on my side and your last step was not done. "
            "Please try again in a few minutes. If it happens again, give the standing office "
            "this code: <code>%(reference)s</code>"
        ) % {"reference": quote(reference)}
        return Screen(text, column(to_menu()), Offer.WORDS)  # it may come minutes later


def stale(person: Person) -> Screen:
    """An old screen was tapped: here is a fresh one."""
    return Screen(
        _("That screen is old, so I did not do anything. Please choose again:"), likely(person)
    )

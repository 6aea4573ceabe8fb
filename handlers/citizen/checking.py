"""KIEMTRA: what neighbours ask for and is not here yet. Said plainly, with what helps meanwhile;
nothing is called safe, and no number is made up."""

from content.words import gettext as _
from handlers.menu import likely
from handlers.screens import Screen
from handlers.welcome import fraud_help
from storage.people import Person


def checking_screen(person: Person) -> Screen:
    text = _(
        "I cannot check messages, links or phone numbers yet. If you are in doubt: open no link, "
        "transfer no money, tell nobody a code (OTP).\n"
        "If money is gone:"
    )
    return Screen(f"{text} {fraud_help()}", likely(person))


def fraud_screen(person: Person) -> Screen:
    return Screen(fraud_help(), likely(person))

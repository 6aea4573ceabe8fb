"""What the command zalo-consent says, in Vietnamese and English: an operator may read either."""

from collections.abc import Callable

from bot.terminal import console
from bot.zalo_consent import Outcome
from content.words import LANGUAGES, speaking
from content.words import gettext as _


def ask(link: str) -> str:
    """Show the link; wait for what comes back."""
    for sentence in (_open_this, lambda: f"\n{link}\n", _paste_that):
        console.print(in_both(sentence), markup=False, highlight=False, soft_wrap=True)
    try:
        return input("> ")
    except EOFError:
        return ""


def outcome_words(outcome: Outcome) -> str:
    """What happened, and what to do next."""
    return in_both(_SAID[outcome])


def in_both(sentence: Callable[[], str]) -> str:
    """In each language, once where they agree."""
    said: dict[str, None] = {}
    for language in LANGUAGES:
        with speaking(language):
            said[sentence()] = None
    return "\n".join(said)


def _open_this() -> str:
    return _(
        "1. An administrator of the Official Account opens this link in a browser and agrees:"
    )


def _paste_that() -> str:
    return _(
        "2. Then the browser shows a page of ours. Copy its whole address, paste it here and "
        "press Enter (within ten minutes):"
    )


_SAID: dict[Outcome, Callable[[], str]] = {
    Outcome.STORED: lambda: _(
        "Done. The new tokens are stored. A running assistant uses them within a minute; what "
        "waited goes out."
    ),
    Outcome.NO_CODE: lambda: _(
        "There is no code in what you pasted. Run the command again and copy the whole address "
        "from the browser's address line."
    ),
    Outcome.DENIED: lambda: _(
        "Zalo did not give leave. Is the person an administrator of the account, and is the "
        "address of our page registered in the developers' console (redirect URL)?"
    ),
    Outcome.OTHER_LINK: lambda: _(
        "This address answers another link than the one above. Run the command again and open "
        "the new link."
    ),
    Outcome.REFUSED: lambda: _(
        "Zalo refused the code: it works once and for ten minutes, and the app id and app secret "
        "must be those of the same app. Run the command again."
    ),
    Outcome.AWAY: lambda: _(
        "Zalo does not answer, so nothing was stored. Check the connection and run the command "
        "again."
    ),
    Outcome.NOT_SAVED: lambda: _(
        "Another process is working on the tokens. Nothing was stored. Wait a minute and run the "
        "command again."
    ),
}

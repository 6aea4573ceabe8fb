"""Why a typed code joins nothing, and what to do about it."""

from content.channel_names import channel_name
from content.words import gettext as _
from handlers.apps import other_apps
from handlers.linking.screens import MINUTES
from handlers.menu import OpenLinking, to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage.links import Reason, Refused


def misread_screen(turn: Turn) -> Screen:
    text = _(
        "I could not read this code. It has 9 characters, digits 2 to 9 and letters, for example "
        "<code>LK K7M X2Q 4PH</code>. Please look at it once more in %(app)s and type it again."
    ) % {"app": other_apps(turn)}
    return Screen(text)


def refused_screen(turn: Turn, refused: Refused) -> Screen:
    """Nothing has changed; what helps is a door."""
    app = channel_name(refused.channel, turn.channels) if refused.channel else other_apps(turn)
    options = column(to_menu())
    if refused.reason in (Reason.LINKED, Reason.TAKEN):
        options = column(Option(_("Linked apps"), OpenLinking()), to_menu())
    words = _no_good_code(refused.reason) or _no_pair(refused.reason)
    return Screen(words % {"app": app, "minutes": MINUTES}, options)


def _no_good_code(reason: Reason) -> str | None:
    match reason:
        case Reason.UNKNOWN:
            return _(
                "I do not know this code. Please look at it once more in %(app)s and type it "
                "again, or type /link there for a new one."
            )
        case Reason.USED:
            return _(
                "This code has been typed before; each works once. If that was not you, say no "
                "in %(app)s. For a new code type /link there."
            )
        case Reason.EXPIRED:
            return _(
                "This code no longer works: it is older than %(minutes)d minutes or was taken "
                "back. For a new one type /link in %(app)s."
            )
        case Reason.TOO_MANY_GUESSES:
            return _(
                "There were too many wrong codes. Please wait, at least %(minutes)d minutes, then "
                "type /link in %(app)s for a new code."
            )
        case _:
            return None


def _no_pair(reason: Reason) -> str:
    match reason:
        case Reason.SAME_CHAT:
            return _("This code is not to be typed here, but in %(app)s.")
        case Reason.LINKED:
            return _("This account and %(app)s are linked already. Nothing more is needed.")
        case Reason.SAME_CHANNEL:
            return _(
                "This code comes from another %(app)s account. A code joins different apps, one "
                "account of each; two accounts of %(app)s cannot be linked."
            )
        case _:
            return _(
                "One of the two is linked with another %(app)s account already. Unlink that one "
                "first, then type a new code."
            )

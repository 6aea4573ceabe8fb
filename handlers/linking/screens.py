"""What is said while two chats are being linked. Staff and neighbours read the same screens, so
there is no form of address in them."""

from datetime import datetime

from content.channel_names import channel_name
from content.link_codes import shown
from content.text import quote
from content.words import LOCAL_ZONE
from content.words import gettext as _
from handlers.apps import held_by, other_apps
from handlers.linking.buttons import SaysMine, SaysNotMine
from handlers.menu import OpenLinking, to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage.links import LIVES_FOR, Linking

SUBJECT = "link:"  # of the question whether the other chat is theirs, with the code's id

MINUTES = int(LIVES_FOR.total_seconds()) // 60


def nothing_to_link_screen() -> Screen:
    text = _(
        "There is nothing to link: I can be written to in this app only. All reports and "
        "reminders are here."
    )
    return Screen(text, column(to_menu()))


def code_screen(turn: Turn, code: str, until: datetime) -> Screen:
    """The code, and what to do with it."""
    text = _(
        "<b>Link with %(app)s</b>\n"
        "• First open Trợ Lý Số in %(app)s.\n"
        "• Type there: <code>LK %(code)s</code>\n"
        "• Then come back here: I shall ask once more before anything is linked.\n\n"
        "The code works once, until %(until)s. Capital or small letters, with or without spaces, "
        "all the same. <b>Give it to nobody</b>: who is linked may do all that you may do here."
    ) % {
        "app": other_apps(turn),
        "code": shown(code),
        "until": until.astimezone(LOCAL_ZONE).strftime("%H:%M"),
    }
    return Screen(text, column(Option(_("Another code"), OpenLinking()), to_menu()))


def question_where_typed(turn: Turn, linking: Linking) -> Screen:
    """Whose code it is, and what a yes means: a code may be somebody's bait."""
    theirs, channel = linking.shown_by, linking.shown_by.address.channel
    lines = [
        _("<b>Link these two accounts?</b>"),
        _("• In %(app)s: <b>%(name)s</b> (%(roles)s)")
        % {
            "app": channel_name(channel, turn.channels),
            "name": quote(theirs.name or _("without a name")),
            "roles": quote(held_by(theirs, turn)),
        },
        _("• Here: %(roles)s") % {"roles": quote(held_by(turn.person, turn))},
        "",
        _(
            "Afterwards both are one person: whoever opens either account sees and does all that "
            "belongs to both. Say yes only if <b>both accounts are your own</b>. If somebody sent "
            "you this code, say no."
        ),
    ]
    return Screen("\n".join(lines), mine_or_not(linking.id))


def question_where_shown(turn: Turn, linking: Linking, profile: str | None) -> Screen:
    """The last question before the two become one. `profile` is how the other account calls
    itself."""
    lines = [
        _("Your linking code was just typed in <b>%(app)s</b>, by an account named “%(name)s”.")
        % {
            "app": channel_name(linking.typed_by.address.channel, turn.channels),
            "name": quote(profile or _("without a name")),
        },
        _("• There: %(roles)s") % {"roles": quote(held_by(linking.typed_by, turn))},
        _("• Here: %(roles)s") % {"roles": quote(held_by(linking.shown_by, turn))},
        "",
        _(
            "<b>Is that your own account?</b> If you are not sure, say no: nothing has been "
            "changed so far."
        ),
    ]
    return Screen("\n".join(lines), mine_or_not(linking.id))


def asked_there_screen(turn: Turn, linking: Linking) -> Screen:
    text = _(
        "Good. I have asked in <b>%(app)s</b> as well. Please open %(app)s and answer there "
        "within %(minutes)d minutes; nothing is linked before that."
    ) % {
        "app": channel_name(linking.shown_by.address.channel, turn.channels),
        "minutes": MINUTES,
    }
    return Screen(text)


def not_linked_screen() -> Screen:
    text = _("All right. Nothing was linked, and that code is worthless now.")
    return Screen(text, column(to_menu()))


def declined_elsewhere_screen(app: str) -> Screen:
    text = _(
        "The answer in %(app)s was no, so nothing was linked. For a new code type /link there."
    ) % {"app": app}
    return Screen(text, column(to_menu()))


def too_late_screen() -> Screen:
    text = _(
        "This question is no longer open: the code was used, taken back or too old. Nothing was "
        "changed just now. For a new code type /link."
    )
    return Screen(text, column(Option(_("New code"), OpenLinking()), to_menu()))


def mine_or_not(link_id: int) -> tuple[tuple[Option, ...], ...]:
    yes = Option(_("It is mine"), SaysMine(link=link_id))
    return column(yes, Option(_("Not mine"), SaysNotMine(link=link_id)))

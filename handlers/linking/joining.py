"""Two people become one: what both sides read, and which dialog goes on."""

from dataclasses import replace

from content.channel_names import channel_name
from content.text import quote
from content.words import gettext as _
from content.words import speaking
from handlers.apps import held_by
from handlers.channels import SUBJECT, channels_screen, offers
from handlers.dialogs import what_stopped
from handlers.linking.buttons import GoOnHere
from handlers.linking.replaced import replaced_lines
from handlers.menu import to_menu
from handlers.screens import Option, Screen, column, letter_to
from handlers.turn import Turn
from storage import conversations, people
from storage.conversations import NOT_BEGUN, Standing
from storage.links import Linking
from storage.people import Merged, Person
from storage.unit_of_work import current

_LESS = {"": 0, "Welcome": 1, "Naming": 2}  # any other dialog is worth more than these
_UNCONFIRMED = ("pending", "numerator", "candidates", "given", "unsure", "said")


async def become_one(turn: Turn, linking: Linking, merged: Merged) -> None:
    """The last yes was said, here; the other side hears so, too."""
    here = linking.shown_by.address
    key = (here.channel, here.external_id)
    person = (await people.by_keys(turn.session, {key}))[key]
    goes_on, stops = _which_goes_on(
        current().stands(), merged.dialogs[linking.typed_by.id], person
    )
    current().goes_on_as(person, goes_on)
    await conversations.save(await turn.session.connection(), {person.id: goes_on})
    turn = replace(turn, person=person)
    turn.reply.renews_commands = True
    changes = [*await replaced_lines(turn, merged.replaced), *_stopped(stops, goes_on)]
    await _show_here(turn, linking, goes_on, changes)
    _tell_there(turn, linking, goes_on, changes)


async def _show_here(turn: Turn, linking: Linking, goes_on: Standing, changes: list[str]) -> None:
    """What was joined, what became of what both had begun, and at once: where to remind?"""
    chats = await people.chats_of(turn.session, turn.person.id)
    hint, options = _going_on(turn, goes_on, linking.shown_by)
    there = channel_name(linking.typed_by.address.channel, turn.channels)
    first = [_joined(turn, there), *changes, *hint]
    screen = channels_screen(turn, chats, *first)
    screen = replace(screen, options=column(*offers(turn, chats), *options, to_menu()))
    turn.reply.show(screen, subject=SUBJECT)


def _tell_there(turn: Turn, linking: Linking, goes_on: Standing, changes: list[str]) -> None:
    with speaking(turn.person.language):
        hint, options = _going_on(turn, goes_on, linking.typed_by)
        here = channel_name(linking.shown_by.address.channel, turn.channels)
        text = "\n\n".join([_joined(turn, here), *changes, *hint])
        screen = Screen(text, column(*options, to_menu()))
        turn.reply.letters.append(letter_to(linking.typed_by.address, screen))


def _joined(turn: Turn, app: str) -> str:
    if not turn.person.is_staff:
        return _(
            "<b>Linked with %(app)s.</b> From now on both are one person. To undo it type /link."
        ) % {"app": app}
    return _(
        "<b>Linked with %(app)s.</b> From now on both are one person: %(roles)s. Reports, drafts "
        "and reminders are the same on both sides. To undo it type /link."
    ) % {"app": app, "roles": quote(held_by(turn.person, turn))}


def _going_on(turn: Turn, goes_on: Standing, side: Person) -> tuple[list[str], tuple[Option, ...]]:
    """Something was begun on the other side, and may be gone on with on this one."""
    if goes_on.state is None or goes_on.address_id in (None, side.address.id):
        return [], ()
    text = _("What was begun on the other side goes on here as well, from where it stands.")
    return [text], (Option(_("Go on here"), GoOnHere()),)


def _which_goes_on(mine: Standing, theirs: Standing, person: Person) -> tuple[Standing, Standing]:
    """The dialog worth more, or the one of this side; and the one that stops."""
    mine, theirs = (_without_welcome(each, person) for each in (mine, theirs))
    if _worth(theirs) > _worth(mine):
        return theirs, mine
    return mine, theirs


def _without_welcome(standing: Standing, person: Person) -> Standing:
    """Who has agreed is not asked to agree again."""
    is_welcome = _group(standing) == "Welcome"
    return NOT_BEGUN if is_welcome and person.has_consented else standing


def _worth(standing: Standing) -> int:
    return _LESS.get(_group(standing), len(_LESS))


def _stopped(stops: Standing, goes_on: Standing) -> list[str]:
    """What was going on on the side whose dialog did not go on."""
    group = _group(stops)
    if not group:
        return []
    lines = []
    is_same = group == _group(goes_on) and _about(stops) == _about(goes_on)
    if not is_same:
        lines.append(what_stopped(group))
    if any(stops.data.get(name) for name in _UNCONFIRMED):
        lines.append(_("A figure not confirmed there yet was not noted; please type it again."))
    return lines


def _group(standing: Standing) -> str:
    return (standing.state or "").partition(":")[0]


def _about(standing: Standing) -> object:
    return standing.data.get("obligation")

"""Channels as people know them: the app on their phone."""

from collections.abc import Collection

from content.channel_names import channel_name
from content.words import gettext as _
from handlers.roles import grant_name, role_name, roles_of
from handlers.turn import Turn
from storage.people import Person


def app_names(wanted: Collection[str], channels: Collection[str]) -> str:
    """ "Telegram, Zalo", each once."""
    return ", ".join(dict.fromkeys(channel_name(channel, channels) for channel in wanted))


def other_apps(turn: Turn) -> str:
    """Where else than here the assistant can be written to."""
    here = turn.person.address.channel
    names = [channel_name(name, turn.channels) for name in turn.channels if name != here]
    return _(" or ").join(dict.fromkeys(names))


def held_by(person: Person, turn: Turn) -> str:
    """All they may do, in words; plain text."""
    held = [grant_name(grant, turn.plan) for grant in person.grants]
    return "; ".join(held) or role_name(roles_of(person)[0])

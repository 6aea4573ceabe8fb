"""Channels as people know them: the app on their phone."""

from collections.abc import Collection

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.words import gettext as _
from handlers.roles import grant_name, role_name, roles_of
from handlers.turn import Turn
from storage.people import Person


def app_name(channel: str, channels: Collection[str]) -> str:
    """ "Telegram", "Zalo"; which Zalo only where there are two of them."""
    if channel == TELEGRAM:
        return "Telegram"
    if not {ZALO_BOT, ZALO_OA} <= set(channels):
        return "Zalo"
    return _("Zalo (bot)") if channel == ZALO_BOT else _("Zalo (OA account)")


def app_names(wanted: Collection[str], channels: Collection[str]) -> str:
    """ "Telegram, Zalo", each once."""
    return ", ".join(dict.fromkeys(app_name(channel, channels) for channel in wanted))


def other_apps(turn: Turn) -> str:
    """Where else than here the assistant can be written to."""
    here = turn.person.address.channel
    names = [app_name(name, turn.channels) for name in turn.channels if name != here]
    return _(" or ").join(dict.fromkeys(names))


def held_by(person: Person, turn: Turn) -> str:
    """All they may do, in words; plain text."""
    held = [grant_name(grant, turn.plan) for grant in person.grants]
    return "; ".join(held) or role_name(roles_of(person)[0])

"""What people call a channel. Where both of Zalo's stand side by side, each is told apart."""

from collections.abc import Collection

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.words import gettext as _

_BOTH_OF_ZALO = frozenset({ZALO_BOT, ZALO_OA})


def channel_name(channel: str, among: Collection[str] = ()) -> str:
    """`among` are those it must be told apart from. Plain text."""
    if channel == TELEGRAM:
        return "Telegram"
    if not _BOTH_OF_ZALO.issubset({channel, *among}):
        return "Zalo"
    return _("Zalo (official account)") if channel == ZALO_OA else _("Zalo (bot)")

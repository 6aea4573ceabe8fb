"""What an invite tells somebody to open and send, on each channel we have."""

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.invite_codes import shown
from content.ways_in import WaysIn
from content.words import gettext as _


def ways_told(ways_in: WaysIn, code: str) -> str:
    """One line a channel, and the line to send there (HTML). Whoever copies the whole of it may
    paste the whole of it."""
    ways = [*_telegram(ways_in, code), *_zalo(ways_in)]
    return "\n".join([*ways, f"<code>MOI {shown(code)}</code>"])


def _telegram(ways_in: WaysIn, code: str) -> list[str]:
    if TELEGRAM not in ways_in.links:
        return []
    if link := ways_in.links[TELEGRAM]:
        invited = {"link": f"{link}?start={code}"}
        return [_("• Telegram: open this link: %(link)s (or send the line below)") % invited]
    return [_("• Telegram: open Trợ Lý Số and send the line below")]


def _zalo(ways_in: WaysIn) -> list[str]:
    """The account first: it is the one for everybody."""
    links = [ways_in.links[name] for name in (ZALO_OA, ZALO_BOT) if name in ways_in.links]
    if not links:
        return []
    if known := [link for link in links if link]:
        where = _(" or ").join(known)
        return [_("• Zalo: open %(link)s and send the line below") % {"link": where}]
    return [_("• Zalo: open the ward's account there and send the line below")]

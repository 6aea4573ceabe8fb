"""The channels as they are shown: how each does, what waits, how people choose, the price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from content.channel_names import channel_name
from content.channels import Capabilities, capabilities
from content.message_quota import Limits, Spent, left
from content.sending_windows import Window
from content.words import LOCAL_ZONE, ngettext, number
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.phrases import near_moment
from handlers.screens import Option, Screen
from storage.channels import ChannelState, Standing


class OpenStatus(CallbackData, prefix="status"):
    pass


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A configured channel, and what is known of it."""

    channel: str
    limits: Limits
    standing: Standing | None  # None: nothing was ever sent there
    waiting: int


def status_screen(lines: Sequence[ChannelLine], now: datetime, refused_files: int = 0) -> Screen:
    names = [line.channel for line in lines]
    heading = _("<b>Channels</b>, at %(moment)s") % {
        "moment": f"{now.astimezone(LOCAL_ZONE):%H:%M %d/%m}"
    }
    parts = [heading, *(_entry(line, names, now) for line in lines), *_refused(refused_files)]
    refresh = Option(_("Refresh"), OpenStatus())
    return Screen("\n\n".join(parts), ((refresh, to_menu()),))


def _entry(line: ChannelLine, names: Sequence[str], now: datetime) -> str:
    able = capabilities(line.channel)
    facts = [
        f"<b>{channel_name(line.channel, names)}</b>: {_health(line, now)}",
        _last_sent(line, now),
        _waiting(line.waiting),
        _("People choose %(how)s.") % {"how": _how_to_choose(able)},
        _("Cost: %(cost)s.") % {"cost": _cost(able.window)},
        *_quota(line, now),
    ]
    return "\n".join(filter(None, facts))


def _refused(files: int) -> list[str]:
    """Only where somebody has to mend something."""
    if not files:
        return []
    return [
        ngettext(
            "<b>Lessons</b>: %(count)d file has mistakes, the set before it is in use. The log "
            "names the file and the line.",
            "<b>Lessons</b>: %(count)d files have mistakes, the set before them is in use. The "
            "log names each file and line.",
            files,
        )
        % {"count": files}
    ]


def _health(line: ChannelLine, now: datetime) -> str:
    """In plain words, with what to do where something is to be done."""
    standing = line.standing
    if standing is None:
        return _("nothing has been sent yet")
    since = {"since": near_moment(standing.since, now)}
    match standing.state:
        case ChannelState.AWAY:
            return (
                _(
                    "cannot be reached since %(since)s. The network or the service is down. "
                    "Letters wait, nothing is lost."
                )
                % since
            )
        case ChannelState.PAUSED:
            return (
                _(
                    "asks us to wait since %(since)s. Letters wait, nothing is lost. If it lasts, "
                    "please tell the technician."
                )
                % since
            )
        case ChannelState.OUT_OF_QUOTA:
            return (
                _(
                    "says since %(since)s that its messages are used up. Letters wait. Please buy "
                    "more, or wait for the new month."
                )
                % since
            )
        case ChannelState.TOKEN_DEAD:
            return (
                _(
                    "has not accepted our key since %(since)s. Letters wait. Please ask the "
                    "technician for a new key."
                )
                % since
            )
    return _("works well")


def _last_sent(line: ChannelLine, now: datetime) -> str:
    at = line.standing.sent_at if line.standing else None
    return _("Last message delivered: %(when)s.") % {"when": near_moment(at, now)} if at else ""


def _waiting(count: int) -> str:
    if not count:
        return _("No message waits.")
    return ngettext("%(count)d message waits.", "%(count)d messages wait.", count) % {
        "count": count
    }


def _how_to_choose(able: Capabilities) -> str:
    return _("by button") if able.has_buttons else _("by typing a number or words")


def _cost(window: Window) -> str:
    if window.open_for is None or window.free_for is None:
        return _("free at any time")
    return _(
        "free for %(free)d hours after a person's last message, then paid; after %(open)d days "
        "nothing can be sent until they write again"
    ) % {"free": window.free_for.total_seconds() // 3600, "open": window.open_for.days}


def _quota(line: ChannelLine, now: datetime) -> list[str]:
    """What is left of what is counted; where notices wait for it, that is said."""
    limits, today = line.limits, now.astimezone(LOCAL_ZONE).date()
    counted = line.standing.spent if line.standing else None
    spent = (counted or Spent(today)).as_of(today)
    room = left(spent, limits)
    if room is None:
        return []
    lines = []
    if limits.a_day is not None:
        lines.append(
            _("Today: %(left)s of %(most)s counted messages are left.")
            % {"left": number(max(0, limits.a_day - spent.today)), "most": number(limits.a_day)}
        )
    if limits.a_month is not None:
        lines.append(
            _("This month: %(left)s of %(most)s counted messages are left.")
            % {
                "left": number(max(0, limits.a_month - spent.this_month)),
                "most": number(limits.a_month),
            }
        )
    if room <= limits.kept_for_answers:
        lines.append(_("Reminders wait; what is left is for answers to people who write."))
    return lines

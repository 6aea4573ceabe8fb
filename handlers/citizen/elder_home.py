"""The front door of learning in elder mode: three doors at most, the others by typing."""

from content.words import gettext as _
from handlers.citizen.buttons import (
    GoOn,
    OpenCourses,
    OpenLearning,
    OpenToday,
    SetElderMode,
)
from handlers.citizen.elder_screens import call_someone
from handlers.citizen.learned import Learned, streak_line, who_learns
from handlers.screens import Option, Screen, column
from handlers.turn import Turn


def short_home(turn: Turn, learned: Learned) -> Screen:
    """Where to begin, where to go on, and whom to call."""
    done = {"done": len(learned.finished), "all": len(learned.library.path)}
    lines = [
        _("<b>Digital skills for everybody</b>"),
        *who_learns(learned),
        _("%(done)d of %(all)d lessons done.") % done,
        *streak_line(turn, learned.learner),
        "",
        _("For anything else, type: more"),
    ]
    options = [Option(_("Today's lesson"), OpenToday())]
    if learned.stopped_at:
        options.append(Option(_("Go on"), GoOn()))
    return Screen("\n".join(lines), column(*options, call_someone()))


def more_in_words() -> Screen:
    """The rarer doors."""
    text = _(
        "<b>More of learning</b>\n\nYou can also type:\n• my progress\n• review\n• real or fake\n"
        "• daily lesson\n• certificates\n• learners\n• find the OTP code"
    )
    options = (
        Option(_("All courses"), OpenCourses()),
        Option(_("Read in the usual way"), SetElderMode(on=False)),
    )
    return Screen(text, column(*options, Option(_("Learning"), OpenLearning())))

"""What may be chosen at each state of the report dialog, tapped or typed alike."""

from collections.abc import Mapping

from content.answers import Answer
from content.asides import Aside
from content.choices import Choice
from content.menus import number_of
from content.words import gettext as _
from content.words import number
from handlers.focal.report_place import Report, Steer
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_ways import possible
from handlers.screens import Option

Rows = tuple[tuple[Choice, ...], ...]

KEYS = {1: Choice.YES, 2: Choice.FIX, 3: Choice.CANCEL}  # as they stand under a read-back
_LEAVE = (Choice.BACK, Choice.CANCEL)
_CONFIRMING = {Report.several.state, Report.confirming.state, Report.explaining.state}
_BEFORE_ANY_STEP = {Report.starting.state, Report.replacing.state}
_ASKED_BACK = {Report.picking.state, Report.sending.state}
_ALWAYS: Mapping[str | None, Rows] = {
    Report.starting.state: ((Choice.ANYWAY,), (Choice.CANCEL,)),
    Report.replacing.state: ((Choice.ANYWAY,), (Choice.CANCEL,)),
    Report.resuming.state: ((Choice.KEEP,), (Choice.AGAIN,), (Choice.CANCEL,)),
    Report.reviewing.state: ((Choice.SEND,), _LEAVE),
    Report.dividing.state: ((Choice.FIX, Choice.CANCEL),),
    Report.nothing.state: ((Choice.YES, Choice.FIX), (Choice.CANCEL,)),
}
_OPENING = {*_BEFORE_ANY_STEP, Report.resuming.state}
_SAID_AS_WELL: Mapping[str | None, tuple[Choice, ...]] = {
    Report.starting.state: (Choice.YES, Choice.FIX),
    Report.replacing.state: (Choice.YES, Choice.FIX),
    Report.picking.state: (Choice.YES, Choice.FIX, Choice.CANCEL, Choice.BACK),
    Report.reviewing.state: (Choice.YES,),
    Report.sending.state: (Choice.YES, Choice.NOT_YET, Choice.CANCEL, Choice.BACK),
}


def offered(sitting: Sitting) -> tuple[Choice, ...]:
    """Every choice on offer, those on buttons first."""
    shown = tuple(choice for row in rows(sitting) for choice in row)
    return (*shown, *_silent(sitting))


def rows(sitting: Sitting) -> Rows:
    """The choices as they stand on the screen, row by row."""
    state = sitting.state
    if state in _ALWAYS:
        return _ALWAYS[state]
    if state in _ASKED_BACK:
        return _at_what_is_asked_back(sitting)
    if state == Report.doubting.state:
        return _in_doubt(sitting)
    if state == Report.choosing.state:
        return _at_two_readings(sitting)
    return _in_confirming(state) if state in _CONFIRMING else _at_step(sitting)


def buttons(sitting: Sitting) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(_button(sitting, choice) for choice in row) for row in rows(sitting))


def picked_by(sitting: Sitting) -> Choice:
    """What the bare number under a read-back chooses, if it is no figure."""
    return KEYS[number_of(sitting.place.said) or 1]


def can_repeat(answer: Answer | None) -> bool:
    """Whether an earlier answer says something that may still hold."""
    return answer is not None and (answer.value is not None or bool(answer.words))


def last_denominator(sitting: Sitting) -> Answer | None:
    """The newest earlier answer with counts."""
    return next((a for a in sitting.earlier if a.denominator is not None), None)


def _silent(sitting: Sitting) -> tuple[Choice, ...]:
    """Understood when typed, without a button: "back" where a yes is awaited, a plain yes to the
    only reading of a number, a plain no."""
    state = sitting.state
    if state in _CONFIRMING:
        return (Choice.BACK,)
    if _asks_about_one_reading(sitting):
        return (Choice.YES,)
    if state == Report.doubting.state:
        return (Choice.FIX,) if sitting.aside is Aside.MORE_TIME else (Choice.YES, Choice.FIX)
    return _SAID_AS_WELL.get(state, ())


def _asks_about_one_reading(sitting: Sitting) -> bool:
    if sitting.state == Report.dividing.state:
        return len(possible(sitting)) == 1
    return sitting.state == Report.choosing.state and len(sitting.place.candidates) == 1


def _at_what_is_asked_back(sitting: Sitting) -> Rows:
    if sitting.state == Report.picking.state:
        return ((picked_by(sitting),), (Choice.FIGURE,))
    return ((Choice.SEND,), (Choice.CANCEL if sitting.place.said else Choice.NOT_YET,))


def _in_confirming(state: str | None) -> Rows:
    if state == Report.several.state:
        return ((Choice.YES,), (Choice.ONE_BY_ONE,), (Choice.CANCEL,))
    yes = Choice.YES if state == Report.confirming.state else Choice.ANYWAY
    return ((yes, Choice.FIX), (Choice.CANCEL,))


def _at_step(sitting: Sitting) -> Rows:
    if sitting.state == Report.denominator.state:
        same: Rows = ((Choice.UNCHANGED,),) if last_denominator(sitting) else ()
        return (*same, (Choice.NO_ACTIVITY, Choice.NO_DATA), (Choice.SKIP, *_LEAVE))
    keep: Rows = ((Choice.KEEP,),) if sitting.noted is not None else ()
    if sitting.state == Report.narrating.state:
        return (*keep, (Choice.NOTHING, Choice.SKIP), _LEAVE)
    if can_repeat(next(iter(sitting.earlier), None)):
        keep += ((Choice.UNCHANGED,),)
    return (*keep, (Choice.NO_ACTIVITY, Choice.NO_DATA), (Choice.SKIP, *_LEAVE))


def _in_doubt(sitting: Sitting) -> Rows:
    """Write it, ask for more time, or keep what stands there. A bare yes or no decides only where
    one thing is asked."""
    if sitting.aside is Aside.MORE_TIME:
        return ((Choice.MORE_TIME,), (Choice.WRITE,), _LEAVE)
    if sitting.noted is not None and sitting.noted.words:
        return ((Choice.WRITE,), (Choice.KEEP,), _LEAVE)
    return ((Choice.WRITE,), _LEAVE)


def _at_two_readings(sitting: Sitting) -> Rows:
    if sitting.place.candidates:
        return ((Choice.FIX, Choice.CANCEL),)
    return ((Choice.NO_ACTIVITY, Choice.NO_DATA), (Choice.ZERO,), _LEAVE)


def _button(sitting: Sitting, choice: Choice) -> Option:
    data = Steer(obligation=sitting.obligation_id, page=sitting.place.page, choice=choice)
    return Option(_label(sitting, choice), data)


def _label(sitting: Sitting, choice: Choice) -> str:
    last = last_denominator(sitting)
    if choice is Choice.UNCHANGED and sitting.state == Report.denominator.state and last:
        return _("As last period: %(number)s") % {"number": number(last.denominator or 0)}
    if sitting.state == Report.replacing.state and choice is Choice.ANYWAY:
        return _("Send a new version")
    if sitting.state == Report.resuming.state and choice is Choice.KEEP:
        return _("Use these answers")
    if sitting.state in _ASKED_BACK:
        return _label_asked_back(sitting, choice)
    if sitting.state in _OPENING and choice is Choice.CANCEL:
        return _("Later")
    if sitting.state == Report.nothing.state and choice is Choice.FIX:
        return _("No")
    if sitting.state == Report.doubting.state and sitting.noted and sitting.noted.words:
        return {
            Choice.WRITE: _("Replace it"),
            Choice.KEEP: _("Keep what is noted"),
        }.get(choice, label(choice))
    return label(choice)


def _label_asked_back(sitting: Sitting, choice: Choice) -> str:
    if choice is Choice.FIGURE:
        return _("Note %(number)s") % {"number": sitting.place.said}
    if sitting.state == Report.picking.state:
        return label(choice)
    return {Choice.SEND: _("Send"), Choice.CANCEL: _("Stop")}.get(choice, label(choice))


def label(choice: Choice) -> str:
    """The words of a choice."""
    return {
        Choice.UNCHANGED: _("Same as last period"),
        Choice.NO_ACTIVITY: _("Nothing arose"),
        Choice.NO_DATA: _("No data yet"),
        Choice.NOTHING: _("None"),
        Choice.ZERO: _("It is 0"),
        Choice.SKIP: _("Skip"),
        Choice.KEEP: _("Continue"),
        Choice.BACK: _("Back"),
        Choice.CANCEL: _("Cancel"),
        Choice.YES: _("Correct"),
        Choice.FIX: _("Change"),
        Choice.ANYWAY: _("Note it anyway"),
        Choice.SEND: _("Send the report"),
        Choice.ONE_BY_ONE: _("One by one"),
        Choice.AGAIN: _("Check each again"),
        Choice.ASK: _("Send"),
        Choice.DROP: _("Leave it"),
        Choice.FIX_DAY: _("Change the day"),
        Choice.FIX_REASON: _("Change the reason"),
        Choice.MORE_TIME: _("Ask for more time"),
        Choice.WRITE: _("Write it into the report"),
        Choice.NOT_YET: _("Not yet"),
        Choice.FIGURE: _("A new figure"),
    }[choice]

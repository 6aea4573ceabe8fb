"""How often a lesson comes by itself, and when: what there is to choose, and what was chosen."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import get_day_names

from content import rhythms
from content.menus import Offer
from content.words import LOCAL_ZONE, as_written, language, weekday_and_day
from content.words import gettext as _
from handlers.citizen.buttons import ChooseHour, ChooseRhythm, ChooseWeekday, OpenRhythm
from handlers.citizen.home import to_learning
from handlers.screens import Option, Screen, column
from storage.models import Study

_TWO_A_ROW = 2


def rhythm_screen(study: Study | None) -> Screen:
    """Daily, weekly or not at all."""
    lines = [
        _("<b>A lesson by itself</b>"),
        _standing(study),
        _("I can send a short lesson at an hour you choose: how often?"),
    ]
    options = [
        Option(_("Every day"), ChooseRhythm(rhythm="daily")),
        Option(_("Once a week"), ChooseRhythm(rhythm="weekly")),
    ]
    if _is_on(study):
        options.append(Option(_("Send me none"), ChooseRhythm(rhythm="off")))
    return Screen("\n\n".join(lines), column(*options, to_learning()))


def weekday_screen() -> Screen:
    options = [Option(weekday(number), ChooseWeekday(weekday=number)) for number in range(7)]
    return Screen(_("On which day of the week?"), _in_rows(options), Offer.WORDS)


def hour_screen(rhythm: str, on: int, hours: Sequence[int], above: str | None = None) -> Screen:
    """`on` is the day of the week of a weekly rhythm."""
    asked = _("At what time? You may also type it, for example <i>7 p.m.</i>")
    options = [
        Option(clock(hour), ChooseHour(rhythm=rhythm, weekday=on, hour=hour)) for hour in hours
    ]
    text = "\n\n".join(filter(None, (above, asked)))
    return Screen(text, _in_rows(options), Offer.WORDS)  # "8" is an hour


def chosen_screen(
    study: Study, today: date, above: str | None = None, *, is_always_open: bool = True
) -> Screen:
    """What comes from now on, when next, what may hold it up, and how it stops."""
    held_up = None if is_always_open else _after_a_silence()
    said = (above, _standing(study), _next(study.next_at, today), held_up, _how_to_stop())
    change = Option(_("Change when"), OpenRhythm())
    return Screen("\n\n".join(filter(None, said)), column(change, to_learning()))


def off_screen() -> Screen:
    text = _("No lesson comes by itself any more. You can learn at any time: type HOC.")
    return Screen(text, column(Option(_("A lesson by itself"), OpenRhythm()), to_learning()))


def not_at_that_hour(hours: Sequence[int]) -> str:
    """What was typed cannot be."""
    return _("Lessons do not come at that hour. Please choose one of these:") if hours else ""


def whole_hours() -> str:
    return _("Lessons come on the hour.")


def clock(hour: int) -> str:
    """As people say it: "7 giờ tối"."""
    if hour < 11:
        return _("%(hour)d in the morning") % {"hour": hour}
    if hour < 13:
        return _("%(hour)d at noon") % {"hour": hour}
    if hour < 18:
        return _("%(hour)d in the afternoon") % {"hour": hour - 12}
    return _("%(hour)d in the evening") % {"hour": hour - 12}


def weekday(number: int) -> str:
    names = get_day_names("wide", locale=language())
    return as_written(names[number][:1].upper() + names[number][1:])


def _standing(study: Study | None) -> str:
    if not _is_on(study) or study is None or study.hour is None:
        return _("At present no lesson comes by itself.")
    if study.rhythm == rhythms.WEEKLY:
        return _("A lesson comes every week on <b>%(weekday)s</b>, at <b>%(hour)s</b>.") % {
            "weekday": weekday(study.weekday or 0), "hour": clock(study.hour),
        }  # fmt: skip
    return _("A lesson comes every day at <b>%(hour)s</b>.") % {"hour": clock(study.hour)}


def _next(next_at: datetime | None, today: date) -> str | None:
    if next_at is None:
        return None
    on = next_at.astimezone(LOCAL_ZONE).date()
    if on == today:
        return _("The next one comes today.")
    return _("The next one comes on %(day)s.") % {"day": weekday_and_day(on)}


def _how_to_stop() -> str:
    return _("To get no more of these, type DUNG.")


def _after_a_silence() -> str:
    return _(
        "Here I can only send it if you wrote me a word in the two days before. If none comes, "
        "type HOC and learn at once."
    )


def _is_on(study: Study | None) -> bool:
    return study is not None and study.rhythm != rhythms.OFF


def _in_rows(options: Sequence[Option]) -> tuple[tuple[Option, ...], ...]:
    return tuple(tuple(options[i : i + _TWO_A_ROW]) for i in range(0, len(options), _TWO_A_ROW))

"""Turns of phrase that several conversations share: periods, due days, targets, figures.

Everything here is plain text. A screen passes it through `content.text.quote`.
"""

from datetime import date, datetime
from decimal import Decimal

from content.answers import Answer, AnswerStatus, display_places, rounded
from content.catalogue import Plan
from content.indicators import Indicator, Target
from content.periods import Cadence, Period
from content.small_talk import Courtesy
from content.words import LOCAL_ZONE, day, ngettext, number, percent, weekday_and_day
from content.words import gettext as _

_QUARTERS = ("I", "II", "III", "IV")


def example_rate() -> str:
    """A rate as it is typed in the language that is spoken: "89,4%"."""
    return f"{number(Decimal('89.4'))}%"


def courtesy_text(courtesy: Courtesy) -> str:
    """A kind word is returned in kind."""
    match courtesy:
        case Courtesy.GREETING:
            return _("Good day to you!")
        case Courtesy.THANKS:
            return _("You are welcome.")
        case Courtesy.YES:
            return _("Thank you!")


def period_name(period: Period) -> str:
    """ "tháng 01/2027", "quý I/2027", "6 tháng đầu năm 2027", "năm 2026"."""
    facts = {"month": f"{period.month:02d}", "year": period.year}
    match period.cadence:
        case Cadence.MONTHLY:
            return _("month %(month)s/%(year)s") % facts
        case Cadence.QUARTER:
            quarter = _QUARTERS[period.number - 1]
            return _("quarter %(quarter)s/%(year)s") % {**facts, "quarter": quarter}
        case Cadence.HALF_YEAR if period.number == 1:
            return _("first 6 months of %(year)s") % facts
        case Cadence.HALF_YEAR:
            return _("last 6 months of %(year)s") % facts
        case Cadence.YEAR:
            return _("year %(year)s") % facts
        case _:
            return _("on request, %(month)s/%(year)s") % facts


def report_name(period: Period) -> str:
    """ "báo cáo tháng 01/2027", in the middle of a sentence."""
    return _("the report for %(period)s") % {"period": period_name(period)}


def unit_name(plan: Plan, code: str) -> str:
    """The unit as people call it, or its code when the plan no longer knows it."""
    unit = plan.units.get(code)
    return unit.name if unit else code


def unit_short_name(plan: Plan, code: str) -> str:
    """The unit in few letters, for a line that has to hold more."""
    unit = plan.units.get(code)
    return unit.short_name if unit else code


def due_phrase(due: date, today: date) -> str:
    """ "hạn thứ Năm, 17/12/2026 (còn 3 ngày)". Lateness is counted in working days, elsewhere."""
    left = (due - today).days
    if left < 0:
        return _("was due on %(day)s") % {"day": weekday_and_day(due)}
    if left == 0:
        return _("due today, %(day)s") % {"day": weekday_and_day(due)}
    return ngettext(
        "due on %(day)s (%(count)d day left)", "due on %(day)s (%(count)d days left)", left
    ) % {"day": weekday_and_day(due), "count": left}


def late_phrase(working_days: int) -> str:
    """ "quá hạn 3 ngày làm việc"."""
    return ngettext(
        "overdue by %(count)d working day", "overdue by %(count)d working days", working_days
    ) % {"count": working_days}


def handed_in_late_phrase(working_days: int) -> str:
    """ "nộp trễ 3 ngày làm việc": it is here, but came after the due day."""
    if not working_days:
        return _("late, before the next working day")
    return ngettext("%(count)d working day late", "%(count)d working days late", working_days) % {
        "count": working_days
    }


def near_day(value: date, today: date) -> str:
    """ "17/12": the year only where it is another one."""
    return value.strftime("%d/%m") if value.year == today.year else day(value)


def near_moment(value: datetime, now: datetime) -> str:
    """ "hôm nay 08:00", "08:00 17/12"."""
    local, today = value.astimezone(LOCAL_ZONE), now.astimezone(LOCAL_ZONE).date()
    time = local.strftime("%H:%M")
    if local.date() == today:
        return _("today %(time)s") % {"time": time}
    return f"{time} {near_day(local.date(), today)}"


def step_phrase(step: str) -> str:
    """A reminder step in words: T-3 is for engineers."""
    if step.startswith("now"):
        return _("by hand")
    days = int(step[1:])
    if days == 0:
        return _("on the due day")
    if days < 0:
        return ngettext("%(count)d day before", "%(count)d days before", -days) % {"count": -days}
    return late_phrase(days)


def target_phrase(target: Target) -> str | None:
    """ "trên 90 %", "từ 80 % trở lên", "đạt 100 %": above stays different from at least."""
    if target.value is None:
        return None
    value = _with_unit(number(target.value), target.unit)
    if target.comparator == ">":
        return _("above %(value)s") % {"value": value}
    if target.unit == "%" and target.value == 100:
        return _("reach %(value)s") % {"value": value}
    return _("at least %(value)s") % {"value": value}


def value_phrase(indicator: Indicator, value: Decimal) -> str:
    """ "89,4 %": rounded as reports are, never across the target."""
    places = display_places(value, indicator.target)
    if indicator.measure.input == "ratio":
        return percent(rounded(value, places), places)
    return number(value)


def answer_phrase(indicator: Indicator, answer: Answer) -> str:
    """What an answer says: "1.234/1.380 = 89,4 %", "chưa có số liệu", or the person's words."""
    if answer.value is not None:
        return _counts(indicator, answer) or _as_typed(indicator, answer.value)
    if answer.status in (AnswerStatus.WORDS, AnswerStatus.UNCHANGED) and answer.words:
        return answer.words
    return status_phrase(answer.status)


def status_phrase(status: AnswerStatus) -> str:
    """Why there is no figure. None of these is zero."""
    match status:
        case AnswerStatus.NO_ACTIVITY:
            return _("nothing arose")
        case AnswerStatus.NO_DATA:
            return _("no data yet")
        case AnswerStatus.UNCHANGED:
            return _("same as last period")
        case _:
            return _("skipped")


def _counts(indicator: Indicator, answer: Answer) -> str:
    if answer.numerator is None or answer.denominator is None or answer.value is None:
        return ""
    counts = f"{number(answer.numerator)}/{number(answer.denominator)}"
    return f"{counts} = {value_phrase(indicator, answer.value)}"


def _as_typed(indicator: Indicator, value: Decimal) -> str:
    """A rate that was typed is not rounded: 0,45 % read back as 0,5 % is another figure."""
    typed = -int(value.normalize().as_tuple().exponent)
    if indicator.measure.input != "ratio" or typed <= display_places(value, indicator.target):
        return value_phrase(indicator, value)
    return percent(value, typed)


def _with_unit(value: str, unit: str | None) -> str:
    return f"{value} {unit}" if unit else value

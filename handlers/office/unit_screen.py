"""One unit in full: what is overdue, awaited and handed in, who was reminded, who answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from content.catalogue import Plan
from content.roles import Role
from content.text import quote
from content.words import day, ngettext, weekday_and_day
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.office.coming import next_due
from handlers.office.invites import InviteFor, as_label
from handlers.office.overdue_choices import OpenUnit, OverdueView, RemindThese, RemindUnit
from handlers.office.overdue_phrases import days_late, responsible
from handlers.office.overdue_view import Done, Line
from handlers.phrases import (
    due_phrase,
    late_phrase,
    near_moment,
    period_name,
    report_name,
    step_phrase,
    unit_name,
)
from handlers.screens import Option, Screen, column
from storage.models import Extension
from storage.people import Person
from storage.reminders import Reminded

_MOST_PEOPLE = 6
MOST_REMINDERS = 30  # looked at, of all who were reminded
_MOST_TIMES = 5
MOST_DONE = 3
_LONGEST_CODES = 55  # what goes into a button beside its prefix


@dataclass(frozen=True, slots=True)
class Standing:
    """What the office may know of one unit."""

    code: str
    missing: tuple[Line, ...]  # the most urgent first
    done: tuple[Done, ...]  # the newest first
    waiting: tuple[Extension, ...]  # requests for more time that nobody has answered
    reminders: tuple[Reminded, ...]  # the newest first
    focal_points: tuple[Person, ...]

    @property
    def overdue(self) -> tuple[Line, ...]:
        return tuple(line for line in self.missing if line.is_overdue)

    @property
    def awaited(self) -> tuple[Line, ...]:
        return tuple(line for line in self.missing if not line.is_overdue)

    @property
    def to_remind_of(self) -> tuple[Line, ...]:
        """What is overdue, else what is still to come."""
        return self.overdue or self.awaited


def unit_screen(
    standing: Standing, plan: Plan, choice: OpenUnit, *, now: datetime, today: date,
    may_remind: bool, notice: str = "",
) -> Screen:  # fmt: skip
    """Everything about one unit, and what can be done about it."""
    parts = [notice] if notice else []
    parts.append(f"<b>{quote(unit_name(plan, standing.code))}</b>")
    parts += _reports(standing, plan, now, today)
    if standing.missing or standing.done or standing.focal_points:
        people = responsible(standing.focal_points, _MOST_PEOPLE)
        parts.append(_("Responsible: %(people)s") % {"people": people})
    if standing.missing:
        parts.append(_reminded(standing.reminders, now))
    doors = _acts(standing, choice) if may_remind else []
    back = OverdueView(**choice.model_dump(exclude={"unit"}))
    return Screen("\n\n".join(parts), (*doors, (Option(_("‹ The list"), back), to_menu())))


def _reports(standing: Standing, plan: Plan, now: datetime, today: date) -> Iterator[str]:
    if overdue := standing.overdue:
        heading = ngettext(
            "<b>%(count)d report is overdue</b>",
            "<b>%(count)d reports are overdue</b>",
            len(overdue),
        ) % {"count": len(overdue)}
        yield "\n".join([heading, *(_overdue_line(line) for line in overdue)])
    if standing.awaited:
        yield "\n".join([_("Still in time:"), *(_awaited(x, today) for x in standing.awaited)])
    for asked in standing.waiting:
        yield _("Has asked for time until %(day)s; that is not answered yet.") % {
            "day": weekday_and_day(asked.until)
        }
    if standing.done:
        yield "\n".join([_("Handed in:"), *(_done(done, now) for done in standing.done)])
    if not standing.missing:
        yield _nothing_missing(standing, plan, today)


def _overdue_line(line: Line) -> str:
    late = late_phrase(line.days_late) if line.days_late else _("overdue, no working day yet")
    return _("• %(report)s: %(late)s (due %(day)s)") % {
        "report": quote(as_label(period_name(line.period))),
        "late": late,
        "day": day(line.due),
    }


def _awaited(line: Line, today: date) -> str:
    report = quote(as_label(period_name(line.period)))
    return f"• {report}: {quote(due_phrase(line.due, today))}"


def _done(done: Done, now: datetime) -> str:
    words = [f"• {quote(as_label(period_name(done.period)))}: {near_moment(done.at, now)}"]
    words.append(days_late(done))
    if done.author:
        words.append(quote(done.author, 40))
    line = ", ".join(words)
    if not done.receipt:
        return line
    return f"{line}\n  <code>{quote(done.receipt)}</code>{_corrected(done, now)}"


def _corrected(done: Done, now: datetime) -> str:
    """The number is that of the newest version, the day above that of the first."""
    if done.version < 2 or done.newest_at is None:
        return ""
    return " " + _("(corrected version %(version)d, %(when)s)") % {
        "version": done.version,
        "when": near_moment(done.newest_at, now),
    }


def _nothing_missing(standing: Standing, plan: Plan, today: date) -> str:
    unit = plan.units.get(standing.code)
    if unit is None or not unit.cadences:
        return _(
            "By the plan this unit has no report to hand in, so nothing of it can be missing."
        )
    coming = next_due(plan, today, [standing.code])
    if coming is None:
        return _("Nothing is missing.")
    return _("Nothing is missing. Next: %(report)s, due on %(day)s.") % {
        "report": quote(report_name(coming.period)),
        "day": weekday_and_day(coming.unit_due),
    }


def _reminded(said: Sequence[Reminded], now: datetime) -> str:
    """The last reminders: a line for each time, with everybody who was reminded then."""
    if not said:
        return _("Not yet reminded.")
    lines = []
    for (step, at), people in groupby(said, key=lambda one: (one.step, near_moment(one.at, now))):
        names = dict.fromkeys(one.name or _("focal point without a name") for one in people)
        who = ", ".join(quote(name, 40) for name in names)
        lines.append(f"• {at} ({step_phrase(step)}): {who}")
    return "\n".join([_("Reminded last:"), *lines[:_MOST_TIMES]])


def _acts(standing: Standing, choice: OpenUnit) -> list[tuple[Option, ...]]:
    """Reminding helps where there is somebody to remind; else someone has to be found first."""
    if not standing.missing:
        return []
    if not standing.focal_points:
        invite = InviteFor(role=Role.FOCAL_POINT, unit=standing.code)
        return [(Option(_("Invite a focal point"), invite),)]
    if all(line.was_nudged for line in standing.to_remind_of):
        return []  # today; the reminders above say when
    return [(Option(_("Remind now"), RemindUnit(**choice.model_dump())),)]


def which_unit_screen(plan: Plan, codes: Sequence[str]) -> Screen:
    """Several units are called that: which one is meant?"""
    options = [
        Option(f"{place}. {unit_name(plan, code)}", OpenUnit(unit=code))
        for place, code in enumerate(codes, start=1)
    ]
    return Screen(_("Which unit do you mean?"), column(*options, to_menu()))


def whom_to_remind_screen(plan: Plan, codes: Sequence[str]) -> Screen:
    """Several units are named: one of them, or all?"""
    options = [
        Option(f"{place}. {unit_name(plan, code)}", RemindUnit(unit=code))
        for place, code in enumerate(codes, start=1)
    ]
    units = ",".join(codes)
    if len(units) <= _LONGEST_CODES:
        both = _("Both") if len(codes) == 2 else _("All %(count)d units") % {"count": len(codes)}
        options.append(Option(both, RemindThese(units=units)))
    return Screen(_("Which unit shall I remind?"), column(*options, to_menu()))

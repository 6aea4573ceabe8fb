"""Messages that are counted: what may still go this day and month, what waits, when to warn.

Notices to one person go as one message. Some messages are kept back for answers, since a reminder
that waits harms less than a report without receipt. Whoever pays is warned before the last one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from content.sending_windows import Cost

_ALL = frozenset({Cost.FREE, Cost.BILLED})
_KEPT_FOR_ANSWERS = 10  # one in so many; and as many for reminders, where lessons go out


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages may go. None: any number."""

    a_day: int | None = None
    a_month: int | None = None
    counts: frozenset[Cost] = _ALL  # an account that pays for billed ones counts only those
    kept_for_answers: int = 0  # of either limit; notices leave these alone


def limits(*, a_day: int, a_month: int, counts: frozenset[Cost] = _ALL) -> Limits:
    """As an operator says them: 0 is any number. A tenth is kept for answers."""
    given = [most for most in (a_day, a_month) if most]
    kept = min(given, default=0) // _KEPT_FOR_ANSWERS
    return Limits(a_day or None, a_month or None, counts, kept)


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been counted so far, and whether the end of a limit was announced."""

    on: date
    today: int = 0
    this_month: int = 0
    warned_today: bool = False
    warned_this_month: bool = False

    def as_of(self, day: date) -> "Spent":
        """The counts on another day: each starts anew with its time."""
        if day == self.on:
            return self
        if (day.year, day.month) == (self.on.year, self.on.month):
            return replace(self, on=day, today=0, warned_today=False)
        return Spent(day)

    def given_back(self, on: date) -> "Spent":
        """One less: what was counted that day did not leave. Never for another day or month."""
        if (on.year, on.month) != (self.on.year, self.on.month):
            return self
        this_month = max(0, self.this_month - 1)
        today = max(0, self.today - 1) if on == self.on else self.today
        return replace(self, today=today, this_month=this_month)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a person; `cost` says whether it may, and at what price."""

    person: int
    subject: str
    cost: Cost
    is_answer: bool = False
    is_lesson: bool = False  # comes by itself, and harms nobody where it does not


@dataclass(frozen=True, slots=True)
class Message:
    """One message for one person, of one notice or several."""

    person: int
    notices: tuple[Notice, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes now, in this order, and what waits for the limits."""

    messages: tuple[Message, ...]
    waiting: tuple[Notice, ...]
    given_up: tuple[Notice, ...]  # lessons: what is left is for answers and reminders
    spent: Spent
    warns_before: int | None  # the message of this plan before which to warn; None: need not


def plan(notices: Sequence[Notice], spent: Spent, limits: Limits, day: date) -> Plan:
    """Answers first, then notices in the order they are given. What may not go at
    all is left out."""
    spent = spent.as_of(day)
    open_ones = [notice for notice in notices if notice.cost is not Cost.CLOSED]
    messages: list[Message] = []
    waiting: list[Notice] = []
    given_up: list[Notice] = []
    warns_before = None
    for message in _merged(open_ones):
        is_counted = message.cost in limits.counts
        if is_counted and message.notices[0].is_lesson and not has_room_for_lessons(spent, limits):
            given_up += message.notices
            continue
        if is_counted and _ends(spent, limits):
            warns_before = len(messages) if warns_before is None else warns_before
            spent = _warned(spent, limits)
        if is_counted and not _has_room(message, spent, limits):
            waiting += message.notices
            continue
        if is_counted:
            spent = replace(spent, today=spent.today + 1, this_month=spent.this_month + 1)
        messages.append(message)
    return Plan(tuple(messages), tuple(waiting), tuple(given_up), spent, warns_before)


def left(spent: Spent, limits: Limits) -> int | None:
    """How many counted messages may still go today; None: any number."""
    rooms = [room for room, _warned in _rooms(spent, limits)]
    return min(rooms, default=None)


def has_room_for_lessons(spent: Spent, limits: Limits) -> bool:
    """They leave a tenth of either limit to reminders, and what is kept for answers besides."""
    rooms = ((limits.a_day, spent.today), (limits.a_month, spent.this_month))
    return all(
        most - used > limits.kept_for_answers + most // _KEPT_FOR_ANSWERS
        for most, used in rooms
        if most is not None
    )


def _merged(notices: Iterable[Notice]) -> list[Message]:
    """One message a person and kind; answers, which somebody waits for, come first, and lessons
    last."""
    found: dict[tuple[int, int], list[Notice]] = {}
    for notice in notices:
        kind = 0 if notice.is_answer else 2 if notice.is_lesson else 1
        found.setdefault((kind, notice.person), []).append(notice)
    ordered = sorted(found.items(), key=lambda item: item[0][0])
    return [Message(person, tuple(group), _dearest(group)) for (_kind, person), group in ordered]


def _dearest(group: Sequence[Notice]) -> Cost:
    """To one person all cost the same at one moment; should they differ, the dearer counts."""
    return Cost.BILLED if any(n.cost is Cost.BILLED for n in group) else Cost.FREE


def _has_room(message: Message, spent: Spent, limits: Limits) -> bool:
    room = left(spent, limits)
    kept = 0 if message.notices[0].is_answer else limits.kept_for_answers
    return room is None or room > kept


def _rooms(spent: Spent, limits: Limits) -> list[tuple[int, bool]]:
    """Of each limit there is: how many may still go, and whether its end was announced."""
    found = (
        (limits.a_day, spent.today, spent.warned_today),
        (limits.a_month, spent.this_month, spent.warned_this_month),
    )
    return [(most - used, warned) for most, used, warned in found if most is not None]


def _ends(spent: Spent, limits: Limits) -> bool:
    """A limit comes to its end for notices, and nobody has been told."""
    return any(
        room <= 1 + limits.kept_for_answers and not warned
        for room, warned in _rooms(spent, limits)
    )


def _warned(spent: Spent, limits: Limits) -> Spent:
    def ends(most: int | None, used: int) -> bool:
        return most is not None and most - used <= 1 + limits.kept_for_answers

    return replace(
        spent,
        warned_today=spent.warned_today or ends(limits.a_day, spent.today),
        warned_this_month=spent.warned_this_month or ends(limits.a_month, spent.this_month),
    )

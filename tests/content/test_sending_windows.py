"""When somebody may be written to, at what price, and how many messages are left."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.message_quota import Limits, Message, Notice, Plan, Spent, left, plan
from content.sending_windows import ALWAYS, ZALO_OA, Cost

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)
FREE, BILLED, CLOSED = Cost.FREE, Cost.BILLED, Cost.CLOSED


@pytest.mark.parametrize(
    ("ago", "cost"),
    [
        (timedelta(), FREE),
        (timedelta(hours=47, minutes=54), FREE),
        (timedelta(hours=47, minutes=55), BILLED),
        (timedelta(hours=48), BILLED),
        (timedelta(days=6, hours=23, minutes=54), BILLED),
        (timedelta(days=6, hours=23, minutes=55), CLOSED),
        (timedelta(days=7), CLOSED),
        (timedelta(days=300), CLOSED),
        (timedelta(minutes=-3), FREE),  # their clock is ahead of ours
    ],
)
def test_the_official_account_is_free_then_billed_then_closed(ago: timedelta, cost: Cost) -> None:
    assert ZALO_OA.cost(NOW - ago, NOW) is cost


def test_who_never_wrote_cannot_be_written_to_on_the_official_account() -> None:
    assert ZALO_OA.cost(None, NOW) is CLOSED
    assert ALWAYS.cost(None, NOW) is FREE


@given(st.timedeltas(timedelta(), timedelta(days=30)))
def test_a_window_closes_when_it_says(ago: timedelta) -> None:
    heard = NOW - ago
    closed_since = ZALO_OA.closed_since(NOW)
    assert closed_since is not None
    assert (ZALO_OA.cost(heard, NOW) is CLOSED) == (heard <= closed_since)


def notice(person: int, subject: str = "r", cost: Cost = FREE, **facts: bool) -> Notice:
    return Notice(person, subject, cost, **facts)


def told(found: Plan) -> list[tuple[int, int]]:
    """To whom, and how many notices in one message."""
    return [(message.person, len(message.notices)) for message in found.messages]


def test_notices_to_one_person_go_as_one_message() -> None:
    found = plan([notice(1, "a"), notice(2), notice(1, "b")], Spent(DAY), Limits(a_day=2), DAY)
    assert told(found) == [(1, 2), (2, 1)]
    assert found.spent.today == 2


def test_what_does_not_fit_waits_and_what_is_closed_is_left_out() -> None:
    wishes = [notice(1), notice(2), notice(3, cost=CLOSED)]
    found = plan(wishes, Spent(DAY), Limits(a_day=1), DAY)
    assert told(found) == [(1, 1)]
    assert [n.person for n in found.waiting] == [2]


def test_answers_go_first_and_notices_leave_room_for_them() -> None:
    limits = Limits(a_month=3, kept_for_answers=2)
    wishes = [notice(1), notice(2), notice(3, is_answer=True)]
    assert told(plan(wishes, Spent(DAY), limits, DAY)) == [(3, 1)]
    assert told(plan(wishes[:2], Spent(DAY), limits, DAY)) == [(1, 1)]


def test_free_messages_are_not_counted_where_only_billed_ones_are() -> None:
    limits = Limits(a_month=0, counts=frozenset({BILLED}))
    found = plan([notice(1), notice(2, cost=BILLED)], Spent(DAY), limits, DAY)
    assert (told(found), len(found.waiting)) == ([(1, 1)], 1)


def test_a_warning_comes_before_the_last_message_and_once() -> None:
    limits = Limits(a_day=3)
    first = plan([notice(1), notice(2)], Spent(DAY), limits, DAY)
    assert first.warns_before is None
    last = plan([notice(3), notice(4)], first.spent, limits, DAY)
    assert (told(last), last.warns_before) == ([(3, 1)], 0)
    assert plan([notice(5)], last.spent, limits, DAY).warns_before is None


def test_notices_that_stop_to_leave_room_are_not_stopped_in_silence() -> None:
    limits = Limits(a_day=3, kept_for_answers=2)
    first = plan([notice(1), notice(2)], Spent(DAY), limits, DAY)
    assert (told(first), len(first.waiting), first.warns_before) == ([(1, 1)], 1, 0)
    assert plan([notice(2)], first.spent, limits, DAY).warns_before is None


def test_where_nothing_at_all_may_go_that_is_said_once() -> None:
    first = plan([notice(1)], Spent(DAY), Limits(a_month=0), DAY)
    assert (told(first), first.warns_before) == ([], 0)
    assert plan([notice(1)], first.spent, Limits(a_month=0), DAY).warns_before is None


def test_a_new_day_and_a_new_month_start_anew() -> None:
    spent = Spent(DAY, today=5, this_month=9, warned_today=True, warned_this_month=True)
    tomorrow = spent.as_of(date(2026, 12, 2))
    assert (tomorrow.today, tomorrow.this_month, tomorrow.warned_today) == (0, 9, False)
    assert tomorrow.warned_this_month
    assert spent.as_of(date(2027, 1, 1)) == Spent(date(2027, 1, 1))
    assert spent.as_of(date(2027, 12, 1)) == Spent(date(2027, 12, 1))
    assert left(spent, Limits()) is None


def send_at_random(sends: int) -> None:
    """Weeks of random notices under random limits; counted again by hand, from outside."""
    chance = Random(2026)
    while sends > 0:
        limits = Limits(
            a_day=chance.choice([None, 0, 1, 7, 40]),
            a_month=chance.choice([None, 0, 1, 30, 300]),
            counts=chance.choice([frozenset({BILLED}), frozenset({FREE, BILLED})]),
            kept_for_answers=chance.choice([0, 0, 3]),
        )
        day, spent = DAY, Spent(DAY)
        days: Counter[date] = Counter()
        months: Counter[tuple[int, int]] = Counter()
        warned: set[object] = set()
        for _ in range(60):
            day += timedelta(days=chance.choice([0, 0, 0, 1, 9]))
            wishes = [
                Notice(
                    chance.randrange(20), str(n), chance.choice(list(Cost)), chance.random() < 0.3
                )
                for n in range(chance.randrange(30))
            ]
            sends -= len(wishes)
            found = plan(wishes, spent, limits, day)
            spent = found.spent
            check(found, wishes)
            for number, message in enumerate((*found.messages, None)):
                if found.warns_before == number:
                    warned |= {day, (day.year, day.month)}
                if message and message.cost in limits.counts:
                    days[day] += 1
                    months[day.year, day.month] += 1
                    check_limit(limits.a_day, days[day], day in warned)
                    in_month = (day.year, day.month)
                    check_limit(limits.a_month, months[in_month], in_month in warned)
            assert (spent.today, spent.this_month) == (days[day], months[day.year, day.month])


def random_notice(chance: Random, number: int) -> Notice:
    cost = chance.choice(list(Cost))
    return Notice(chance.randrange(20), str(number), cost, is_answer=chance.random() < 0.3)


def check(found: Plan, wishes: list[Notice]) -> None:
    """Nothing is lost, nothing said twice, one message for each person and kind."""
    sent = [n for message in found.messages for n in message.notices]
    possible = [wish for wish in wishes if wish.cost is not CLOSED]
    assert Counter([*sent, *found.waiting]) == Counter(possible)
    kinds = Counter((m.person, m.notices[0].is_answer) for m in found.messages)
    assert max(kinds.values(), default=1) == 1
    assert all(is_whole(message) for message in found.messages)


def is_whole(message: Message) -> bool:
    return bool(message.notices) and all(n.person == message.person for n in message.notices)


def check_limit(most: int | None, used: int, was_warned: bool) -> None:
    if most is not None:
        assert used <= most
        assert used < most or was_warned


def test_2_000_random_sends_stay_within_the_limits() -> None:
    send_at_random(2_000)


@pytest.mark.matrix
def test_100_000_random_sends_stay_within_the_limits() -> None:
    send_at_random(100_000)


def test_lessons_leave_room_for_reminders_and_answers() -> None:
    """Of 100, 10 are kept for answers and as many for reminders."""
    limits = Limits(a_month=100, kept_for_answers=10)
    almost = Spent(DAY, this_month=79)
    found = plan([notice(1, is_lesson=True), notice(2, is_lesson=True)], almost, limits, DAY)
    assert told(found) == [(1, 1)]
    assert [n.person for n in found.given_up] == [2]
    assert not found.waiting
    assert told(plan([notice(3)], found.spent, limits, DAY)) == [(3, 1)]


def test_a_lesson_goes_after_a_reminder() -> None:
    wishes = [notice(1, is_lesson=True), notice(2), notice(3, is_answer=True)]
    assert told(plan(wishes, Spent(DAY), Limits(a_day=100), DAY)) == [(3, 1), (2, 1), (1, 1)]


def test_lessons_that_cost_nothing_are_not_counted() -> None:
    limits = Limits(a_month=10, counts=frozenset({BILLED}))
    full = Spent(DAY, this_month=10)
    assert told(plan([notice(1, is_lesson=True)], full, limits, DAY)) == [(1, 1)]

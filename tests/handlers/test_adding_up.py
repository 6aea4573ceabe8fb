"""What the office reads adds up: who is here, who is awaited and who was given more time come to
all who owe the report, in every state there can be."""

import re
from datetime import UTC, date, datetime
from random import Random  # noqa: TID251 - each state has its seed

import pytest

from content.catalogue import Plan
from content.periods import Cadence, Period
from content.words import speaking
from handlers.office.overdue_choices import OverdueView
from handlers.office.overdue_nobody import nobody_screen
from handlers.office.overdue_screens import overdue_screen
from handlers.office.overdue_view import Done, Line, Overview
from handlers.phrases import unit_name
from storage import extensions
from tests.chat import Town
from tests.handlers.extending import ask
from tests.handlers.test_office_words import reports
from tests.handlers.test_overdue import YEAR, at, handed_in, opened

_TODAY, _NOW = date(2026, 12, 16), datetime(2026, 12, 16, 3, tzinfo=UTC)
_PLANNED, _LATER = date(2026, 12, 17), (date(2026, 12, 18), date(2026, 12, 22))
_NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)


def _line(plan: Plan, code: str, period: Period, due: date, days_late: int = 0) -> Line:
    return Line(
        obligation_id=1, unit_code=code, unit_name=unit_name(plan, code), short_name=code,
        period=period, due=due,
        is_overdue=days_late > 0, days_late=days_late, last_reminded_at=None, focal_points=(),
    )  # fmt: skip


def _here(code: str, period: Period) -> Done:
    return Done(
        unit_code=code, short_name=code, period=period, at=_NOW, is_late=False, days_late=0,
        receipt=None, author=None, version=1, newest_at=None,
    )  # fmt: skip


def _state(plan: Plan, chance: Random, *, with_overdue: bool) -> Overview:
    """Each unit is here, awaited, given more time, or late."""
    awaited, done, overdue = [], [], []
    for code in chance.sample(list(plan.units), chance.randint(1, len(plan.units))):
        for period in (YEAR, _NOVEMBER)[: chance.randint(1, 2)]:
            planned = _PLANNED if period == YEAR else date(2026, 11, 17)
            match chance.randrange(4 if with_overdue else 3):
                case 0:
                    done.append(_here(code, period))
                case 1 if period == YEAR:
                    awaited.append(_line(plan, code, period, planned))
                case 3:
                    overdue.append(_line(plan, code, period, date(2026, 12, 14), 2))
                case _:
                    awaited.append(_line(plan, code, period, chance.choice(_LATER)))
    awaited.sort(key=lambda line: line.due)
    periods = {line.period for line in (*overdue, *awaited)} | {one.period for one in done}
    return Overview(tuple(overdue), tuple(awaited), tuple(done), tuple(sorted(periods)))


def _count(words: str, text: str) -> int:
    return sum(int(found) for found in re.findall(words, text))


@pytest.mark.parametrize("seed", range(60))
def test_where_nobody_is_overdue_the_numbers_add_up_for_each_report(plan: Plan, seed: int) -> None:
    found = _state(plan, Random(seed), with_overdue=False)
    with speaking("vi"):
        text = nobody_screen(found, plan, OverdueView(), today=_TODAY, now=_NOW).text
    here = _count(r"(\d+)/\d+ đơn vị đã nộp", text)
    still = _count(r"Còn (\d+) đơn vị chưa nộp", text)
    given = _count(r"(\d+) đơn vị được gia hạn", text)
    assert (here, still + given) == (len(found.done), len(found.awaited))
    for of_all in re.findall(r"\d+/(\d+) đơn vị đã nộp báo cáo năm", text):
        here_or_not = [x.period for x in found.done] + [x.period for x in found.awaited]
        assert int(of_all) == here_or_not.count(YEAR)
    assert given == sum(line.due in _LATER for line in found.awaited)


@pytest.mark.parametrize("seed", range(60))
def test_the_overdue_list_counts_and_names_everybody_once(plan: Plan, seed: int) -> None:
    found = _state(plan, Random(seed), with_overdue=True)
    if not found.overdue:
        found = Overview(
            (_line(plan, "TYT", YEAR, date(2026, 12, 14), 2),), (), found.done, (YEAR,)
        )
    last = OverdueView(page=9)
    with speaking("vi"):
        text = overdue_screen(found, last, now=_NOW, may_remind=False).text
    late, of_all = (int(n) for n in re.findall(r"<b>(\d+)/(\d+) đơn vị quá hạn", text)[0])
    here, still = (int(n) for n in re.findall(r"(\d+) đã nộp, (\d+) còn trong hạn", text)[0])
    assert late + here + still == of_all
    named = re.findall(r"^Còn trong hạn: (.*)$", text, re.MULTILINE)
    more = _count(r"\) và (\d+) ", f"{named[0]} ") if named else 0
    assert (named[0].count(" (") + more if named else 0) == still


async def test_a_unit_with_more_time_is_counted_and_named(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("KTHTDT", name="Hoa")
    await opened(town, YEAR)
    await town.tick("2026-12-10 08:00")
    await ask(hoa, "18/12")
    await office.says("đồng ý")
    await reports(town, hoa, "TTPVHCC", "2026-12-16 08:15")
    await handed_in(town, "CUDTT", "UBND")
    at(town, "2026-12-16 09:00")
    await office.says("ai chưa nộp?")
    office.sees(
        "Không có đơn vị nào quá hạn",
        "3/8 đơn vị đã nộp báo cáo năm 2026",
        "Còn 4 đơn vị chưa nộp:\n• ",
        "1 đơn vị được gia hạn báo cáo năm 2026 đến 18/12: Phòng Kinh tế",
    )


async def test_it_adds_up_in_english(town: Town) -> None:
    office, hoa = await town.office(language="en"), await town.focal_point("KTHTDT", name="Hoa")
    await opened(town, YEAR)
    await town.tick("2026-12-10 08:00")
    await ask(hoa, "18/12")
    await office.says("agree")
    await office.says("who is overdue?")
    office.sees("7 units have still to report", "1 unit was given more time")
    async with town.database.read() as session:
        assert await extensions.pending(session) == []

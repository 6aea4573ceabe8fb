"""/baocao: a focal point sees what the own units owe, and can start at once."""

from content.periods import Cadence, Period
from storage import obligations
from tests.chat import Town

YEAR = Period(Cadence.YEAR, 2026, 12)
NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)


async def opened(town: Town, *periods: Period) -> None:
    async with town.database.write() as session:
        for period in periods:
            await obligations.open_period(session, town.plan, period, town.now)


async def test_a_focal_point_sees_only_what_the_own_units_owe(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await opened(town, YEAR)
    await hoa.says("/baocao")
    hoa.sees("Báo cáo cần nộp: 1", "Trạm Y tế phường", "năm 2026", "17/12/2026")
    assert "Trung tâm" not in hoa.text
    assert hoa.options()[0] == "Báo cáo ngay"


async def test_several_reports_come_most_urgent_first_with_a_row_each(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await opened(town, YEAR, NOVEMBER)
    await hoa.says("/baocao")
    assert hoa.text.index("tháng 11/2026") < hoa.text.index("năm 2026")
    assert hoa.options()[:3] == ["Báo cáo ngay (1)", "Báo cáo ngay (2)", "Xin gia hạn (2)"]


async def test_nothing_owed_is_said_so(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("báo cáo")
    hoa.sees("không còn báo cáo nào phải nộp")


async def test_whoever_reports_for_nobody_is_told_so(town: Town) -> None:
    for chat in (await town.citizen(), await town.office(), await town.leader()):
        await chat.says("/baocao")
        chat.sees("dành cho đầu mối báo cáo")

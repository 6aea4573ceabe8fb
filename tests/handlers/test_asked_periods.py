"""The office names a period that is not simply there: it is told so, and nothing is swapped."""

import pytest

from tests.chat import Town
from tests.handlers.test_overdue import NOVEMBER, OVERDUE, YEAR, at, opened


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("tháng 11 ai trễ", "báo cáo tháng 11/2026"),
        ("tháng 1 ai chưa nộp", "báo cáo tháng 01/2026"),
        ("thang 11 ai nop roi", "báo cáo tháng 11/2026"),
        ("quý 3 ai chưa nộp", "báo cáo quý III/2026"),
        ("nhắc tất cả tháng 11", "báo cáo tháng 11/2026"),
        ("báo cáo quý ai chưa nộp", "báo cáo nào của loại này"),
    ],
)
async def test_of_a_period_that_was_never_followed_nobody_is_called_in_time(
    town: Town, words: str, named: str
) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees(f"Tôi chưa theo dõi {named}, nên không biết ai đã nộp, ai quá hạn")
    assert "Không có đơn vị nào" not in office.text
    assert "Sắp đến hạn" not in office.text
    await office.picks("Mọi báo cáo quá hạn")
    office.sees("8/8 đơn vị quá hạn")


async def test_a_period_that_has_not_begun_is_not_called_unknown(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("quý I/2027 ai chưa nộp")
    office.sees("Báo cáo quý I/2027 chưa đến kỳ nộp: hạn thứ Tư, 17/03/2027")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("tháng này ai chưa nộp", "Tháng 12/2026"),
        ("quý 4 ai chưa nộp", "Quý IV/2026"),
        ("quy 4 ai nop roi", "Quý IV/2026"),
        ("6 tháng cuối năm ai trễ", "6 tháng cuối năm 2026"),
    ],
)
async def test_a_period_handed_in_with_a_longer_one_is_not_swapped_without_a_word(
    town: Town, words: str, named: str
) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees(f"{named} nộp chung trong báo cáo năm 2026.")


async def test_the_period_that_was_asked_for_is_shown_without_ado(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    for words in ("năm 2026 ai chưa nộp", "tháng 11 ai trễ", "ai chưa nộp"):
        await office.says(words)
        assert "nộp chung" not in office.text, words


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("tháng 13 ai trễ", "Không có tháng 13."),
        ("nhac tat ca thang 13", "Không có tháng 13."),
        ("quý 5 ai nộp rồi", "Không có quý 5."),
        ("năm 1999 ai trễ", "Tôi không có báo cáo nào của năm 1999."),
        ("tháng 5/1990 ai trễ", "Tôi không có báo cáo nào của năm 1990."),
    ],
)
async def test_a_period_that_cannot_be_is_named_and_others_are_offered(
    town: Town, words: str, answer: str
) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees(answer, "Anh/chị muốn xem báo cáo nào?")
    assert "Năm 2026 (8)" in office.options()
    assert hoa.messages == []

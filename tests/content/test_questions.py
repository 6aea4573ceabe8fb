"""What the office asks in its own words. Today is Friday 18 December 2026."""

from datetime import date

import pytest

from content.catalogue import Plan
from content.folding import fold
from content.periods import PERIODIC, Cadence
from content.questions import About, Question, office_question, page_named, place_named

M, Q, H, Y = PERIODIC
TODAY = date(2026, 12, 18)


def asked(plan: Plan, text: str, today: date = TODAY) -> Question | None:
    return office_question(text, today, plan.units.values())


@pytest.mark.parametrize(
    ("text", "cadence", "period"),
    [
        ("đơn vị nào trễ hạn báo cáo tháng này?", None, "2026-12"),
        ("đơn vị nào quá hạn", None, None),
        ("don vi nao cham", None, None),
        ("Ai chưa nộp?", None, None),
        ("ai nộp trễ", None, None),
        ("quá hạn", None, None),
        ("còn ai chưa gửi báo cáo không", None, None),
        ("còn bao nhiêu đơn vị chưa gửi", None, None),
        ("còn mấy đơn vị nữa", None, None),
        ("thiếu ai", None, None),
        ("ai chưa nộp báo cáo tháng 11", M, "2026-11"),
        ("tháng trước đơn vị nào nộp trễ", M, "2026-11"),
        ("tháng trước ai trễ", M, "2026-11"),
        ("đơn vị nào nợ báo cáo quý 3", Q, "2026-09"),
        ("ai chưa nộp báo cáo quý IV", None, "2026-12"),
        ("quý trước ai trễ", Q, "2026-09"),
        ("ai chưa nộp báo cáo quý I/2027", Q, "2027-03"),
        ("quý bốn ai chưa nộp", None, "2026-12"),
        ("đơn vị nào chậm nộp 6 tháng đầu năm", H, "2026-06"),
        ("sáu tháng đầu năm ai chưa báo cáo", H, "2026-06"),
        ("danh sách đơn vị trễ hạn năm 2026", Y, "2026-12"),
        ("ai trễ báo cáo năm nay", Y, "2026-12"),
        ("báo cáo tháng ai chưa nộp", M, None),
        ("đơn vị nào chưa nộp báo cáo quý", Q, None),
        ("ai chưa nộp báo cáo 3 tháng", Q, None),
        ("báo cáo 6 tháng đơn vị nào trễ", H, None),
        ("quý này thế nào", None, "2026-12"),
        ("tháng này báo cáo sao rồi", None, "2026-12"),
        ("tình hình nộp báo cáo", None, None),
        ("tình hình báo cáo quý 4 tới đâu rồi", None, "2026-12"),
        ("các đơn vị nộp đủ chưa em", None, None),
        ("có ai nộp chưa", None, None),
        ("bc t12 dv nào chưa nạp", None, "2026-12"),
        ("tháng mười một ai trễ", M, "2026-11"),
        ("em ơi cho anh xem danh sách đơn vị quá hạn", None, None),
        ("trợ lý ơi cho tôi biết đơn vị nào chưa nộp báo cáo quý này nhé", None, "2026-12"),
        ("hạn nộp báo cáo tháng này là ngày nào", None, "2026-12"),
        ("ai phải nộp báo cáo tháng này", None, "2026-12"),
        ("ai được nhắc rồi", None, None),
        ("xem tháng 11", M, "2026-11"),
        ("tháng 11", M, "2026-11"),
        ("xem 11/2026", M, "2026-11"),
        ("xem quý 3", Q, "2026-09"),
        ("who is overdue?", None, None),
        ("which units are late this month", None, "2026-12"),
        ("show last month", M, "2026-11"),
    ],
)
def test_who_is_missing(
    plan: Plan, text: str, cadence: Cadence | None, period: str | None
) -> None:
    for spelling in (text, fold(text)):
        question = asked(plan, spelling)
        assert question
        found = (question.about, question.cadence, question.period)
        assert found == (About.OVERDUE, cadence, period), spelling


def test_the_months_that_only_diacritics_tell_apart(plan: Plan) -> None:
    may, june = asked(plan, "tháng năm ai chưa nộp"), asked(plan, "tháng sáu ai chưa nộp")
    assert may
    assert june
    assert (may.period, june.period) == ("2026-05", "2026-06")


@pytest.mark.parametrize(
    "text",
    ["ai nộp rồi", "ai đã nộp", "ai nộp", "đơn vị nào nộp rồi", "bao nhiêu đơn vị nộp rồi",
     "hôm nay có ai nộp không", "ai nộp đúng hạn", "danh sách đã nộp", "đv nào gửi bc rồi",
     "những đơn vị đã báo cáo", "who has reported"],
)  # fmt: skip
def test_who_has_reported(plan: Plan, text: str) -> None:
    for spelling in (text, fold(text)):
        question = asked(plan, spelling)
        assert question
        assert question.about is About.HANDED_IN, spelling


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("công an nộp chưa", ("CAP",)),
        ("CAP nộp chưa", ("CAP",)),
        ("congan nộp chưa", ("CAP",)),
        ("cấp ủy nộp chưa", ("CUDTT",)),
        ("trạm y tế", ("TYT",)),
        ("xem trạm y tế", ("TYT",)),
        ("y tế thế nào rồi", ("TYT",)),
        ("trường nào chưa báo cáo", ("TRUONG",)),
        ("hcc nộp chưa", ("TTPVHCC",)),
        ("trung tâm hành chính công nộp chưa", ("TTPVHCC",)),
        ("phòng kinh tế gửi báo cáo tháng 12 chưa vậy", ("KTHTDT",)),
        ("ai phụ trách mặt trận", ("MTTQ",)),
        ("văn phòng nộp chưa", ("VPDU", "VPHDUB")),
        ("trạm y tế với công an nộp chưa", ("TYT", "CAP")),
    ],
)
def test_how_a_unit_stands(plan: Plan, text: str, units: tuple[str, ...]) -> None:
    question = asked(plan, text)
    assert question
    assert (question.about, question.units) == (About.UNITS, units)


@pytest.mark.parametrize(
    ("text", "units", "is_of_all", "place"),
    [
        ("nhắc công an", ("CAP",), False, None),
        ("nhac cong an", ("CAP",), False, None),
        ("giúp tôi nhắc mặt trận", ("MTTQ",), False, None),
        ("nhắc lại UBND đi em", ("UBND",), False, None),
        ("nhắc tất cả", (), True, None),
        ("nhac het", (), True, None),
        ("nhắc nhở các đơn vị chưa nộp", (), True, None),
        ("remind all", (), True, None),
        ("nhắc số 3", (), False, 3),
        ("nhắc bà Hoa", (), False, None),
    ],
)
def test_whom_to_remind(
    plan: Plan, text: str, units: tuple[str, ...], is_of_all: bool, place: int | None
) -> None:
    assert asked(plan, text) == Question(
        About.REMIND, units=units, is_of_all=is_of_all, place=place
    )


@pytest.mark.parametrize(
    "text",
    ["chỉ tiêu nào chậm?", "nhiệm vụ nào trễ tiến độ", "kết quả quý này ra sao",
     "tổng hợp báo cáo quý này"],
)  # fmt: skip
def test_figures_and_tasks_are_beyond_us(plan: Plan, text: str) -> None:
    question = asked(plan, text)
    assert question
    assert question.about is About.BEYOND


@pytest.mark.parametrize(
    ("today", "period"), [(date(2027, 1, 5), "2026-12"), (date(2026, 12, 5), "2026-12")]
)
def test_a_month_without_a_year_is_the_latest(plan: Plan, today: date, period: str) -> None:
    question = asked(plan, "ai chưa nộp báo cáo tháng 12", today)
    assert question
    assert (question.cadence, question.period) == (None, period)


@pytest.mark.parametrize(
    "text",
    ["", "xin chào", "cảm ơn", "tôi chưa nộp được", "em xin nộp trễ", "báo cáo",
     "báo cáo của đơn vị nào đẹp nhất", "cấp trên yêu cầu báo cáo gấp", "họp lúc mấy giờ",
     "ai là trưởng phòng", "trời hôm nay có mưa muộn nên đường đi làm rất là đông đúc",
     "trễ " * 200, "\u202e", "12"],
)  # fmt: skip
def test_other_words_are_not_taken_for_a_question(plan: Plan, text: str) -> None:
    assert asked(plan, text) is None


def test_numbers_and_pages_are_read(plan: Plan) -> None:
    places = [place_named(text) for text in ("3", "số 3", "xem mục 3.", "3 đơn vị", "ba")]
    assert places == [3, 3, 3, None, None]
    assert [page_named(text) for text in ("trang 2", "sang trang 2", "2")] == [2, 2, None]

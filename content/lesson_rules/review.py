"""Dates: who looked when, and until when that may be relied on."""

from datetime import date

from content.lesson_files import LessonDraft
from content.lesson_rules.knowledge import Knowledge

_MONTHS = 6


def check(lesson: LessonDraft, knowledge: Knowledge, today: date | None) -> None:
    source, front = lesson.source, lesson.front
    latest = _months_after(front.verified_on or knowledge.compiled)
    if front.review_by > latest:
        since = "ngày kiểm tra" if front.verified_on else "ngày lập dữ kiện"
        source.refuse(
            ("review_by",), "review-too-far", f"Hạn xem lại {front.review_by} quá xa: nhiều nhất "
            f"{_MONTHS} tháng sau {since}, tức là {latest}.",
        )  # fmt: skip
    if today is None:
        return
    if front.verified_on and front.verified_on > today:
        source.refuse(
            ("verified_on",), "verified-in-future", f"Ngày kiểm tra {front.verified_on} chưa đến. "
            "Hãy ghi ngày đã mở văn bản gốc, hoặc null.",
        )  # fmt: skip
    if front.review_by < today:
        source.refuse(
            ("review_by",), "review-overdue", f"Bài quá hạn xem lại từ {front.review_by}. Hãy đối "
            "chiếu lại dữ kiện, rồi ghi ngày mới.",
        )  # fmt: skip


def _months_after(day: date) -> date:
    """The same day half a year later; where that month is shorter, its 28th."""
    years, month = divmod(day.month - 1 + _MONTHS, 12)
    year = min(day.year + years, date.max.year)  # somebody wrote 9999
    try:
        return day.replace(year, month + 1)
    except ValueError:
        return day.replace(year, month + 1, 28)

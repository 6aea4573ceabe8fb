"""The words that steer a dialog, as people type them."""

import pytest

from content.choices import Choice, choice_of

STEP = (
    Choice.UNCHANGED, Choice.NO_ACTIVITY, Choice.NO_DATA, Choice.SKIP, Choice.BACK, Choice.CANCEL,
)  # fmt: skip
READ_BACK = (Choice.YES, Choice.FIX, Choice.CANCEL, Choice.BACK)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giữ nguyên kỳ trước", Choice.UNCHANGED),
        ("giu nguyen ky truoc", Choice.UNCHANGED),
        ("Giữ nguyên", Choice.UNCHANGED),
        ("Không phát sinh", Choice.NO_ACTIVITY),
        ("dạ ko phát sinh ạ", Choice.NO_ACTIVITY),
        ("CHƯA CÓ SỐ LIỆU.", Choice.NO_DATA),
        ("chua co so lieu", Choice.NO_DATA),
        ("bỏ qua nhé", Choice.SKIP),
        ("cho em quay lại", Choice.BACK),
        ("huỷ", Choice.CANCEL),
        ("HUY", Choice.CANCEL),
        ("thôi ạ", Choice.CANCEL),
        ("hủy bỏ giúp tôi nhé", None),
        ("tôi không hủy", None),
        ("không", None),
        ("12", None),
        ("", None),
    ],
)
def test_steering_words_at_a_step(typed: str, meant: Choice | None) -> None:
    assert choice_of(typed, STEP) is meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Đúng", Choice.YES),
        ("dạ đúng rồi ạ", Choice.YES),
        ("dung r", None),
        ("vâng", Choice.YES),
        ("ok em", Choice.YES),
        ("không", Choice.FIX),
        ("sai rồi", Choice.FIX),
        ("ko đúng", Choice.FIX),
        ("Sửa", Choice.FIX),
        ("quay lại", Choice.BACK),
        ("1.235", None),
    ],
)
def test_yes_and_no_to_what_was_read_back(typed: str, meant: Choice | None) -> None:
    assert choice_of(typed, READ_BACK) is meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Dùng tiếp", Choice.KEEP),
        ("tiếp tục đi", Choice.KEEP),
        ("Xem lại từng mục", Choice.AGAIN),
        ("làm lại từ đầu", Choice.AGAIN),
        ("để sau", Choice.CANCEL),
        ("dừng lại", Choice.CANCEL),
        ("dùng", None),  # folded, it is "đúng" and "dừng" as well
    ],
)
def test_what_becomes_of_an_old_draft(typed: str, meant: Choice | None) -> None:
    assert choice_of(typed, (Choice.KEEP, Choice.AGAIN, Choice.CANCEL)) is meant


def test_what_is_not_on_offer_is_not_understood() -> None:
    assert choice_of("đúng", STEP) is None
    assert choice_of("giữ nguyên", READ_BACK) is None


def test_the_same_word_means_what_is_on_offer() -> None:
    assert choice_of("tiếp tục", (Choice.KEEP, Choice.SKIP)) is Choice.KEEP
    assert choice_of("tiếp tục", (Choice.ANYWAY, Choice.FIX)) is Choice.ANYWAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Gửi", Choice.ASK),
        ("gui giup toi nhe", Choice.ASK),
        ("dạ vâng", Choice.ASK),
        ("Sửa ngày", Choice.FIX_DAY),
        ("sua li do", Choice.FIX_REASON),
        ("Thôi, không xin nữa", Choice.DROP),
        ("không", Choice.DROP),
        ("nộp", None),
        ("gửi báo cáo", None),
        ("chưa", None),
    ],
)
def test_a_request_read_back_is_not_taken_for_the_report(typed: str, meant: Choice | None) -> None:
    offered = (Choice.ASK, Choice.FIX_DAY, Choice.FIX_REASON, Choice.CANCEL, Choice.DROP)
    assert choice_of(typed, offered) is meant

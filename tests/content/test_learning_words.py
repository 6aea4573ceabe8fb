"""What is typed instead of tapping a button of a lesson."""

import pytest

from content.learning_words import meant

ITEM = ["Đọc mã giúp cho nhanh", "Không đọc, xóa tin", "Chụp màn hình gửi lại"]
WRONG = ["Thử lại", "Câu tiếp"]
DONE = ["Bài tiếp theo", "Bài khác", "Trang học"]
COURSES = ["Làm chủ điện thoại · 2/5", "Nhận ra lừa đảo · 0/5", "Trang sau", "Trang học"]
LESSONS = ["✓ Bài 6.1 · Dừng lại khi thấy gấp", "Bài 6.2 · Đường dẫn lạ", "Các khóa học"]


@pytest.mark.parametrize(
    ("typed", "labels", "place"),
    [
        ("Không đọc, xóa tin", ITEM, 1),
        ("khong doc xoa tin ạ", ITEM, 1),
        ("không đọc", ITEM, 1),  # no other begins so
        ("đọc", ITEM, None),  # a single word may mean anything
        ("2", ITEM, 1),
        ("số 3", ITEM, 2),
        ("4", ITEM, None),
        ("0", ITEM, None),
        ("đúng", ["Đúng", "Sai"], 0),
        ("dung", ["Đúng", "Sai"], 0),
        ("dừng", ["Đúng", "Sai"], None),
        ("SAI RỒI", ["Đúng", "Sai"], 1),
        ("tin giả", ["Thật", "Giả"], 1),
        ("true", ["True", "False"], 0),
        ("tiếp", WRONG, 1),
        ("làm lại đi em", WRONG, 0),
        ("next question", ["Try again", "Next question"], 1),
        ("tiep", DONE, 0),
        ("quay lại", DONE, 1),
        ("nhan ra lua dao", COURSES, 1),
        ("tiếp", COURSES, 2),
        ("bài 6.1", LESSONS, 0),
        ("duong dan la", LESSONS, 1),  # its title does as well
        ("giúp tôi", ["Ghi nhớ giúp tôi", "Thêm"], None),  # that calls somebody
        ("", ITEM, None),
        ("thôi", ITEM, None),
    ],
)
def test_what_is_meant(typed: str, labels: list[str], place: int | None) -> None:
    assert meant(typed, labels) == place


def test_a_label_that_stands_there_twice_is_not_guessed_at() -> None:
    assert meant("Lan", ["Lan", "lan", "Thêm người học"]) is None

"""Lesson files become values: words, quiz, keys; Notepad's habits are let be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content.lesson_files import item_key
from content.lesson_loading import load_library
from content.library import FactStatus, Form, Lesson
from tests.lessons import small_library


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def rewrite(directory: Path, name: str, change: Callable[[str], str]) -> None:
    path = directory / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def lesson(directory: Path, id_: str = "6.1") -> Lesson:
    return load_library(directory).lessons[id_]


def test_front_matter_becomes_values(directory: Path) -> None:
    found = lesson(directory)
    assert (found.id, found.title, found.audience) == (
        "6.1", "OTP là chữ ký của mình", "everyone",
    )  # fmt: skip
    assert found.frameworks == {"tt02": "D4", "digcomp": "4.2", "bkhcn757": "TBD"}
    assert found.plan_lines == (152,)
    assert (found.verified_on, found.review_by) == (None, date(2027, 5, 23))
    assert found.path == directory / "vi/6.1-otp.md"


def test_the_last_paragraph_is_what_to_do_today(directory: Path) -> None:
    found = lesson(directory)
    assert len(found.paragraphs) == 3
    assert found.paragraphs[0].startswith("OTP là **mã dùng một lần**.")
    assert found.today == 'nói với người nhà một câu: "Mã về máy thì không đọc cho ai."'


def test_a_list_keeps_its_lines(directory: Path) -> None:
    assert lesson(directory, "1.1").paragraphs[1] == (
        "Bà con mở lần lượt:\n- Cài đặt\n- Màn hình (tên mục tùy máy)\n- Cỡ chữ"
    )


def test_a_paragraph_may_be_wrapped(directory: Path) -> None:
    rewrite(directory, "vi/1.1-chu-to.md", lambda t: t.replace("mắt. Máy", "mắt.\nMáy"))
    assert lesson(directory, "1.1").paragraphs[0] == (
        "Chữ nhỏ làm mỏi mắt. Máy nào cũng tăng cỡ chữ được."
    )


def test_quiz_items_have_their_alternatives_and_one_right_answer(directory: Path) -> None:
    first = lesson(directory).items[0]
    assert first.question.startswith("Một người nhắn:")
    assert [a.label for a in first.alternatives] == [
        "Đọc mã giúp cho nhanh", "Không đọc, xóa tin", "Chụp màn hình gửi lại",
    ]  # fmt: skip
    assert first.right == 1
    assert first.alternatives[1].explanation == "Đúng rồi. Không có chuyện gửi nhầm mã."


def test_a_key_stays_while_the_words_of_the_choice_stay(directory: Path) -> None:
    keys = [item.key for item in lesson(directory).items]
    rewrite(directory, "vi/6.1-otp.md", lambda t: t.replace("Ai hỏi mã là", "Người hỏi mã là"))
    assert [item.key for item in lesson(directory).items] == keys
    rewrite(directory, "vi/6.1-otp.md", lambda t: t.replace("Không đọc, xóa tin", "Xóa tin"))
    changed = [item.key for item in lesson(directory).items]
    assert (changed[0] != keys[0], changed[1:]) == (True, keys[1:])


def test_a_key_is_the_same_in_every_process_and_release() -> None:
    """Answers of people are kept under it."""
    assert item_key("Đúng hay sai: một?", "Đúng", "Sai") == "0c370b"


def test_what_notepad_adds_changes_nothing(directory: Path) -> None:
    before = lesson(directory)
    path = directory / "vi/6.1-otp.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lesson(directory) == before


def test_a_translation_stands_beside_its_original(directory: Path) -> None:
    library = load_library(directory)
    english = library.lesson("6.1", "en")
    assert english
    assert english.title == "A one-time code is your signature"
    assert english.today.startswith("tell your family")
    assert library.lesson("1.1", "en") is library.lessons["1.1"]


def test_the_rest_of_the_library(directory: Path) -> None:
    library = load_library(directory)
    assert library.path == ("6.1", "1.1")
    assert library.courses["6"].key_sentence["en"] == "Slow down one minute."
    assert library.facts["F94"].status is FactStatus.SECONDARY
    assert library.practice["otp-that"].form is Form.SMS
    assert library.practice["otp-that"].is_genuine
    assert [n.name for n in library.settings.neighbourhoods.value] == ["Khu phố 1", "Khu phố 2"]
    assert library.settings.province.value == "thành phố Đồng Nai"


def test_another_version_as_soon_as_any_file_differs(directory: Path) -> None:
    before = load_library(directory).version
    assert load_library(directory).version == before
    rewrite(directory, "vi/practice/6.yaml", lambda t: t.replace("thứ Bảy", "thứ Sáu"))
    assert load_library(directory).version != before

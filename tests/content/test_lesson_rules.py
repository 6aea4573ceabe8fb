"""Every mistake in the library is refused with file, line, rule and a sentence in Vietnamese."""

import os
import re
import shutil
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from content.lesson_loading import load_library
from content.lesson_rules.pictures import LARGEST
from content.lesson_rules.secrets import asks_for_secret
from content.lesson_rules.sentences import sentences, without_quotes
from content.source import ContentError, ContentErrors
from tests.broken_lessons import ENGLISH, MISTAKES, OTP, Mistake
from tests.lessons import line_of, small_library


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def errors_in(directory: Path, today: date | None = None) -> tuple[ContentError, ...]:
    with pytest.raises(ContentErrors) as caught:
        load_library(directory, today=today)
    return caught.value.errors


def found(directory: Path, today: date | None = None) -> list[str]:
    return [
        f"{error.path.relative_to(directory).as_posix()}:{error.line} {error.rule}"
        for error in errors_in(directory, today)
    ]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_found_at_its_line(directory: Path, mistake: Mistake) -> None:
    place = mistake.make(directory)
    assert f"{place} {mistake.rule}" in found(directory)


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_what_is_wrong_is_said_in_vietnamese(directory: Path, mistake: Mistake) -> None:
    mistake.make(directory)
    for error in errors_in(directory):
        assert any(letter in error.message.lower() for letter in "ăâđêôơưạảấầẩếềểộớợủựỳ")
        assert error.message.endswith((".", "”"))


def test_there_is_a_mistake_for_every_rule() -> None:
    """A rule that no test breaks may have stopped to work."""
    rules = Path(__file__).parents[2] / "content" / "lesson_rules"
    text = "\n".join(path.read_text(encoding="utf-8") for path in rules.glob("*.py"))
    named = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text))
    assert named - {mistake.rule for mistake in MISTAKES} == _ELSEWHERE


_ELSEWHERE = {  # in tests of their own, below
    "duplicate-id", "translation-without-original", "picture-too-large", "picture-kind",
    "unknown-file", "file-too-large", "file-unreadable",
    "review-overdue", "verified-in-future", "duplicate-question",
    "clip-name", "clip-unknown-lesson", "clip-size", "clip-kind",  # tests/content/test_clips.py
}  # fmt: skip


def test_two_lessons_of_one_id(directory: Path) -> None:
    shutil.copy(directory / OTP, directory / "vi/6.1-otp-khac.md")
    assert "vi/6.1-otp.md:2 duplicate-id" in found(directory)


def test_a_question_that_is_asked_twice(directory: Path) -> None:
    question = "### Chữ to quá thì làm gì?"
    path = directory / "vi/1.1-chu-to.md"
    text = path.read_text(encoding="utf-8")
    answers = "- [x] Kéo lại | Đúng rồi. Một nấc.\n- [ ] Thôi | Chưa đúng. Chỉnh được.\n"
    path.write_text(f"{text}\n{question}\n{answers}", encoding="utf-8")
    last = text.count("\n") + 2
    assert found(directory) == [f"vi/1.1-chu-to.md:{last} duplicate-question"]


def test_a_translation_without_its_original(directory: Path) -> None:
    (directory / ENGLISH).rename(directory / "en/6.1-code.md")
    assert found(directory) == ["en/6.1-code.md:2 translation-without-original"]


def test_a_lesson_that_got_lost_is_missed_by_its_course(directory: Path) -> None:
    (directory / OTP).unlink()
    line = line_of(directory, "courses.yaml", '- id: "6"')
    assert f"courses.yaml:{line} lesson-missing" in found(directory)


def test_a_file_of_a_wrong_name_is_not_overlooked(directory: Path) -> None:
    shutil.copy(directory / OTP, directory / "vi/6.2-mat-khau.md.txt")
    assert found(directory) == ["vi/6.2-mat-khau.md.txt:1 unknown-file"]


@pytest.mark.parametrize("name", ["~$6.1-otp.md", ".6.1-otp.md.swp", "6.1-otp.md~"])
def test_what_editors_leave_beside_is_let_be(directory: Path, name: str) -> None:
    (directory / "vi" / name).write_bytes(b"\xff\x00")
    load_library(directory)


def test_a_picture_that_is_too_heavy(directory: Path) -> None:
    (directory / "pictures/course-06.png").write_bytes(b"0" * (LARGEST + 1))
    line = line_of(directory, "courses.yaml", "course-06.png")
    assert found(directory) == [f"courses.yaml:{line} picture-too-large"]


@pytest.mark.parametrize("piece", ["- [ ] a | b\n", "“", "-a"])
def test_no_file_is_judged_for_long(directory: Path, piece: str) -> None:
    """The running assistant judges beside its answers."""
    with (directory / OTP).open("a", encoding="utf-8") as file:
        file.write(piece * (100_000 // len(piece.encode())))
    began = process_time()
    found(directory)
    assert process_time() - began < 10.0


@pytest.mark.parametrize("content", [b"", b"RIFF....WEBP", b"\xff\xd8\xff jpeg"])
def test_a_picture_of_another_kind_than_its_name(directory: Path, content: bytes) -> None:
    (directory / "pictures/course-06.png").write_bytes(content)
    line = line_of(directory, "courses.yaml", "course-06.png")
    assert found(directory) == [f"courses.yaml:{line} picture-kind"]


def test_a_film_in_the_folder_is_not_read_into_memory(directory: Path) -> None:
    with (directory / "vi/bai-giang.mp4").open("wb") as film:
        film.truncate(2**40)
    assert found(directory) == ["vi/bai-giang.mp4:1 file-too-large"]


def test_a_file_that_cannot_be_read(directory: Path) -> None:
    (directory / "settings.yaml").unlink()
    (directory / "settings.yaml").symlink_to("/proc/self/mem")
    assert found(directory) == ["settings.yaml:1 file-unreadable"]


def test_a_name_in_the_letters_of_another_system(directory: Path) -> None:
    """As some programs unpack "bài.md"."""
    (directory / "vi" / os.fsdecode(b"6.2-b\xe0i.md")).write_bytes(b"")
    assert found(directory) == ["vi/6.2-b\N{REPLACEMENT CHARACTER}i.md:1 file-name"]


def test_bytes_that_are_no_text(directory: Path) -> None:
    path = directory / OTP
    path.write_bytes(path.read_bytes().replace("Hôm nay".encode(), b"H\xf4m nay"))
    assert f"{OTP}:{line_of_bytes(path, b'nay:')} not-utf-8" in found(directory)


def line_of_bytes(path: Path, words: bytes) -> int:
    return next(n for n, line in enumerate(path.read_bytes().split(b"\n"), 1) if words in line)


@pytest.mark.parametrize("name", ["courses.yaml", "facts.yaml", "settings.yaml", "jargon.yaml"])
def test_a_file_that_everything_rests_on(directory: Path, name: str) -> None:
    (directory / name).unlink()
    assert f"{name}:1 missing-file" in found(directory)


def test_a_review_is_overdue_on_the_day_after(directory: Path) -> None:
    load_library(directory, today=date(2027, 5, 23))
    line = line_of(directory, OTP, "review_by")
    assert f"{OTP}:{line} review-overdue" in found(directory, date(2027, 5, 24))


def test_who_looked_in_the_future(directory: Path) -> None:
    mistake = Mistake("", OTP, "verified_on: null", "verified_on: 2027-01-05")
    place = mistake.make(directory)
    assert found(directory, date(2027, 1, 4)) == [f"{place} verified-in-future"]
    load_library(directory, today=date(2027, 1, 5))


def test_the_last_year_there_is(directory: Path) -> None:
    Mistake("", OTP, "verified_on: null", "verified_on: 9999-12-01").make(directory)
    load_library(directory)


def test_who_looked_may_rely_on_it_for_half_a_year(directory: Path) -> None:
    Mistake("", OTP, "verified_on: null", "verified_on: 2027-08-31").make(directory)
    Mistake("", OTP, "review_by: 2027-05-23", "review_by: 2028-02-28").make(directory)
    load_library(directory)


def test_all_mistakes_come_together(directory: Path) -> None:
    for mistake in (MISTAKES[3], MISTAKES[-1], MISTAKES[-3]):
        mistake.make(directory)
    assert {name.partition(":")[0] for name in found(directory)} >= {OTP, "settings.yaml"}


@pytest.mark.parametrize(
    "text",
    [
        "Đọc mã OTP cho tôi.", "Bà con hãy gửi mật khẩu qua đây.", "Cứ nhắn mã xác nhận cho họ.",
        "Bấm vào, rồi đọc mã 6 số.", "Gửi ảnh căn cước cho tôi.", "Please send me your password.",
        "Read out the code.",
    ],
)  # fmt: skip
def test_orders_to_give_a_secret_away(text: str) -> None:
    assert asks_for_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "Không đọc mã OTP cho ai.", "Đừng gửi mật khẩu qua Zalo.", "Kẻ gian bảo đọc mã OTP.",
        "Gửi ảnh giấy tờ cho người lạ dễ bị đem đi làm việc xấu.", "Đọc mã hồ sơ cho cán bộ.",
        "Đổi mật khẩu.", "Đọc mã là trao chữ ký.", "Never read out the code.",
        "Nhập mật khẩu của mình vào máy mình.",
    ],
)  # fmt: skip
def test_no_orders_to_give_a_secret_away(text: str) -> None:
    assert not asks_for_secret(text)


@pytest.mark.parametrize(
    "new",
    [
        "Có 60 300 người trả lời.", "Năm 2025 ngân hàng đổi cách.", "Gọi trong 30 phút.",
        "Mở 24/7, có 3 lớp.", "Phạt từ 100 đến 150 triệu (chưa đối chiếu văn bản gốc).",
        "Hỏi số 1900.0368 (chưa kiểm tra lại).", 'Kẻ gian nói: "Chuyển 50 triệu."',
        "Chưa chắc là an toàn thông tin.", "Tin lạ thì không an toàn.",
        "Người giao hàng (shipper) gọi.", 'Họ nói "click vào link".', "Mở App Store mà tìm.",
        "Xem ở phường {ward}, {province}.", "Kỹ năng số là gì? **Biết** dùng máy!",
    ],
)  # fmt: skip
def test_what_may_stand_in_a_body(directory: Path, new: str) -> None:
    Mistake("", OTP, "Không ai có quyền hỏi mã.", new).make(directory)
    load_library(directory)


def test_a_figure_of_the_question_may_stand_in_the_explanation(directory: Path) -> None:
    Mistake("", OTP, "Tin chỉ báo mã và không xin gì.", "Mã 482913 không ai xin.").make(directory)
    load_library(directory)


def test_sentences_end_where_one_breathes() -> None:
    assert sentences('- Ba câu. Hai câu! "Thật sao?" Số 1.380, hết') == [
        "Ba câu.", "Hai câu!", '"Thật sao?', "Số 1.380, hết",
    ]  # fmt: skip
    assert without_quotes('Họ nói "đi nhanh" rồi “cúp máy”.').split() == ["Họ", "nói", "rồi", "."]


def test_the_guide_says_what_each_rule_means() -> None:
    root = Path(__file__).parents[2]
    guide = (root / "docs/guides/vi/them-bai-hoc.md").read_text(encoding="utf-8")
    rules = {mistake.rule for mistake in MISTAKES} | _ELSEWHERE | {"not-utf-8", "missing-file"}
    assert {rule for rule in rules if f"`{rule}`" not in guide} == set()


def test_the_guides_own_lesson_has_nothing_wrong(directory: Path) -> None:
    root = Path(__file__).parents[2]
    guide = (root / "docs/guides/vi/them-bai-hoc.md").read_text(encoding="utf-8")
    example = guide.partition("```markdown\n")[2].partition("```")[0]
    path = directory / "vi/6.2-mat-khau.md"
    path.write_text(example.replace('"6.6"', '"6.2"'), encoding="utf-8")
    assert load_library(directory).lessons["6.2"].title == "Mỗi nơi một mật khẩu"

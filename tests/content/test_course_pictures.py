"""Every course has its picture, in large letters, and it says what the course says today."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from content.course_pictures.layout import COURSES, SIDE, course_svg
from scripts.pictures import LARGEST, LESSONS, drawings, problems

_FILE = yaml.safe_load((LESSONS / "courses.yaml").read_text(encoding="utf-8"))
LISTED = {int(course["id"]): course for course in _FILE["courses"]}
_SMALLEST = 60  # of 1080: 18 on a phone 320 points wide


def _texts(svg: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("}text")]


@pytest.fixture(scope="module")
def drawn() -> dict[Path, bytes]:
    return dict(drawings(LESSONS))


def test_every_course_has_a_drawing() -> None:
    assert set(COURSES) <= set(LISTED)


def test_a_course_that_nobody_drew_yet_has_a_picture_all_the_same() -> None:
    assert "Khóa mới" in course_svg(99, "Khóa mới", "Học thêm.")


def test_every_picture_is_up_to_date(drawn: dict[Path, bytes]) -> None:
    assert [*problems(LESSONS, drawn)] == []


def test_every_picture_is_small_enough_and_square(drawn: dict[Path, bytes]) -> None:
    pictures = [content for file, content in drawn.items() if file.suffix == ".png"]
    assert len(pictures) == len(LISTED)
    for content in pictures:
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        assert content[16:24] == SIDE.to_bytes(4) * 2
        assert len(content) <= LARGEST


@pytest.mark.parametrize("number", COURSES)
def test_a_picture_says_its_course_in_large_letters(number: int) -> None:
    course = LISTED[number]
    texts = _texts(course_svg(number, course["title"]["vi"], course["key_sentence"]["vi"]))
    said = " ".join(text.text or "" for text in texts)
    assert course["title"]["vi"] in said
    assert course["key_sentence"]["vi"] in said
    assert all(float(text.attrib["font-size"]) >= _SMALLEST for text in texts)


@pytest.mark.parametrize("number", COURSES)
def test_hostile_titles_leave_a_picture_whole(number: int) -> None:
    svg = course_svg(number, "<b>&\x00" + "W" * 99, "\u202e" + "rất dài " * 40)
    assert all(float(text.attrib["font-size"]) >= _SMALLEST for text in _texts(svg))


def test_a_changed_title_is_noticed(tmp_path: Path, drawn: dict[Path, bytes]) -> None:
    (tmp_path / "courses.yaml").write_text(yaml.safe_dump(_FILE, allow_unicode=True))
    (tmp_path / "pictures").mkdir()
    for file, content in drawn.items():
        (tmp_path / "pictures" / file.name).write_bytes(content)
    assert [*problems(tmp_path, dict(drawings(tmp_path)))] == []
    changed = (tmp_path / "courses.yaml").read_text().replace("Sức khỏe số", "Sức khỏe")
    (tmp_path / "courses.yaml").write_text(changed)
    found = [*problems(tmp_path, dict(drawings(tmp_path)))]
    assert [one.split()[0] for one in found] == ["course-05.svg", "course-05.png"]


def test_a_missing_and_an_unknown_picture_are_noticed(
    tmp_path: Path, drawn: dict[Path, bytes]
) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "course-99.png").write_bytes(b"")
    wanted = tmp_path / "pictures" / "course-01.png"
    found = [*problems(tmp_path, {wanted: drawn[LESSONS / "pictures" / "course-01.png"]})]
    assert len(found) == 2
    assert "course-01.png is missing" in found[0]
    assert "course-99.png belongs to no course" in found[1]

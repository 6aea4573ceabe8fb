"""Lessons are found however people type: the ward's own library, asked in 90 ways."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.library import Library
from content.search import find, is_surely_meant, seems_meant
from tests.lessons import wards_shelf

_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    right: tuple[str, ...]


def _queries(name: str) -> list[Query]:
    read: dict[str, Any] = yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
    return [Query(entry["text"], tuple(entry["right"])) for entry in read["queries"]]


def _library() -> Library:
    return wards_shelf().now.library


def _is_found(query: Query) -> bool:
    return bool({found.lesson_id for found in find(_library(), query.text)} & {*query.right})


@pytest.mark.parametrize(
    ("name", "at_least"), [("lesson_queries.yaml", 0.95), ("lesson_queries_later.yaml", 0.8)]
)
def test_a_right_lesson_is_among_the_first_three(name: str, at_least: float) -> None:
    queries = _queries(name)
    missed = [query for query in queries if not _is_found(query)]
    assert len(missed) <= (1 - at_least) * len(queries), missed


@pytest.mark.parametrize(
    ("text", "lesson"),
    [
        ("mã OTP", "6.3"),
        ("ma otp", "6.3"),
        ("MÃ OTP LÀ GÌ?", "6.3"),
        ("maotp", "6.3"),
        ("chuyeern nhaamf tieenf", "4.4"),
        ("chuye63n nha62m tie62n", "4.4"),
        ("sổ sức khỏe", "5.1"),
        ("so xuc khoe dien tu", "5.1"),
        ("sinh trac hoc", "4.3"),
        ("one-time code", "6.3"),
    ],
)
def test_the_first_is_the_one_that_was_named(text: str, lesson: str) -> None:
    assert find(_library(), text)[0].lesson_id == lesson


@pytest.mark.parametrize("text", ["", "   ", "?!…", "12", "👍", "asdfgh qwrtzp", "ok"])
def test_what_is_about_nothing_finds_nothing(text: str) -> None:
    assert not any(seems_meant(found) for found in find(_library(), text))


@pytest.mark.parametrize(
    "text",
    ["anh gọi lại em nhé", "dạ em gửi rồi", "báo cáo quý 3 đã nộp chưa", "đơn vị nào trễ hạn",
     "chưa có số liệu", "số liệu của tổ 5 em nhập ở đâu", "chiều nay họp lúc 14 giờ"],
)  # fmt: skip
def test_talk_of_work_is_not_taken_for_a_search(text: str) -> None:
    assert not any(is_surely_meant(found) for found in find(_library(), text))


@pytest.mark.parametrize("text", ["bị mất zalo", "ma otp la gi", "quet ma qr co an toan khong"])
def test_a_question_about_a_lesson_is(text: str) -> None:
    assert seems_meant(find(_library(), text)[0])

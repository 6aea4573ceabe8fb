"""A lesson falls into steps that are read in one go, and nothing of it is lost."""

import pytest

from content.lesson_steps import MOST_WORDS, sentences_of, steps_of
from content.library import Lesson
from tests.lessons import wards_shelf

LESSONS = [*wards_shelf().now.library.all_lessons()]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.id} {lesson.language}")
def test_every_lesson_of_the_ward_is_told_whole_in_short_steps(lesson: Lesson) -> None:
    steps = steps_of(lesson)
    assert " ".join(" ".join(steps).split()) == " ".join(" ".join(lesson.paragraphs).split())
    assert 2 <= len(steps) <= 8
    leads = [step for step in steps if step.rstrip("*").endswith(":")]
    assert len(leads) <= (lesson.id == "12.4")  # whose first entry is too long to go with it
    for step in steps:
        assert len(step.split()) <= MOST_WORDS + 6  # dashes and arrows are no words
        assert step.count("**") % 2 == 0


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("Một câu.", ["Một câu."]),
        ("Dừng. Rồi gọi.", ["Dừng.", "Rồi gọi."]),
        ("Họ nói: “Nhanh lên!” Mình tắt máy.", ["Họ nói: “Nhanh lên!”", "Mình tắt máy."]),
        ('Nói: "Đợi đã. Để tôi hỏi." Rồi tắt.', ['Nói: "Đợi đã. Để tôi hỏi."', "Rồi tắt."]),
        ("**Một: dừng. Hai: gọi.** Rồi kể.", ["**Một: dừng. Hai: gọi.**", "Rồi kể."]),
        ("Gõ dichvucong.gov.vn để xem.", ["Gõ dichvucong.gov.vn để xem."]),
    ],
)  # fmt: skip
def test_a_sentence_a_line(line: str, sentences: list[str]) -> None:
    assert sentences_of(line) == sentences

"""The ward's own lessons are as the rules want them, and as the issue asked for them."""

from collections import Counter

import pytest

from content.lesson_loading import LESSONS, load_library
from content.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    """Raises with everything that is wrong, file and line."""
    return load_library(LESSONS)


def test_twelve_courses_of_five_lessons(library: Library) -> None:
    assert {course: len(library.of_course(course)) for course in library.courses} == {
        str(number): 5 for number in range(1, 13)
    }
    assert len(library.path) == len(set(library.path)) == 60


def test_the_ten_lessons_that_save_money_soonest_come_first_and_in_english(
    library: Library,
) -> None:
    first = library.path[:10]
    assert set(first) == {"8.5", "7.1", "6.5", "6.1", "6.3", "2.4", "7.2", "7.4", "5.5", "4.2"}
    assert {id_ for language, id_ in library.translations if language == "en"} >= set(first)


def test_every_lesson_asks_at_least_three_questions(library: Library) -> None:
    assert min(len(lesson.items) for lesson in library.all_lessons()) >= 3


def test_half_of_the_practice_is_genuine(library: Library) -> None:
    genuine = Counter(message.is_genuine for message in library.practice.values())
    assert genuine.total() >= 120
    assert 0.45 <= genuine[True] / genuine.total() <= 0.55


def test_every_course_has_something_to_practise(library: Library) -> None:
    practised = {message.lesson.partition(".")[0] for message in library.practice.values()}
    assert practised == set(library.courses)

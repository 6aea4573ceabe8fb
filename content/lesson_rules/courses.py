"""Courses: their words and pictures, their lessons without a gap, and what is taught first."""

from collections.abc import Hashable, Iterable, Iterator

from content.lesson_drafts import Drafts
from content.lesson_entries import CourseEntry
from content.lesson_files import Passage
from content.lesson_rules.figures import check_numbers
from content.lesson_rules.hosts import check_hosts
from content.lesson_rules.knowledge import Knowledge
from content.lesson_rules.pictures import check_picture
from content.lesson_rules.wording import check_names, check_promises
from content.source import Location, Source


def check(drafts: Drafts, knowledge: Knowledge) -> None:
    assert drafts.settings
    if drafts.courses is None:
        return
    source, least = drafts.source("courses.yaml"), drafts.settings.at_least.lessons_of_a_course
    courses = drafts.courses.courses
    ids = ((("courses", i, "id"), course.id) for i, course in enumerate(courses))
    refuse_twice(source, ids, "duplicate-course")
    for place, course in enumerate(courses):
        here: Location = ("courses", place)
        check_picture(source, (*here, "picture"), course.picture, knowledge.pictures)
        words = list(_words(source, place, course))
        check_hosts(source, words, knowledge.hosts)
        check_promises(source, words)
        check_names(source, words)
        check_numbers(source, iter(words), set())
        numbers = {id_.partition(".")[2] for id_ in knowledge.lessons
                   if id_.partition(".")[0] == course.id}  # fmt: skip
        wanted = (str(n) for n in range(1, max(least, len(numbers)) + 1))
        if missing := [f"{course.id}.{number}" for number in wanted if number not in numbers]:
            source.refuse(
                (*here, "id"), "lesson-missing", f"Khóa {course.id} thiếu bài "
                f"{', '.join(missing)}: phải có ít nhất {least} bài, đánh số liền nhau từ 1.",
            )  # fmt: skip
    for place, id_ in enumerate(drafts.courses.order_first):
        if id_ not in knowledge.lessons:
            source.refuse(
                ("order_first", place), "unknown-lesson", f"Không có bài {id_}. Hãy sửa mã bài."
            )
    first = ((("order_first", i), id_) for i, id_ in enumerate(drafts.courses.order_first))
    refuse_twice(source, first, "duplicate-in-order")


def _words(source: Source, place: int, course: CourseEntry) -> Iterator[Passage]:
    for name in ("title", "key_sentence", "alt"):
        both = getattr(course, name)
        for language in ("vi", "en"):
            line = source.line(("courses", place, name, language))
            yield Passage(line, getattr(both, language))


def refuse_twice(source: Source, ids: Iterable[tuple[Location, Hashable]], rule: str) -> None:
    seen: set[Hashable] = set()
    for location, id_ in ids:
        if id_ in seen:
            source.refuse(location, rule, f"Mã {id_} đã dùng ở trên. Hãy đặt mã khác.")
        seen.add(id_)

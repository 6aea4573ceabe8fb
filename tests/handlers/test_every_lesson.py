"""Every lesson there is, on every channel: opened from its course, read to the end, each question
answered wrong and then right. One person walks through one course; all walk at the same time.

Nothing of it goes into the page of screens: the words are the lessons' own.
"""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from content.channels import CHANNELS, capabilities
from content.lesson_text import as_html
from content.library import Course, Lesson, Library, QuizItem
from content.text import plain, utf16_length
from storage.models import InboxRow, OutboxRow
from storage.models.machine import InboxState, OutboxState
from tests.chat import Chat, Town, open_town

WARD = "Phước Bình"
SAYS = {
    "vi": {
        "quiz": "Làm bài kiểm tra", "again": "Thử lại", "next": "Câu tiếp",
        "today": "Hôm nay:", "done": "Bà con đã học xong bài", "courses": "các khóa học",
        "page": "Trang sau", "others": "Bài khác",
    },
    "en": {
        "quiz": "Take the quiz", "again": "Try again", "next": "Next question",
        "today": "Today:", "done": "is finished", "courses": "all courses",
        "page": "Next page", "others": "Other lessons",
    },
}  # fmt: skip

Walk = Iterator[str]  # what is picked next


@pytest.mark.parametrize("channel", CHANNELS)
async def test_every_lesson_can_be_learned(channel: str, sqlite_database_url: str) -> None:
    async with open_town(sqlite_database_url, channel=channel) as town:
        library = town.app.shelf.now.library
        assert library.lessons
        walks: list[tuple[Chat, Walk]] = []
        for course in library.courses.values():
            chat = await town.citizen(f"Khóa {course.id}")
            walks.append((chat, _course(chat, library, course)))
        translated = [x for x in library.translations.values() if x.language == "en"]
        if translated:
            ann = await town.citizen("Ann", language="en")
            walks.append((ann, _translations(ann, library, translated)))
        while walks := [(chat, walk) for chat, walk in walks if _steps(chat, walk)]:
            await town.settle()
        people = town.platform.server.phones.values()
        longest = max(utf16_length(m.text) for phone in people for m in phone.received)
        assert 0 < longest <= capabilities(channel).longest
        await _nothing_failed(town)


async def _nothing_failed(town: Town) -> None:
    async with town.database.read() as session:
        dead = select(InboxRow.id).where(InboxRow.state == InboxState.DEAD)
        failed = select(OutboxRow.id).where(OutboxRow.state != OutboxState.SENT)
        assert (await session.exec(dead)).all() == []
        assert (await session.exec(failed)).all() == []


def _steps(chat: Chat, walk: Walk) -> bool:
    """One thing is picked, or typed where it begins with ">"; False at the end of the walk."""
    wish = next(walk, None)
    if wish is None:
        return False
    if wish.startswith(">"):
        chat.begins_to_say(wish[1:])
    else:
        chat.begins_to_pick(wish)
    return True


def _course(chat: Chat, library: Library, course: Course) -> Walk:
    says = SAYS["vi"]
    yield f">{says['courses']}"
    while not any(course.title["vi"] in option for option in chat.options()):
        yield says["page"]
    yield course.title["vi"]
    for id_ in library.of_course(course.id):
        lesson = library.lessons[id_]
        yield f"Bài {id_} · {lesson.title}"
        yield from _lesson(chat, library, lesson)
        yield says["others"]
    assert "Chúc mừng" in "".join(message.text for message in chat.messages)


def _translations(chat: Chat, library: Library, lessons: list[Lesson]) -> Walk:
    for lesson in lessons:
        yield f">lesson {lesson.id}"
        yield from _lesson(chat, library, lesson)


def _lesson(chat: Chat, library: Library, lesson: Lesson) -> Walk:
    """It stands in one message, whole."""
    says = SAYS[lesson.language]
    names = {"ward": WARD, "province": library.settings.province.value}
    for part in (f"{lesson.id} · {lesson.title}", says["today"]):
        assert part in chat.text, (lesson.id, chat.text)
    for paragraph in (*lesson.paragraphs, lesson.today):
        assert plain(as_html(paragraph, names)) in chat.text, (lesson.id, chat.text)
    assert "{" not in chat.text
    yield says["quiz"]
    for place, item in enumerate(lesson.items):
        if place:
            yield says["next"]
        yield from _item(chat, lesson, item)
    assert says["done"] in chat.text, (lesson.id, chat.text)


def _item(chat: Chat, lesson: Lesson, item: QuizItem) -> Walk:
    """Wrong first, then right, each with its explanation."""
    wrong = next(one for one in item.alternatives if not one.is_right)
    for one in (wrong, item.alternatives[item.right]):
        assert item.question in chat.text, (lesson.id, chat.text)
        assert chat.options() == [each.label for each in item.alternatives]
        yield one.label
        assert one.explanation in chat.text, (lesson.id, chat.text)
        if not one.is_right:
            yield SAYS[lesson.language]["again"]

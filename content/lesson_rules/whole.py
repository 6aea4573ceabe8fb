"""The library as a whole: nothing twice, nothing missing, and half of the practice genuine."""

from content.lesson_drafts import Drafts, is_practice
from content.lesson_files import LessonDraft
from content.lesson_rules.courses import refuse_twice

_LEAST_GENUINE, _MOST_GENUINE = 45, 55  # of a hundred


def check(drafts: Drafts) -> None:
    _check_lessons(drafts)
    _check_practice(drafts)
    assert drafts.facts
    assert drafts.settings
    facts = ((("facts", i, "id"), fact.id) for i, fact in enumerate(drafts.facts.facts))
    refuse_twice(drafts.source("facts.yaml"), facts, "duplicate-fact")
    places = drafts.settings.neighbourhoods.value
    codes = ((("neighbourhoods", "value", i), place.code) for i, place in enumerate(places))
    refuse_twice(drafts.source("settings.yaml"), codes, "duplicate-neighbourhood")


def _check_lessons(drafts: Drafts) -> None:
    known: dict[tuple[str, str], LessonDraft] = {}
    for lesson in drafts.lessons:
        key = (lesson.language, lesson.front.id)
        if other := known.get(key):
            lesson.source.refuse(
                ("id",), "duplicate-id", f"Mã bài {lesson.front.id} đã có ở tệp "
                f"{other.source.path.name}. Hãy đặt mã khác.",
            )  # fmt: skip
        known[key] = lesson
    for (language, id_), lesson in known.items():
        if language != "vi":
            _check_translation(drafts, lesson, known.get(("vi", id_)))


def _check_translation(drafts: Drafts, lesson: LessonDraft, original: LessonDraft | None) -> None:
    name = lesson.source.path.name
    if f"vi/{name}" not in drafts.folder.texts:
        lesson.source.refuse(
            ("id",), "translation-without-original", f"Không có bài tiếng Việt vi/{name}. Bản "
            "dịch phải cùng tên tệp với bài gốc.",
        )  # fmt: skip
    if original is None:
        return
    ours, theirs = _outline(lesson), _outline(original)
    if ours != theirs:
        lesson.source.refuse(
            ("id",), "translation-differs", "Bản dịch khác bài gốc: phải cùng dữ kiện, cùng số "
            "câu hỏi và cùng số câu trả lời. Hãy sửa cho khớp.",
        )  # fmt: skip


def _outline(lesson: LessonDraft) -> tuple[object, ...]:
    return set(lesson.front.facts), [len(item.alternatives) for item in lesson.items]


def _check_practice(drafts: Drafts) -> None:
    assert drafts.settings
    seen: dict[str, str] = {}
    for source, file in drafts.practice:
        for place, entry in enumerate(file.messages):
            for name in ("id", "text"):
                value = getattr(entry, name)
                if value in seen:
                    source.refuse(
                        ("messages", place, name), "duplicate-practice", f"Mục {name} này đã có ở "
                        f"{seen[value]}. Hãy đổi.",
                    )  # fmt: skip
                seen[value] = f"{source.path.name}, tin {entry.id}"
    if len(drafts.practice) == sum(is_practice(name) for name in drafts.folder.texts):
        _check_balance(drafts, drafts.settings.at_least.practice_messages)


def _check_balance(drafts: Drafts, least: int) -> None:
    source, here = drafts.source("settings.yaml"), ("at_least", "practice_messages")
    entries = [entry for _, file in drafts.practice for entry in file.messages]
    if len(entries) < least:
        source.refuse(
            here, "too-few-practice", f"Có {len(entries)} tin luyện tập, cần ít nhất {least}. Hãy "
            "thêm tin vào vi/practice.",
        )  # fmt: skip
    genuine = sum(entry.is_genuine for entry in entries)
    if entries and not _LEAST_GENUINE <= 100 * genuine / len(entries) <= _MOST_GENUINE:
        source.refuse(
            here, "practice-unbalanced", f"Trong {len(entries)} tin luyện tập có {genuine} tin "
            f"thật. Phải từ {_LEAST_GENUINE} đến {_MOST_GENUINE} phần trăm, để bà con không đoán "
            "mò.",
        )  # fmt: skip
